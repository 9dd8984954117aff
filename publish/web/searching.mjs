// @ts-check
/** What the search dialog asks for once it is open: rows of results. */
import { ROOT, withIndex } from "./engine.mjs";
import { find } from "./find.mjs";
import { row } from "./hits.mjs";

/** The index of the page's language, fetched before anything is typed. @returns {Promise<void>} */
export const ready = () => withIndex(async () => {});

/** @param {string} text @param {string} also words before further sections @returns {Promise<HTMLLIElement[]>} breaks when the index does not come */
export async function rowsFor(text, also) {
  const { hits, found } = await withIndex((index) => find(text, index));
  return hits.map((hit) => row(hit, found, ROOT, also));
}
