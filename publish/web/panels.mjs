// @ts-check
/** What an island shows: figures, their table twins, sources and code. */
import { gapsOf, rowsOf } from "./answer.mjs";
import { corners, legendLooks } from "./charts/looks.mjs";
import { sourceId } from "./controls.mjs";
import { h, room } from "./element.mjs";
import { quantity } from "./format.mjs";
import { fill, longest, sentence } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */
const SVG = "http://www.w3.org/2000/svg";

/** @param {Document} document @param {string} tag @param {Record<string, any>} attributes @returns {SVGElement} */
function drawn(document, tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, String(value));
  return element;
}

/** @param {Document} document @param {import("./charts/looks.mjs").Look} look @returns {SVGElement} a piece of the line, the bar or the shape */
function swatch(document, look) {
  const svg = drawn(document, "svg", { viewBox: "0 0 28 12", width: 28, height: 12, "aria-hidden": "true" });
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

/** @param {Island} island @param {any} chart @returns {HTMLElement | undefined} */
function legend(island, chart) {
  const { document, words } = island;
  const items = legendLooks(chart).map((look) => h(document, "li", {}, swatch(document, look), words.own.terms[look.name]));
  return items.length ? h(document, "ul", { class: "cl-legend" }, ...items) : undefined;
}

/** A text of a chart; where the headline says something else, the chart may too ("alt-out-of-reach").
 * @param {Island} island @param {any} chart @param {"alt" | "caption"} which @returns {string} */
export function chartText(island, chart, which) {
  const { header, words } = island;
  const texts = words.own.charts[chart.name];
  return sentence(texts[`${which}-${header.headline.key}`] ?? texts[which], gapsOf(header), words);
}

/** @param {Island} island @param {any} chart @returns {string[]} every caption the chart may get */
const captions = (island, chart) =>
  Object.entries(island.words.own.charts[chart.name]).filter(([key]) => key.startsWith("caption")).map(([, text]) => String(text));

/** @param {Island} island @param {any} chart @param {(narrow: boolean) => Node} plot @returns {HTMLElement} */
export function figure(island, chart, plot) {
  const { document, words } = island;
  const title = words.own.charts[chart.name].title;
  return h(document, "figure", { "data-chart": chart.name, "aria-label": title },
    h(document, "p", { class: "cl-figure-title" }, title),
    legend(island, chart),
    h(document, "div", { class: "cl-plot", "data-width": "wide" }, plot(false)),
    h(document, "div", { class: "cl-plot", "data-width": "narrow" }, plot(true)),
    h(document, "figcaption", {},
      room(document, "caption", longest(captions(island, chart), gapsOf(island.header), words),
        h(document, "span", { "data-part": "caption" }, chartText(island, chart, "caption"))),
      h(document, "span", { class: "cl-figure-actions" }, saveButton(island, chart, "csv"), saveButton(island, chart, "svg"))));
}

/** @param {Island} island @param {any} chart @param {"csv" | "svg"} kind @returns {HTMLElement} */
function saveButton(island, chart, kind) {
  const text = island.words.ui[`download_${kind}`];
  const title = island.words.own.charts[chart.name].title;
  return h(island.document, "button", {
    type: "button", disabled: true, "data-action": kind, "data-name": chart.name, "aria-label": `${text}: ${title}`,
  }, text);
}

/** @param {Island} island @param {any} table @returns {HTMLTableSectionElement} */
export function tableBody(island, table) {
  const { document, words } = island;
  const { rows } = rowsOf(table, island.numbers);
  const cells = (/** @type {any[]} */ row) => row.map((cell, index) => {
    const text = "key" in cell ? words.own.terms[cell.key] : quantity(cell.number, cell.unit, words.lang);
    return index === 0 ? h(document, "th", { scope: "row" }, text) : h(document, "td", {}, text);
  });
  return /** @type {HTMLTableSectionElement} */ (
    h(document, "tbody", {}, ...rows.map((row) => h(document, "tr", {}, ...cells(row)))));
}

/** @param {Island} island @param {any} table @returns {HTMLElement} */
export function tableTwin(island, table) {
  const { document, words } = island;
  const caption = sentence(words.own.tables[table.name], gapsOf(island.header), words);
  const names = table.columns.map((/** @type {any} */ item) => words.own.terms[item.name]);
  return h(document, "div", { class: "cl-scroll", tabindex: 0, role: "region", "aria-label": caption, "data-table": table.name },
    h(document, "table", {},
      h(document, "caption", { "data-part": "table-caption" }, caption),
      h(document, "thead", {}, h(document, "tr", {}, ...names.map((/** @type {string} */ name) => h(document, "th", { scope: "col" }, name)))),
      tableBody(island, table)));
}

/** What stands in full in the list of an explainer further up is only named here, each name once, and leads there.
 * @param {Island} island @param {string} slug of the other explainer @returns {HTMLElement[]} */
function listedAbove({ document, words, sources, titles }, slug) {
  const there = sources.filter(({ at }) => at === slug);
  const names = there.filter(({ name }, index) => there.findIndex((other) => other.name === name) === index);
  const items = names.map((source) =>
    h(document, "li", {}, h(document, "a", { href: `#${sourceId(source)}` }, source.name)));
  return items.length ? [
    h(document, "p", { class: "cl-help" }, fill(words.ui.sources_above, { title: titles[slug] })),
    h(document, "ul", { class: "cl-sources" }, ...items),
  ] : [];
}

/** @param {Island} island @returns {HTMLElement[]} */
export function sourceList(island) {
  const { document, words } = island;
  const items = island.sources.filter(({ at }) => at === island.slug).map((source) =>
    h(document, "li", { id: sourceId(source) },
      h(document, "span", { class: "cl-badge", "data-kind": source.badge }, words.ui[source.badge]), " ",
      source.text, " ",
      source.title && h(document, "cite", {}, source.url
        ? h(document, "a", { href: source.url, rel: "noopener" }, source.title) : source.title),
      source.publisher && `, ${source.publisher}`,
      source.as_of && ` (${fill(words.ui.as_of, { date: source.as_of })})`,
      source.note && h(document, "p", { class: "cl-help" }, source.note)));
  return [
    ...(items.length ? [h(document, "ul", { class: "cl-sources" }, ...items)] : []),
    ...Object.keys(island.titles).flatMap((slug) => listedAbove(island, slug)),
  ];
}

/** The code stands on a page of its own; this view brings it when it is opened (listing.mjs).
 * @param {Island} island @returns {Node[]} */
export function codePanel({ document, words, slug }) {
  const link = h(document, "a", { href: `code:${slug}`, "data-part": "code-link" }, words.ui.code_open);
  return [h(document, "p", { class: "cl-help" }, words.ui.code_help), h(document, "p", {}, link)];
}
