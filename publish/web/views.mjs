// @ts-check
/** The views of a live island. Only what is seen is drawn; the rest is drawn when it is about to be seen. */
import { gapsOf } from "./answer.mjs";
import { part, write } from "./element.mjs";
import { later } from "./later.mjs";
import { morph } from "./morph.mjs";
import { chartText, tableBody } from "./panels.mjs";
import { showInLegend } from "./pin.mjs";
import { sentence } from "./words.mjs";

/** @typedef {typeof import("./chart.mjs")} Charts */
/** The drawing library is the largest part of the app: it comes when Python is up, or when a figure first has to change.
 * @type {Charts | null} */
let chartModule = null;
/** @type {() => Promise<Charts>} */
const bring = later("./chart.js");

/** @returns {Promise<boolean>} whether it is there */
export const loadCharts = () => bring().then((charts) => { chartModule = charts; return true; }, () => false);

/** Mark of a place that shows what the build has drawn. */
const BUILT = "built";
/** @param {any} header @param {string} name @returns {any} */
const chartOf = (header, name) => header.charts.find((/** @type {any} */ chart) => chart.name === name);
const REST_MS = 50; // three frames without an answer

export class Views {
  /** @param {HTMLElement} root @param {import("./island.mjs").Island} island */
  constructor(root, island) {
    this.root = root;
    this.island = island;
    /** @type {WeakMap<Element, any>} place -> header it was drawn from, or BUILT */
    this.drawn = new WeakMap();
    /** @type {WeakMap<Element, Element>} place -> copy of the build's own figure or table body: reset puts it back, byte for byte */
    this.original = new WeakMap();
    /** @type {any} present and pinned answer, as drawn last */
    this.pair = {};
    /** @type {HTMLElement[]} */
    this.places = [...root.querySelectorAll(/** @type {"div"} */ (".cl-plot, [data-table]"))];
    /** @type {Set<HTMLElement>} looked up when the layout changes, not at every answer: asking costs a layout */
    this.seen = new Set();
    /** @type {Set<Element>} of those, what lies in the window: it is drawn for the next frame, the rest after it */
    this.inWindow = new Set(this.places);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.later = undefined;
    const windowed = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.inWindow[isIntersecting ? "add" : "delete"](target);
    });
    for (const place of this.places) windowed.observe(place);
    for (const place of this.places) {
      this.drawn.set(place, BUILT);
      const content = place.querySelector(place.dataset.table ? "tbody" : "svg");
      if (content) this.original.set(place, /** @type {Element} */ (content.cloneNode(true)));
    }
    // in the next frame: what is drawn may change the height, and an observer that causes what it observes is an error
    new ResizeObserver(() => requestAnimationFrame(() => this.look())).observe(root);
    addEventListener("beforeprint", () => this.update("all"));
  }

  /** An answer is shown in words, figures and tables together, so it waits for what draws the figures.
   * @param {boolean} built whether it is the answer that the build has drawn @returns {Promise<boolean>} whether it can be shown */
  async ready(built) {
    if (chartModule || (built && !this.island.pinned)) return true;
    for (const place of this.places) place.ariaBusy = "true";
    const there = await loadCharts();
    for (const place of this.places) place.ariaBusy = null;
    return there;
  }

  /** Find out what is seen, and draw it. */
  look() {
    this.seen = new Set(this.places.filter((place) => place.getClientRects().length > 0));
    this.update("seen");
  }

  /** @param {"window" | "seen" | "all"} [which] what lies in the window now and the rest later, all that is seen, or also what is hidden */
  update(which = "window") {
    if (!this.root.isConnected) return;
    const wanted = this.#wanted();
    for (const place of which === "all" ? this.places : this.seen) {
      if (this.drawn.get(place) === wanted) continue;
      if (which === "window" && !this.inWindow.has(place)) {
        this.#postpone(place);
        continue;
      }
      this.#show(place);
      this.drawn.set(place, wanted);
    }
  }

  /** @returns {any} what a place must have been drawn from, to be up to date */
  #wanted() {
    const { built, header } = this.island;
    const pinned = this.#pinned;
    if (!pinned) return built ? BUILT : header;
    if (this.pair.header !== header || this.pair.pinned !== pinned) this.pair = { header, pinned };
    return this.pair;
  }

  /** The pinned answer, once all that has to be drawn is known. */
  get #pinned() {
    const { pinned, complete } = this.island;
    return complete && pinned?.numbers ? pinned : null;
  }

  /** Draw what lies outside the window when the control rests.
   * @param {HTMLElement} place */
  #postpone(place) {
    place.ariaBusy = "true";
    clearTimeout(this.later);
    this.later = setTimeout(() => this.update("seen"), REST_MS);
  }

  /** @param {HTMLElement} place */
  #show(place) {
    place.ariaBusy = null;
    const built = this.island.built && !(this.#pinned && place.dataset.width) ? this.original.get(place) : undefined;
    const original = /** @type {Element | undefined} */ (built?.cloneNode(true));
    if (place.dataset.table) this.#table(place, original);
    else this.#plot(place, original);
  }

  /** @param {HTMLElement} place @param {Element} [original] */
  #plot(place, original) {
    const figure = /** @type {HTMLElement} */ (place.closest("[data-chart]"));
    const chart = chartOf(this.island.header, figure.dataset.chart ?? "");
    const alt = chartText(this.island, chart, "alt");
    const other = this.#pinned;
    const pinned = other?.numbers && { chart: chartOf(other.header, chart.name), numbers: other.numbers };
    const context = { document, words: this.island.words, narrow: place.dataset.width === "narrow", alt, pinned: pinned || undefined };
    if (original) place.replaceChildren(original);
    else if (chartModule) morph(/** @type {Element} */ (place.firstElementChild), chartModule.draw(chart, this.island.numbers, context));
    write(part(figure, "caption"), chartText(this.island, chart, "caption"));
    showInLegend(figure, this.island, chart.kind);
  }

  /** @param {HTMLElement} place @param {Element} [original] */
  #table(place, original) {
    const { words, header } = this.island;
    const table = chartOf(this.island.header, place.dataset.table ?? "").table;
    const caption = sentence(words.own.tables[table.name], gapsOf(header), words);
    write(part(place, "table-caption"), caption);
    place.setAttribute("aria-label", caption);
    place.querySelector("tbody")?.replaceWith(original ?? tableBody(this.island, table));
  }

  /** @param {string} name @returns {SVGSVGElement} */
  shownSvg(name) {
    this.update("all");
    const plots = [...this.root.querySelectorAll(`[data-chart="${name}"] .cl-plot`)];
    const shown = plots.find((plot) => plot.getClientRects().length > 0) ?? plots[0];
    return /** @type {SVGSVGElement} */ (shown.querySelector("svg"));
  }
}
