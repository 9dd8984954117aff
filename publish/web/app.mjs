// @ts-check
/** Entry of the browser code. Everything heavy is loaded when a page needs it. */
import { startHeader } from "./header.mjs";
import { answerQuestion } from "./question.mjs";
import { startSearch } from "./search.mjs";

async function pageShown() {
  if (!document.querySelector("[data-explainer]")) return;
  const { mountAll } = await import("./live-app.mjs");
  mountAll();
}

// Material says through document$ when instant navigation has shown a page
const pages = /** @type {any} */ (window).document$;
document.addEventListener("change", answerQuestion);
startHeader(pages);
startSearch();
if (pages) pages.subscribe(pageShown);
else pageShown();
