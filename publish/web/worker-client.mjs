// @ts-check
/** One Python worker per tab. For each island the newest request wins: one runs, at most one waits, older ones are dropped. */
import { FullRuns } from "./full-client.mjs";

const TIME_LIMIT_MS = 10_000;

/** @typedef {{key: string, slug: string, request: object, resolve: (reply: any) => void}} Job */

export class PythonClient {
  /** @param {(status: {state: string, step?: number, steps?: number, code?: string}) => void} onStatus */
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
    this.full = new FullRuns((message) => this.worker?.postMessage(message), () => this.#timeout());
  }

  /** Start Python unless it is starting or ready. */
  start() {
    if (this.worker) return;
    this.generation += 1;
    this.#status({ state: "warming", step: 0, steps: 3 });
    const file = new URL("./worker.mjs", import.meta.url).href;
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

  /** Give up the worker; the next question starts a new one. */
  stop() {
    clearTimeout(this.timer);
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
    if (message.type === "step") this.#status({ state: "warming", step: message.step, steps: message.steps });
    else if (message.type === "ready") {
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

  /** @param {{state: string, step?: number, steps?: number, code?: string}} status */
  #status(status) {
    this.state = status.state;
    this.onStatus(status);
  }
}
