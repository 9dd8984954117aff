// @ts-check
/** Controls of an island, all native inputs, made from the parameters alone. */
import { h } from "./element.mjs";
import { exact, unitText } from "./format.mjs";
import { STEPS, positionOf } from "./scale.mjs";
import { fill, optionText } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */

/** Text of a value as it stands in a field: all digits, no grouping.
 * @param {any} value @returns {string} */
export const fieldText = (value) => String(value);

/** @param {Island} island @param {any} parameter @param {any} value @returns {HTMLElement} */
function input(island, parameter, value) {
  const { document, id } = island;
  const common = { id: `${id}-${parameter.name}`, "data-input": parameter.name, autocomplete: "off" };
  if (parameter.kind === "choice") {
    return h(document, "select", common,
      ...parameter.options.map((/** @type {any} */ option) =>
        h(document, "option", { value: fieldText(option), selected: option === value },
          optionText(option, parameter, island.words))));
  }
  const inputmode = parameter.kind === "integer" ? "numeric" : "decimal";
  return h(document, "input", { ...common, type: "text", inputmode, size: 9, value: fieldText(value) });
}

/** @param {Island} island @param {any} parameter @param {any} value @returns {HTMLElement} */
function slider(island, parameter, value) {
  return h(island.document, "input", {
    type: "range", min: 0, max: STEPS, step: 1, value: positionOf(parameter, value),
    "data-slider": parameter.name, "aria-label": island.words.own.inputs[parameter.name].label,
    "aria-valuetext": exact(value, parameter.unit, island.words.lang),
  });
}

/** @param {Island} island @param {any} parameter @returns {HTMLElement} the field with its unit */
function field(island, parameter) {
  const { document } = island;
  const unit = parameter.kind !== "choice" && unitText(parameter.unit);
  return h(document, "span", { class: "cl-field" },
    input(island, parameter, island.inputs[parameter.name]), unit && h(document, "span", { class: "cl-unit" }, unit));
}

/** @param {Island} island @param {any} parameter @returns {HTMLElement} where a refusal of this input is said */
const problemPlace = (island, parameter) =>
  h(island.document, "p", { class: "cl-error", role: "alert", "data-problem": parameter.name, id: `${island.id}-${parameter.name}-problem` });

/** @param {Island} island @param {any} parameter @returns {HTMLElement} a labelled control with slider where it has limits */
function control(island, parameter) {
  const { document, words, id } = island;
  const text = words.own.inputs[parameter.name];
  return h(document, "div", { class: "cl-control", "data-tier": parameter.tier },
    h(document, "label", { for: `${id}-${parameter.name}` }, text.label),
    parameter.kind !== "choice" && slider(island, parameter, island.inputs[parameter.name]),
    field(island, parameter),
    problemPlace(island, parameter),
    h(document, "p", { class: "cl-help" }, text.help));
}

/** @param {Island} island @returns {HTMLElement} presets, then the controls next to the figure */
export function nearControls(island) {
  const { document, words, spec } = island;
  const near = spec.filter((parameter) => parameter.tier !== "assumption");
  const presets = Object.entries(island.presets).map(([key, values]) =>
    h(document, "button", { type: "button", "data-preset": key, "data-values": JSON.stringify(values) },
      words.own.presets[key]));
  return h(document, "div", { class: "cl-controls" },
    h(document, "div", { class: "cl-presets", role: "group", "aria-label": words.ui.presets }, ...presets),
    ...near.map((parameter) => control(island, parameter)));
}

/** @param {Island} island @param {any} parameter @returns {string} */
function limits(island, parameter) {
  const { words } = island;
  if (parameter.options.length) {
    return parameter.options.map((/** @type {any} */ o) => optionText(o, parameter, words)).join(words.lang === "ja" ? "、" : ", ");
  }
  return fill(words.ui.limits, {
    low: exact(parameter.low, parameter.unit, words.lang),
    high: exact(parameter.high, parameter.unit, words.lang),
  });
}

/** @param {Island} island @param {any} parameter @returns {HTMLElement | string} */
function chip(island, parameter) {
  const { document, words } = island;
  const source = island.sources.find((item) => item.id === parameter.source);
  if (!source) return "–";
  return h(document, "a", { class: "cl-chip", href: `#${sourceId(source)}`, "data-kind": source.badge },
    words.ui[`${source.badge}_short`], source.as_of && h(document, "small", {}, fill(words.ui.as_of, { date: source.as_of })));
}

/** @param {any} source @returns {string} the id of its full entry, in the list of the page's first explainer that rests on it */
export const sourceId = ({ at, id }) => `${at}-source-${id.replace(":", "-")}`;

/** @param {Island} island @returns {HTMLElement} every other parameter, with where it comes from */
export function assumptions(island) {
  const { document, words, spec, id } = island;
  const { ui, own } = words;
  const items = spec.filter((parameter) => parameter.tier === "assumption").map((parameter) =>
    h(document, "li", {},
      h(document, "label", { for: `${id}-${parameter.name}` }, own.inputs[parameter.name].label),
      field(island, parameter),
      h(document, "span", { class: "cl-limits" }, limits(island, parameter)),
      chip(island, parameter),
      problemPlace(island, parameter),
      h(document, "p", { class: "cl-help" }, own.inputs[parameter.name].help)));
  return h(document, "details", { class: "cl-assumptions", open: island.variant === "sandbox" },
    h(document, "summary", {}, ui.assumptions),
    h(document, "p", { class: "cl-help" }, ui.assumptions_help),
    h(document, "ul", { class: "cl-inputs" }, ...items));
}
