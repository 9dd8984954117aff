// @ts-check
/** Entry of the browser code. Python, the drawing library and the search engine are loaded when they are needed. */
import { startHeader } from "./header.mjs";
import { onKept } from "./kept.mjs";
import { followAddress, mountAll, watchArriving } from "./live-app.mjs";
import { startMeanings } from "./meaning.mjs";
import { onAddress, startPlace } from "./place.mjs";
import { answerQuestion } from "./question.mjs";
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
  for (const wake of [mountAll, wakeLists, showRoutes, showBar]) {
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
