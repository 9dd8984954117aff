// @ts-check
/** Makes one drawing into another by changing only what differs: an axis that stays costs the browser no layout. */

/** @param {Element} shown @param {Element} wanted */
function attributes(shown, wanted) {
  for (const { name } of [...shown.attributes]) if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of wanted.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}

/** @param {Element} shown is changed @param {Element} wanted may lose its children to it */
export function morph(shown, wanted) {
  attributes(shown, wanted);
  morphChildren(shown, [...wanted.childNodes]);
}

/** @param {Element} shown is changed @param {Node[]} fresh what it shall hold */
export function morphChildren(shown, fresh) {
  const old = [...shown.childNodes];
  fresh.forEach((node, index) => {
    const place = old[index];
    if (!place) shown.append(node);
    else if (place.nodeName !== node.nodeName) place.replaceWith(node);
    else if (node instanceof Element) morph(/** @type {Element} */ (place), node);
    else if (place.nodeValue !== node.nodeValue) place.nodeValue = node.nodeValue;
  });
  for (const surplus of old.slice(fresh.length)) surplus.remove();
}
