// @ts-check
/** What the address says of one island: read when it may have changed, written when the reader has changed something. */
import { writeAddress } from "./place.mjs";
import { addressSaying, saidOf, stateText } from "./state.mjs";

export class Permalink {
  /** @param {any} island @param {Record<string, any>} defaults */
  constructor(island, defaults) {
    this.island = island;
    this.defaults = defaults;
    this.said = saidOf(island.id); // as read or written last
    this.pin = this.said.pin; // text of what is pinned, or is about to be
  }

  /** @returns {{before: import("./state.mjs").Said, now: import("./state.mjs").Said}} */
  read() {
    const before = this.said;
    this.said = saidOf(this.island.id);
    return { before, now: this.said };
  }

  /** What a text leaves out is as this island starts: a sandbox has values of its own.
   * @param {string} state @returns {object} */
  request(state) {
    return { state, inputs: this.defaults };
  }

  /** @param {Record<string, any>} values @returns {string} */
  text(values) {
    return stateText(this.island.spec, this.defaults, values);
  }

  /** @param {Record<string, any>} values @param {string} [hash] where it leads: what was moved stands in the island
   * @returns {string} */
  address(values, hash = this.island.id) {
    return addressSaying(this.island.id, { state: this.text(values), pin: this.pin }, hash);
  }

  /** @param {Record<string, any>} values @param {string} [hash] @returns {string} the address */
  write(values, hash) {
    const address = this.address(values, hash);
    writeAddress(address);
    this.said = saidOf(this.island.id);
    return address;
  }
}
