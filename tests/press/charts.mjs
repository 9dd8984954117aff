// Draws charts without an island: [{chart, numbers, words, narrow, pinned?}] on standard input, their SVG on standard output.
import { parseHTML } from "linkedom";
import { draw } from "../../publish/web/chart.mjs";

let text = "";
for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
const { document } = parseHTML("<!doctype html><html><body></body></html>");
const known = (numbers) => numbers.map((number) => number ?? Number.NaN);
const drawn = JSON.parse(text).map(({ chart, numbers, words, narrow, pinned }) =>
  draw(chart, known(numbers), {
    document, words, narrow, alt: "drawn", pinned: pinned && { chart: pinned.chart, numbers: known(pinned.numbers) },
  }).outerHTML);
process.stdout.write(JSON.stringify(drawn));
