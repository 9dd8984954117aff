// @ts-check
/** What a page says in which section, how well that answers a query, and the lines that show it. */
import { countOf, fold, isIn } from "./fold.mjs";

/** @typedef {import("./fold.mjs").Finder} Finder */
/** @typedef {{id: string, heading: string, text: string, aside: string, folded: {heading: string, text: string, aside: string}}} Section */
/** @typedef {{raw_url: string, meta: {title?: string}, page: {weight: number, sections: [string, string, string, string][]}}} Found a record of the index */
/** @typedef {{url: string, title: string, weight: number, sections: Section[], folded: string}} Page */
/** @typedef {{weight: number, finder: Finder}} Way a word as typed, or another word for the same thing */
/** @typedef {{section: Section, score: number, matched: number}} Place */
/** @typedef {{page: Page, score: number, places: Place[]}} Hit */

const TITLE = 6;
const HEADING = 3;
const LISTED = 0.1; // lists of sources, controls, code: found, but not first
const AS_GOOD = 0.5;
const LENGTH = 240; // letters of an excerpt; of Japanese ones half as many
const KANA = /[ぁ-ヿ]/;

/** A page from its record in the index.
 * @param {Found} found @returns {Page} */
export function pageOf({ raw_url: url, meta, page }) {
  const sections = page.sections.map(([id, heading, text, aside]) =>
    ({ id, heading, text, aside, folded: { heading: fold(heading), text: fold(text), aside: fold(aside) } }));
  const title = meta.title ?? url;
  const folded = [fold(title), ...sections.flatMap((one) => Object.values(one.folded))].join("\n");
  return { url, title, weight: page.weight, sections, folded };
}

/** Much said is worth more than little, but never without end. @param {number} count @returns {number} */
const satisfied = (count) => count / (count + 2);

/** @param {Way[]} ways @param {string} folded @returns {number} */
const most = (ways, folded) => Math.max(0, ...ways.map(({ weight, finder }) => weight * satisfied(countOf(finder, folded))));

/** @param {Way[]} ways @param {Section} section @returns {number} */
function worth(ways, { folded }) {
  return HEADING * most(ways, folded.heading) + 2 * most(ways, folded.text) + LISTED * most(ways, folded.aside);
}

/** The pages that answer, the best first, each with its sections that do.
 * @param {Page[]} pages @param {Way[][]} terms what is looked for @returns {Hit[]} */
export function ranked(pages, terms) {
  const has = pages.map((page) => terms.map((ways) => ways.some(({ finder }) => isIn(finder, page.folded))));
  const rarity = terms.map((_, term) => {
    const count = has.filter((row) => row[term]).length;
    return count ? 1 + Math.log(pages.length / count) : 0;
  });
  const counts = has.map((row) => row.filter(Boolean).length);
  const best = Math.max(0, ...counts);
  return pages.map((page, index) => ({ ...hit(page, terms, rarity), count: counts[index] }))
    .filter(({ count }) => (best > 3 ? 2 * count >= best : 2 * count > best))
    .map(({ count, ...one }) => ({ ...one, score: one.score * (count / best) ** 2 }))
    .sort((a, b) => b.score - a.score || (a.page.url < b.page.url ? -1 : 1));
}

/** @param {Page} page @param {Way[][]} terms @param {number[]} rarity of each @returns {Hit} */
function hit(page, terms, rarity) {
  const title = fold(page.title);
  const places = page.sections.map((section) => {
    const worths = terms.map((ways) => worth(ways, section));
    const matched = worths.reduce((sum, one, term) => sum + (one > 2 * LISTED ? rarity[term] : 0), 0);
    const score = worths.reduce((sum, one, term) => sum + rarity[term] * one, 0);
    return { section, matched, score: score * (1 + matched) };
  }).filter(({ score }, index) => score > 0 || index === 0).sort((a, b) => b.score - a.score);
  const ofTitle = terms.reduce((sum, ways, term) => sum + rarity[term] * TITLE * most(ways, title), 0);
  const sum = places.reduce((total, { score }, rank) => total + score / (1 + rank) ** 2, 0);
  return { page, places, score: (ofTitle + sum) * page.weight };
}

