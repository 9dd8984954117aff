// @ts-check
/** The wire format of an answer: a header whose arrays live in one Float64Array. NaN means: there is no value. */

/** @param {{at: [number, number]}} place @param {Float64Array | number[]} numbers @returns {number[]} */
export const column = (place, numbers) => Array.from(numbers.slice(place.at[0], place.at[0] + place.at[1]));

/** Values of the answer, and the words of its headline, by name.
 * @param {any} header @returns {Map<string, any>} */
export function gapsOf(header) {
  const gaps = new Map(Object.entries(header.values));
  for (const gap of header.headline.gaps) gaps.set(gap.name, gap);
  return gaps;
}

/** A table as rows of cells, each {key} or {number, unit}.
 * @param {any} table @param {Float64Array | number[]} numbers @returns {{names: any[], rows: any[][]}} */
export function rowsOf(table, numbers) {
  const columns = table.columns.map((/** @type {any} */ item) =>
    item.keys
      ? item.keys.map((/** @type {string} */ key) => ({ key }))
      : column(item.numbers, numbers).map((number) => ({ number, unit: item.unit })),
  );
  const rows = columns[0].map((/** @type {any} */ _, /** @type {number} */ row) =>
    columns.map((/** @type {any[]} */ cells) => cells[row]),
  );
  return { names: table.columns, rows };
}

const RELATIVE = 1e-12; // CPython and the browser differ in the last bits of a double

/** @param {number | null} one @param {number | null} other @returns {boolean} */
const same = (one, other) =>
  Object.is(one, other) || Math.abs(Number(one) - Number(other)) <= RELATIVE * Math.abs(Number(other));

/** Whether an answer is the one that the build has drawn; of that one's numbers only those of the tables are known.
 * @param {{header: any, numbers: Float64Array, tables: [number, (number | null)[]][]}} built
 * @param {{header: any, numbers: Float64Array | number[]}} other @returns {boolean} */
export function sameAnswer(built, other) {
  const values = Object.entries(built.header.values);
  return JSON.stringify(built.header.inputs) === JSON.stringify(other.header.inputs)
    && built.header.headline.key === other.header.headline.key
    && values.every(([name, value]) => same(value.number, other.header.values[name]?.number ?? null))
    && built.numbers.length === other.numbers.length
    && built.tables.every(([start, run]) => run.every((_, index) =>
      same(built.numbers[start + index], other.numbers[start + index])));
}
