// @ts-check
/** Code that comes when it is needed. It may fail, or be late; then whoever asks is told, and may ask again. */

const LATE_MS = 10_000;

/** @param {string} name @returns {Promise<never>} */
const late = (name) => new Promise((_, reject) => { setTimeout(() => reject(new Error(`${name} is late`)), LATE_MS); });

/** @template Answer @param {Promise<Answer>} wanted @param {string} name @returns {Promise<Answer>} fails when it is late */
export const inTime = (wanted, name) => Promise.race([wanted, late(name)]);

/** @template Loaded @param {string} address of a script, from this one's folder
 * @returns {() => Promise<Loaded>} brings it; once it is there, at once */
export function later(address) {
  let tries = 0;
  /** @type {Promise<Loaded> | null} */
  let loading = null;
  return () => {
    if (loading) return loading;
    // an import that failed once fails for ever at its address, so the next try has another one
    const url = new URL(tries ? `${address}?${tries}` : address, import.meta.url).href;
    tries += 1;
    loading = inTime(import(url), address).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}
