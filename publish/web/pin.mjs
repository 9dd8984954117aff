// @ts-check
/** A pinned answer, to compare the present one with: behind the figures in grey, and in a sentence. It is not in the address. */
import { part, write } from "./element.mjs";
import { quantity, signed, widest } from "./format.mjs";
import { fill } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */

const SHORT = 1e-3; // smaller ratios are written as powers of ten

/** Levels and dates have differences; what starts at zero has a ratio.
 * @param {string} unit @returns {boolean} */
const isLevel = (unit) => unit.startsWith("dB") || unit === "year";

/** @param {number | null} number @param {string} unit @param {string} lang */
const shown = (number, unit, lang) => quantity(number ?? null, unit, lang);

/** @param {any} a pinned header @param {any} b present header @param {import("./words.mjs").Words} words @returns {string} */
export function comparison(a, b, { own, ui, lang }) {
  const [one, other] = [a, b].map((header) => header.values[header.main]);
  const { unit } = other;
  const said = { label: own.terms[b.main] ?? "", a: shown(one.number, unit, lang), b: shown(other.number, unit, lang) };
  if (one.number === null || other.number === null) return fill(ui.pinned, said);
  if (isLevel(unit) || one.number <= 0 || other.number < 0) {
    return fill(ui.pinned_difference, { ...said, difference: signed(other.number - one.number, unit, lang) });
  }
  const ratio = other.number / one.number;
  return fill(ui.pinned_ratio, { ...said, ratio: quantity(ratio, ratio && ratio < SHORT ? "ratio" : "1", lang) });
}

/** @param {Island} island @returns {string} the longest sentence there may be */
export function longestComparison({ header, words: { own, ui, lang } }) {
  const wide = widest(header.values[header.main].unit, lang);
  const said = { label: own.terms[header.main] ?? "", a: wide, b: wide, difference: wide, ratio: widest("1", lang) };
  return [ui.pinned_difference, ui.pinned_ratio].map((text) => fill(text, said))
    .reduce((one, other) => (other.length > one.length ? other : one));
}

export class Pin {
  /** @param {HTMLElement} root @param {any} island @param {import("./worker-client.mjs").PythonClient} client
   * @param {import("./views.mjs").Views} views @param {(error: object) => void} onProblem */
  constructor(root, island, client, views, onProblem) {
    this.root = root;
    this.island = island;
    this.client = client;
    this.views = views;
    this.onProblem = onProblem;
  }

  async toggle() {
    const { island, root } = this;
    if (!island.pinned && !(await this.views.ready(false))) return this.onProblem({ code: "charts" });
    island.pinned = island.pinned ? null : { header: island.header, numbers: island.complete ? island.numbers : null };
    if (island.pinned && !island.complete) this.#complete(island.pinned);
    root.toggleAttribute("data-pinned", island.pinned !== null);
    write(/** @type {Element} */ (root.querySelector('[data-action="pin"]')), island.words.ui[island.pinned ? "unpin" : "pin"]);
    this.say();
    this.views.update("seen");
  }

  /** Of the build's answer the page does not know what its figures are drawn from: ask Python.
   * @param {any} pinned */
  async #complete(pinned) {
    const { root, island } = this;
    const reply = await this.client.ask(`${root.id} pinned`, island.slug, { inputs: pinned.header.inputs });
    if (reply.superseded || reply.header.error) return;
    Object.assign(pinned, { header: reply.header, numbers: reply.numbers });
    if (island.pinned === pinned) this.views.update("seen");
  }

  /** Say how the present answer compares. */
  say() {
    const { header, pinned, words } = this.island;
    write(part(this.root, "pinned"), pinned ? comparison(pinned.header, header, words) : "");
  }
}
