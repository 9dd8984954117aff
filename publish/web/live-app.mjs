// @ts-check
/** All islands of the tab and their one Python; started by the first island that comes near. */
import { LiveIsland } from "./live.mjs";
import { saidOf } from "./state.mjs";
import { loadCharts } from "./views.mjs";
import { PythonClient } from "./worker-client.mjs";

const CHARTS_AFTER_MS = 150;
/** @type {Set<LiveIsland>} */
const islands = new Set();
/** @type {any} */
let last = { state: "off" };

const client = new PythonClient((status) => {
  last = status;
  // Python first: while it starts it needs both the line and the processors
  if (status.state === "ready") setTimeout(loadCharts, CHARTS_AFTER_MS);
  for (const island of islands) island.status(status);
});

/** Python starts when an island comes near, unless the reader saves data; then on first touch. */
const near = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) client.start();
}, { rootMargin: "300px" });

/** Watch the islands there are; one that is watched already is not watched twice. */
export function watchAll() {
  if (/** @type {any} */ (navigator).connection?.saveData) return;
  for (const root of document.querySelectorAll("[data-explainer]")) {
    near.observe(root);
    if (`#${root.id}` === location.hash) client.start(); // the page is about to scroll there
  }
}

/** Watch each island as soon as the parser has read it, long before the rest of the page and Material's own scripts. */
export function watchArriving() {
  watchAll();
  if (document.readyState !== "loading") return;
  const arrivals = new MutationObserver(watchAll);
  arrivals.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => arrivals.disconnect(), { once: true });
}

/** @param {HTMLElement} root */
function mount(root) {
  const island = new LiveIsland(root, client);
  islands.add(island);
  for (const touch of ["pointerdown", "focusin"]) root.addEventListener(touch, () => client.start(), { once: true });
  if (last.state === "ready" || last.state === "warming") island.status(last);
  const { state, pin } = saidOf(root.id);
  if (state !== null || pin !== null) client.start();
}

/** Islands of the page just shown; those of the page left behind are forgotten. */
export function mountAll() {
  for (const island of islands) if (!island.root.isConnected) islands.delete(island);
  const known = new Set([...islands].map((island) => island.root));
  for (const root of document.querySelectorAll("[data-explainer]")) {
    if (!known.has(/** @type {HTMLElement} */ (root))) mount(/** @type {HTMLElement} */ (root));
  }
  watchAll();
  // the one name this app puts on the window: how many workers there were, and whether one is ready
  Object.assign(window, { copperAndLight: { generation: () => client.generation, state: () => client.state } });
}

/** The address may have changed without a new page. */
export function followAddress() {
  for (const island of islands) if (island.root.isConnected) island.follow();
}
