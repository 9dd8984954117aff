// @ts-check
/** One rule for words that a reader types and words that a page says, for the search, the filters and the tables: width, case,
 * hyphens, grouped digits, the final long mark of katakana and marks without width make no difference. Hiragana stays hiragana. */

const UNSEEN = /[\ue000\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]/g;
const HYPHENS = /[\p{Pd}\u2043\u2212\u30fb]/gu; // a middle dot joins Japanese words as a hyphen joins English ones
const QUOTED = /["\u201c\u201d\u201e\u300c\u300d\u300e\u300f]([^"\u201c\u201d\u201e\u300c\u300d\u300e\u300f]*)["\u201c\u201d\u201e\u300c\u300d\u300e\u300f]/g;
const APART = /(?<!\d),|,(?!\d)|[^\p{L}\p{N}\p{M}\p{Co}.,/+%'-]+/u;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}+%]+$/gu;
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const KATAKANA = /\p{Script=Katakana}/u;
const KATAKANA_WORD = /[\p{Script=Katakana}ー]+/gu;
const LONG = "ー";
const LATIN = /[a-z0-9]/;
const MOST_LETTERS = 300;
const MOST_TERMS = 16;
const SHORT = 3; // so few letters mean a word or an abbreviation, not the beginning of a longer word
const LIKE = 0.6; // so much of a word's beginning must stand there when the word itself does not: endings differ

/** @typedef {{text: string, finder: RegExp}} Finder words and what finds them in a folded text */
/** @typedef {{text: string, finders: Finder[], parts: string[]}} Term one thing that is looked for: a later finder is used where no earlier
 * one finds anything, and the parts of a compound where none does */

/** Width, case, hyphens, spaces and unseen marks made equal.
 * @param {string} text @returns {string} */
export const fold = (text) => text.normalize("NFKC").toLowerCase().replace(UNSEEN, "").replace(HYPHENS, "-")
  .replace(/[\u2018\u2019\u02bc]/g, "'").replace(/\s+/g, " ");

/** @param {string} folded @returns {string[]} what the index is asked for: words, and each Japanese letter by itself */
export function tokens(folded) {
  const joined = folded.replace(/(?<=\d)[.,](?=\d)/g, "").replace(/[-'ー]/g, "");
  return joined.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}])+/gu) ?? [];
}

/** What all spellings of a word have in common: no hyphens, no spaces, no long mark where it may be left out.
 * @param {string} text folded @returns {string} */
export const joined = (text) => text.replace(/[- ]/g, "").replace(KATAKANA_WORD, (word) => {
  let letters = 0;
  return [...word].filter((letter) => (letter === LONG ? letters < 2 : ++letters)).join("");
});

/** @param {string} folded @returns {string[]} the words that a text writes with hyphens, joined */
export const compounds = (folded) => (folded.match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? []).map(joined);

/** The things that are looked for: words, phrases in quotation marks, numbers with their unit, known names of several words.
 * @param {string} query @param {(joined: string) => boolean} [known] whether several words are one when they are joined
 * @returns {Term[]} */
export function terms(query, known = () => false) {
  /** @type {string[]} */
  const phrases = [];
  const rest = fold(query.slice(0, MOST_LETTERS)).replace(QUOTED, (_, phrase) => {
    phrases.push(phrase.replace(EDGES, ""));
    return ` \ue000${phrases.length - 1} `; // keeps its place
  });
  const words = rest.split(APART).map((word) => (word.startsWith("\ue000") ? word : word.replace(EDGES, ""))).filter(Boolean);
  const texts = [];
  for (let at = 0; at < words.length && texts.length < MOST_TERMS;) {
    const count = Math.max(1, together(words, at, known));
    const text = words.slice(at, at + count).join(" ");
    texts.push(text.startsWith("\ue000") ? phrases[Number(text.slice(1))] : text);
    at += count;
  }
  const said = [...new Set(texts)].filter((text) => /[\p{L}\p{N}]/u.test(text));
  const longer = said.filter((text) => !/^[a-z]$/.test(text)); // a single letter says nothing beside words
  return (longer.length ? longer : said).map((text) => ({ text, finders: finders(text), parts: partsOf(text) }));
}

