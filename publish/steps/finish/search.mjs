// @ts-check
/** Makes the search index: {site, folder, pages: [{path, url, lang, weight}], forms: {lang: [[form, ...], ...]}} on stdin. Pagefind gets of
 * each page every word as readers type it; what is shown of a page is kept in sections, with their anchors. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { parseHTML } from "linkedom";
import { close, createIndex } from "pagefind";
import { compounds, fold, tokens } from "../../web/fold.mjs";

const DROPPED = "svg, math, script, style, template, noscript, button, select, [data-pagefind-ignore], .headerlink, .cl-hidden, [role=alert]";
const ASIDE = ".cl-sources, .cl-records, .cl-uses, .cl-form, .cl-panel, .cl-code, pre, cite, table, .cl-filter"; // found, but not first
const START = "h1[id], h2[id], h3[id], h4[id], [data-item][id], [id^=term-], section.cl-island[id]";
const NAME = "h2, h3, h4, dt, summary";
const INLINE = new Set(["A", "ABBR", "B", "BR", "CITE", "CODE", "EM", "I", "KBD", "MARK", "Q", "SMALL", "SPAN", "STRONG", "SUB", "SUP", "WBR"]);
const MARK = "pagefind_dcd"; // a record of Pagefind's begins with it
const SAMPLES = 60; // words evenly spread over the index: each of its few files holds some of them
const UNIT = /(\d[\d.,]*) ?([kmgt]b?)(?![a-z])/g;

/** @typedef {{id: string, heading: string, parts: {aside: boolean, text: string}[]}} Section */

/** @param {string} text @returns {string} */
const clean = (text) => text.replace(/[\u200b\u00ad]/g, "").replace(/\s+/g, " ").trim();

/** Text of an element, with a space where a block ends. @param {any} node @param {Section[]} sections @param {boolean} aside */
function walk(node, sections, aside) {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) say(sections, child.data, aside);
    if (child.nodeType !== 1) continue;
    const heading = child.matches(START);
    if (heading && child.id) {
      const name = /^H\d$/.test(child.tagName) ? child : child.querySelector(NAME) ?? child.firstElementChild ?? child;
      sections.push({ id: child.id, heading: clean(name.textContent), parts: [] });
      if (name === child) continue;
      name.remove(); // said as the heading
    }
    walk(child, sections, aside || child.matches(ASIDE));
    if (!INLINE.has(child.tagName)) say(sections, " ", aside);
  }
}

/** @param {Section[]} sections @param {string} text @param {boolean} aside */
function say(sections, text, aside) {
  const parts = sections.at(-1)?.parts;
  if (!parts) return;
  if (parts.at(-1)?.aside !== aside) parts.push({ aside, text: "" });
  parts[parts.length - 1].text += text;
}

/** @param {string} html of the page @returns {{title: string, sections: Section[]}} */
function read(html) {
  const { document } = parseHTML(html.replace(/<(svg|math|script|style)\b.*?<\/\1>|<details class="cl-code">.*?<\/details>/gs, ""));
  const body = /** @type {any} */ (document.querySelector("[data-pagefind-body]"));
  for (const one of body.querySelectorAll(DROPPED)) one.remove();
  /** @type {Section[]} */
  const sections = [];
  walk(body, sections, false);
  const title = document.querySelector("[data-pagefind-meta]")?.getAttribute("content");
  return { title: title ?? sections[0]?.heading ?? "", sections };
}

/** @param {string} text of a whole page @returns {string} each word as it is typed: folded, joined, with its unit, letter by letter in Japanese */
function typed(text) {
  const folded = fold(text);
  const units = [...folded.matchAll(UNIT)].map(([, number, unit]) => number + unit);
  return [...new Set([folded, folded.replaceAll("-", " "), units.join(" ")].flatMap(tokens))].sort().join(" ");
}

/** A section as it is kept: anchor, heading, what it says, and what it says in lists of sources, controls and tables.
 * @param {Section} section @returns {[id: string, heading: string, text: string, aside: string]} */
function kept({ id, heading, parts }) {
  const [text, aside] = [false, true].map((which) => clean(parts.filter((part) => part.aside === which).map((part) => part.text).join(" ")));
  return [id, heading, text, aside];
}

/** Pagefind keeps a record's words as it was given them; the page is shown what it says instead.
 * @param {string} folder @param {Map<string, object>} pages by address */
function fill(folder, pages) {
  for (const name of readdirSync(folder)) {
    const bytes = gunzipSync(readFileSync(`${folder}/${name}`));
    const record = JSON.parse(bytes.subarray(MARK.length).toString());
    const text = MARK + JSON.stringify({ ...record, content: "", page: pages.get(record.url) });
    writeFileSync(`${folder}/${name}`, gzipSync(text, { level: 9 }));
  }
}

/** @type {{folder: string, pages: {path: string, url: string, lang: string, weight: number}[], site: string, forms: Record<string, string[][]>}} */
const { site, folder, pages, forms } = JSON.parse(readFileSync(0, "utf8"));
const { index } = await createIndex();
if (!index) throw new Error("Pagefind did not start");
/** @type {Record<string, {joined: Set<string>, all: Set<string>}>} */
const words = {};
const made = new Map();
for (const { path, url, lang, weight } of pages) {
  const { title, sections } = read(readFileSync(`${site}/${path}`, "utf8"));
  const parts = sections.map(kept);
  const said = [title, ...parts.flatMap(([, ...texts]) => texts)].join(" ");
  made.set(url, { weight, sections: parts });
  const content = typed(said);
  const { joined, all } = (words[lang] ??= { joined: new Set(), all: new Set() });
  for (const word of compounds(fold(said))) joined.add(word);
  for (const word of content.split(" ")) all.add(word);
  const { errors } = await index.addCustomRecord({ url, language: lang, content, meta: { title } });
  if (errors.length) throw new Error(`${path}: ${errors.join("; ")}`);
}
const { errors } = await index.writeFiles({ outputPath: folder });
if (errors.length) throw new Error(errors.join("; "));
await close();
fill(`${folder}/fragment`, made);
for (const [lang, { joined, all }] of Object.entries(words)) {
  const shards = readdirSync(`${folder}/index`).filter((name) => name.startsWith(`${lang}_`)).length;
  const samples = [...all].sort().filter((_, place) => place % Math.ceil(all.size / SAMPLES) === 0);
  const compoundWords = [...joined].sort();
  writeFileSync(`${folder}/words.${lang}.json`, JSON.stringify({ forms: forms[lang] ?? [], compounds: compoundWords, shards, samples }));
}
