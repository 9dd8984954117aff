// @ts-check
/** Kind "lines": curves and published points over two numeric axes, each linear or logarithmic. */
import * as Plot from "@observablehq/plot";
import { column } from "../answer.mjs";
import { widest } from "../format.mjs";
import { beside, fitting, level, past, shown, upright } from "./axes.mjs";
import { looks, symbolOf } from "./looks.mjs";

const TICKS_UPRIGHT = 8;
const NAME_ABOVE = -22; // px from the plot to the name of the upright axis, which stands in the margin
const END_RADIUS = 3.5;
const POINT_RADIUS = 5;
const HALO = 2;
const RINGS = 8; // about how many stand along a pinned curve
const RING_RADIUS = 3.5;
const MARGIN_RIGHT = 18;
const MEDIA = ["copper", "light"]; // families whose curves end where the link does

/** @typedef {{x: number[], y: number[], mark: string, family: string}} Drawn */

/** @param {any} chart @param {Float64Array | number[]} numbers @returns {Drawn[]} what can be shown of each series */
const columns = (chart, numbers) => chart.series.map((/** @type {any} */ series) => ({
  x: shown(column(series.x, numbers), chart.x.scale),
  y: shown(column(series.y, numbers), chart.y.scale),
  mark: series.mark,
  family: series.family,
}));

/** @param {Drawn[]} drawn @param {"x" | "y"} axis @param {(number | null)[]} rules @returns {number[]} numbers of points that can be shown */
const all = (drawn, axis, rules) => [
  ...drawn.flatMap(({ x, y }) => ({ x, y })[axis].filter((_, index) => !Number.isNaN(x[index] + y[index]))),
  ...rules.filter((rule) => rule !== null),
];

/** @param {Drawn} series @param {import("./looks.mjs").Look} look @returns {any} */
const curve = ({ x, y }, look) => Plot.line(x, {
  x, y, stroke: look.stroke, strokeWidth: look.width, strokeDasharray: look.dash, curve: "linear", strokeLinecap: "butt",
});

/** Published values: a shape with a rim of paper, so that it stands on a curve and can be told from it.
 * @param {Drawn} series @param {import("./looks.mjs").Look} look @returns {any[]} */
function points({ x, y }, look) {
  const common = { x, y, symbol: symbolOf(look.symbol), r: POINT_RADIUS };
  return [
    Plot.dot(x, { ...common, fill: "var(--cl-paper)", stroke: "var(--cl-paper)", strokeWidth: look.width + 2 * HALO }),
    Plot.dot(x, { ...common, fill: look.fill, stroke: look.stroke, strokeWidth: look.width }),
  ];
}

/** @param {Drawn} series @param {import("./looks.mjs").Look} look @param {number} right @returns {any[]} a dot where a link ends */
function ends({ x, y, family }, look, right) {
  if (!MEDIA.includes(family)) return [];
  const last = x.length - 1;
  const inside = x[last] < right && !Number.isNaN(y[last]);
  return inside ? [Plot.dot([last], { x: [x[last]], y: [y[last]], r: END_RADIUS, fill: look.stroke })] : [];
}

/** @param {number[]} numbers @returns {number[]} some of the places along a curve, its ends among them */
const some = (numbers) => {
  const every = Math.max(1, Math.round(numbers.length / RINGS));
  return numbers.filter((_, index) => index % every === 0 || index === numbers.length - 1);
};

/** @param {any} pinned @returns {any[]} the pinned answer, thin and grey with rings, each curve dashed as the present one */
function ghosts(pinned) {
  if (!pinned) return [];
  const pen = { stroke: "var(--cl-edge)", strokeWidth: 1.25 };
  const look = looks(pinned.chart);
  const { rule_x, rule_y } = pinned.chart;
  return [
    ...(rule_x === null ? [] : [Plot.ruleX([rule_x], pen)]),
    ...(rule_y === null ? [] : [Plot.ruleY([rule_y], pen)]),
    ...columns(pinned.chart, pinned.numbers).flatMap(({ x, y, mark }, index) => (mark === "points"
      ? [Plot.dot(x, { x, y, r: 3, fill: "none", ...pen })]
      : [
        Plot.line(x, { x, y, curve: "linear", ...pen, strokeDasharray: look[index].dash }),
        Plot.dot(some(x), { x: some(x), y: some(y), r: RING_RADIUS, fill: "var(--cl-paper)", ...pen }),
      ])),
  ];
}

/** @param {any} chart @param {Float64Array | number[]} numbers @param {import("../chart.mjs").Context} context @returns {any} */
export function lines(chart, numbers, context) {
  const { words, narrow, pinned, width } = context;
  const look = looks(chart);
  const drawn = columns(chart, numbers);
  const spanned = pinned ? [...drawn, ...columns(pinned.chart, pinned.numbers)] : drawn;
  const rules = (/** @type {"rule_x" | "rule_y"} */ name) => [chart, pinned?.chart].map((one) => one?.[name] ?? null);
  const y = upright(chart.y, all(spanned, "y", rules("rule_y")), TICKS_UPRIGHT, context);
  const left = beside(y.texts, 62);
  const room = Math.min(narrow ? 5 : 9, fitting(width - left, widest(chart.x.unit, words.lang)));
  const x = level(chart.x, all(spanned, "x", rules("rule_x")), room, context);
  const rule = { stroke: "var(--cl-ink)", strokeWidth: 1.5, strokeDasharray: "1 3" };
  const named = (/** @type {any} */ axis) => words.own.terms[axis.name];
  return {
    height: narrow ? 310 : 370,
    marginTop: 30,
    marginLeft: left,
    marginRight: past(x, chart.x.scale, width - left - MARGIN_RIGHT, MARGIN_RIGHT),
    marginBottom: 44,
    x: { type: chart.x.scale, label: named(chart.x), domain: x.domain },
    y: { type: chart.y.scale, label: named(chart.y), domain: y.domain },
    marks: [
      // as text, because the tick format of a logarithmic scale leaves labels out
      Plot.axisX(x.ticks, { text: x.texts }),
      Plot.axisY(y.ticks, { text: y.texts, label: null }),
      Plot.text([`↑ ${named(chart.y)}`], { frameAnchor: "top-left", textAnchor: "start", dx: 3 - left, dy: NAME_ABOVE, fill: "currentColor" }),
      Plot.gridY(y.ticks, { strokeOpacity: 0.15 }),
      ...(chart.rule_x === null ? [] : [Plot.ruleX([chart.rule_x], rule)]),
      ...(chart.rule_y === null ? [] : [Plot.ruleY([chart.rule_y], rule)]),
      ...ghosts(pinned),
      ...drawn.flatMap((series, index) => (series.mark === "line" ? [curve(series, look[index])] : [])),
      ...drawn.flatMap((series, index) => (series.mark === "line" ? ends(series, look[index], x.domain[1]) : [])),
      ...drawn.flatMap((series, index) => (series.mark === "points" ? points(series, look[index]) : [])),
    ],
  };
}
