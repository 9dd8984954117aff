// @ts-check
/** How the series of a chart look: the same in drawing and legend. Hue is never the only difference. */

/** @typedef {{name: string, mark: string, stroke: string, width: number, dash: string | undefined, fill: string, symbol: string}} Look */

/** Copper is solid and heavy, light is dashed and thin, a published limit is dotted, anything else is grey.
 * @type {Record<string, [stroke: string, width: number, dash?: string][]>} */
const LINES = {
  copper: [
    ["var(--cl-copper)", 4], ["var(--cl-copper-strong)", 2.25],
    ["var(--cl-copper)", 3.25, "16 2"], ["var(--cl-copper-strong)", 3.25, "16 2 3 2"],
  ],
  light: [
    ["var(--cl-light)", 2.25, "7 3"], ["var(--cl-light-strong)", 2.25, "2 3"],
    ["var(--cl-light)", 1.75, "12 3 2 3"], ["var(--cl-light-strong)", 3, "4 1.5"],
  ],
  neutral: [
    ["var(--cl-series-6)", 2], ["var(--cl-muted)", 2, "9 4"], ["var(--cl-series-3)", 2, "9 2 2 2 2 2"],
    ["var(--cl-series-4)", 2.5, "3 2"],
  ],
  limit: [
    ["var(--cl-ink)", 2, "2 2.5"], ["var(--cl-ink)", 1.25, "2 5"], ["var(--cl-ink)", 2, "2 2.5 8 2.5"],
    ["var(--cl-ink)", 1.25, "1.5 1.5"],
  ],
};

/** Each family has shapes of its own; in a family the second of two is hollow.
 * @type {Record<string, [symbol: string, stroke: string, hollow?: boolean][]>} */
const POINTS = {
  copper: [
    ["square", "var(--cl-copper-strong)"], ["square", "var(--cl-copper-strong)", true],
    ["cross", "var(--cl-copper)"], ["cross", "var(--cl-copper)", true],
  ],
  light: [
    ["circle", "var(--cl-light-strong)"], ["circle", "var(--cl-light-strong)", true],
    ["star", "var(--cl-light)"], ["star", "var(--cl-light)", true],
  ],
  neutral: [
    ["triangle", "var(--cl-series-6)"], ["triangle", "var(--cl-series-6)", true],
    ["wedge", "var(--cl-series-3)"], ["wedge", "var(--cl-series-3)", true],
  ],
  limit: [
    ["diamond", "var(--cl-ink)"], ["diamond", "var(--cl-ink)", true],
    ["bowtie", "var(--cl-ink)"], ["bowtie", "var(--cl-ink)", true],
  ],
};
/** Parts of a bar must not look like one of the two media; travel is the darkest, because it is the question. */
const PART_FILLS = ["--cl-edge", "--cl-series-3", "--cl-ink", "--cl-series-4", "--cl-series-5", "--cl-series-6"];
const PART_WIDTH = 10;

/** Corners of the shapes, in units of their radius; a circle has none.
 * @type {Record<string, [number, number][]>} */
const SHAPES = {
  square: [[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
  diamond: [[0, -1.35], [1.1, 0], [0, 1.35], [-1.1, 0]],
  triangle: [[0, -1.3], [1.2, 0.9], [-1.2, 0.9]],
  wedge: [[0, 1.3], [1.2, -0.9], [-1.2, -0.9]],
  bowtie: [[-1.2, -1], [1.2, 1], [1.2, -1], [-1.2, 1]],
  cross: [
    [-0.4, -1.2], [0.4, -1.2], [0.4, -0.4], [1.2, -0.4], [1.2, 0.4], [0.4, 0.4],
    [0.4, 1.2], [-0.4, 1.2], [-0.4, 0.4], [-1.2, 0.4], [-1.2, -0.4], [-0.4, -0.4],
  ],
  star: [
    [0, -1.5], [0.4, -0.55], [1.43, -0.46], [0.65, 0.21], [0.88, 1.21],
    [0, 0.68], [-0.88, 1.21], [-0.65, 0.21], [-1.43, -0.46], [-0.4, -0.55],
  ],
};

/** A shape for Observable Plot, which asks by area.
 * @param {string} name @returns {any} */
export const symbolOf = (name) => (name in SHAPES ? {
  draw: (/** @type {CanvasPath} */ path, /** @type {number} */ area) => {
    const radius = Math.sqrt(area / Math.PI);
    SHAPES[name].forEach(([x, y], index) => path[index ? "lineTo" : "moveTo"](x * radius, y * radius));
    path.closePath();
  },
} : name);

/** The same shape as the points of an SVG polygon.
 * @param {string} name @param {number} x @param {number} y @param {number} radius @returns {string} "" for a circle */
export const corners = (name, x, y, radius) =>
  (SHAPES[name] ?? []).map(([dx, dy]) => `${(x + dx * radius).toFixed(2)},${(y + dy * radius).toFixed(2)}`).join(" ");

/** @param {any} series @param {number} rank within its family @returns {Look} */
function lineLook({ name, mark, family }, rank) {
  const lines = LINES[family] ?? LINES.neutral;
  const [stroke, width, dash] = lines[rank % lines.length];
  return { name, mark, stroke, width, dash, fill: "none", symbol: "" };
}

/** @param {any} series @param {number} rank within its family @returns {Look} */
function pointLook({ name, mark, family }, rank) {
  const points = POINTS[family] ?? POINTS.neutral;
  const [symbol, stroke, hollow] = points[rank % points.length];
  return { name, mark, stroke, width: 1.75, dash: undefined, fill: hollow ? "var(--cl-paper)" : stroke, symbol };
}

/** Bars of a staircase: copper is full, light has a dashed edge on paper, a limit is the darkest.
 * @param {any} series @param {number} rank within its family @returns {Look} */
function stepLook({ name, family }, rank) {
  const { stroke } = lineLook({ name, mark: "bar", family }, rank);
  const edge = { light: "5 2", limit: "2 2" }[/** @type {string} */ (family)];
  return { name, mark: "bar", stroke, width: 1.5, dash: edge, fill: stroke, symbol: "" };
}

/** Look of every series of a chart, in order; series of one name look the same.
 * @param {any} chart @returns {Look[]} */
export function looks(chart) {
  /** @type {Record<string, string[]>} */
  const seen = {};
  return chart.series.map((/** @type {any} */ series, /** @type {number} */ index) => {
    if (chart.kind === "stack") {
      const stroke = `var(${PART_FILLS[index % PART_FILLS.length]})`;
      return { name: series.name, mark: "part", stroke, width: PART_WIDTH, dash: undefined, fill: stroke, symbol: "" };
    }
    const points = chart.kind === "dots" || series.mark === "points";
    const names = (seen[`${series.family} ${points}`] ??= []);
    if (!names.includes(series.name)) names.push(series.name);
    const look = points ? pointLook : chart.kind === "steps" ? stepLook : lineLook;
    return look(series, names.indexOf(series.name));
  });
}

/** Looks for the legend: each name once, a curve and its points both; rows that carry their names need none, nor do the
 * first two series of a fabric, which are no media.
 * @param {any} chart @returns {Look[]} */
export const legendLooks = (chart) =>
  chart.kind === "dots" ? [] : looks(chart).slice(chart.kind === "fabric" ? 2 : 0).filter((look, index, all) =>
    index === all.findIndex((other) => other.name === look.name && other.mark === look.mark));
