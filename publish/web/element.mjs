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

/** A place as large as its longest text, whatever it says at the moment; CSS lays the one over the other.
 * @param {Document} document @param {string} kind @param {string} longest @param {HTMLElement} content @returns {HTMLElement} */
export const room = (document, kind, longest, content) =>
  h(document, "div", { class: `cl-room cl-room-${kind}`, "data-room": longest }, content);

/** Set a text only where it differs: the same text again would cost a layout, and be read out again.
 * @param {Element} place @param {string} text */
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** @param {Element} root @param {string} name @returns {HTMLElement} the part of an island with that name */
export function part(root, name) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!found) throw new Error(`the island has no part ${name}`);
  return /** @type {HTMLElement} */ (found);
}
