// @ts-check
/** Kind "steps": a staircase; each row takes up where the row above has ended. A row that stands still is a level. */
import * as Plot from "@observablehq/plot";
import { column } from "../answer.mjs";
import { quantity, signed, widest } from "../format.mjs";
import { fitting, level, padded, widthOf } from "./axes.mjs";
import { looks } from "./looks.mjs";
import { rowNames, sideText } from "./rows.mjs";

const PAD = 0.01; // of the axis, so that a level at its end is whole

/** @typedef {{name: string, from: number, to: number, series: number}} Step */

/** @param {any} chart @param {Float64Array | number[]} numbers @returns {Step[]} in the order of the rows */
function steps(chart, numbers) {
  const all = chart.series.map((/** @type {any} */ series) => [column(series.x, numbers), column(series.y, numbers)]);
  return chart.rows.flatMap((/** @type {string} */ name, /** @type {number} */ row) =>
    all.flatMap((/** @type {number[][]} */ [x, y], /** @type {number} */ series) =>
      (Number.isNaN(x[row] + y[row]) ? [] : [{ name, from: x[row], to: y[row], series }])));
}

/** @param {Step} step */
const isLevel = (step) => step.from === step.to;

/** @param {Step[]} all @returns {{x: number, y: string, under: string}[]} from the end of each step to the row below */
const joints = (all) => all.slice(0, -1).map((step, index) => ({ x: step.to, y: step.name, under: all[index + 1].name }))
  .filter((joint, index) => Math.abs(joint.x - all[index + 1].from) <= 1e-9 * (1 + Math.abs(joint.x)));

/** @param {any} pinned @returns {any[]} the pinned answer as outlines */
function ghosts(pinned) {
  if (!pinned) return [];
  const all = steps(pinned.chart, pinned.numbers);
  const look = { y: "name", fill: "none", stroke: "var(--cl-edge)", strokeWidth: 1.5, insetTop: -4, insetBottom: -4 };
  return [
    Plot.barX(all.filter((step) => !isLevel(step)), { ...look, x1: "from", x2: "to" }),
    Plot.tickX(all.filter(isLevel), { ...look, x: "to" }),
  ];
}

/** @param {any} chart @param {Float64Array | number[]} numbers @param {import("../chart.mjs").Context} context @returns {any} */
export function staircase(chart, numbers, context) {
  const { words, narrow, pinned, width } = context;
  const { unit } = chart.x;
  const all = steps(chart, numbers);
  const ends = [...all, ...(pinned ? steps(pinned.chart, pinned.numbers) : [])].flatMap(({ from, to }) => [from, to]);
  const { left, text } = rowNames(chart.rows, context);
  const labels = all.map((step) => ({
    name: step.name,
    at: Math.max(step.from, step.to),
    text: isLevel(step) ? quantity(step.to, unit, words.lang) : signed(step.to - step.from, unit, words.lang),
  }));
  const right = Math.max(56, 8 * Math.ceil((Math.max(0, ...labels.map((label) => widthOf(label.text))) + 10) / 8));
  const room = Math.min(narrow ? 4 : 7, fitting(width - left - right, widest(unit, words.lang)));
  const axis = level(chart.x, ends, room, context);
  const look = looks(chart);
  const own = (/** @type {number} */ series, /** @type {boolean} */ still) =>
    all.filter((step) => step.series === series && isLevel(step) === still);
  return {
    height: 46 + chart.rows.length * (narrow ? 34 : 32),
    marginLeft: left,
    marginRight: right,
    marginBottom: 34,
    x: { type: chart.x.scale, domain: padded(axis.domain, chart.x.scale, PAD), label: null },
    y: { domain: chart.rows, label: null, padding: 0.3 },
    marks: [
      Plot.axisX(axis.ticks, { text: axis.texts }),
      Plot.axisY({ tickSize: 0, tickFormat: text }),
      Plot.gridX(axis.ticks, { strokeOpacity: 0.15 }),
      Plot.link(joints(all), { x: "x", y1: "y", y2: "under", stroke: "var(--cl-edge)", strokeWidth: 1 }),
      ...chart.series.map((/** @type {any} */ _, /** @type {number} */ index) => Plot.barX(own(index, false), {
        x1: "from", x2: "to", y: "name", fill: look[index].fill, fillOpacity: look[index].dash ? 0.45 : 1,
        stroke: look[index].stroke, strokeWidth: look[index].width, strokeDasharray: look[index].dash,
      })),
      ...chart.series.map((/** @type {any} */ _, /** @type {number} */ index) => Plot.tickX(own(index, true), {
        x: "to", y: "name", stroke: look[index].stroke, strokeWidth: 4, insetTop: -3, insetBottom: -3,
        strokeDasharray: look[index].dash && "3 2",
      })),
      ...ghosts(pinned),
      sideText(labels, "name"),
    ],
  };
}
