// @ts-check
/**
 * Which modules do boot, numpy and every calculator really load? Prints {stdlib: [...], numpy: [...]}.
 * stdin: {core, packages, lock, cases: [[slug, inputs JSON], ...], full: the same}
 */
import { readFileSync } from "node:fs";
import { ask, askFull, openPyodide, readRequest } from "./session.mjs";

const { core, packages, lock, cases, full } = readRequest();
const py = await openPyodide(core, {
  packageCacheDir: packages,
  lockFileURL: lock,
  packages: ["explainers"],
});
const wire = py.pyimport("explainers.wire");
for (const [slug, inputs] of cases) ask(wire, slug, inputs);
for (const [slug, inputs] of full) askFull(wire, slug, inputs);
const script = new URL("./inside/loaded.py", import.meta.url);
console.log(py.runPython(readFileSync(script, "utf8")));
