// @ts-check
/** TeX to MathML: [{tex, display}] on stdin, [{mathml} | {error}] on stdout. */
import { readFileSync } from "node:fs";
import katex from "katex";

/** @type {{tex: string, display: boolean}[]} */
const formulas = JSON.parse(readFileSync(0, "utf8"));
const answers = formulas.map(({ tex, display }) => {
  try {
    return { mathml: katex.renderToString(tex, { output: "mathml", displayMode: display, throwOnError: true, strict: "error" }) };
  } catch (error) {
    return { error: String(error instanceof Error ? error.message : error) };
  }
});
process.stdout.write(JSON.stringify(answers));
