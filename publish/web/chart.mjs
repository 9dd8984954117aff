// @ts-check
/** Figures as SVG by Observable Plot: the same call at build (with a DOM shim) and in the browser. */
import * as Plot from "@observablehq/plot";
import { column } from "./answer.mjs";
import { quantity } from "./format.mjs";
import { looks } from "./looks.mjs";

/** @typedef {{document: Document, words: import("./words.mjs").Words, narrow: boolean, alt: string}} Context */

/** Widths drawn: one for a phone, one for a desk; CSS shows the one that fits. */
export const WIDTHS = { narrow: 350, wide: 720 };

/** @param {Context} context @param {string} unit @returns {(number: number) => string} */
const ticks = ({ words }, unit) => (number) => quantity(number, unit, words.lang);

/** Ticks of a logarithmic axis: the given steps of every decade, from the last one at or below the data on.
 * @param {number} low @param {number} high @param {number[]} steps @returns {number[]} */
export function niceTicks(low, high, steps) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) {
    found.push(...steps.map((step) => Number(`${step}e${power}`)));
  }
  const below = found.filter((tick) => tick <= low).at(-1);
  return found.filter((tick) => (tick > low || tick === below) && tick <= high);
}

/** @param {any} chart @param {Float64Array | number[]} numbers @param {Context} context */
function lines(chart, numbers, context) {
  const marks = chart.series.map((/** @type {any} */ series, /** @type {number} */ index) => {
    const x = column(series.x, numbers);
    const y = column(series.y, numbers);
    const look = looks(chart)[index];
    return Plot.line(x, {
      x, y, stroke: look.stroke, strokeWidth: look.width, strokeDasharray: look.dash,
      curve: "linear", strokeLinecap: "butt",
    });
  });
  const all = (/** @type {"x" | "y"} */ axis) =>
    chart.series.flatMap((/** @type {any} */ series) => column(series[axis], numbers));
  const top = Math.max(...all("y"));
  const from = Math.min(...all("x"));
  const xTicks = niceTicks(from, Math.max(...all("x")), context.narrow ? [1] : [1, 3]).filter((tick) => tick >= from);
  const yTicks = niceTicks(Math.min(...all("y")), top, [1, 2, 5]);
  const ends = chart.series.map((/** @type {any} */ series, /** @type {number} */ index) => ({
    x: column(series.x, numbers).at(-1),
    y: column(series.y, numbers).at(-1),
    fill: looks(chart)[index].stroke,
  }));
  return {
    width: context.narrow ? WIDTHS.narrow : WIDTHS.wide,
    height: context.narrow ? 300 : 360,
    marginLeft: 62,
    marginRight: 18,
    marginBottom: 44,
    x: { type: chart.x.scale, label: context.words.own.terms[chart.x.name] },
    y: { type: chart.y.scale, label: context.words.own.terms[chart.y.name], domain: [yTicks[0], top] },
    marks: [
      // as text, because the tick format of a logarithmic scale leaves labels out
      Plot.axisX(xTicks, { text: ticks(context, chart.x.unit) }),
      Plot.axisY(yTicks, { text: ticks(context, chart.y.unit) }),
      Plot.gridY(yTicks, { strokeOpacity: 0.15 }),
      Plot.ruleX([chart.rule_x], { stroke: "var(--cl-ink)", strokeWidth: 1.5, strokeDasharray: "1 3" }),
      ...marks,
      ...ends.map((/** @type {any} */ end) => Plot.dot([end], { x: "x", y: "y", r: 3.5, fill: end.fill })),
    ],
  };
}

/** @param {any} chart @param {Float64Array | number[]} numbers @param {Context} context */
function stack(chart, numbers, context) {
  const { words, narrow } = context;
  const names = chart.rows.map((/** @type {string} */ key) => words.own.terms[key]);
  const parts = chart.series.map((/** @type {any} */ series) => column(series.x, numbers));
  const totals = names.map((/** @type {string} */ _, /** @type {number} */ row) =>
    parts.reduce((/** @type {number} */ sum, /** @type {number[]} */ part) => sum + part[row], 0));
  const bars = parts.flatMap((/** @type {number[]} */ part, /** @type {number} */ index) =>
    part.map((length, row) => ({
      name: names[row],
      from: parts.slice(0, index).reduce((/** @type {number} */ sum, /** @type {number[]} */ p) => sum + p[row], 0),
      to: parts.slice(0, index + 1).reduce((/** @type {number} */ sum, /** @type {number[]} */ p) => sum + p[row], 0),
      index, length,
    })).filter((bar) => !Number.isNaN(bar.length)));
  const labels = totals.map((/** @type {number} */ total, /** @type {number} */ row) => ({
    name: names[row],
    at: Number.isNaN(total) ? 0 : total,
    text: Number.isNaN(total) ? words.own.charts[chart.name].empty : quantity(total, chart.x.unit, words.lang),
    weight: chart.rows[row] === chart.emphasis ? 700 : 400,
  }));
  const longest = Math.max(...totals.filter((/** @type {number} */ total) => !Number.isNaN(total)));
  return {
    width: narrow ? WIDTHS.narrow : WIDTHS.wide,
    height: narrow ? 250 : 270,
    marginLeft: narrow ? 112 : 150,
    marginRight: narrow ? 56 : 72,
    marginBottom: 34,
    x: { domain: [0, longest], label: null, tickFormat: ticks(context, chart.x.unit), ticks: narrow ? 3 : 6, grid: true },
    y: { domain: names, label: null, padding: 0.35, tickSize: 0 },
    marks: [
      ...chart.series.map((/** @type {any} */ series, /** @type {number} */ index) =>
        Plot.barX(bars.filter((/** @type {any} */ bar) => bar.index === index), {
          x1: "from", x2: "to", y: "name", fill: looks(chart)[index].stroke, stroke: "var(--cl-paper)",
        })),
      ...labels.map((/** @type {any} */ label) => Plot.text([label], {
        x: "at", y: "name", text: "text", textAnchor: "start", dx: 6, fill: "var(--cl-ink)", fontWeight: label.weight,
      })),
    ],
  };
}

/** One chart as an SVG element.
 * @param {any} chart @param {Float64Array | number[]} numbers @param {Context} context @returns {SVGSVGElement} */
export function draw(chart, numbers, context) {
  const options = chart.kind === "stack" ? stack(chart, numbers, context) : lines(chart, numbers, context);
  const svg = /** @type {SVGSVGElement} */ (Plot.plot({
    ...options, document: context.document, className: "cl-svg",
  }));
  // Plot's own style element would need an exception in the page's policy; island.css has the rules
  svg.querySelector("style")?.remove();
  svg.setAttribute("font-size", "13"); // also where the figure stands alone
  for (const group of svg.querySelectorAll("g[aria-label]")) { // labels that no reader is told, on elements without a role
    group.setAttribute("data-mark", group.getAttribute("aria-label") ?? "");
    group.removeAttribute("aria-label");
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", context.alt);
  return svg;
}
