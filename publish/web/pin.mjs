// @ts-check
/** A pinned answer, to compare the present one with: behind the figures in grey, and in a sentence. The address names its inputs. */
import { h, part, write } from "./element.mjs";
import { exact, quantity, signed, widest } from "./format.mjs";
import { pinnedSwatch } from "./swatch.mjs";
import { fill, optionText } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */
/** Its numbers may be on their way; those of its tables are known.
 * @typedef {{header: any, numbers: Float64Array | null, known: Float64Array | number[]}} Pinned */

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

/** An input's value in the page's words.
 * @param {any} value @param {any} parameter @param {import("./words.mjs").Words} words @returns {string} */
export const inputText = (value, parameter, words) =>
  (parameter.kind === "choice" ? optionText(value, parameter, words) : exact(value, parameter.unit, words.lang));

/** @param {Record<string, any>} inputs @param {Record<string, any>} others @param {any[]} spec @param {import("./words.mjs").Words} words
 * @returns {string} the inputs that differ from the others, with their labels */
export const differing = (inputs, others, spec, words) =>
  spec.filter(({ name }) => String(inputs[name]) !== String(others[name]))
    .map((parameter) => fill(words.ui.input_value,
      { label: words.own.inputs[parameter.name].label, value: inputText(inputs[parameter.name], parameter, words) }))
    .join(words.ui.list_separator);

/** @param {Island} island @returns {string} the pinned answer by what sets it apart; "" where nothing is pinned */
export function pinnedName({ pinned, header, spec, words }) {
  if (!pinned) return "";
  const inputs = differing(pinned.header.inputs, header.inputs, spec, words);
  return inputs ? fill(words.ui.pinned_as, { inputs }) : words.ui.pinned_same;
}

/** The pinned answer's entry in a figure's legend; a figure without one gets it for as long as something is pinned.
 * @param {Element} figure @param {Island} island @param {string} kind of its chart */
export function showInLegend(figure, island, kind) {
  const { document } = island;
  const list = figure.querySelector("ul.cl-legend");
  const entry = list?.querySelector("[data-pinned]");
  const name = pinnedName(island);
  if (!name) {
    entry?.remove();
    if (list && !list.firstElementChild) list.remove();
  } else if (entry) write(/** @type {Element} */ (entry.lastElementChild), name);
  else {
    const fresh = h(document, "li", { "data-pinned": true }, pinnedSwatch(document, kind), h(document, "span", {}, name));
    if (list) list.append(fresh);
    else figure.querySelector(".cl-figure-title")?.after(h(document, "ul", { class: "cl-legend" }, fresh));
  }
}

export class Pin {
  /** @param {HTMLElement} root @param {any} island @param {import("./worker-client.mjs").PythonClient} client
   * @param {{problems: import("./problems.mjs").Problems, permalink: import("./permalink.mjs").Permalink,
   *   views: import("./views.mjs").Views}} owner @param {(error: object) => void} onProblem */
  constructor(root, island, client, { problems, permalink, views }, onProblem) {
    this.root = root;
    this.island = island;
    this.client = client;
    this.problems = problems;
    this.permalink = permalink;
    this.views = views;
    this.onProblem = onProblem;
  }

  async toggle() {
    const { island, permalink } = this;
    if (!island.pinned && !(await this.views.ready(false))) return this.onProblem({ code: "charts" });
    this.#set(island.pinned ? null : { header: island.header, numbers: island.complete ? island.numbers : null, known: island.numbers });
    permalink.pin = island.pinned && permalink.text(island.pinned.header.inputs);
    if (island.pinned && !island.complete) this.#complete(island.pinned);
  }

  /** Pin what the address says.
   * @param {string | null} text */
  async follow(text) {
    const { root, island, permalink } = this, before = island.pinned;
    permalink.pin = text;
    if (text === null) return this.#set(null);
    const reply = await this.client.ask(`${root.id} pinned`, island.slug, permalink.request(text));
    if (reply.superseded || reply.header.error) return;
    if (!(await this.views.ready(false))) return this.onProblem({ code: "charts" });
    if (permalink.pin !== text || island.pinned !== before) return; // what the reader has pinned or asked for meanwhile is newer
    permalink.pin = permalink.text(reply.header.inputs); // without what was refused
    this.#set({ header: reply.header, numbers: reply.numbers, known: reply.numbers });
    this.problems.refused("refused_pin", reply.header.refused);
  }

  /** @param {Pinned | null} pinned */
  #set(pinned) {
    const { island, root } = this;
    island.pinned = pinned;
    root.toggleAttribute("data-pinned", pinned !== null);
    write(/** @type {Element} */ (root.querySelector('[data-action="pin"]')), island.words.ui[pinned ? "unpin" : "pin"]);
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
