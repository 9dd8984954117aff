// @ts-check
/** Numbers for people: one rule per unit, digits by Intl in the page's language. */

/** unit -> [from this size on, divide by, shown unit], largest first
 * @type {Record<string, [number, number, string][]>} */
const PREFIXES = {
  s: [[1, 1, "s"], [1e-3, 1e-3, "ms"], [1e-6, 1e-6, "µs"], [0, 1e-9, "ns"]],
  "s/m": [[0, 1e-9, "ns/m"]],
  m: [[1e3, 1e3, "km"], [0, 1, "m"]],
  "bit/s": [[1e12, 1e12, "Tb/s"], [0, 1e9, "Gb/s"]],
  Hz: [[0, 1e9, "GHz"]],
  Bd: [[0, 1e9, "GBd"]],
  W: [[1e6, 1e6, "MW"], [1e3, 1e3, "kW"], [0, 1, "W"]],
  "J/bit": [[0, 1e-12, "pJ/bit"]],
  V: [[1, 1, "V"], [0, 1e-3, "mV"]],
  B: [[1e9, 1e9, "GB"], [1e6, 1e6, "MB"], [1e4, 1e3, "kB"], [0, 1, "B"]],
  "B/s": [[1e12, 1e12, "TB/s"], [0, 1e9, "GB/s"]],
  "FLOP/s": [[1e15, 1e15, "PFLOP/s"], [0, 1e12, "TFLOP/s"]],
  JPY: [[1e9, 1e9, "bn JPY"], [1e6, 1e6, "M JPY"], [0, 1, "JPY"]],
  USD: [[1e9, 1e9, "bn USD"], [1e6, 1e6, "M USD"], [0, 1, "USD"]],
};
const SIGNIFICANT = 3;

/** @param {string} unit @returns {boolean} whether numbers of this unit are shown with the prefix that fits them */
export const hasPrefixes = (unit) => unit in PREFIXES;

const WIDE = 88.8; // three digits and a point
const RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";
const NO_BREAK_SPACE = "\u00a0";

/** @param {number} number @returns {number} three significant digits */
const rounded = (number) => Number(number.toPrecision(SIGNIFICANT));

/** Intl objects cost a millisecond each to make.
 * @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {number} number @param {string} lang @param {number} [digits] @returns {string} */
export function plain(number, lang, digits = 12) {
  const key = `${lang}/${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(lang, { maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format.format(number);
}

/** A download on its way, in megabytes: always with one decimal, so that the text does not jump.
 * @param {number} bytes @param {string} lang @returns {string} */
export function megabytes(bytes, lang) {
  const key = `${lang}/megabytes`;
  const format = formats.get(key) ?? new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  formats.set(key, format);
  return format.format(bytes / 1e6);
}

/** A large count in few signs, as each language counts: 10M, 1000万.
 * @param {number} number @param {string} lang @returns {string} */
export function compact(number, lang) {
  const key = `${lang}/compact`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(lang, { notation: "compact", maximumSignificantDigits: SIGNIFICANT });
    formats.set(key, format);
  }
  return format.format(number);
}

/** @param {number} size @param {string} unit @returns {[number, number, string]} */
function prefix(size, unit) {
  const rows = PREFIXES[unit] ?? [[0, 1, unit === "1" ? "" : unit]];
  const bare = size === 0 && rows.find(([, factor]) => factor === 1); // nothing at all is best said without a prefix
  if (bare) return bare;
  // compare after rounding, so that 999.6 ns becomes 1 µs
  return rows.find(([limit, factor]) => rounded(size / factor) * factor >= limit) ?? rows[rows.length - 1];
}

/** A probability or error ratio, which may be of any size, as a power of ten.
 * @param {number} number @param {string} lang @returns {string} */
function scientific(number, lang) {
  const [mantissa, exponent] = number.toExponential(SIGNIFICANT - 1).split("e");
  if (number === 0 || Number(exponent) >= -1) return plain(rounded(number), lang);
  const factor = plain(Number(mantissa), lang);
  const power = `10${[...String(Number(exponent))].map((sign) => RAISED["-0123456789".indexOf(sign)]).join("")}`;
  return factor === "1" ? power : `${factor}${NO_BREAK_SPACE}×${NO_BREAK_SPACE}${power}`;
}

/** A date: no sign between its thousands, no unit behind it.
 * @param {number} number @returns {string} */
const year = (number) => String(Number(number.toFixed(1)));

/** @param {number | null} number in its unit @param {string} unit @param {string} lang @returns {string} */
export function quantity(number, unit, lang) {
  if (number === null || Number.isNaN(number)) return "–";
  if (unit === "ratio") return scientific(number, lang);
  if (unit === "year") return year(number);
  if (unit === "count") return plain(number, lang, 0);
  const [, factor, shown] = prefix(Math.abs(number), unit);
  const scaled = number / factor;
  const digits = unit === "B" && factor === 1 ? scaled : rounded(scaled);
  return plain(digits, lang) + (shown ? NO_BREAK_SPACE + shown : "");
}

/** A difference, with its sign; that of two levels is a ratio, that of two dates a number of years.
 * @param {number} change @param {string} unit @param {string} lang @returns {string} */
export function signed(change, unit, lang) {
  const ofChange = { dBm: "dB", year: "1" }[unit] ?? unit;
  return (change > 0 ? "+" : "") + quantity(change, ofChange, lang);
}

/** @param {string} unit @returns {number[]} numbers whose texts are as wide as this unit's are likely to get */
function wideNumbers(unit) {
  if (unit === "ratio") return [WIDE / 1e22];
  if (unit === "year") return [8888];
  if (unit === "count") return [888_888];
  const sign = unit.startsWith("dB") ? -1 : 1; // logarithms go below zero
  return (PREFIXES[unit] ?? [[0, 1, ""]]).map(([, factor]) => sign * WIDE * factor);
}

/** The widest text that a number of this unit is likely to get.
 * @param {string} unit @param {string} lang @returns {string} */
export const widest = (unit, lang) =>
  wideNumbers(unit)
    .map((number) => quantity(number, unit, lang))
    .reduce((one, other) => (other.length > one.length ? other : one));

/** @param {number | null} number a ratio @param {string} lang @returns {string} */
export function percent(number, lang) {
  return number === null ? "–" : plain(rounded(number * 100), lang) + "%";
}

/** @param {string} unit @returns {string} as it stands behind a number */
export const unitText = (unit) => (["1", "count", "ratio", "year"].includes(unit) ? "" : unit);

/** All digits, for inputs: what the reader typed must survive.
 * @param {number} number @param {string} unit @param {string} lang @returns {string} */
export function exact(number, unit, lang) {
  if (unit === "year") return String(number);
  if (unit === "ratio" && number !== 0 && Math.abs(number) < 1e-3) return number.toExponential();
  return plain(number, lang) + (unitText(unit) && NO_BREAK_SPACE + unit);
}
