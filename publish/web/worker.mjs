// @ts-check
/** The worker: Python from the site's own runtime, and one function of it. A thin shell; the logic is in Python. */

/** @type {((slug: string, request: string) => any) | null} */
let answerJson = null;
const STEPS = 3;

/** @param {number} step */
const tell = (step) => postMessage({ type: "step", step, steps: STEPS });

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
    tell(1);
    // the second hop of the loader would wait for the first; asking for both at once overlaps them
    const core = import(`${runtime}pyodide.mjs`);
    import(`${runtime}pyodide.asm.mjs`);
    const { loadPyodide } = await core;
    const python = await Promise.race([failureOfWasm(), loadPyodide({ indexURL: runtime, packages: ["explainers"] })]);
    tell(2);
    answerJson = python.pyimport("explainers.wire").answer_json;
    tell(3);
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

addEventListener("message", ({ data }) => (data.type === "start" ? start(data.runtime) : ask(data)));
