// @ts-check
/** Pieces of a line, a bar or a shape, as a legend shows them. */
import { corners } from "./charts/looks.mjs";

const SVG = "http://www.w3.org/2000/svg";
export const SWATCH = { width: 28, height: 12 };

/** @param {Document} document @param {string} tag @param {Record<string, any>} attributes @returns {SVGElement} */
export function drawn(document, tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, String(value));
  return element;
}

/** @param {Document} document @returns {SVGElement} */
const frame = (document) => drawn(document, "svg", { viewBox: `0 0 ${SWATCH.width} ${SWATCH.height}`, ...SWATCH, "aria-hidden": "true" });

/** @param {Document} document @param {import("./charts/looks.mjs").Look} look @returns {SVGElement} a piece of the line, the bar or the shape */
export function swatch(document, look) {
  const svg = frame(document);
  const pen = { stroke: look.stroke, "stroke-width": look.width, "stroke-dasharray": look.dash };
  if (look.symbol) {
    const points = corners(look.symbol, 14, 6, 4);
    svg.append(points
      ? drawn(document, "polygon", { points, fill: look.fill, ...pen })
      : drawn(document, "circle", { cx: 14, cy: 6, r: 4, fill: look.fill, ...pen }));
  } else if (look.mark === "bar") {
    svg.append(drawn(document, "rect",
      { x: 1, y: 1, width: 26, height: 10, fill: look.fill, "fill-opacity": look.dash && 0.45, ...pen }));
  } else svg.append(drawn(document, "line", { x1: "0", x2: 28, y1: 6, y2: 6, ...pen }));
  return svg;
}

/** What a pinned answer looks like: a thin line with rings, the outline of a bar, a ring, a hollow square.
 * @param {Document} document @param {string} kind of the chart @returns {SVGElement} */
export function pinnedSwatch(document, kind) {
  const svg = frame(document);
  const pen = { stroke: "var(--cl-edge)", "stroke-width": 1.5, fill: "none" };
  if (kind === "lines") svg.append(drawn(document, "line", { x1: "0", x2: 28, y1: 6, y2: 6, ...pen }));
  if (kind === "stack" || kind === "steps") svg.append(drawn(document, "rect", { x: 1, y: 1, width: 26, height: 10, ...pen }));
  else if (kind === "fabric") svg.append(drawn(document, "rect", { x: 10, y: 2, width: 8, height: 8, ...pen }));
  else svg.append(drawn(document, "circle", { cx: 14, cy: 6, r: 3.5, ...pen, fill: "var(--cl-paper)" }));
  return svg;
}
