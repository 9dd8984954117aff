// @ts-check
/** The search dialog. The index, its engine and what reads their answers are fetched when the dialog first opens. */

import { later } from "./later.mjs";

/** @typedef {{dialog: HTMLDialogElement, status: HTMLElement, results: HTMLElement, more: HTMLElement, input: HTMLInputElement}} Parts */

const SHOWN = 12;
const PAUSE_MS = 120;
const KEY_CHOICE = "cl-search-key"; // WCAG 2.1.4: a one-character shortcut must be possible to turn off

/** @type {() => Promise<typeof import("./searching.mjs")>} */
const searching = later("./searching.js");

/** What is said of so many pages found, of which so many stand there.
 * @param {HTMLElement} dialog @param {number} count @param {number} shown @returns {string} */
function countText({ dataset }, count, shown) {
  if (count === 0) return dataset["none"] ?? "";
  if (count === 1) return dataset["one"] ?? "";
  const text = (shown < count ? dataset["some"] : dataset["many"]) ?? "";
  return text.replace("{count}", String(count)).replace("{shown}", String(shown));
}

/** Show the first results, and a button for the rest.
 * @param {Parts} parts @param {HTMLLIElement[]} rows */
function show({ dialog, status, results, more }, rows) {
  const shown = Math.min(SHOWN, rows.length);
  results.replaceChildren(...rows.slice(0, SHOWN));
  dialog.scrollTop = 0; // the field stands above the results
  status.textContent = countText(dialog, rows.length, shown);
  more.hidden = shown === rows.length;
  more.textContent = (dialog.dataset["more"] ?? "").replace("{count}", String(rows.length - shown));
  more.onclick = () => {
    results.append(...rows.slice(SHOWN));
    more.hidden = true;
    status.textContent = countText(dialog, rows.length, rows.length);
    rows[SHOWN].querySelector("a")?.focus(); // the button is gone
  };
}

/** @param {Parts} parts @param {string} text to say, with no results */
function empty({ status, results, more }, text) {
  results.replaceChildren();
  more.hidden = true;
  status.textContent = text;
}

/**
 * One search; a newer one makes this one's answer worthless.
 * @param {Parts} parts
 */
async function search(parts) {
  const { dialog, status, input } = parts;
  const text = input.value.trim();
  const current = () => input.value.trim() === text;
  if (!text) return empty(parts, dialog.dataset["idle"] ?? "");
  status.textContent = dialog.dataset["busy"] ?? "";
  await new Promise((done) => setTimeout(done, PAUSE_MS));
  if (!current()) return undefined;
  try {
    const rows = await (await searching()).rowsFor(text, dialog.dataset["also"] ?? "");
    if (current()) show(parts, rows);
  } catch {
    if (current()) empty(parts, dialog.dataset["failed"] ?? "");
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** @param {KeyboardEvent} event @param {boolean} slashAllowed */
function opens(event, slashAllowed) {
  if (event.isComposing || event.altKey) return false;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return true;
  return slashAllowed && event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
}

/** @param {HTMLInputElement} choice */
function rememberKey(choice) {
  try {
    choice.checked = localStorage.getItem(KEY_CHOICE) !== "off";
  } catch {
    // storage may be forbidden: the choice then lasts as long as the page
  }
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(KEY_CHOICE);
      else localStorage.setItem(KEY_CHOICE, "off");
    } catch {
      // as above
    }
  });
}

/** The keys of the dialog: arrows from the field through the results and back, Enter in the field opens the first.
 * @param {Parts} parts @param {KeyboardEvent} event */
function move({ dialog, results, input }, event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [input, ...results.querySelectorAll(/** @type {"a"} */ ("li > a"))];
  const at = links.findIndex((link) => link.parentElement?.contains(document.activeElement) && link !== input) ;
  const here = at > 0 ? at : document.activeElement === input ? 0 : -1;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") dialog.close(); // a browser may only empty a search field on the first one
  else if (event.key === "Enter" && here === 0) links[1]?.click();
  else if (step && here >= 0 && links[here + step]) links[here + step].focus();
  else return;
  event.preventDefault();
}

/** @returns {Parts | null} the parts of the dialog */
function partsOfDialog() {
  const [dialog, input, status, results, more] = ["", "-input", "-status", "-results", "-more"]
    .map((name) => document.getElementById(`cl-search${name}`));
  if (!(dialog instanceof HTMLDialogElement && input instanceof HTMLInputElement)) return null;
  return status && results && more ? { dialog, input, status, results, more } : null;
}

/** Wire the button, the dialog and the keys; the header stays through instant navigation, so once is enough. */
export function startSearch() {
  const parts = partsOfDialog();
  const opener = document.getElementById("cl-search-open");
  const choice = document.getElementById("cl-search-key");
  if (!parts || !opener || !(choice instanceof HTMLInputElement)) return;
  const { dialog, input, results } = parts;
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    const failed = () => { if (!input.value.trim()) empty(parts, dialog.dataset["failed"] ?? ""); };
    searching().then(({ ready }) => ready()).catch(failed);
  };
  opener.hidden = false;
  opener.addEventListener("click", open);
  rememberKey(choice);
  input.addEventListener("input", () => { void search(parts); });
  dialog.addEventListener("keydown", (event) => move(parts, event));
  results.addEventListener("click", ({ target }) => { if (target instanceof Element && target.closest("a")) dialog.close(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("keydown", (event) => {
    if (!opens(event, choice.checked)) return;
    event.preventDefault();
    open();
  });
}
