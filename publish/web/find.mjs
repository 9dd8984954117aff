// @ts-check
/** From a query to the pages that answer it: the index names those that may, their own words decide, and the glossary adds other names. */
import { finders, fold, isIn, joined, settled, terms, tokens } from "./fold.mjs";
import { pageOf, ranked } from "./rank.mjs";

/** @typedef {import("./fold.mjs").Finder} Finder */
/** @typedef {import("./rank.mjs").Page} Page */
/** @typedef {{id: string, data: () => Promise<import("./rank.mjs").Found>}} Record */
/** @typedef {{forms: string[][], compounds: string[], shards: number, samples: string[]}} Words of a language: names for one thing, words that
 * are written with hyphens; the number of files of the index, and words that need them all */
/** @typedef {{search: (text: string) => Promise<{results: Record[]}>, words: Words}} Index */

const OTHER_NAME = 0.6;

/** Pages of one index, read once. @type {WeakMap<Index, Map<string, Page>>} */
const read = new WeakMap();

/** @typedef {{known: (joined: string) => boolean, namesOf: (text: string) => string[]}} Names */

/** @type {WeakMap<Words, Names>} */
const named = new WeakMap();

/** @param {Words} words @returns {Names} */
const namesIn = (words) => named.get(words) ?? named.set(words, names(words)).get(words) ?? names(words);

/** @param {Words} words @returns {Names} */
function names({ forms, compounds }) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const group of forms) {
    const folded = group.map(fold);
    for (const form of folded) groups.set(joined(form), [...(groups.get(joined(form)) ?? []), ...folded]);
  }
  const all = new Set([...compounds, ...groups.keys()]);
  return { known: (word) => all.has(word), namesOf: (text) => groups.get(joined(text)) ?? groups.get(joined(text).replace(/s$/, "")) ?? [] };
}

/** @param {string} query @param {Index} index @returns {Promise<{hits: import("./rank.mjs").Hit[], found: Finder[]}>} */
export async function find(query, index) {
  const { known, namesOf } = namesIn(index.words);
  const asked = terms(query, known);
  const all = [...asked, ...asked.flatMap(({ parts }) => parts.flatMap((part) => terms(part)))];
  /** @param {string} text @returns {Finder[]} */
  const otherNames = (text) => namesOf(text).filter((name) => joined(name) !== joined(text)).map((name) => finders(name)[0]);
  const pages = await candidates(index, all.flatMap(({ text, finders: own }) => [...own, ...otherNames(text)]));
  /** @param {Finder} way @returns {boolean} */
  const isSaid = (way) => pages.some((page) => isIn(way, page.folded));
  const looked = settled(asked, (way, { text }) => isSaid(way) || otherNames(text).some(isSaid)).map(([{ text }, finder]) =>
    [{ weight: 1, finder }, ...otherNames(text).map((other) => ({ weight: OTHER_NAME, finder: other }))]);
  const found = looked.flatMap((ways) => ways.map(({ finder }) => finder));
  return { hits: ranked(pages.filter((page) => found.some((finder) => isIn(finder, page.folded))), looked), found };
}

/** The pages that may say one of these; what the index does not know it shortens, so not all of them do.
 * @param {Index} index @param {Finder[]} wanted @returns {Promise<Page[]>} all pages read so far */
async function candidates(index, wanted) {
  const pages = read.get(index) ?? new Map();
  read.set(index, pages);
  const texts = new Set(wanted.map(({ text }) => tokens(text).join(" ")).filter(Boolean));
  const answers = await Promise.all([...texts].map((text) => index.search(text)));
  const records = new Map(answers.flatMap(({ results }) => results).map((record) => [record.id, record]));
  await Promise.all([...records].map(async ([id, record]) => {
    if (!pages.has(id)) pages.set(id, pageOf(await record.data()));
  }));
  return [...pages.values()];
}
