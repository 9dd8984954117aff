// @ts-check
/** Figures as SVG by Observable Plot: the same call at build (with a DOM shim) and in the browser. */
import * as Plot from "@observablehq/plot";
import { dots } from "./charts/dots.mjs";
import { fabric } from "./charts/fabric.mjs";
import { lines } from "./charts/lines.mjs";
import { stack } from "./charts/stack.mjs";
import { staircase } from "./charts/steps.mjs";

/** What a kind of chart needs to draw; `pinned` is an earlier answer's chart that is shown behind the present one.
 * @typedef {{document: Document, words: import("./words.mjs").Words, narrow: boolean, width: number, alt: string,
 *   pinned?: {chart: any, numbers: Float64Array | number[]}}} Context */

/** Widths drawn: one for a phone, one for a desk; CSS shows the one that fits. */
export const WIDTHS = { narrow: 350, wide: 720 };

/** @type {Record<string, (chart: any, numbers: Float64Array | number[], context: Context) => any>} */
const KINDS = { lines, stack, steps: staircase, dots, fabric };

const LONG = /-?\d+\.\d{3,}/g;
/** @type {Record<string, [name: string, digits: number][]>} */
const FINE = {
  path: [["d", 1], ["transform", 2]],
  line: [["x1", 2], ["x2", 2], ["y1", 2], ["y2", 2], ["transform", 2]],
  circle: [["cx", 2], ["cy", 2]],
  text: [["transform", 2]],
};

const CURVE = /^(?:M[^A-Za-z]+(?:L[^A-Za-z]+)+)+$/;
const TENTHS = 10;

/** A line of many points as the steps from each to the next: they repeat where places do not, and so pack into half the bytes.
 * @param {string} path absolute @returns {string} relative, exact to a tenth of a pixel at every point */
const stepwise = (path) => path.slice(1).split("M").map((run) => {
  const points = run.split("L").map((point) => point.split(",").map((number) => Math.round(Number(number) * TENTHS)));
  const text = (/** @type {number[]} */ pair) => pair.map((number) => number / TENTHS).join();
  const steps = points.slice(1).map(([x, y], index) => text([x - points[index][0], y - points[index][1]]));
  return `M${text(points[0])}l${steps.join(" ")}`;
}).join("");

const TAGS = Object.keys(FINE).join();
const SHORTEST = "1.234".length;

/** Places to a tenth or a hundredth of a pixel: more digits are not seen, and every page would carry them.
 * @param {Element} svg */
function shorten(svg) {
  for (const element of svg.querySelectorAll(TAGS)) {
    for (const [name, digits] of FINE[element.nodeName.toLowerCase()]) {
      const text = element.getAttribute(name);
      if (text === null || text.length < SHORTEST) continue;
      if (name === "d" && CURVE.test(text)) {
        element.setAttribute(name, stepwise(text));
        continue;
      }
      const short = text.replace(LONG, (number) => String(Number(Number(number).toFixed(digits))));
      if (short !== text) element.setAttribute(name, short);
    }
  }
}

/** One chart as an SVG element.
 * @param {any} chart @param {Float64Array | number[]} numbers @param {Omit<Context, "width">} wanted @returns {SVGSVGElement} */
export function draw(chart, numbers, wanted) {
  const context = { ...wanted, width: wanted.narrow ? WIDTHS.narrow : WIDTHS.wide };
  const svg = /** @type {SVGSVGElement} */ (Plot.plot({
    ...KINDS[chart.kind](chart, numbers, context), width: context.width, document: context.document, className: "cl-svg",
  }));
  // Plot's own style element would need an exception in the page's policy; island.css has the rules
  svg.querySelector("style")?.remove();
  svg.setAttribute("font-size", "13"); // also where the figure stands alone
  for (const group of svg.querySelectorAll("g[aria-label]")) { // labels that no reader is told, on elements without a role
    group.setAttribute("data-mark", group.getAttribute("aria-label") ?? "");
    group.removeAttribute("aria-label");
  }
  for (const text of svg.querySelectorAll("[font-variant]")) { // in SVG this attribute knows no figures of equal width; CSS does
    text.classList.add("cl-tabular");
    text.removeAttribute("font-variant");
  }
  shorten(svg);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", context.alt);
  return svg;
}
