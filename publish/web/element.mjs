// @ts-check
/** One way to make elements, the same in the browser and in the build. */

/** @typedef {Node | string | null | false | undefined} Child */

/** @param {Document} document @param {string} tag @param {Record<string, any>} [attributes] @param {Child[]} children
 * @returns {HTMLElement} */
export function h(document, tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child) element.append(child);
  }
  return element;
}

/** @param {Element} root @param {string} name @returns {HTMLElement} the part of an island with that name */
export function part(root, name) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!found) throw new Error(`the island has no part ${name}`);
  return /** @type {HTMLElement} */ (found);
}
