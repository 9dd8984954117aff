// @ts-check
/** What an island shows: figures, their table twins, sources and code. */
import { gapsOf, rowsOf } from "./answer.mjs";
import { slugOf } from "./controls.mjs";
import { h, room } from "./element.mjs";
import { quantity } from "./format.mjs";
import { looks } from "./looks.mjs";
import { fill, longest, sentence } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */
const SVG = "http://www.w3.org/2000/svg";

/** @param {Island} island @param {any} chart @returns {HTMLElement} */
function legend(island, chart) {
  const { document, words } = island;
  const items = looks(chart).map((look) => {
    const swatch = document.createElementNS(SVG, "svg");
    const line = document.createElementNS(SVG, "line");
    const size = { x1: 0, x2: 28, y1: 6, y2: 6, stroke: look.stroke, "stroke-width": look.width };
    for (const [name, value] of Object.entries(size)) line.setAttribute(name, String(value));
    if (look.dash) line.setAttribute("stroke-dasharray", look.dash);
    for (const [name, value] of Object.entries({ viewBox: "0 0 28 12", width: 28, height: 12, "aria-hidden": "true" })) {
      swatch.setAttribute(name, String(value));
    }
    swatch.append(line);
    return h(document, "li", {}, swatch, words.own.terms[look.name]);
  });
  return h(document, "ul", { class: "cl-legend" }, ...items);
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

/** @param {Island} island @param {any} chart @param {(narrow: boolean) => Node} drawn @returns {HTMLElement} */
export function figure(island, chart, drawn) {
  const { document, words } = island;
  const title = words.own.charts[chart.name].title;
  return h(document, "figure", { "data-chart": chart.name, "aria-label": title },
    h(document, "p", { class: "cl-figure-title" }, title),
    legend(island, chart),
    h(document, "div", { class: "cl-plot", "data-width": "wide" }, drawn(false)),
    h(document, "div", { class: "cl-plot", "data-width": "narrow" }, drawn(true)),
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

/** @param {Island} island @returns {HTMLElement} */
export function sourceList(island) {
  const { document, words } = island;
  const items = island.sources.map((source) =>
    h(document, "li", { id: `${island.slug}-source-${slugOf(source.id)}` },
      h(document, "span", { class: "cl-badge", "data-kind": source.badge }, words.ui[source.badge]), " ",
      source.text, " ",
      source.title && h(document, "cite", {}, source.url
        ? h(document, "a", { href: source.url, rel: "noopener" }, source.title) : source.title),
      source.publisher && `, ${source.publisher}`,
      source.as_of && ` (${fill(words.ui.as_of, { date: source.as_of })})`,
      source.note && h(document, "p", { class: "cl-help" }, source.note)));
  return h(document, "ul", { class: "cl-sources" }, ...items);
}

/** @param {Island} island @returns {Node[]} */
export function codeList(island) {
  const { document, words } = island;
  const files = island.code.map((file) =>
    h(document, "details", { class: "cl-code" },
      h(document, "summary", {}, h(document, "code", {}, file.path)),
      h(document, "pre", { class: "highlight", tabindex: 0, "aria-label": file.path },
        h(document, "code", {}, ...file.tokens.map(([kind, text]) =>
          kind ? h(document, "span", { class: kind }, text) : document.createTextNode(text))))));
  return [h(document, "p", { class: "cl-help" }, words.ui.code_help), ...files];
}
