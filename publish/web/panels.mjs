// @ts-check
/** What an island shows: figures, their table twins, sources and code. */
import { gapsOf, rowsOf } from "./answer.mjs";
import { legendLooks } from "./charts/looks.mjs";
import { sourceId } from "./controls.mjs";
import { h, room } from "./element.mjs";
import { quantity } from "./format.mjs";
import { swatch } from "./swatch.mjs";
import { fill, longest, sentence } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */
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
  const cells = (/** @type {any[]} */ row, /** @type {boolean} */ chosen) => row.map((cell, index) => {
    const text = "key" in cell ? words.own.terms[cell.key] : quantity(cell.number, cell.unit, words.lang);
    return index === 0 ? h(document, "th", { scope: "row" }, text, chosen && " ", chosen && h(document, "small", {}, words.ui.chosen)) : h(document, "td", {}, text);
  });
  return /** @type {HTMLTableSectionElement} */ (
    h(document, "tbody", {}, ...rows.map((row, index) => {
      const chosen = index === table.chosen;
      return h(document, "tr", { "data-chosen": chosen }, ...cells(row, chosen));
    })));
}

/** Name of a column, with what its unit is for; the units stand beside the numbers.
 * @param {any} column @param {import("./words.mjs").Words} words @returns {string} */
const headOf = ({ name, each }, { own, common, lang }) =>
  own.terms[name] + (each ? (lang === "ja" ? `（${common.each[each]}）` : ` (${common.each[each]})`) : "");

/** @param {Island} island @param {any} table @returns {HTMLElement} */
export function tableTwin(island, table) {
  const { document, words } = island;
  const caption = sentence(words.own.tables[table.name], gapsOf(island.header), words);
  const names = table.columns.map((/** @type {any} */ item) => headOf(item, words));
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
