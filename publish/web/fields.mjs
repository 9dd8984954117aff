// @ts-check
/** The fields and sliders of a live island: what they hold, and how they are filled. */
import { exact } from "./format.mjs";
import { positionOf, valueAt } from "./scale.mjs";

export class Fields {
  /** @param {HTMLElement} root @param {any} island @param {import("./problems.mjs").Problems} problems */
  constructor(root, island, problems) {
    this.root = root;
    this.island = island;
    this.problems = problems;
  }

  /** @param {string} name @returns {any} */
  parameter(name) {
    return this.island.spec.find((/** @type {any} */ item) => item.name === name);
  }

  /** @param {string} name @param {any} value */
  write(name, value) {
    const field = /** @type {HTMLInputElement | null} */ (this.root.querySelector(`[data-input="${CSS.escape(name)}"]`));
    if (field) field.value = String(value);
  }

  /** Field and slider of a value that did not come from them.
   * @param {string} name @param {any} value */
  fill(name, value) {
    this.write(name, value);
    this.problems.clear(name);
    this.slide(name, value);
  }

  /** What was typed counts as the number that Python took it for, also in the address.
   * @param {Record<string, any>} values what the controls hold @param {any} header of the answer */
  take(values, { inputs, notes }) {
    for (const [name, given] of Object.entries(values)) {
      if (given === inputs[name]) continue;
      values[name] = inputs[name];
      this.#understood(name, given, inputs[name]);
    }
    this.problems.remarks(notes);
  }

  /** Show the number that a text was taken for, where the text itself does not; not while the reader types on.
   * @param {string} name @param {string} text @param {any} value */
  #understood(name, text, value) {
    const field = /** @type {HTMLInputElement | null} */ (this.root.querySelector(`[data-input="${CSS.escape(name)}"]`));
    if (Number(text) !== value && field?.value.trim() === text) this.fill(name, value);
  }

  /** @param {string} name @param {any} value @returns {boolean} whether it is a choice there is, or a number inside the limits */
  fits(name, value) {
    const { options, low, high } = this.parameter(name);
    if (options.length) return options.map(String).includes(String(value));
    return String(value).trim() !== "" && Number(value) >= low && Number(value) <= high;
  }

  /** @param {Record<string, any>} values @returns {Record<string, any>} those that fit; what is shown in place of the others */
  meant(values) {
    const { spec, inputs } = this.island;
    return Object.fromEntries(spec.map((/** @type {any} */ { name }) => [name, (this.fits(name, values[name]) ? values : inputs)[name]]));
  }

  /** @param {string} name @param {any} value */
  slide(name, value) {
    const slider = /** @type {HTMLInputElement | null} */ (this.root.querySelector(`[data-slider="${CSS.escape(name)}"]`));
    const parameter = this.parameter(name);
    const number = Number(value);
    if (!slider || !this.fits(name, value)) return;
    slider.value = String(positionOf(parameter, number));
    this.speak(slider, parameter, number);
  }

  /** A slider was moved.
   * @param {HTMLInputElement} slider @param {string} name @returns {number} its value */
  slid(slider, name) {
    const parameter = this.parameter(name), value = valueAt(parameter, Number(slider.value));
    this.write(name, value);
    this.speak(slider, parameter, value);
    return value;
  }

  /** @param {Element} slider @param {any} parameter @param {number} number */
  speak(slider, parameter, number) {
    slider.setAttribute("aria-valuetext", exact(number, parameter.unit, this.island.words.lang));
  }
}
