// @ts-check
/** Build side: reads islands as JSON from standard input, writes their HTML as JSON. The modules are the browser's own. */
import { parseHTML } from "linkedom";
import { render } from "./island.mjs";

/** @returns {Promise<string>} */
async function standardInput() {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
  return text;
}

const jobs = JSON.parse(await standardInput());
const { document } = parseHTML("<!doctype html><html><body></body></html>");
const html = jobs.map((/** @type {any} */ job) =>
  render({
    ...job,
    document: /** @type {any} */ (document),
    numbers: job.numbers.map((/** @type {number | null} */ number) => (number === null ? Number.NaN : number)),
  }).outerHTML);
process.stdout.write(JSON.stringify(html));
