// @ts-check
/** Brings one island to life: controls ask Python, answers replace sentence, figure and table. Nothing else moves. */
import { sameAnswer } from "./answer.mjs";
import { dataOf } from "./data.mjs";
import { part } from "./element.mjs";
import { Fields } from "./fields.mjs";
import { FullRun } from "./full.mjs";
import { bringCode } from "./listing.mjs";
import { Pin } from "./pin.mjs";
import { Problems } from "./problems.mjs";
import { say } from "./say.mjs";
import { valueAt } from "./scale.mjs";
import { addressWith, stateIn, stateText } from "./state.mjs";
import { fill } from "./words.mjs";
import { Views, showTarget } from "./views.mjs";

const SAID = ["sentence", "pinned"]; // what a screen reader hears of an answer

export class LiveIsland {
  /** @param {HTMLElement} root @param {import("./worker-client.mjs").PythonClient} client */
  constructor(root, client) {
    this.root = root;
    this.client = client;
    const data = dataOf(root);
    this.built = { header: data.header, numbers: data.numbers, tables: data.tables };
    this.island = { ...data, document, id: root.id, built: true, complete: false, pinned: null };
    this.defaults = data.inputs;
    /** @type {Record<string, any>} what the controls hold: text as typed, or numbers */
    this.values = { ...data.inputs };
    this.views = new Views(root, this.island);
    this.problems = new Problems(root, this.island);
    this.fields = new Fields(root, this.island, this.problems);
    this.pin = new Pin(root, this.island, client, () => this.views.update("seen"));
    this.full = data.full ? new FullRun(root, this.island, client) : null;
    this.touched = false;
    for (const control of root.querySelectorAll("fieldset, button")) control.removeAttribute("disabled");
    root.addEventListener("input", (event) => this.#input(/** @type {HTMLElement} */ (event.target)));
    root.addEventListener("change", (event) => this.#change(/** @type {HTMLElement} */ (event.target)));
    root.addEventListener("click", (event) => this.#click(/** @type {HTMLElement} */ (event.target)));
  }

  /** @param {{state: string, step?: number, steps?: number, code?: string}} status of Python */
  status({ state, step, steps, code }) {
    if (state === "warming" && this.root.dataset.state !== "error") {
      this.#show("warming", fill(this.island.words.ui.warming, { step: String(step), steps: String(steps) }));
    } else if (state === "ready") this.#first();
    else if (state === "failed") this.#problem({ code: navigator.onLine ? code : "offline" });
  }

  /** The first answer: what the link says, what was moved meanwhile, or the default. */
  #first() {
    const state = stateIn(this.root.id, location.search);
    if (state !== null && !this.touched) this.#ask({ state }, true);
    else this.#ask({ inputs: this.values }, true);
  }

  /** @param {object} request @param {boolean} [settled] the reader has let go of the control */
  async #ask(request, settled = false) {
    if (typeof WebAssembly === "undefined") return this.#problem({ code: "no-wasm" });
    if (this.root.dataset.state === "live" || this.root.dataset.state === "error") this.root.dataset.state = "running";
    const reply = await this.client.ask(this.root.id, this.island.slug, request);
    if (reply.superseded || !this.root.isConnected) return;
    if (reply.header.error) this.#problem(reply.header.error);
    else this.#accept(reply, settled, "state" in request);
  }

  /** @param {any} reply @param {boolean} settled @param {boolean} fromLink */
  #accept({ header, numbers, ms }, settled, fromLink) {
    const built = sameAnswer(this.built, { header, numbers });
    Object.assign(this.island, { header, numbers, inputs: header.inputs, built, complete: true });
    this.#draw();
    if (settled) this.problems.clearGeneral();
    if (settled && this.touched) history.replaceState(history.state, "", this.#address);
    if (fromLink) {
      this.values = { ...header.inputs };
      for (const { name } of this.island.spec) this.fields.fill(name, this.values[name]);
      if (header.refused.length) this.problems.refused(header.refused);
    }
    this.full?.moved(header.inputs);
    const unmended = this.problems.fields.size > 0;
    this.root.dataset.state = unmended ? "error" : "live";
    if (!unmended) delete this.root.dataset.error;
    // while a slider moves, the numbers change many times a second; say the time once it rests
    const { stale, live } = this.island.words.ui;
    const said = unmended ? stale : fill(live, { ms: ms < 10 ? ms.toFixed(1) : ms.toFixed(0) });
    if (settled) part(this.root, "status").textContent = said;
  }

  #draw() {
    say(this.root, this.island);
    this.pin.say();
    this.views.update();
    void this.root.offsetHeight; // lay out while the next frame is still to come: it then has only to paint
  }

