// @ts-check
/** Entry of the browser code. Python, the drawing library and the search engine are loaded when they are needed. */
import { startHeader } from "./header.mjs";
import { onKept } from "./kept.mjs";
import { followAddress, mountAll, watchArriving } from "./live-app.mjs";
import { startMeanings } from "./meaning.mjs";
import { onAddress, startPlace } from "./place.mjs";
import { answerQuestion } from "./question.mjs";
import { carryPage, wakeReport } from "./report.mjs";
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
  // every way to follow a link begins with one of these
  for (const kind of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(kind, ({ target }) => {
      const link = target instanceof Element ? target.closest("a[data-cl-report]") : null;
      if (link instanceof HTMLAnchorElement) carryPage(link);
    }, { capture: true });
  }
  for (const wake of [mountAll, wakeLists, showRoutes, showBar, wakeReport]) {
    if (pages) pages.subscribe(wake);
    else wake();
  }
  startMeanings(pages);
  for (const follow of [followAddress, showBar]) onAddress(follow);
  onKept(() => { showRoutes(); showBar(); });
  startPlace(pages);
}

// this script does not wait for the page: Python may start while the rest of it is still being read
watchArriving();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
