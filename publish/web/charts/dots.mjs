// @ts-check
/** Kind "dots": outcomes of equal probability, one dot each, stacked over every row's own base line. */
import * as Plot from "@observablehq/plot";
import { column } from "../answer.mjs";
import { quantity, widest } from "../format.mjs";
import { fitting, level, padded, shown } from "./axes.mjs";
import { looks, symbolOf } from "./looks.mjs";
import { rowNames } from "./rows.mjs";

const ROW = 92; // px of a row: dots above the base line, the median's number below it
const BELOW = 20;
const MOST = 10; // px from a dot to the next
const PAD = 0.04; // of the axis, so that the outermost dots are whole

/** @typedef {{x: number[], y: number[]}} Outcomes */

/** @param {any} chart @param {Float64Array | number[]} numbers @returns {Outcomes[]} the outcomes of each row that there are */
const outcomes = (chart, numbers) => chart.series.map((/** @type {any} */ series) => {
  const [x, y] = [shown(column(series.x, numbers), chart.x.scale), column(series.y, numbers)];
  const known = x.map((_, index) => index).filter((index) => !Number.isNaN(x[index] + y[index]));
  return { x: known.map((index) => x[index]), y: known.map((index) => y[index]) };
});

/** @param {number[]} numbers @returns {number} */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @param {any} chart @param {Float64Array | number[]} numbers @param {import("../chart.mjs").Context} context @returns {any} */
export function dots(chart, numbers, context) {
  const { words, narrow, pinned, width } = context;
  const rows = outcomes(chart, numbers);
  const others = pinned ? outcomes(pinned.chart, pinned.numbers) : [];
  const highest = Math.max(0, ...[...rows, ...others].flatMap(({ y }) => y));
  const pitch = Math.min(MOST, (ROW - BELOW - 8) / (highest + 1));
  const radius = Math.min(MOST, Math.max(pitch, 5)) / 2 - 0.5;
  const keys = chart.series.map((/** @type {any} */ series) => series.name);
  const { left, text } = rowNames(keys, context);
  const base = (/** @type {number} */ row) => (row + 1) * ROW - BELOW;
  const place = (/** @type {Outcomes} */ { x, y }, /** @type {number} */ row) =>
    ({ x, y: y.map((height) => base(row) - (height + 0.5) * pitch) });
  const look = looks(chart);
  const room = Math.min(narrow ? 4 : 8, fitting(width - left, widest(chart.x.unit, words.lang)));
  const axis = level(chart.x, [...rows, ...others].flatMap(({ x }) => x), room, context);
  const medians = rows.map(({ x }, row) => ({ row, at: median(x), base: base(row) })).filter(({ at }) => !Number.isNaN(at));
  return {
    height: keys.length * ROW + 30 + 44,
    marginLeft: left,
    marginTop: 30,
    marginRight: 24,
    marginBottom: 44,
    x: { type: chart.x.scale, label: words.own.terms[chart.x.name], domain: padded(axis.domain, chart.x.scale, PAD) },
    y: { type: "linear", domain: [0, keys.length * ROW], range: [30, 30 + keys.length * ROW], axis: null },
    marks: [
      Plot.axisX(axis.ticks, { text: axis.texts }),
      Plot.gridX(axis.ticks, { strokeOpacity: 0.15 }),
      Plot.ruleY(keys.map((/** @type {string} */ _, /** @type {number} */ row) => base(row)), { stroke: "var(--cl-edge)" }),
      Plot.text(keys, {
        y: (/** @type {string} */ _, /** @type {number} */ row) => base(row) - MOST, frameAnchor: "left", textAnchor: "end",
        dx: -8, text: (/** @type {string} */ key) => text(key), fill: "var(--cl-ink)",
      }),
      Plot.ruleX(medians, {
        x: "at", y1: (/** @type {any} */ item) => item.base - ROW + BELOW + 6, y2: (/** @type {any} */ item) => item.base + 5,
        stroke: "var(--cl-ink)", strokeWidth: 2,
      }),
      ...others.map((other, row) => {
        const at = place(other, row);
        return Plot.dot(at.x, { ...at, r: radius + 1, fill: "none", stroke: "var(--cl-edge)", strokeWidth: 1 });
      }),
      ...rows.map((outcome, row) => {
        const at = place(outcome, row);
        return Plot.dot(at.x, {
          ...at, r: radius, symbol: symbolOf(look[row].symbol), fill: look[row].fill, stroke: look[row].stroke, strokeWidth: 1,
        });
      }),
      Plot.text(medians, {
        x: "at", y: (/** @type {any} */ item) => item.base + 13, fill: "var(--cl-ink)", fontWeight: 700,
        text: (/** @type {any} */ item) => quantity(item.at, chart.x.unit, words.lang),
      }),
    ],
  };
}