/** @param {string} text @returns {string[]} what a Japanese compound is made of, by the kind of its letters; none of other words */
function partsOf(text) {
  if (!JAPANESE.test(text)) return [];
  const parts = text.match(/\p{Script=Han}+|[\p{Script=Katakana}ー]+|[a-z0-9.]+/gu) ?? [];
  return parts.length > 1 ? parts : (parts[0]?.match(/^\p{Script=Han}{4,}$/u) ? parts[0].match(/..?/gu) ?? [] : []);
}

/** @param {string[]} words @param {number} at @param {(joined: string) => boolean} known @returns {number} how many words are one */
function together(words, at, known) {
  for (let count = Math.min(5, words.length - at); count > 1; count--) {
    const some = words.slice(at, at + count);
    if (known(joined(some.join("")))) return count;
    if (count === 2 && /^\d[\d.,]*$/.test(some[0]) && /^[kmgt]$/.test(some[1])) return count;
  }
  return 1;
}

/** @param {string} text @returns {Finder[]} */
export function finders(text) {
  const letters = joined(text);
  if (/[^a-z]/.test(letters)) return [finderOf(text)];
  if (letters.length <= SHORT) return [finderOf(text, "(?:e?s)?(?![a-z0-9])"), finderOf(text)];
  if (text.includes(" ")) return [finderOf(text.replace(/(?<!s)s$/, ""))];
  const stem = text.replace(/(?:ies|(?<=ss|x|[cs]h)es|(?<!s)s)$/, "");
  return [finderOf(stem.length < SHORT ? text : stem), finderOf(letters.slice(0, Math.ceil(LIKE * letters.length)))];
}

/** @param {string} text @param {string} [end] what must follow @returns {Finder} */
export const finderOf = (text, end = ending(text)) => ({ text, finder: new RegExp(pattern(text) + end, "gu") });

/** @param {string} text @returns {string} what may not follow */
function ending(text) {
  if (/\d$/.test(text)) return "(?![0-9]|[.,][0-9])";
  return /\d[- ]?[kmgt]$/.test(text) ? "(?![ac-z])" : ""; // 400 G is also 400 Gb/s, but not 400 GPUs
}

/** The letters with everything allowed between them that folding does not see.
 * @param {string} text folded @returns {string} */
function pattern(text) {
  const letters = [...text].filter((letter) => letter !== "-" && letter !== " ");
  const apart = letters.length > SHORT || text.length > letters.length ? "[- ]?" : "-?";
  let made = "";
  let run = 0; // letters of katakana so far, without long marks
  letters.forEach((letter, index) => {
    if (letter === LONG && run >= 2) return; // allowed there anyway
    if (index) made += (/\d/.test(letter) && /\d/.test(letters[index - 1])) ? ",?" : apart;
    made += letter.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    if (!index && LATIN.test(letter)) made += `(?<![a-z0-9]${letter}|[0-9][.,]${letter})`; // behind the letter: it is found faster
    if (letter === LONG) return;
    run = KATAKANA.test(letter) ? run + 1 : 0;
    if (run >= 2) made += `${LONG}?`;
  });
  return made;
}

/** @param {Finder} finder @param {string} folded @returns {number} how often a text says it */
export const countOf = ({ finder }, folded) => folded.match(finder)?.length ?? 0;

/** @param {Finder} finder @param {string} folded @returns {boolean} */
export const isIn = ({ finder }, folded) => folded.search(finder) >= 0;

/** The things that are looked for, each with the finder that finds it among some texts; a compound that none of them says gives way to its parts.
 * @param {Term[]} asked @param {(way: Finder, term: Term) => boolean} isFound @returns {[term: Term, way: Finder][]} */
export function settled(asked, isFound) {
  return asked.flatMap((term) => {
    const way = term.finders.find((one) => isFound(one, term));
    if (way || !term.parts.length) return [[term, way ?? term.finders[0]]];
    return settled(term.parts.flatMap((part) => terms(part)), isFound);
  });
}

/** Which of some texts say every word of a query.
 * @param {string} query @param {string[]} texts folded @returns {boolean[]} */
export function says(query, texts) {
  const known = new Set(texts.flatMap(compounds));
  const looked = settled(terms(query, (word) => known.has(word)), (way) => texts.some((text) => isIn(way, text)));
  return texts.map((text) => looked.every(([, way]) => isIn(way, text)));
}
