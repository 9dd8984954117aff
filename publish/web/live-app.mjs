// @ts-check
/** All islands of the tab and their one Python; loaded only when a page has an island. */
import { LiveIsland } from "./live.mjs";
import { stateIn } from "./state.mjs";
import { loadCharts } from "./views.mjs";
import { PythonClient } from "./worker-client.mjs";

/** @type {Set<LiveIsland>} */
const islands = new Set();
/** @type {any} */
let last = { state: "off" };

const client = new PythonClient((status) => {
  last = status;
  if (status.state === "warming") {
    // without a connection the worker fails as well, and says so
    loadCharts().then(() => islands.forEach((island) => island.views.update()), () => {});
  }
  for (const island of islands) island.status(status);
});

/** Python starts when an island comes near, unless the reader saves data; then on first touch. */
const near = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) client.start();
}, { rootMargin: "300px" });

/** @param {HTMLElement} root */
function mount(root) {
  const island = new LiveIsland(root, client);
  islands.add(island);
  for (const touch of ["pointerdown", "focusin"]) root.addEventListener(touch, () => client.start(), { once: true });
  const saving = /** @type {any} */ (navigator).connection?.saveData;
  if (last.state === "ready" || last.state === "warming") island.status(last);
  if (stateIn(root.id, location.search) !== null) client.start();
  else if (!saving) near.observe(root);
}

/** Islands of the page just shown; those of the page left behind are forgotten. */
export function mountAll() {
  for (const island of islands) if (!island.root.isConnected) islands.delete(island);
  const known = new Set([...islands].map((island) => island.root));
  for (const root of document.querySelectorAll("[data-explainer]")) {
    if (!known.has(/** @type {HTMLElement} */ (root))) mount(/** @type {HTMLElement} */ (root));
  }
  // the one name this app puts on the window: how many workers there were, and whether one is ready
  Object.assign(window, { copperAndLight: { generation: () => client.generation, state: () => client.state } });
}
