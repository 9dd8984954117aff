// @ts-check
/** The worker: Python from the site's own runtime, and one function of it. A thin shell; the logic is in Python. */
import { bytes, script, watchFetch } from "./arriving.mjs";

/** @type {((slug: string, request: string) => any) | null} */
let answerJson = null;
/** @type {((slug: string, request: string) => any) | null} */
let fullJson = null;
let wanted = 0; // the run of a fuller method that goes on; 0 for none
const turns = new MessageChannel();
turns.port1.start();

/** Python goes on: how much of it has come. */
const tell = () => postMessage({ type: "step", ...bytes() });

/** Pyodide only warns when its WebAssembly cannot be had, and then waits for ever.
 * @returns {Promise<never>} rejects instead */
const failureOfWasm = () => new Promise((_, reject) => {
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = (source, imports) => {
    const made = instantiate(source, imports);
    made.catch(reject);
    return made;
  };
});

/** @param {string} runtime address of the runtime folder, with a slash at the end */
async function start(runtime) {
  try {
    tell();
    watchFetch(tell);
    // the second hop of the loader would wait for the first; asking for both at once overlaps them
    const core = script(`${runtime}pyodide.js`);
    const inner = script(`${runtime}pyodide.asm.js`);
    inner.then(tell, () => {}); // whoever waits for it hears of its failure
    const { loadPyodide } = await core;
    tell();
    // it would look for pyodide.asm.mjs, a name that many hosts do not know as a script
    const createPyodideModule = async (/** @type {any} */ settings) => (await inner).default(settings);
    const options = { indexURL: runtime, packages: ["explainers"], createPyodideModule };
    const python = await Promise.race([failureOfWasm(), loadPyodide(options)]);
    tell();
    const wire = python.pyimport("explainers.wire");
    answerJson = wire.answer_json;
    fullJson = wire.full_json;
    postMessage({ type: "ready" });
  } catch (error) {
    console.error(error);
    postMessage({ type: "failed" });
  }
}

/** @param {{id: number, slug: string, request: string}} question */
function ask({ id, slug, request }) {
  if (!answerJson) throw new Error("asked before Python was ready");
  const began = performance.now();
  const reply = answerJson(slug, request);
  const header = reply.get(0);
  const array = reply.get(1);
  const buffer = array.getBuffer("f64");
  const numbers = buffer.data.slice();
  buffer.release();
  array.destroy();
  reply.destroy();
  const message = { type: "answer", id, header, numbers, ms: performance.now() - began };
  postMessage(message, { transfer: [numbers.buffer] });
}

/** Lets the worker do what has come in meanwhile: questions, and the wish to stop.
 * @returns {Promise<void>} */
const turn = () => new Promise((resolve) => {
  turns.port1.addEventListener("message", () => resolve(), { once: true });
  turns.port2.postMessage(null);
});

/** One step of Python at a time; a newer run or a cancellation ends this one between two steps.
 * @param {{id: number, slug: string, request: string}} question */
async function full({ id, slug, request }) {
  if (!fullJson) throw new Error("asked before Python was ready");
  wanted = id;
  const steps = fullJson(slug, request);
  while (wanted === id) {
    const { value, done } = steps.next();
    postMessage({ type: "full", id, state: done ? null : value });
    if (done) break;
    await turn();
  }
  steps.destroy();
}

/** @param {{id: number}} message */
function cancel({ id }) {
  if (wanted === id) wanted = 0;
}

/** @type {Record<string, (message: any) => unknown>} */
const TASKS = { start: ({ runtime }) => start(runtime), ask, full, cancel };
addEventListener("message", ({ data }) => TASKS[data.type](data));
