// @ts-check
/** Sentences with gaps: from a template and values to nodes. Text only ever goes in as text. */
import { exact, hasPrefixes, percent, quantity, widest } from "./format.mjs";

/** @typedef {{name: string, number: number|null, unit: string, low: number|null, high: number|null}} Value */
/** @typedef {{name: string, key: string}} Term */
/** @typedef {{lang: string, own: any, common: any, ui: any}} Words */

const GAP = /\{([a-z_]+)(?:\|([^}]+))?\}/g;

/** @param {Value | Term} gap @param {string | undefined} form @param {Words} words @returns {string} */
function gapText(gap, form, words) {
  if ("key" in gap) return words.own.phrases[gap.key] ?? words.own.terms[gap.key];
  if (form === "=" && gap.number !== null) return exact(gap.number, gap.unit, words.lang);
  return form === "%" ? percent(gap.number, words.lang) : quantity(gap.number, gap.unit, words.lang);
}

/** The longest text a gap can get: any of the explainer's words for a word, three digits or what it is now for a number.
 * @param {Value | Term} gap @param {string | undefined} form @param {Words} words @returns {string} */
function longestGapText(gap, form, words) {
  const { own, lang } = words;
  if ("key" in gap) {
    const texts = gap.key in own.phrases ? Object.values(own.phrases) : [own.terms[gap.key]];
    return texts.reduce((one, other) => (other.length > one.length ? other : one));
  }
  const wide = form === "%" ? `${widest("1", lang)}%` : widest(gap.unit, lang);
  const now = gapText(gap, form, words);
  return now.length > wide.length ? now : wide;
}

/** @param {(Value | Term)[]} gaps @returns {Map<string, Value | Term>} */
export const byName = (gaps) => new Map(gaps.map((gap) => [gap.name, gap]));

/** Pieces of a sentence: plain text, and gap texts marked as live.
 * @param {string} template @param {Map<string, Value | Term>} gaps @param {Words} words
 * @param {typeof gapText} [write] @returns {{text: string, live: boolean}[]} */
export function pieces(template, gaps, words, write = gapText) {
  /** @type {{text: string, live: boolean}[]} */
  const found = [];
  let from = 0;
  for (const match of template.matchAll(GAP)) {
    const gap = gaps.get(match[1]);
    if (!gap) throw new Error(`no value for {${match[1]}} in: ${template}`);
    found.push({ text: template.slice(from, match.index), live: false });
    // names of links are words of the sentence; only numbers move
    found.push({ text: write(gap, match[2], words), live: !("key" in gap) });
    from = match.index + match[0].length;
  }
  found.push({ text: template.slice(from), live: false });
  // neighbours that are plain text become one: the HTML parser makes one node of them, and two would be spaced differently
  const kept = found.filter((piece, index) => {
    const next = found[index + 1];
    if (piece.live || !next || next.live) return piece.text !== "";
    next.text = piece.text + next.text;
    return false;
  });
  if (kept.length && !kept[0].live) kept[0].text = capital(kept[0].text);
  return kept;
}

/** @param {string} text @returns {string} a sentence begins with a capital where the script has them */
const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** @param {string} template @param {Map<string, Value | Term>} gaps @param {Words} words @returns {string} */
export const sentence = (template, gaps, words) =>
  pieces(template, gaps, words).map((piece) => piece.text).join("");

/** @param {string} template @param {Map<string, Value | Term>} gaps @returns {boolean} whether there is a value for each gap */
export const fillable = (template, gaps) => [...template.matchAll(GAP)].every((match) => gaps.has(match[1]));

/** Where nothing is known about a gap, room for a number and a unit is kept.
 * @param {string} template @param {Map<string, Value | Term>} gaps @returns {Map<string, Value | Term>} */
const withAny = (template, gaps) => new Map([
  ...[...template.matchAll(GAP)].map(([, name]) =>
    /** @type {[string, Value]} */ ([name, { name, number: null, unit: "dBm", low: null, high: null }])),
  ...gaps,
]);

/** @param {any} note of an answer @param {Words} words @returns {string} the explainer's own words, or those all share */
export const noteText = ({ key, gaps }, words) =>
  sentence(words.own.notes[key] ?? words.common.notes[key], byName(gaps), words);

/** The longest sentence that any of the templates can become: its place on the page is kept free for it.
 * @param {string[]} templates @param {Map<string, Value | Term>} gaps @param {Words} words @returns {string} */
export const longest = (templates, gaps, words) =>
  templates
    .map((template) => pieces(template, withAny(template, gaps), words, longestGapText).map((piece) => piece.text).join(""))
    .reduce((one, other) => (other.length > one.length ? other : one), "");

/** @param {string} template @param {Record<string, string>} values @returns {string} */
export const fill = (template, values) => template.replace(GAP, (_, name) => values[name] ?? "");

/** A word under a name that came from outside: nothing else that every object has answers to it.
 * @param {Record<string, any>} all @param {string} name @returns {any} */
const own = (all, name) => (Object.hasOwn(all, name) ? all[name] : undefined);

/** What a refusal says; `unit`, `low`, `high`, `options` come from the parameter itself.
 * @param {any} error @param {any[]} spec @param {Words} words @returns {string} */
export function errorText(error, spec, words) {
  const parameter = spec.find((item) => item.name === error.field);
  const label = parameter ? words.own.inputs[error.field].label : own(words.common.fields, error.field);
  const options = (parameter?.options ?? []).map((/** @type {any} */ option) => choiceText(option, parameter, words));
  const limit = (/** @type {number|null|undefined} */ number) =>
    number === null || number === undefined ? "–" : exact(number, error.unit, words.lang);
  const comma = words.lang === "ja" ? "、" : ", ";
  // of numbers to choose from the nearest are named; of words all
  const near = (error.near ?? []).map((/** @type {number} */ option) => choiceText(option, parameter, words));
  const key = error.code + ["", "-beyond", "-between"][near.length];
  const ends = near.length ? near : options;
  return fill(own(words.common.errors, key) ?? words.common.errors.internal, {
    field: label ?? error.field ?? "",
    value: error.value ?? "",
    low: ends.length ? ends[0] : limit(error.low),
    high: ends.length ? ends[ends.length - 1] : limit(error.high),
    options: options.join(comma),
    unit: error.unit_given ?? "",
    units: (error.units ?? []).join(comma),
  });
}

/** @param {string | number} option @param {any} parameter @param {Words} words @returns {string} */
export function optionText(option, parameter, words) {
  if (typeof option !== "number") return words.own.terms[option];
  return hasPrefixes(parameter.unit) ? quantity(option, parameter.unit, words.lang) : exact(option, parameter.unit, words.lang);
}

/** A choice as it may be typed into a link; a word with its name.
 * @param {string | number} option @param {any} parameter @param {Words} words @returns {string} */
function choiceText(option, parameter, words) {
  return typeof option === "number" ? optionText(option, parameter, words) : `${option} (${words.own.terms[option]})`;
}
