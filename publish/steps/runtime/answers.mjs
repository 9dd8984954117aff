// @ts-check
/**
 * Answers of a finished runtime. stdin: {core, cases: [[slug, inputs JSON], ...]};
 * prints {replies: [{header, values}], modules: [...]}.
 */
import { ask, openPyodide, readRequest } from "./session.mjs";

const { core, cases } = readRequest();
const py = await openPyodide(core, { packages: ["explainers"] });
const wire = py.pyimport("explainers.wire");
/** @type {[string, string][]} */
const questions = cases;
const replies = questions.map(([slug, inputs]) => ask(wire, slug, inputs));
const modules = JSON.parse(py.runPython("import json, sys; json.dumps(sorted(sys.modules))"));
console.log(JSON.stringify({ replies, modules }));
