// @ts-check
/** One rectangular table: the chart's own columns, then in every row what belongs to it: whose answer it is, its inputs, what the
 * sentence says, and where it is from. A table tool reads it as it is, and a row that is copied out of it keeps its meaning. */
import { gapsOf, rowsOf } from "../answer.mjs";
import { unitText } from "../format.mjs";
import { inputText, pinnedName } from "../pin.mjs";
import { fill, sentence } from "../words.mjs";

/** @typedef {import("../words.mjs").Words} Words */
/** @typedef {{header: any, numbers: Float64Array | number[], name: string}} Told an answer and what it is called in the file */

const GAP = /\{([a-z_]+)/g;

/** @param {string} text @returns {string} with ordinary blanks, which other programs find */
const cell = (text) => {
  const plain = text.replaceAll("\u00a0", " ");
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** @param {number | null} number @returns {string} all its digits; nothing where there is none */
const digits = (number) => (number === null || Number.isNaN(number) ? "" : String(number));

/** @param {string} name @param {string} unit @param {string} [each] @returns {string} */
const headed = (name, unit, each) => name + (unit ? ` [${unit}${each ? ` ${each}` : ""}]` : "");

/** Names of the values that the sentence tells, the first number among them.
 * @param {any} header @param {Words} words @returns {string[]} */
function told(header, { own }) {
  const said = [...own.messages[header.headline.key].matchAll(GAP)].map(([, name]) => name);
  return [...new Set([header.main, ...said])].filter((name) => name in header.values);
}

/** What every row of an answer says about it.
 * @param {Told} answer @param {string[]} values @param {any} given @returns {string[]} */
function about({ header, name }, values, { spec, words, sentences, origin }) {
  const inputs = spec.map((/** @type {any} */ parameter) => {
    const value = header.inputs[parameter.name];
    return typeof value === "number" ? digits(value) : inputText(value, parameter, words);
  });
  return [name, ...inputs, ...values.map((value) => digits(header.values[value]?.number ?? null)), sentences.get(header) ?? "", ...origin];
}

/** @param {any} island @param {string} name of the chart @param {string} said the present sentence @param {string[]} origin address, build, licence
 * @returns {string} */
export function csv(island, name, said, origin) {
  const { header, numbers, words, spec, pinned } = island;
  const { ui, own, common } = words;
  const tableOf = (/** @type {any} */ answer) => answer.charts.find((/** @type {any} */ chart) => chart.name === name).table;
  /** @type {Told[]} */
  const answers = [{ header, numbers, name: ui.csv_now }];
  const sentences = new Map([[header, said]]);
  if (pinned) {
    answers.push({ header: pinned.header, numbers: pinned.numbers ?? pinned.known, name: pinnedName(island) });
    const { headline } = pinned.header;
    if (headline.gaps.length) sentences.set(pinned.header, sentence(own.messages[headline.key], gapsOf(pinned.header), words));
  }
  const values = told(header, words);
  const head = [
    ...tableOf(header).columns.map((/** @type {any} */ { name: term, unit, each }) =>
      headed(own.terms[term], unit, each && common.each[each])),
    ui.csv_chosen, ui.csv_answer,
    ...spec.map((/** @type {any} */ { name: input, unit, kind }) => fill(ui.csv_input,
      { name: headed(own.inputs[input].label, kind === "choice" && typeof header.inputs[input] === "string" ? "" : unitText(unit)) })),
    ...values.map((value) => fill(ui.csv_value, { name: headed(value, header.values[value].unit) })),
    ui.csv_sentence, ui.csv_address, ui.csv_build, ui.csv_licence,
  ];
  const rows = answers.flatMap((answer) => {
    const table = tableOf(answer.header);
    const end = about(answer, values, { spec, words, sentences, origin });
    return rowsOf(table, answer.numbers).rows.map((row, index) => [
      ...row.map((item) => ("key" in item ? own.terms[item.key] : digits(item.number))),
      index === table.chosen ? ui.csv_yes : "", ...end,
    ]);
  });
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
}
