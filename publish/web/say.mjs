// @ts-check
/** What an answer says in words: its sentence, its range, its notes. */
import { gapsOf } from "./answer.mjs";
import { h, part, write } from "./element.mjs";
import { morphChildren } from "./morph.mjs";
import { quantity, widest } from "./format.mjs";
import { startTexts } from "./starting.mjs";
import { fill, fillable, longest, noteText, pieces, sentence } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */

/** @param {Island} island @returns {Node[]} the claim in one sentence, its numbers marked */
export function sentenceNodes(island) {
  const { document, header, words } = island;
  const template = words.own.messages[header.headline.key];
  return pieces(template, gapsOf(header), words).map((piece) =>
    piece.live ? h(document, "strong", {}, piece.text) : document.createTextNode(piece.text));
}

/** @param {Island} island @returns {string} what the ranges of the assumptions do to the first number, if they do */
export function rangeText(island) {
  const { header, words } = island;
  const total = header.values[header.main];
  if (!total || total.low === null || total.high === null) return "";
  return fill(words.ui.range, {
    low: quantity(total.low, total.unit, words.lang), high: quantity(total.high, total.unit, words.lang),
  });
}

/** The longest text of each place whose words change: the page must not move when they do, in any font.
 * @param {Island} island @returns {{sentence: string, range: string, status: string, full: string}} */
export function rooms(island) {
  const { header, words, full } = island;
  const { ui, own, lang } = words;
  const known = gapsOf(header);
  /** @type {string[]} */
  const messages = Object.values(own.messages);
  // what only the fuller method says has gaps that no answer fills
  const ofFull = full ? messages.filter((text) => !fillable(text, known)) : [];
  const failed = words.common.errors["full-timeout"];
  const total = widest(header.values[header.main].unit, lang);
  const said = [ui.static, ui.stale, fill(ui.live, { ms: total }), ui.copy_failed, ...startTexts(words)];
  return {
    sentence: longest(messages.filter((text) => !ofFull.includes(text)), known, words),
    full: full ? longest([...(ofFull.length ? ofFull : messages), failed], known, words) : "",
    range: rangeText(island) && fill(ui.range, { low: total, high: total }),
    status: said.reduce((one, other) => (other.length > one.length ? other : one)),
  };
}

/** @param {Island} island @returns {Node[]} */
export function noteNodes(island) {
  const { document, header, words } = island;
  return header.notes.map((/** @type {any} */ note) => h(document, "p", {}, noteText(note, words)));
}

/** Put the island's present answer into words on the page.
 * @param {Element} root @param {Island} island */
export function say(root, island) {
  morphChildren(part(root, "sentence"), sentenceNodes(island));
  write(part(root, "range"), rangeText(island));
  morphChildren(part(root, "notes"), noteNodes(island));
}

const SAID = ["sentence", "pinned"]; // what a screen reader hears of an answer

/** While a slider moves nothing is spoken: a screen reader hears the sentence once, when the slider rests.
 * @param {Element} root */
export function speakLater(root) {
  for (const name of SAID) part(root, name).setAttribute("aria-busy", "true");
}

/** @param {Element} root */
export function speakNow(root) {
  for (const name of SAID) part(root, name).removeAttribute("aria-busy");
}
