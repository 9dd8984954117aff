// @ts-check
/** What an island's page holds for its scripts: as little as possible, and what islands share only once a page. */
import { h, part } from "./element.mjs";

/** @typedef {import("./island.mjs").Island} Island */

const SPEC = ["name", "kind", "unit", "low", "high", "scale", "options", "stepped_over"];
const WORDS = ["phrases", "terms", "messages", "notes", "tables", "full"];
const OF_ANSWER = ["name", "kind", "x", "y", "table"];
const OF_CHARTS = /^(?:caption|alt|empty)/;

/** @param {Record<string, any>} all @param {(name: string) => boolean} wanted @returns {Record<string, any>} */
const only = (all, wanted) => Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name)));

/** @param {Record<string, any>} all @param {(value: any) => any} change @returns {Record<string, any>} */
const each = (all, change) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name, change(value)]));

/** The explainer's words that can change after the build; labels of controls stand in their refusals.
 * @param {any} own @returns {any} */
const livingWords = (own) => ({
  ...only(own, (name) => WORDS.includes(name)),
  inputs: each(own.inputs, ({ label }) => ({ label })),
  charts: each(own.charts, (texts) => only(texts, (name) => OF_CHARTS.test(name))),
});

/** The numbers of the tables, which a reader can save before Python is there, each run with its place in the answer.
 * What the figures are drawn from is left out: they are drawn already.
 * @param {Island} island @returns {[number, (number | null)[]][]} */
const tableNumbers = ({ header, numbers }) => header.charts.flatMap((/** @type {any} */ chart) =>
  chart.table.columns.filter((/** @type {any} */ column) => column.numbers).map((/** @type {any} */ column) => {
    const [start, length] = column.numbers.at;
    return [start, Array.from(numbers.slice(start, start + length), (number) => (Number.isNaN(number) ? null : number))];
  }));

/** A sandbox takes parameters and words from the figure above it; any island takes the page's own words from the first.
 * @param {Island} island @returns {HTMLElement} */
export function dataScript(island) {
  const { spec, words, slug, variant, shared, header, inputs, numbers, full } = island;
  const answer = { // the sentence is said and the charts are drawn; what is left compares and saves
    headline: { key: header.headline.key }, main: header.main, values: header.values, notes: header.notes,
    charts: header.charts.map((/** @type {any} */ chart) => only(chart, (name) => OF_ANSWER.includes(name))),
  };
  const { lang, common, ui } = words;
  const own = livingWords(words.own);
  const taken = variant === "sandbox" ? { like: slug } : {
    spec: spec.map((parameter) => only(parameter, (name) => SPEC.includes(name))),
    ...(shared ? { shared, words: { lang, own } } : { words: { lang, own, common, ui } }),
  };
  const data = {
    slug, variant, full, ...taken, header: answer, inputs, length: numbers.length, tables: tableNumbers(island),
  };
  const script = h(island.document, "script", { type: "application/json", "data-part": "data" });
  script.textContent = JSON.stringify(data).replaceAll("<", "\\u003c");
  return script;
}

/** @param {Element} root @returns {any} data as it is written, with what it takes from other islands */
function written(root) {
  const data = JSON.parse(part(root, "data").textContent ?? "");
  const other = document.getElementById(data.like ?? data.shared ?? "");
  if (!other) return data;
  const taken = written(other);
  if (data.like) return { ...taken, ...data };
  return { ...data, words: { ...taken.words, ...data.words } };
}

/** @param {Element} root @returns {any} an island's data; of its numbers those of the tables are known, the others NaN */
export function dataOf(root) {
  const data = written(root);
  const numbers = new Float64Array(data.length).fill(Number.NaN);
  for (const [start, run] of data.tables) {
    numbers.set(run.map((/** @type {number | null} */ number) => number ?? Number.NaN), start);
  }
  const { header, inputs } = data;
  return { ...data, header: { ...header, headline: { ...header.headline, gaps: [] }, inputs, refused: [] }, numbers };
}
