// @ts-check
/** How the series of a chart look: the same in drawing and legend. */

/** Copper is solid and heavy, light is dashed and thin: hue is never the only difference.
 * @type {Record<string, {stroke: string, width: number, dash: string | undefined}[]>} */
const LINES = {
  copper: [
    { stroke: "var(--cl-copper)", width: 4, dash: undefined },
    { stroke: "var(--cl-copper-strong)", width: 2.25, dash: undefined },
  ],
  light: [
    { stroke: "var(--cl-light)", width: 2.25, dash: "7 3" },
    { stroke: "var(--cl-light-strong)", width: 2.25, dash: "2 3" },
    { stroke: "var(--cl-light)", width: 1.75, dash: "12 3 2 3" },
  ],
};
/** Parts of a bar must not look like one of the two media; travel is the darkest, because it is the question. */
const PART_FILLS = ["--cl-edge", "--cl-series-3", "--cl-ink", "--cl-series-4", "--cl-series-5"];

/** Look of every series of a chart, in order; the legend uses the same.
 * @param {any} chart @returns {{name: string, stroke: string, width: number, dash: string | undefined}[]} */
export function looks(chart) {
  /** @type {Record<string, number>} */
  const seen = {};
  return chart.series.map((/** @type {any} */ series, /** @type {number} */ index) => {
    if (chart.kind === "stack") {
      return { name: series.name, stroke: `var(${PART_FILLS[index]})`, width: 10, dash: undefined };
    }
    const rank = (seen[series.family] = (seen[series.family] ?? -1) + 1);
    return { name: series.name, ...LINES[series.family][rank] };
  });
}
