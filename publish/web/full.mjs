// @ts-check
/** A calculator's fuller method in an island: a button, its progress, a way to stop it, and what it found in a sentence. */
import { h, part, room, write } from "./element.mjs";
import { byName, errorText, sentence } from "./words.mjs";

/** @typedef {import("./island.mjs").Island} Island */

/** @param {Island} island @param {string} longest what the result may say @returns {HTMLElement} */
export function fullPanel({ document, id, words }, longest) {
  const { ui, own } = words;
  const name = `${id}-full-progress`;
  return h(document, "fieldset", { class: "cl-form cl-full", disabled: true, "data-part": "full", "data-run": "idle" },
    h(document, "legend", { class: "cl-hidden" }, own.full.button),
    h(document, "div", { class: "cl-actions" },
      h(document, "button", { type: "button", "data-full": "start" }, own.full.button),
      h(document, "label", { for: name }, ui.full_progress),
      h(document, "progress", { id: name, max: 1, value: 0 }),
      h(document, "button", { type: "button", "data-full": "cancel" }, ui.full_cancel)),
    room(document, "full", longest,
      h(document, "p", { "data-part": "full-result", role: "status", "aria-live": "polite" })),
    h(document, "p", { class: "cl-help", "data-part": "full-stale" }, ui.full_stale));
}

export class FullRun {
  /** @param {HTMLElement} root @param {Island} island @param {import("./worker-client.mjs").PythonClient} client */
  constructor(root, island, client) {
    this.root = root;
    this.island = island;
    this.client = client;
    /** @type {string} inputs of the result that is shown, as JSON; "" without one */
    this.inputs = "";
  }

  /** @returns {HTMLElement} */
  get #panel() {
    return part(this.root, "full");
  }

  /** @param {string} action "start" or "cancel" @param {Record<string, any>} values what the controls hold */
  click(action, values) {
    if (action === "start") this.#start(values);
    else this.client.cancelFull(this.root.id);
  }

  /** The inputs of the present answer: a result of other inputs is stale.
   * @param {Record<string, any>} inputs */
  moved(inputs) {
    if (this.inputs) this.#panel.toggleAttribute("data-stale", this.inputs !== JSON.stringify(inputs));
  }

  /** @param {Record<string, any>} values */
  async #start(values) {
    this.#panel.dataset.run = "running";
    this.#progress(0);
    const result = await this.client.askFull(this.root.id, this.island.slug, { inputs: values },
      (share) => this.#progress(share));
    if (result.superseded && this.client.fullOf(this.root.id)) return; // this island's own, newer run goes on
    if (!this.root.isConnected) return;
    const cancel = this.#panel.querySelector('[data-full="cancel"]');
    const focused = cancel === document.activeElement;
    this.#panel.dataset.run = "idle";
    if (focused) /** @type {HTMLElement} */ (this.#panel.querySelector('[data-full="start"]')).focus();
    this.#say(result);
  }

  /** @param {number} share */
  #progress(share) {
    const bar = /** @type {HTMLProgressElement | null} */ (this.#panel.querySelector("progress"));
    if (bar) bar.value = share;
  }

  /** @param {any} result */
  #say(result) {
    const { words, spec } = this.island;
    this.inputs = result.message ? JSON.stringify(result.inputs) : "";
    const said = result.message
      ? sentence(words.own.messages[result.message.key], byName(result.message.gaps), words)
      : result.error ? errorText(result.error, spec, words) : words.ui.full_cancelled;
    write(part(this.root, "full-result"), said);
    this.#panel.toggleAttribute("data-stale", false);
    this.moved(this.island.inputs);
  }
}
