// @ts-check
/** Kind "stack": a bar for each row, made of parts. A row without numbers says so. */
import * as Plot from "@observablehq/plot";
import { column } from "../answer.mjs";
import { quantity } from "../format.mjs";
import { widthOf } from "./axes.mjs";
import { looks } from "./looks.mjs";
import { rowNames } from "./rows.mjs";

/** @param {any} chart @param {Float64Array | number[]} numbers @returns {{parts: number[][], totals: number[]}} */
function sums(chart, numbers) {
  const parts = chart.series.map((/** @type {any} */ series) => column(series.x, numbers));
  const totals = chart.rows.map((/** @type {string} */ _, /** @type {number} */ row) =>
    parts.reduce((/** @type {number} */ sum, /** @type {number[]} */ part) => sum + part[row], 0));
  return { parts, totals };
}

/** @param {any} pinned @returns {any[]} the pinned answer as the outline of its bars */
function ghosts(pinned) {
  if (!pinned) return [];
  const { totals } = sums(pinned.chart, pinned.numbers);
  const bars = totals.map((to, row) => ({ to, name: pinned.chart.rows[row] })).filter(({ to }) => !Number.isNaN(to));
  return [Plot.barX(bars, {
    x1: 0, x2: "to", y: "name", insetTop: -4, insetBottom: -4, fill: "none", stroke: "var(--cl-edge)", strokeWidth: 1.5,
  })];
}

const CROWDED = 56; // px of a tick's label beyond which a phone's axis has no room for units; the bars carry them

const BOLD = 1.12; // how much wider bold letters are

/** Text of a tick; without its unit where that would run into the next, unless units differ along the axis.
 * @param {number} longest @param {string} unit @param {import("../chart.mjs").Context} context @returns {(number: number) => string} */
function tick(longest, unit, { words, narrow }) {
  const text = (/** @type {number} */ number) => quantity(number, unit, words.lang);
  const unitOf = (/** @type {number} */ number) => text(number).split("\u00a0").slice(1).join();
  const bare = narrow && widthOf(text(longest)) > CROWDED && unitOf(longest) === unitOf(longest / 5);
  return (number) => (bare ? text(number).split("\u00a0")[0] : text(number));
}

/** @param {any} chart @param {Float64Array | number[]} numbers @param {import("../chart.mjs").Context} context @returns {any} */
export function stack(chart, numbers, context) {
  const { words, narrow, pinned } = context;
  const { parts, totals } = sums(chart, numbers);
  const look = looks(chart);
  const before = new Array(totals.length).fill(0);
  const bars = parts.map((part) => part.map((length, row) => {
    const from = before[row];
    before[row] += length;
    return { name: chart.rows[row], from, to: before[row], length };
  }).filter((bar) => !Number.isNaN(bar.length)));
  const labels = totals.map((total, row) => ({
    name: chart.rows[row],
    at: Number.isNaN(total) ? 0 : total,
    text: Number.isNaN(total) ? words.own.charts[chart.name].empty : quantity(total, chart.x.unit, words.lang),
    weight: chart.rows[row] === chart.emphasis ? 700 : 400,
  }));
  const others = pinned ? sums(pinned.chart, pinned.numbers).totals : [];
  const longest = Math.max(0, ...[...totals, ...others].filter((total) => !Number.isNaN(total)));
  const { left, text } = rowNames(chart.rows, context);
  const beside = Math.max(...labels.map(({ text: label, weight }) => widthOf(label) * (weight > 400 ? BOLD : 1))) + 8;
  return {
    height: 40 + chart.rows.length * (narrow ? 42 : 46),
    marginLeft: left,
    marginRight: Math.max(narrow ? 56 : 72, 8 * Math.ceil(beside / 8)),
    marginBottom: 34,
    x: {
      domain: [0, longest || 1], label: null, grid: true, ticks: narrow ? 3 : 6,
      tickFormat: tick(longest, chart.x.unit, context),
    },
    y: { domain: chart.rows, label: null, padding: 0.35, tickSize: 0, tickFormat: text },
    marks: [
      ...bars.map((data, index) => Plot.barX(data, {
        x1: "from", x2: "to", y: "name", fill: look[index].stroke, stroke: "var(--cl-paper)",
      })),
      ...ghosts(pinned),
      ...labels.map((label) => Plot.text([label], {
        x: "at", y: "name", text: "text", textAnchor: "start", dx: 6, fill: "var(--cl-ink)", fontWeight: label.weight,
      })),
    ],
  };
}
