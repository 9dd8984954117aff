// @ts-check
/** Files a reader takes home, made when they are asked for: the table of the present answer as CSV, the figure as it is shown as SVG,
 * each with what it needs to be understood without the page. */
import { csv } from "./files/csv.mjs";
import { figureFile } from "./files/svg.mjs";
import { unitText } from "./format.mjs";
import { differing } from "./pin.mjs";
import { save } from "./save.mjs";
import { fill } from "./words.mjs";

const LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/";
const NAMED = 5; // sources in the picture; all of them stand in its metadata

/** @param {ParentNode} place @param {string} selector @returns {string} what is said there */
const said = (place, selector) => place.querySelector(selector)?.textContent?.trim() ?? "";

/** @returns {string} the folder of this build's scripts, which changes with them */
const build = () => new URL(".", import.meta.url).pathname.split("/").at(-2) ?? "";

/** @returns {string} */
const siteName = () => document.querySelector('meta[property="og:site_name"]')?.getAttribute("content") ?? "";

/** Colours of the light scheme, whatever the page's is: a file is read on white.
 * @returns {(name: string) => string} */
function lightColours() {
  const probe = document.createElement("span");
  document.body.append(probe);
  /** @type {Map<string, string>} */
  const known = new Map([["--cl-paper", "#ffffff"]]);
  const colour = (/** @type {string} */ name) => {
    probe.style.setProperty(name, "initial"); // registered with the light scheme's colours
    return getComputedStyle(probe).getPropertyValue(name).trim();
  };
  for (const name of ["ink", "muted", "rule", "edge", "paper-raised", "copper", "copper-strong", "light", "light-strong", ...[1, 2, 3, 4, 5, 6].map((n) => `series-${n}`)]) {
    known.set(`--cl-${name}`, colour(`--cl-${name}`));
  }
  probe.remove();
  return (name) => known.get(name) ?? "#1d2430";
}

/** Titles of the sources that the explainer lists, its own and those it shares with one further up.
 * @param {any} island @returns {string[]} */
function sourceTitles({ id, slug }) {
  const panel = [id, slug].map((name) => document.querySelector(`#${CSS.escape(name)} [data-panel="sources"]`)).find(Boolean);
  const titles = [...(panel?.querySelectorAll(".cl-sources > li") ?? [])].map((item) => said(item, "cite") || said(item, "a"));
  return [...new Set(titles.filter(Boolean))];
}

/** @param {any} axis @param {import("./words.mjs").Words} words @returns {string} its name and its unit; "" for a list of names */
function axisText({ name, unit, each }, { own, common, ui }) {
  const parts = [unitText(unit), each && common.each[each]].filter(Boolean);
  return parts.length ? fill(ui.axis_unit, { name: own.terms[name], unit: parts.join(" ") }) : own.terms[name];
}

/** @param {any} island @param {any} chart @param {HTMLElement} root @param {import("./views.mjs").Views} views @param {string} address
 * @param {Record<string, any>} defaults @returns {SVGElement} */
function picture(island, chart, root, views, address, defaults) {
  const { words, header, spec } = island;
  const { ui, lang, own } = words;
  const svg = views.shownSvg(chart.name);
  const figure = /** @type {HTMLElement} */ (root.querySelector(`[data-chart="${chart.name}"]`));
  const title = said(figure, ".cl-figure-title");
  const alt = svg.getAttribute("aria-label") ?? ""; // not made anew: before Python is there its words are not known
  const changed = differing(header.inputs, defaults, spec, words);
  const titles = sourceTitles(island);
  const more = titles.length - NAMED;
  const sources = titles.slice(0, NAMED).join(ui.list_separator) + (more > 0 ? fill(ui.file_more, { count: String(more) }) : "");
  const axes = { across: chart.x, up: chart.y };
  const today = new Date().toISOString().slice(0, 10);
  const [site, explainer] = [siteName(), said(root, ".cl-title") || own.title];
  return figureFile({
    document, lang, svg, title, alt, colour: lightColours(),
    above: [said(root, '[data-part="sentence"]'), said(root, '[data-part="pinned"]')],
    legend: [...figure.querySelectorAll(".cl-legend > li")].map((item) => ({
      swatch: /** @type {Element} */ (item.querySelector("svg")?.cloneNode(true)), text: item.textContent?.trim() ?? "",
    })),
    below: [
      said(figure, '[data-part="caption"]'),
      chart.kind === "fabric" ? "" : Object.entries(axes).filter(([, axis]) => axis.scale !== "rows" && axis.name in own.terms)
        .map(([way, axis]) => fill(ui[`axis_${way}`], { axis: axisText(axis, words) })).join(" "),
      changed ? fill(ui.file_inputs, { inputs: changed }) : ui.file_default,
    ],
    small: [
      sources && fill(ui.file_sources, { sources }),
      fill(ui.file_origin, { site, title: explainer, address }),
      fill(ui.file_licence, { licence: LICENCE, site, date: today, build: build() }),
    ],
    data: [
      ["title", title], ["description", alt], ["creator", site], ["publisher", site], ["rights", LICENCE],
      ["identifier", address], ["date", today], ["language", lang], ...titles.map((text) => /** @type {[string, string]} */ (["source", text])),
    ],
  });
}

/** @param {string} kind "csv" or "svg" @param {string} name of the chart
 * @param {{island: any, root: HTMLElement, views: import("./views.mjs").Views, address: string, defaults: Record<string, any>}} live */
export function download(kind, name, { island, root, views, address, defaults }) {
  const { header, slug } = island;
  const chart = header.charts.find((/** @type {any} */ item) => item.name === name);
  if (kind === "csv") {
    return save(`${slug}-${name}.csv`, "text/csv", csv(island, name, said(root, '[data-part="sentence"]'), [address, build(), LICENCE]));
  }
  const svg = picture(island, chart, root, views, address, defaults);
  save(`${slug}-${name}.svg`, "image/svg+xml", `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`);
}
