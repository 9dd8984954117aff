// @ts-check
/** Entry of the browser code. Python, the drawing library and the search engine are loaded when they are needed. */
import { startHeader } from "./header.mjs";
import { mountAll, watchArriving } from "./live-app.mjs";
import { startMeanings } from "./meaning.mjs";
import { answerQuestion } from "./question.mjs";
import { showBar } from "./route-bar.mjs";
import { showRoutes, startRoutes } from "./routes.mjs";
import { startSearch } from "./search.mjs";
import { wakeLists } from "./waking.mjs";

function begin() {
  // Material says through document$ when instant navigation has shown a page
  const pages = /** @type {any} */ (window).document$;
  document.addEventListener("change", answerQuestion);
  startHeader(pages);
  startSearch();
  startRoutes();
  for (const wake of [mountAll, wakeLists, showRoutes, showBar]) {
    if (pages) pages.subscribe(wake);
    else wake();
  }
  startMeanings(pages);
}

// this script does not wait for the page: Python may start while the rest of it is still being read
watchArriving();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
