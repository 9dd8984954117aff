// @ts-check
/** What charts with a row for each thing share: the names beside the rows. */
import * as Plot from "@observablehq/plot";
import { widthOf, wrapped } from "./axes.mjs";

/** @typedef {import("../chart.mjs").Context} Context */
const LEAST = { narrow: 112, wide: 150 };
const MOST = { narrow: 132, wide: 230 };
const GAP = 12;

/** Names of rows in the page's words, in as many lines as they need, and the room they take.
 * @param {string[]} keys @param {Context} context @returns {{left: number, text: (key: string) => string}} */
export function rowNames(keys, { words, narrow }) {
  const kind = narrow ? "narrow" : "wide";
  const names = new Map(keys.map((key) => [key, wrapped(words.own.terms[key], MOST[kind] - GAP)]));
  const widest = Math.max(...[...names.values()].flatMap((name) => name.split("\n").map(widthOf)));
  // more than the most only for one word that cannot be broken
  return { left: Math.max(LEAST[kind], Math.ceil(widest) + GAP), text: (key) => names.get(key) ?? key };
}

/** @param {any[]} data @param {string} key @returns {any} a text beside a bar, with a rim of paper */
export const sideText = (data, key) => Plot.text(data, {
  x: "at", y: key, text: "text", textAnchor: "start", dx: 6, fill: "var(--cl-ink)",
  stroke: "var(--cl-paper)", strokeWidth: 3,
});