  /** @param {any} error */
  #problem(error) {
    const ofField = this.problems.show(error);
    // the other controls go on with the last good value of the field in question
    if (ofField) this.values[error.field] = this.island.inputs[error.field];
    this.root.dataset.error = error.code;
    this.#show("error", this.island.words.ui.stale);
  }

  /** @param {string} state @param {string} text */
  #show(state, text) {
    this.root.dataset.state = state;
    part(this.root, "status").textContent = text;
  }

  /** @param {HTMLElement} target */
  #input(target) {
    const name = target.dataset.slider;
    if (!name) return;
    const parameter = this.fields.parameter(name);
    const value = valueAt(parameter, Number(/** @type {HTMLInputElement} */ (target).value));
    this.fields.write(name, value);
    this.fields.speak(target, parameter, value);
    // a screen reader hears the sentence once, when the slider rests
    for (const name of SAID) part(this.root, name).setAttribute("aria-busy", "true");
    this.#set({ [name]: value }, false);
  }

  /** @param {HTMLElement} target */
  #change(target) {
    if (target.dataset.view === "code") bringCode(this.root);
    if (target.dataset.view) return this.views.look();
    for (const name of SAID) part(this.root, name).removeAttribute("aria-busy");
    if (target.dataset.slider) return this.#settle();
    const name = target.dataset.input;
    if (!name) return;
    const text = /** @type {HTMLInputElement} */ (target).value.trim();
    this.fields.slide(name, text);
    this.#set({ [name]: text }, true);
  }

  /** @param {Record<string, any>} changed @param {boolean} settled */
  #set(changed, settled) {
    this.touched = true;
    Object.assign(this.values, changed);
    for (const name of Object.keys(changed)) this.problems.clear(name);
    if (settled) this.#settle();
    else this.#ask({ inputs: this.values });
  }

  #settle() {
    this.#ask({ inputs: this.values }, true);
  }

  /** @param {HTMLElement} target */
  #click(target) {
    showTarget(target.closest("a.cl-chip")?.getAttribute("href") ?? "");
    const button = /** @type {HTMLElement | null} */ (target.closest("button"));
    if (!button) return;
    if (button.dataset.full) this.full?.click(button.dataset.full, this.values);
    else if (button.dataset.preset) this.#preset(JSON.parse(button.dataset.values ?? "{}"));
    else if (button.dataset.action === "reset") this.#preset(this.defaults);
    else if (button.dataset.action === "copy") this.#copy();
    else if (button.dataset.action === "pin") this.pin.toggle();
    else if (button.dataset.action) this.#download(button.dataset.action, button.dataset.name ?? "");
  }

  /** @param {Record<string, any>} values */
  #preset(values) {
    for (const [name, value] of Object.entries(values)) this.fields.fill(name, value);
    this.#set(values, true);
  }

  get #address() {
    return addressWith(location.href, this.root.id, stateText(this.island.spec, this.defaults, this.values));
  }

  /** @param {string} kind @param {string} name of the chart */
  async #download(kind, name) {
    const { island, root, views, defaults } = this;
    try {
      const { download } = await import("./download.mjs"); // few readers take a file home
      download(kind, name, { island, root, views, defaults, address: this.#address });
    } catch (error) {
      part(root, "status").textContent = island.words.ui.download_failed;
      console.error(error);
    }
  }

  async #copy() {
    const { ui } = this.island.words;
    history.replaceState(history.state, "", this.#address);
    try {
      await navigator.clipboard.writeText(this.#address);
      part(this.root, "status").textContent = ui.copied;
    } catch {
      part(this.root, "status").textContent = ui.copy_failed;
    }
  }
}
