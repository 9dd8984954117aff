// @ts-check
/** The page's side of a calculator's fuller method: one run a tab, the newest wins, each step and the whole have a limit. */

const STEP_LIMIT_MS = 10_000; // as long as an answer may take
const TOTAL_LIMIT_MS = 60_000;

/** @typedef {{id: number, key: string, slug: string, request: object, posted: boolean,
 *   resolve: (result: any) => void, onProgress: (share: number) => void}} Run */

export class FullRuns {
  /** @param {(message: object) => void} send to the worker @param {() => void} onEndless a step does not end */
  constructor(send, onEndless) {
    this.send = send;
    this.onEndless = onEndless;
    this.sequence = 0;
    /** @type {Run | null} */ this.run = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.step = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.total = undefined;
  }

  /** @param {string} key of the island that asks @param {string} slug @param {object} request
   * @param {(share: number) => void} onProgress 0 to 1
   * @returns {Promise<any>} the last state: {message, inputs} or {error}, or {superseded: true}, or {cancelled: true} */
  ask(key, slug, request, onProgress) {
    this.end({ superseded: true });
    this.sequence += 1;
    return new Promise((resolve) => {
      this.run = { id: this.sequence, key, slug, request, posted: false, resolve, onProgress };
    });
  }

  /** The worker is ready. */
  post() {
    if (!this.run || this.run.posted) return;
    const { id, slug, request } = this.run;
    this.run.posted = true;
    this.send({ type: "full", id, slug, request: JSON.stringify(request) });
    this.total = setTimeout(() => this.end({ error: { code: "full-timeout" } }), TOTAL_LIMIT_MS);
    this.#await();
  }

  /** @param {string} key only the island that asked may stop its run */
  cancel(key) {
    if (this.run?.key === key) this.end({ cancelled: true });
  }

  /** @param {{id: number, state: string | null}} message from the worker; no state means that there is none any more */
  receive({ id, state }) {
    if (id !== this.run?.id) return;
    const said = state === null ? { error: { code: "internal" } } : JSON.parse(state);
    if (!("progress" in said)) return this.end(said);
    this.#await();
    this.run.onProgress(said.progress);
  }

  /** The run is over, or not wanted any more.
   * @param {any} result */
  end(result) {
    const { run } = this;
    if (!run) return;
    clearTimeout(this.step);
    clearTimeout(this.total);
    this.run = null;
    if (run.posted) this.send({ type: "cancel", id: run.id });
    run.resolve(result);
  }

  /** Wait for the next step. */
  #await() {
    clearTimeout(this.step);
    this.step = setTimeout(this.onEndless, STEP_LIMIT_MS);
  }
}
