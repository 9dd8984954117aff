// @ts-check
/** Axes: what they span, where their ticks stand, and how much room their labels take. */
import { compact, quantity } from "../format.mjs";

/** @typedef {import("../chart.mjs").Context} Context */
/** @typedef {{domain: [number, number], ticks: number[], texts: string[]}} Span */

/** Px of a sign in a label of 13 px, in a wide font, so rather more than less; Japanese signs are square.
 * @type {[RegExp, number][]} */
const WIDTHS = [[/[ijlIJftr'.,:;!|/\\()[\]\-\s]/, 5.2], [/[mMW@%\u2e80-\uffff]/, 13], [/[A-Zw&#+<=>~×→↑≤≥]/, 10.2]];
const LETTER = 8.3;
const CROWDED = 0.65; // decades below which a logarithmic axis has the ticks of a linear one
const STEPS_OF_DECADE = [[1, 2, 5], [1, 3], [1]];
const NICE = [1, 2, 2.5, 5, 10];
const MILLION = 1e6;

/** @param {string} sign @returns {number} */
const widthOfSign = (sign) => WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? LETTER;

/** @param {string} text @returns {number} about how wide it is, in px */
export const widthOf = (text) => [...text].reduce((sum, sign) => sum + widthOfSign(sign), 0);

/** Numbers that an axis can show: finite, and above zero where it is logarithmic.
 * @param {number[]} numbers @param {string} scale @returns {number[]} the others are NaN */
export const shown = (numbers, scale) =>
  numbers.map((number) => (Number.isFinite(number) && (scale !== "log" || number > 0) ? number : Number.NaN));

/** @param {number} step a power of ten @param {number} factor @returns {number} without the rounding of a product */
const times = (step, factor) => Number((step * factor).toPrecision(12));

/** Even ticks over a span, a nice step apart.
 * @param {number} low @param {number} high @param {number} room how many there may be
 * @param {number} [least] smallest step, and what every step is a multiple of
 * @returns {number[]} from the last one at or below `low` to the first one at or above `high` */
export function linearTicks(low, high, room, least = 0) {
  const rough = Math.max((high - low) / Math.max(1, room - 1), least, Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(rough));
  const whole = (/** @type {number} */ nice) => !least || Number.isInteger(times(power, nice) / least);
  const step = Math.max(times(power, NICE.find((nice) => nice * power >= rough * 0.999 && whole(nice)) ?? 10), least);
  const from = Math.floor(low / step + 1e-9);
  const to = Math.ceil(high / step - 1e-9);
  return Array.from({ length: Math.max(1, to - from) + 1 }, (_, index) => times(step, from + index));
}

/** Ticks of a logarithmic axis: the given steps of every decade, from the last one at or below the data on.
 * @param {number} low @param {number} high @param {number[]} steps @returns {number[]} */
export function niceTicks(low, high, steps) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) {
    found.push(...steps.map((step) => Number(`${step}e${power}`)));
  }
  const below = found.filter((tick) => tick <= low).at(-1);
  return found.filter((tick) => (tick > low || tick === below) && tick <= high);
}

/** Whole decades, every one or every second, third, fifth ... so that they fit.
 * @param {number} low @param {number} high @param {number} room @returns {number[]} */
function decades(low, high, room) {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = [1, 2, 3, 5, 6, 10, 20, 50].find((step) => Math.floor((last - first) / step) + 1 <= room) ?? 100;
  const start = Math.floor(first / every) * every;
  return Array.from({ length: Math.floor((last - start) / every) + 1 }, (_, index) => Number(`1e${start + index * every}`));
}

/** Ticks of a logarithmic axis, as many as fit.
 * @param {number} low @param {number} high @param {number} room @param {boolean} [inside] none below the data
 * @returns {number[]} */
export function logTicks(low, high, room, inside = false) {
  if (Math.log10(high / low) < CROWDED) return linearTicks(low, high, room).filter((tick) => tick > 0);
  const kept = (/** @type {number[]} */ ticks) => (inside ? ticks.filter((tick) => tick >= low) : ticks);
  const fitting = STEPS_OF_DECADE.map((steps) => kept(niceTicks(low, high, steps))).find((ticks) => ticks.length <= room);
  return fitting ?? kept(decades(low, high, room));
}

/** @param {number[]} numbers @param {boolean} fromZero @returns {[number, number]} what the data spans, never nothing */
function extent(numbers, fromZero) {
  const known = numbers.filter((number) => !Number.isNaN(number));
  if (!known.length) return [1, 10];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const zero = fromZero && low > 0 && low < high / 2;
  if (low < high) return [zero ? 0 : low, high];
  return low > 0 ? [low / 2, low * 2] : low < 0 ? [low * 2, 0] : [0, 1];
}

/** The upright axis: begins at a tick, and on a linear scale ends at one.
 * @param {any} axis @param {number[]} numbers all it has to show @param {number} room how many ticks @param {Context} context
 * @returns {Span} */
export function upright(axis, numbers, room, context) {
  const [low, high] = extent(shown(numbers, axis.scale), axis.scale !== "log");
  const log = axis.scale === "log";
  const ticks = log ? logTicks(low, high, room) : linearTicks(low, high, room, leastStep(axis.unit));
  const top = log ? Math.max(high, ticks[ticks.length - 1]) : ticks[ticks.length - 1];
  return { domain: [Math.min(ticks[0], low), top], ticks, texts: texts(ticks, axis.unit, context) };
}

/** The level axis: spans exactly the data, with the ticks that lie inside.
 * @param {any} axis @param {number[]} numbers @param {number} room @param {Context} context @returns {Span} */
export function level(axis, numbers, room, context) {
  const [low, high] = extent(shown(numbers, axis.scale), false);
  const every = axis.scale === "log" ? logTicks(low, high, room, true) : linearTicks(low, high, room, leastStep(axis.unit));
  const slack = (high - low) * 1e-9;
  const inside = every.filter((tick) => tick >= low - slack && tick <= high + slack);
  return { domain: [low, high], ticks: inside, texts: texts(inside, axis.unit, context) };
}

/** @param {string} unit @returns {number} there is no half year, and no half of a thing that is counted */
const leastStep = (unit) => (unit === "year" ? 1 : 0);

/** Millions of things that are counted have no room on an axis.
 * @param {number[]} ticks @param {string} unit @param {Context} context @returns {string[]} */
function texts(ticks, unit, { words }) {
  const many = ["1", "count"].includes(unit) && ticks.some((tick) => Math.abs(tick) >= MILLION);
  return ticks.map((tick) => (many ? compact(tick, words.lang) : quantity(tick, unit, words.lang)));
}

/** @param {[number, number]} domain @param {string} scale @param {number} share @returns {[number, number]} a little more at both ends */
export function padded([low, high], scale, share) {
  if (scale === "log") return [low / (high / low) ** share, high * (high / low) ** share];
  return [low - share * (high - low), high + share * (high - low)];
}

/** Room for the labels beside an axis; in steps, so that a label a letter longer does not move the figure.
 * @param {string[]} labels @param {number} least @returns {number} */
export const beside = (labels, least) =>
  Math.max(least, 12 + 8 * Math.ceil(Math.max(0, ...labels.map(widthOf)) / 8));

/** Room right of a level axis for the half of its last label that reaches past its end; in steps, as above.
 * @param {Span} span @param {string} scale @param {number} width of the axis @param {number} least @returns {number} */
export function past({ domain: [low, high], ticks, texts: labels }, scale, width, least) {
  if (!ticks.length) return least;
  const last = ticks[ticks.length - 1];
  const share = scale === "log" ? Math.log(last / low) / Math.log(high / low) : (last - low) / (high - low);
  const over = widthOf(labels[labels.length - 1]) / 2 - (1 - share) * width;
  return Math.max(least, 2 + 8 * Math.ceil(over / 8));
}

/** How many labels fit side by side.
 * @param {number} width @param {string} longest @returns {number} */
export const fitting = (width, longest) => Math.max(3, Math.floor(width / (widthOf(longest) + 6)));

/** A label in lines no wider than this, broken between words, or between signs.
 * @param {string} text @param {number} width @returns {string} */
export function wrapped(text, width) {
  const pieces = text.match(/[\u2e80-\uffff][、。）」・ー]*|[^\s\u2e80-\uffff]+|\s+/gu) ?? [];
  /** @type {string[]} */
  const lines = [""];
  for (const piece of pieces) {
    const last = lines[lines.length - 1];
    if (last.trim() && piece.trim() && widthOf(last + piece) > width) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.map((line) => line.trim()).join("\n");
}
