// @ts-check
/** What was refused, said at the field it belongs to. The text stays as typed until the reader mends it. */
import { part } from "./element.mjs";
import { errorText, fill, noteText } from "./words.mjs";

export class Problems {
  /** @param {HTMLElement} root @param {any} island */
  constructor(root, island) {
    this.root = root;
    this.island = island;
    /** @type {Set<string>} fields with a refused text */
    this.fields = new Set();
    /** @type {Record<string, string>} what was refused of a link: of its inputs, of what is pinned */
    this.ofLink = {};
  }

  /** @param {string} name @returns {Element | null} */
  #field(name) {
    return this.root.querySelector(`[data-input="${CSS.escape(name)}"]`);
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #place(name) {
    return this.root.querySelector(`[data-problem="${CSS.escape(name)}"]`);
  }

  /** @param {any} error @returns {boolean} whether it belongs to a field */
  show(error) {
    const { words, spec } = this.island;
    const place = this.#place(error.field ?? "");
    (place ?? part(this.root, "error")).textContent = errorText(error, spec, words);
    if (!place) return false;
    this.fields.add(error.field);
    const field = this.#field(error.field);
    field?.setAttribute("aria-invalid", "true");
    field?.setAttribute("aria-describedby", place.id);
    return true;
  }

  /** @param {"refused" | "refused_pin"} key of the sentence @param {any[]} errors values of a link that were not used; their
   * defaults are shown */
  refused(key, errors) {
    const { words, spec } = this.island;
    this.ofLink[key] = errors.map((error) => fill(words.ui[key], { error: errorText(error, spec, words) })).join(" ");
    part(this.root, "error").textContent = Object.values(this.ofLink).filter(Boolean).join(" ");
  }

  /** What is said at a field without refusing it: as what its text was taken.
   * @param {any[]} notes of an answer */
  remarks(notes) {
    for (const place of this.root.querySelectorAll("[data-remark]")) this.#forget(place);
    for (const note of notes) {
      const place = this.#place(note.gaps.find((/** @type {any} */ gap) => gap.name === "field")?.key ?? "");
      place?.toggleAttribute("data-remark", true);
      if (place) place.textContent = noteText(note, this.island.words);
    }
  }

  /** @param {Element} place */
  #forget(place) {
    place.textContent = "";
    place.removeAttribute("data-remark");
  }

  /** Forget what is not about a field: an answer has come. */
  clearGeneral() {
    this.ofLink = {};
    part(this.root, "error").textContent = "";
  }

  /** @param {string} name the reader has given this field a new value */
  clear(name) {
    const place = this.#place(name);
    if (place) this.#forget(place);
    if (!this.fields.delete(name)) return;
    const field = this.#field(name);
    field?.removeAttribute("aria-invalid");
    field?.removeAttribute("aria-describedby");
  }
}
