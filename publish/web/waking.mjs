// @ts-check
/** Lists that can be filtered stand on few pages; their code comes with the first. Without it a page shows everything, and says so. */
import { h, write } from "./element.mjs";
import { later } from "./later.mjs";

/** @type {() => Promise<typeof import("./lists.mjs")>} */
const bring = later("./lists.js");

/** @returns {HTMLFormElement[]} */
const forms = () => [...document.querySelectorAll(/** @type {"form"} */ ("form[data-filter]"))];

/** @param {HTMLFormElement} form @param {string} text "" when there is nothing to say */
function say(form, text) {
  write(/** @type {Element} */ (form.querySelector("[role=status]")), text);
  form.querySelector("[data-again]")?.remove();
  if (!text) return;
  const again = h(document, "button", { type: "button", "data-again": true }, form.dataset.again);
  again.addEventListener("click", wakeLists);
  form.append(again); // outside of the fieldset, which is at rest
}

export async function wakeLists() {
  if (!forms().length) return;
  for (const form of forms()) say(form, "");
  try {
    (await bring()).startLists();
  } catch {
    for (const form of forms()) say(form, form.dataset.failed ?? "");
  }
}
