// Japanese prose through textlint's kernel: pieces in as JSON on stdin, findings out as JSON on stdout.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { TextlintKernel } from "@textlint/kernel";

const require = createRequire(import.meta.url);
/** @param {string} name */
const load = (name) => {
  const module = require(name);
  return module.default ?? module;
};

// Rule, its options, and where it holds: `records` (facts and notes) may list values in one long sentence; labels, headings
// and cells need no full stop; a `name` in the data is only spelt right. The preset's rules on letters are in japanese.py, where they cost no package.
const RULES = [
  // A longer sentence loses its subject. A computed value counts as the two letters that stand for it.
  { name: "sentence-length", options: { max: 90 }, kinds: ["sentence", "label"] },
  { name: "max-ten", options: { max: 3 }, kinds: ["sentence", "label"] },
  // Seven, not six: 集団通信時間 and the like are built of words that belong together.
  { name: "max-kanji-continuous-len", options: { max: 7, allow: ["米連邦取引委員会"] } },
  { name: "ja-no-mixed-period", options: { periodMark: "。", allowPeriodMarks: ["：", "）"] }, kinds: ["sentence", "record"] },
  // Not strict: であって and であり inside a polite sentence are polite.
  { name: "no-mix-dearu-desumasu", options: { preferInBody: "ですます", strict: false }, kinds: ["sentence", "record"] },
  // も and か come in pairs (銅でも光でも); a bracket or a colon begins a clause of its own.
  {
    name: "no-doubled-joshi",
    kinds: ["sentence", "label"],
    options: {
      min_interval: 1,
      allow: ["も", "でも", "ても", "か", "や"],
      separatorCharacters: ["、", "。", "？", "「", "」", "（", "）", "：", "・"],
    },
  },
  { name: "no-doubled-conjunction" },
  { name: "no-doubled-conjunctive-particle-ga" },
  { name: "no-double-negative-ja" },
  { name: "no-dropping-the-ra" },
  { name: "ja-no-successive-word" },
  { name: "ja-no-redundant-expression" },
  { name: "ja-no-weak-phrase", kinds: ["sentence", "label", "record"] },
  { name: "no-unmatched-pair", from: "@textlint-rule/textlint-rule-no-unmatched-pair" },
];

const rules = RULES.map(({ name, options = {}, kinds, from = `textlint-rule-${name}` }) => ({
  ruleId: name,
  rule: load(from),
  options,
  kinds,
}));
const plugins = [{ pluginId: "text", plugin: load("@textlint/textlint-plugin-text") }];
const kernel = new TextlintKernel();
/** @type {{text: string, kind: string}[]} */
const pieces = JSON.parse(readFileSync(0, "utf8"));
const found = await Promise.all(
  pieces.map(async ({ text, kind }, piece) => {
    const wanted = rules.filter(({ kinds }) => !kinds || kinds.includes(kind));
    const { messages } = await kernel.lintText(text, { ext: ".txt", plugins, rules: wanted });
    return messages.map(({ ruleId, message }) => ({ piece, rule: ruleId, message: message.split("\n")[0] }));
  }),
);
console.log(JSON.stringify(found.flat()));
