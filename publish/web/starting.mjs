// @ts-check
/** What the page says while Python is on its way, and the button that begins again. */
import { part, write } from "./element.mjs";
import { megabytes } from "./format.mjs";
import { fill } from "./words.mjs";

/** @typedef {import("./words.mjs").Words} Words */

/** @param {import("./worker-client.mjs").Status} status @param {Words} words @returns {string} */
export function startText({ got = 0, all = 0, still = false }, { ui, lang }) {
  if (!all) return still ? ui.still_nothing : ui.warming_nothing;
  return fill(still ? ui.still : ui.warming, { got: megabytes(got, lang), all: megabytes(all, lang) });
}

/** @param {Words} words @returns {string[]} everything that startText may say, at its longest */
export const startTexts = (words) => [0, 88.8e6].flatMap((all) =>
  [false, true].map((still) => startText({ state: "warming", got: all, all, still }, words)));

/** @param {HTMLElement} root @param {string} text */
export function tell(root, text) {
  const place = part(root, "status");
  place.removeAttribute("aria-busy");
  write(place, text);
}

/** @param {number} ms an answer took @param {Words} words @returns {string} */
export const liveText = (ms, { ui }) => fill(ui.live, { ms: ms < 10 ? ms.toFixed(1) : ms.toFixed(0) });

/** Show how far Python is. It grows many times a second: who hears the page is told the beginning and a standstill.
 * @param {HTMLElement} root @param {import("./worker-client.mjs").Status} status @param {Words} words */
export function showStart(root, status, words) {
  if (root.dataset.state === "error" && !status.still) return; // what went wrong is still to be read
  root.dataset.state = "warming";
  if (status.all && !status.still) part(root, "status").setAttribute("aria-busy", "true");
  else part(root, "status").removeAttribute("aria-busy");
  write(part(root, "status"), startText(status, words));
  offerRetry(root, status.still === true);
}

/** @param {{code?: string}} error @returns {boolean} whether it may go away by itself */
export const mayPass = ({ code }) => ["python-start", "offline", "charts"].includes(code ?? "");

/** @param {HTMLElement} root @param {boolean} yes */
export function offerRetry(root, yes) {
  /** @type {HTMLElement} */ (root.querySelector('[data-action="retry"]')).hidden = !yes;
}
