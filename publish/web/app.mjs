// @ts-check
/** Entry of the browser code. Python, the drawing library and the search engine are loaded when they are needed. */
import { startHeader } from "./header.mjs";
import { mountAll, watchArriving } from "./live-app.mjs";
import { startMeanings } from "./meaning.mjs";
import { answerQuestion } from "./question.mjs";
import { carryPage, showReport } from "./report.mjs";
import { showBar } from "./route-bar.mjs";
import { showRoutes, startRoutes } from "./routes.mjs";
import { startSearch } from "./search.mjs";

/** Lists that can be filtered stand on few pages; their code comes with the first. Without it a page shows everything. */
function wakeLists() {
  if (document.querySelector("[data-filter]")) import("./lists.mjs").then(({ startLists }) => startLists(), () => {});
}

function begin() {
  // Material says through document$ when instant navigation has shown a page
  const pages = /** @type {any} */ (window).document$;
  document.addEventListener("change", answerQuestion);
  startHeader(pages);
  startSearch();
  startRoutes();
  // every way to follow a link begins with one of these
  for (const kind of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(kind, ({ target }) => {
      const link = target instanceof Element ? target.closest("a[data-cl-report]") : null;
      if (link instanceof HTMLAnchorElement) carryPage(link);
    }, { capture: true });
  }
  for (const wake of [mountAll, wakeLists, showRoutes, showBar, showReport]) {
    if (pages) pages.subscribe(wake);
    else wake();
  }
  startMeanings(pages);
}

// this script does not wait for the page: Python may start while the rest of it is still being read
watchArriving();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
