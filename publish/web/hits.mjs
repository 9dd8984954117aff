// @ts-check
/** Search results as a list: each page once, leading to the section that answers best. */
import { h } from "./element.mjs";
import { excerpt, marked, others } from "./rank.mjs";

/** @typedef {import("./rank.mjs").Hit} Hit */
/** @typedef {import("./fold.mjs").Finder} Finder */

/** @param {import("./rank.mjs").Marked} pieces @returns {(string | HTMLElement)[]} */
const nodes = (pieces) => pieces.map(({ text, found }) => (found ? h(document, "mark", {}, text) : text));

/** @param {Hit} hit @param {import("./rank.mjs").Section} section @param {string} root of the site @returns {string} */
const address = ({ page }, section, root) => `${new URL(`.${page.url}`, root).pathname}${section.id && `#${section.id}`}`;

/** @param {Hit} hit @param {Finder[]} found @param {string} root address of the site @param {string} also words before further sections
 * @returns {HTMLLIElement} */
export function row(hit, found, root, also) {
  const { section } = hit.places[0];
  const link = h(document, "a", { href: address(hit, section, root) }, ...nodes(marked(hit.page.title, found)));
  if (section.heading && section.heading !== hit.page.title) {
    link.append(h(document, "span", { class: "cl-search__section" }, ...nodes(marked(section.heading, found))));
  }
  const item = /** @type {HTMLLIElement} */ (h(document, "li", {}, link, h(document, "p", {}, ...nodes(excerpt(section, found)))));
  const further = others(hit);
  if (further.length) {
    item.append(h(document, "p", { class: "cl-search__also" }, `${also} `, ...further.flatMap((place, index) =>
      [index ? " · " : "", h(document, "a", { href: address(hit, place.section, root) }, place.section.heading)])));
  }
  return item;
}
