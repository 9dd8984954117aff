// @ts-check
/**
 * Answers of a finished runtime. stdin: {core, cases: [[slug, inputs JSON], ...], full: the same};
 * prints {replies: [{header, values}], fullReplies: [[state, ...], ...], modules: [...]}.
 */
import { ask, askFull, openPyodide, readRequest } from "./session.mjs";

const { core, cases, full } = readRequest();
const py = await openPyodide(core, { packages: ["explainers"] });
const wire = py.pyimport("explainers.wire");
/** @type {[string, string][]} */
const questions = cases;
const replies = questions.map(([slug, inputs]) => ask(wire, slug, inputs));
/** @type {[string, string][]} */
const fuller = full;
const fullReplies = fuller.map(([slug, inputs]) => askFull(wire, slug, inputs));
const modules = JSON.parse(py.runPython("import json, sys; json.dumps(sorted(sys.modules))"));
console.log(JSON.stringify({ replies, fullReplies, modules }));
