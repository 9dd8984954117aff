// @ts-check
/** An island: the whole explainer as elements. The build writes it into the page; the browser only brings it to life. */
import { draw } from "./chart.mjs";
import { assumptions, nearControls } from "./controls.mjs";
import { dataScript } from "./data.mjs";
import { h, room } from "./element.mjs";
import { fullPanel } from "./full.mjs";
import { chartText, codePanel, figure, sourceList, tableTwin } from "./panels.mjs";
import { longestComparison } from "./pin.mjs";
import { noteNodes, rangeText, rooms, sentenceNodes } from "./say.mjs";

/** @typedef {{
 *   document: Document, id: string, slug: string, variant: string, words: import("./words.mjs").Words,
 *   spec: any[], presets: Record<string, any>, sources: any[],
 *   header: any, numbers: Float64Array | number[], inputs: Record<string, any>,
 *   titles: Record<string, string>, // of the explainers above it on its page
 *   shared: string, // id of the page's first island, which holds the words that all of them need; "" for that one
 *   full: boolean, // whether the calculator has a fuller, slower method
 *   built?: boolean, // whether this is the answer the build has drawn
 *   complete?: boolean, // whether all its numbers are known, not only those of its tables
 *   pinned?: import("./pin.mjs").Pinned | null, // the answer to compare with
 * }} Island */

/** @param {Island} island @param {any} chart @param {boolean} narrow @returns {SVGSVGElement} */
const drawChart = (island, chart, narrow) =>
  draw(chart, island.numbers, {
    document: island.document, words: island.words, narrow, alt: chartText(island, chart, "alt"),
  });

/** @param {Island} island @param {string} name @param {boolean} first @returns {HTMLElement[]} a tab: a native radio button and its label */
function tab(island, name, first) {
  const id = `${island.id}-view-${name}`;
  return [
    h(island.document, "input", { type: "radio", name: `${island.id}-view`, id, value: name, checked: first, "data-view": name }),
    h(island.document, "label", { for: id }, island.words.ui[`view_${name}`]),
  ];
}

/** @param {Island} island @returns {HTMLElement} */
function views(island) {
  const { document, header } = island;
  const { ui } = island.words;
  const charts = header.charts;
  /** @type {[string, () => Node[]][]} */
  const panels = [
    ["chart", () => charts.map((/** @type {any} */ chart) => figure(island, chart, (narrow) => drawChart(island, chart, narrow)))],
    ["table", () => charts.map((/** @type {any} */ chart) => tableTwin(island, chart.table))],
    ["sources", () => sourceList(island)],
    ["code", () => codePanel(island)],
  ];
  const shown = island.variant === "sandbox" ? panels.slice(0, 2) : panels;
  return h(document, "div", { class: "cl-views" },
    h(document, "fieldset", { class: "cl-tabs" },
      h(document, "legend", { class: "cl-hidden" }, ui.view),
      ...shown.flatMap(([name], index) => tab(island, name, index === 0))),
    ...shown.map(([name, content]) =>
      h(document, "div", { class: "cl-panel", "data-panel": name, role: "group", "aria-label": ui[`view_${name}`] }, ...content())));
}

/** @param {Island} island @returns {HTMLElement} */
function actions(island) {
  const { document } = island;
  const { ui } = island.words;
  const button = (/** @type {string} */ action, /** @type {string} */ text) =>
    h(document, "button", { type: "button", "data-action": action }, text);
  return h(document, "div", { class: "cl-actions" },
    button("reset", ui.reset), button("copy", ui.copy_link), button("pin", ui.pin),
    h(document, "a", { href: "page:how-we-know/#report", "data-cl-report": true }, ui.report));
}

/** @param {Island} island @returns {HTMLElement} */
export function render(island) {
  const { document, id, slug, words, variant } = island;
  const { ui, own } = words;
  const longest = rooms(island);
  return h(document, "section", { class: "cl-island", id, "data-explainer": slug, "data-variant": variant,
    "data-state": "static",
    "aria-label": variant === "sandbox" ? `${own.title} (${ui.sandbox})` : own.title }, // two regions of one name cannot be told apart
    h(document, "h3", { class: "cl-title", id: `${id}-title` }, own.title),
    h(document, "p", { class: "cl-question" }, own.question),
    room(document, "sentence", longest.sentence,
      h(document, "p", { class: "cl-sentence", "data-part": "sentence", "aria-live": "polite" }, ...sentenceNodes(island))),
    room(document, "pinned", longestComparison(island),
      h(document, "p", { "data-part": "pinned", "aria-live": "polite" })),
    room(document, "range", longest.range, h(document, "p", { class: "cl-range", "data-part": "range" }, rangeText(island))),
    h(document, "noscript", {}, h(document, "p", { class: "cl-help" }, ui.noscript)),
    h(document, "fieldset", { class: "cl-form", disabled: true, "data-part": "form" },
      h(document, "legend", { class: "cl-hidden" }, ui.control),
      nearControls(island),
      h(document, "p", { class: "cl-error", "data-part": "error", role: "alert" })),
    views(island),
    h(document, "div", { class: "cl-notes", "data-part": "notes" }, ...noteNodes(island)),
    island.full && fullPanel(island, longest.full),
    h(document, "fieldset", { class: "cl-form", disabled: true, "data-part": "form-more" },
      h(document, "legend", { class: "cl-hidden" }, ui.assumptions),
      assumptions(island),
      actions(island)),
    room(document, "status", longest.status,
      h(document, "p", { class: "cl-status", "data-part": "status", role: "status" }, ui.static)),
    h(document, "button", { type: "button", class: "cl-retry", "data-action": "retry", hidden: true }, ui.retry),
    dataScript(island));
}
