// @ts-check
/** Files a reader takes home: the table of the present answer as CSV, the figure as it is shown (with what is pinned) as SVG. */
import { rowsOf } from "./answer.mjs";
import { save } from "./save.mjs";

/** @param {string} text @returns {string} */
const csvCell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @param {any} table @param {Float64Array | number[]} numbers @param {import("./words.mjs").Words} words @returns {string} */
function csv(table, numbers, words) {
  const { names, rows } = rowsOf(table, numbers);
  const head = names.map((item) => words.own.terms[item.name] + (item.unit ? ` [${item.unit}]` : ""));
  const body = rows.map((row) => row.map((cell) => {
    if ("key" in cell) return words.own.terms[cell.key];
    return Number.isNaN(cell.number) ? "" : String(cell.number);
  }));
  return [head, ...body].map((row) => row.map(csvCell).join(",")).join("\n") + "\n";
}

/** @param {SVGSVGElement} svg in the page @returns {string} with the page's colours written out */
function standaloneSvg(svg) {
  const style = getComputedStyle(svg);
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["fill", "stroke"]) {
      const variable = element.getAttribute(name)?.match(/^var\((--[\w-]+)\)$/);
      if (variable) element.setAttribute(name, style.getPropertyValue(variable[1]).trim());
    }
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("color", style.color);
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const look = { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor };
  for (const [name, value] of Object.entries(look)) paper.setAttribute(name, value);
  copy.prepend(paper); // a dark page's light lines would vanish on white
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** @param {string} kind "csv" or "svg" @param {string} name of the chart @param {any} island @param {import("./views.mjs").Views} views */
export function download(kind, name, island, views) {
  const { header, numbers, words, slug } = island;
  const chart = header.charts.find((/** @type {any} */ item) => item.name === name);
  if (kind === "csv") save(`${slug}-${name}.csv`, "text/csv", csv(chart.table, numbers, words));
  else save(`${slug}-${name}.svg`, "image/svg+xml", standaloneSvg(views.shownSvg(name)));
}
