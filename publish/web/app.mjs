// @ts-check
/** Entry of the browser code. Python, the drawing library and the search engine are loaded when they are needed. */
import { startHeader } from "./header.mjs";
import { mountAll, watchArriving } from "./live-app.mjs";
import { startMeanings } from "./meaning.mjs";
import { answerQuestion } from "./question.mjs";
import { startSearch } from "./search.mjs";

function begin() {
  // Material says through document$ when instant navigation has shown a page
  const pages = /** @type {any} */ (window).document$;
  document.addEventListener("change", answerQuestion);
  startHeader(pages);
  startSearch();
  startMeanings(pages);
  if (pages) pages.subscribe(mountAll);
  else mountAll();
}

// this script does not wait for the page: Python may start while the rest of it is still being read
watchArriving();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
