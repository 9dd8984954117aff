// @ts-check
/** Kind "fabric": a network tier by tier, hosts at the foot. A few nodes of each tier stand for all; the numbers are whole. */
import * as Plot from "@observablehq/plot";
import { column } from "../answer.mjs";
import { plain, quantity } from "../format.mjs";
import { looks } from "./looks.mjs";

/** @typedef {import("../chart.mjs").Context} Context */
/** @typedef {{count: number[], drawn: number[], groups: number[], media: {name: string, links: number[], metres: number[]}[]}} Tiers */
/** @typedef {{x: number, y: number, part: number}} Place */

const PITCH = 118; // px from tier to tier
const TOP = 30; // above the uppermost nodes: their name
const FOOT = 22;
const NODE = { narrow: 26, wide: 44 }; // px, breadth of a node
const HIGH = 14; // px
const SIDE = 6; // px left and right of everything
const MORE = 18; // px at the right, for the sign that there are more
const LINE = 16; // px from line to line

/** @param {any} chart @param {Float64Array | number[]} numbers @returns {Tiers} */
function tiers(chart, numbers) {
  const read = (/** @type {any} */ series) => ({
    name: series.name, links: column(series.x, numbers), metres: column(series.y, numbers),
  });
  const [nodes, groups, ...media] = chart.series.map(read);
  return { count: nodes.links, drawn: nodes.metres, groups: groups.metres, media };
}

/** @param {number} amount how many @param {number} tier from the foot @param {number} all tiers @param {Context} context @returns {Place[]} */
function places(amount, tier, all, { narrow, width }) {
  const breadth = narrow ? NODE.narrow : NODE.wide;
  const room = width - 2 * SIDE - MORE - breadth;
  const y = TOP + (all - 1 - tier) * PITCH;
  return Array.from({ length: amount }, (_, index) => ({
    x: Math.round(SIDE + breadth / 2 + (room * (index + 0.5)) / amount), y, part: (index + 0.5) / amount,
  }));
}

/** Links between two tiers: everybody to everybody within a group, the nearest first.
 * @param {Place[]} lower @param {Place[]} upper @param {number} groups @returns {{x1: number, y1: number, x2: number, y2: number}[]} */
const joined = (lower, upper, groups) => lower
  .flatMap((one) => upper
    .filter((other) => Math.floor(one.part * groups) === Math.floor(other.part * groups))
    .map((other) => ({ x1: one.x, y1: one.y - HIGH / 2, x2: other.x, y2: other.y + HIGH / 2 })))
  .sort((one, other) => Math.abs(one.x1 - one.x2) - Math.abs(other.x1 - other.x2));

/** Each medium gets its share of the links that are drawn, copper the shortest; what there is, is seen.
 * @param {any[]} links @param {number[]} amounts @returns {any[][]} one list for each medium */
function shared(links, amounts) {
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  let from = 0;
  return amounts.map((amount, index) => {
    const last = index === amounts.length - 1;
    const wanted = amount > 0 ? Math.max(1, Math.round((links.length * amount) / all)) : 0;
    const rest = amounts.slice(index + 1).some((other) => other > 0) ? 1 : 0;
    const to = last ? links.length : Math.min(links.length - rest, from + wanted);
    const own = links.slice(from, to);
    from = to;
    return own;
  });
}

/** What lies between two tiers, in words: each medium that there is, with its number and its length.
 * @param {Tiers} all @param {number} tier @param {Context} context @returns {string[]} */
const between = ({ media }, tier, { words }) => media.filter(({ links }) => links[tier] > 0).map(({ name, links, metres }) =>
  `${words.own.terms[name]}: ${plain(Math.round(links[tier]), words.lang)} (${quantity(metres[tier], "m", words.lang)})`);

/** @param {any[]} data @param {any} [options] @returns {any} text with a rim of paper */
const text = (data, options = {}) => Plot.text(data, {
  x: "x", y: "y", text: "text", fill: "var(--cl-ink)", stroke: "var(--cl-paper)", strokeWidth: 5, ...options,
});

/** @param {any} chart @param {Float64Array | number[]} numbers @param {Context} context @returns {any} */
export function fabric(chart, numbers, context) {
  const { words, narrow, width, pinned } = context;
  const all = tiers(chart, numbers);
  const rows = chart.rows.length;
  const breadth = narrow ? NODE.narrow : NODE.wide;
  const nodes = all.drawn.map((amount, tier) => places(amount, tier, rows, context));
  const look = looks(chart).slice(2); // the first two series are no media
  const named = chart.rows.map((/** @type {string} */ key, /** @type {number} */ tier) => ({
    x: SIDE, y: nodes[tier][0].y - LINE - 2, text: `${words.own.terms[key]} × ${plain(all.count[tier], words.lang)}`,
  }));
  const others = pinned ? tiers(pinned.chart, pinned.numbers).count.slice(0, rows) : [];
  const before = others.map((count, tier) => ({ x: width - SIDE, y: named[tier].y, text: `× ${plain(count, words.lang)}` }));
  const links = nodes.slice(1).map((upper, tier) =>
    shared(joined(nodes[tier], upper, all.groups[tier]), all.media.map((medium) => medium.links[tier])));
  const said = links.flatMap((_, tier) => {
    const lines = between(all, tier, context);
    const middle = (nodes[tier][0].y + nodes[tier + 1][0].y) / 2;
    return lines.map((line, index) => ({ x: width / 2, y: middle + (index - (lines.length - 1) / 2) * LINE, text: line }));
  });
  const more = nodes.filter((tier, index) => all.count[index] > tier.length).map(([{ y }]) => ({ x: width - MORE / 2, y, text: "…" }));
  const height = TOP + (rows - 1) * PITCH + FOOT;
  const box = (/** @type {Place} */ { x, y }) => ({ x1: x - breadth / 2, x2: x + breadth / 2, y1: y - HIGH / 2, y2: y + HIGH / 2 });
  const boxes = (/** @type {Place[]} */ some, /** @type {string} */ fill) => Plot.rect(some.map(box), {
    x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill, stroke: "var(--cl-ink)", strokeWidth: 1.5,
  });
  return {
    height, marginLeft: 0, marginRight: 0, marginTop: 0, marginBottom: 0,
    x: { type: "linear", domain: [0, width], range: [0, width], axis: null },
    y: { type: "linear", domain: [0, height], range: [0, height], axis: null },
    marks: [
      ...look.map(({ stroke, dash }, medium) => Plot.link(links.flatMap((tier) => tier[medium]), {
        x1: "x1", y1: "y1", x2: "x2", y2: "y2", stroke, strokeWidth: dash ? 1.25 : 2, strokeDasharray: dash,
      })),
      boxes(nodes[0], "var(--cl-paper)"),
      boxes(nodes.slice(1).flat(), "var(--cl-ink)"),
      text(more),
      text(said),
      text(named, { textAnchor: "start", fontWeight: 700 }),
      Plot.dot(before, {
        x: (/** @type {any} */ item) => item.x - 4, y: "y", r: 4, symbol: "square", fill: "none", stroke: "var(--cl-edge)",
      }),
      text(before, { textAnchor: "end", dx: -14 }),
    ],
  };
}