/** @param {Hit} found @returns {Place[]} further sections that answer nearly as well as the first */
export const others = ({ places }) => places.slice(1, 4).filter(({ score }) => score >= AS_GOOD * places[0].score);

/** @type {Map<string, string>} */
const foldedLetters = new Map();

/** @param {string} letter @returns {string} */
function foldLetter(letter) {
  const known = foldedLetters.get(letter) ?? fold(letter);
  foldedLetters.set(letter, known);
  return known;
}

/** Where a text says something: beginnings and ends in the text as it is, which folding may have shortened.
 * @param {string} text @param {Finder[]} finders @returns {[from: number, to: number, which: number][]} */
function spots(text, finders) {
  const places = /** @type {number[]} */ ([]);
  let folded = "";
  for (const { 0: letter, index } of text.matchAll(/[^\p{M}\uff9e\uff9f\s][\p{M}\uff9e\uff9f]*|\s+|[\p{M}\uff9e\uff9f]+/gu)) {
    const one = foldLetter(letter);
    for (let at = 0; at < one.length; at++) places.push(index);
    folded += one;
  }
  places.push(text.length);
  return finders.flatMap((way, which) => [...folded.matchAll(way.finder)]
    .map(({ 0: found, index }) => /** @type {[number, number, number]} */ ([places[index], places[index + found.length], which])))
    .sort((a, b) => a[0] - b[0]);
}

/** @typedef {{text: string, found: boolean}[]} Marked */

/** @param {string} text @param {ReturnType<typeof spots>} found in it @param {number} from @param {number} to @returns {Marked} that part, cut at what is found */
function cut(text, found, from, to) {
  /** @type {Marked} */
  const pieces = [];
  let at = from;
  for (const [start, end] of found) {
    if (start < at || end > to) continue;
    pieces.push({ text: text.slice(at, start), found: false }, { text: text.slice(start, end), found: true });
    at = end;
  }
  pieces.push({ text: text.slice(at, to), found: false });
  return pieces.filter((piece) => piece.text);
}

/** @param {string} text @param {Finder[]} finders @returns {Marked} the text, cut at what is found */
export const marked = (text, finders) => cut(text, spots(text, finders), 0, text.length);

/** The lines of a section that say most of what was searched, with that marked.
 * @param {Section} section @param {Finder[]} finders @returns {Marked} */
export function excerpt({ heading, text: prose, aside, folded }, finders) {
  const said = (/** @type {string} */ one) => finders.some((finder) => isIn(finder, one));
  const text = said(folded.text) ? prose : said(folded.aside) ? aside : [heading, prose || aside].filter(Boolean).join(": ");
  const found = spots(text, finders);
  const size = KANA.test(text) ? LENGTH / 2 : LENGTH;
  let best = { start: 0, end: 0, kinds: 0 };
  for (const [start, end] of found) {
    const seen = new Set(found.filter(([from, to]) => from >= start && to <= start + size * 0.75).map(([, , which]) => which));
    if (seen.size > best.kinds) best = { start, end, kinds: seen.size };
  }
  let from = Math.max(0, best.start - size / 4);
  if (from) from += text.slice(from, best.start).search(/[\s、。]/) + 1; // at the beginning of a word
  while (text[from] === " ") from += 1;
  let to = Math.min(text.length, Math.max(from + size, best.end));
  if (to < text.length) to = Math.max(best.end, text.slice(0, to).search(/[\s、。][^\s、。]*$/));
  const pieces = cut(text, found, from, to);
  return [...(from ? [{ text: "… ", found: false }] : []), ...pieces, ...(to < text.length ? [{ text: " …", found: false }] : [])];
}
