// @ts-check
/** Brings one island to life: controls ask Python, answers replace sentence, figure and table. Nothing else moves. */
import { sameAnswer } from "./answer.mjs";
import { dataOf } from "./data.mjs";
import { Fields } from "./fields.mjs";
import { FullRun } from "./full.mjs";
import { bringCode } from "./listing.mjs";
import { Permalink } from "./permalink.mjs";
import { Pin } from "./pin.mjs";
import { Problems } from "./problems.mjs";
import { say, speakLater, speakNow } from "./say.mjs";
import { liveText, mayPass, offerRetry, showStart, tell } from "./starting.mjs";
import { copyLink, takeFile } from "./take.mjs";
import { Views } from "./views.mjs";

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
    this.permalink = new Permalink(this.island, this.defaults);
    this.pin = new Pin(root, this.island, client, this, (error) => this.#problem(error));
    this.full = data.full ? new FullRun(root, this.island, client) : null;
    this.touched = false;
    this.asked = 0; // questions so far
    this.dropped = 0; // so many of them belong to an address that the reader has left
    for (const control of root.querySelectorAll("fieldset, button")) control.removeAttribute("disabled");
    tell(root, data.words.ui.ready);
    root.addEventListener("input", (event) => this.#input(/** @type {HTMLElement} */ (event.target)));
    root.addEventListener("change", (event) => this.#change(/** @type {HTMLElement} */ (event.target)));
    root.addEventListener("click", (event) => this.#click(/** @type {HTMLElement} */ (event.target)));
  }

  /** @param {import("./worker-client.mjs").Status} status of Python */
  status(status) {
    if (status.state === "warming") showStart(this.root, status, this.island.words);
    else if (status.state === "ready") this.#first();
    else if (status.state === "failed") this.#problem({ code: navigator.onLine ? status.code : "offline" });
  }

  /** The first answer: what the link says, what was moved meanwhile, or the default. */
  #first() {
    const { state, pin } = this.permalink.said;
    if (state !== null && !this.touched) this.#ask(this.permalink.request(state), true);
    else this.#ask({ inputs: this.values }, true);
    if (pin !== null && !this.island.pinned) this.pin.follow(pin);
  }

  /** The address may say something else than it did: Back, Forward, a link with another query. */
  follow() {
    const { before, now } = this.permalink.read();
    if (now.state !== before.state) this.#obey(now.state);
    if (now.pin !== before.pin) this.pin.follow(now.pin);
  }

  /** @param {string | null} state */
  #obey(state) {
    this.touched = false;
    this.dropped = this.asked; // a late answer must not bring back what was shown before
    if (state !== null) return this.#ask(this.permalink.request(state), true);
    this.#fill(this.defaults);
    this.#ask({ inputs: this.values }, true);
  }

  /** @param {Record<string, any>} values that did not come from the controls */
  #fill(values) {
    Object.assign(this.values, values);
    for (const [name, value] of Object.entries(values)) this.fields.fill(name, value);
  }

  /** @param {object} request @param {boolean} [settled] the reader has let go of the control */
  async #ask(request, settled = false) {
    if (typeof WebAssembly === "undefined") return this.#problem({ code: "no-wasm" });
    if (this.root.dataset.state === "live" || this.root.dataset.state === "error") this.root.dataset.state = "running";
    const number = this.asked += 1;
    const reply = await this.client.ask(this.root.id, this.island.slug, request);
    if (reply.superseded || number <= this.dropped || !this.root.isConnected) return;
    if (reply.header.error) return this.#problem(reply.header.error);
    await this.#accept(reply, number, { settled, fromLink: "state" in request });
  }

  /** @param {any} reply @param {number} number of the question @param {{settled: boolean, fromLink: boolean}} how */
  async #accept({ header, numbers, ms }, number, { settled, fromLink }) {
    const built = sameAnswer(this.built, { header, numbers });
    if (fromLink) this.#fill(header.inputs); // before anything is waited for: what the reader moves next is added to it
    if (!(await this.views.ready(built))) return this.#problem({ code: "charts" });
    if (number <= this.dropped || !this.root.isConnected) return;
    Object.assign(this.island, { header, numbers, inputs: header.inputs, built, complete: true });
    say(this.root, this.island);
    this.pin.say();
    this.views.update();
    void this.root.offsetHeight; // lay out while the next frame is still to come: it then has only to paint
    if (settled) this.fields.take(this.values, header);
    if (settled) this.problems.clearGeneral();
    if (fromLink) {
      this.problems.remarks(header.notes);
      this.problems.refused("refused", header.refused);
    }
    if (settled && this.touched && number === this.asked) this.permalink.write(this.island.inputs, location.hash);
    this.full?.moved(header.inputs);
    const unmended = this.problems.fields.size > 0;
    this.root.dataset.state = unmended ? "error" : "live";
    if (!unmended) delete this.root.dataset.error;
    offerRetry(this.root, false);
    // while a slider moves, the numbers change many times a second; say the time once it rests
    if (settled) tell(this.root, unmended ? this.island.words.ui.stale : liveText(ms, this.island.words));
  }

  /** @param {any} error */
  #problem(error) {
    const ofField = this.problems.show(error);
    // the other controls go on with the last good value of the field in question
    if (ofField) this.values[error.field] = this.island.inputs[error.field];
    if (this.touched && this.island.complete) this.permalink.write(this.island.inputs, location.hash);
    this.root.dataset.error = error.code;
    this.root.dataset.state = "error";
    tell(this.root, this.island.words.ui.stale);
    offerRetry(this.root, mayPass(error));
  }

  /** @param {HTMLElement} target */
  #input(target) {
    const name = target.dataset.slider;
    if (!name) return;
    const value = this.fields.slid(/** @type {HTMLInputElement} */ (target), name);
    speakLater(this.root);
    this.#set({ [name]: value }, false);
  }

  /** @param {HTMLElement} target */
  #change(target) {
    if (target.dataset.view === "code") bringCode(this.root);
    if (target.dataset.view) return this.views.look();
    speakNow(this.root);
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
    this.#write();
    this.#ask({ inputs: this.values }, true);
  }

  /** The address says it at once: who follows a link before Python has answered must find it there again. */
  #write() {
    return this.permalink.write(this.fields.meant(this.values));
  }

  /** @param {HTMLElement} target */
  #click(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("button"));
    if (!button) return;
    if (button.dataset.full) this.full?.click(button.dataset.full, this.values);
    else if (button.dataset.preset) this.#preset(JSON.parse(button.dataset.values ?? "{}"));
    else if (button.dataset.action === "reset") this.#preset(this.defaults);
    else if (button.dataset.action === "copy") copyLink(this.root, this.#write(), this.island.words.ui);
    else if (button.dataset.action === "pin") this.pin.toggle().then(() => this.#write());
    else if (button.dataset.action === "retry") this.#retry();
    else if (button.dataset.action) {
      takeFile(button.dataset.action, button.dataset.name ?? "", { ...this, address: this.permalink.address(this.island.inputs) });
    }
  }

  /** Begin again what failed or stands still; nothing that the reader has set is lost. */
  #retry() {
    this.problems.clearGeneral();
    this.root.dataset.state = "running";
    offerRetry(this.root, false);
    if (!this.client.retry()) this.#settle();
  }

  /** @param {Record<string, any>} values */
  #preset(values) {
    this.#fill(values);
    this.#set(values, true);
  }
}
