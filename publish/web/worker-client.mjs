// @ts-check
/** One Python worker per tab. For each island the newest request wins: one runs, at most one waits, older ones are dropped. */
import { FullRuns } from "./full-client.mjs";

const TIME_LIMIT_MS = 10_000;
const STILL_MS = 20_000; // a start that says nothing for so long is told to the reader

/** @typedef {{key: string, slug: string, request: object, resolve: (reply: any) => void}} Job */
/** @typedef {{state: string, got?: number, all?: number, still?: boolean, code?: string}} Status while it starts: how much of
 *  Python has come [bytes], and whether the start stands still */

export class PythonClient {
  /** @param {(status: Status) => void} onStatus */
  constructor(onStatus) {
    this.onStatus = onStatus;
    /** @type {Worker | null} */ this.worker = null;
    this.state = "off"; // off | warming | ready | failed
    this.url = "";
    this.generation = 0; // of workers, so that a test can see whether one survived
    this.sequence = 0;
    /** @type {Job | null} */ this.running = null;
    /** @type {Map<string, Job>} */ this.waiting = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.standstill = undefined;
    this.full = new FullRuns((message) => this.worker?.postMessage(message), () => this.#timeout());
  }

  /** Start Python unless it is starting or ready. */
  start() {
    if (this.worker) return;
    this.generation += 1;
    this.#warming({});
    const file = new URL("./worker.js", import.meta.url).href;
    // a worker made from a blob: takes over the page's Content-Security-Policy; one made from a file would have none
    const blob = new Blob([`import ${JSON.stringify(file)};`], { type: "text/javascript" });
    const url = URL.createObjectURL(blob);
    const worker = new Worker(url, { type: "module" });
    this.url = url;
    worker.onmessage = (event) => this.#receive(worker, event.data);
    worker.onerror = () => this.#fail(worker, "python-start");
    worker.postMessage({ type: "start", runtime: new URL(`../${RUNTIME_DIR}/`, import.meta.url).href });
    this.worker = worker;
  }

  /** @param {string} key of the island that asks @param {string} slug @param {object} request
   * @returns {Promise<any>} the reply; {superseded: true} when a newer request of the same island came */
  ask(key, slug, request) {
    this.start();
    return new Promise((resolve) => {
      this.waiting.get(key)?.resolve({ superseded: true });
      this.waiting.delete(key);
      this.waiting.set(key, { key, slug, request, resolve });
      this.#next();
    });
  }

  /** The fuller method of an explainer, step by step; questions are answered between its steps.
   * @param {string} key @param {string} slug @param {object} request @param {(share: number) => void} onProgress
   * @returns {Promise<any>} see FullRuns.ask */
  askFull(key, slug, request, onProgress) {
    this.start();
    const result = this.full.ask(key, slug, request, onProgress);
    if (this.state === "ready") this.full.post();
    return result;
  }

  /** @param {string} key */
  cancelFull(key) {
    this.full.cancel(key);
  }

  /** @param {string} key @returns {boolean} whether a run of that island goes on */
  fullOf(key) {
    return this.full.run?.key === key;
  }

  /** Begin again where the start has failed or stands still; what waits for an answer goes on waiting.
   * @returns {boolean} whether there was something to begin */
  retry() {
    if (this.state === "ready") return false;
    this.stop();
    this.start();
    return true;
  }

  /** Give up the worker; the next question starts a new one. */
  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.standstill);
    this.worker?.terminate();
    this.worker = null;
    this.running = null;
    this.state = "off";
  }

  #next() {
    const [first] = this.waiting.values();
    if (this.state !== "ready" || this.running || !first) return;
    this.running = first;
    this.waiting.delete(first.key);
    this.sequence += 1;
    const { slug, request } = this.running;
    this.worker?.postMessage({ type: "ask", id: this.sequence, slug, request: JSON.stringify(request) });
    this.timer = setTimeout(() => this.#timeout(), TIME_LIMIT_MS);
  }

  /** @param {Worker} worker @param {any} message */
  #receive(worker, message) {
    if (worker !== this.worker) return;
    if (message.type === "step") this.#warming({ got: message.got, all: message.all });
    else if (message.type === "ready") {
      clearTimeout(this.standstill);
      URL.revokeObjectURL(this.url);
      this.#status({ state: "ready" });
      this.#next();
      this.full.post();
    } else if (message.type === "failed") this.#fail(worker, "python-start");
    else if (message.type === "full") this.full.receive(message);
    else if (message.id === this.sequence && this.running) {
      clearTimeout(this.timer);
      const { resolve } = this.running;
      this.running = null;
      resolve({ header: JSON.parse(message.header), numbers: message.numbers, ms: message.ms });
      this.#next();
    }
  }

  /** @param {{got?: number, all?: number}} bytes of Python */
  #warming(bytes) {
    clearTimeout(this.standstill);
    this.#status({ state: "warming", ...bytes });
    this.standstill = setTimeout(() => this.#status({ state: "warming", ...bytes, still: true }), STILL_MS);
  }

  #timeout() {
    const stopped = this.running;
    this.stop();
    stopped?.resolve({ header: { error: { code: "timeout" } } });
    this.full.end({ error: { code: "timeout" } });
    this.start(); // warm again before the reader's next move
  }

  /** @param {Worker} worker @param {string} code */
  #fail(worker, code) {
    if (worker !== this.worker) return;
    const lost = [this.running, ...this.waiting.values()];
    this.stop();
    this.waiting.clear();
    this.#status({ state: "failed", code });
    for (const job of lost) job?.resolve({ header: { error: { code } } });
    this.full.end({ error: { code } });
  }

  /** @param {Status} status */
  #status(status) {
    this.state = status.state;
    this.onStatus(status);
  }
}
