// @ts-check
/** What an anchor names, and the way to it: whatever hides it is opened. */

/** Bad percent encoding names nothing, as in the browser.
 * @param {string} text @returns {string} */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** @param {string} hash "" or "#..." @returns {HTMLElement | null} */
export function targetOf(hash) {
  const name = hash.slice(1);
  return name ? document.getElementById(name) ?? document.getElementById(decoded(name)) : null;
}

/** Open every closed `details` and view around an element.
 * @param {HTMLElement | null} target @returns {boolean} whether one was closed */
export function reveal(target) {
  let opened = false;
  for (let place = target; place; place = place.parentElement) {
    const panel = place.dataset["panel"];
    if (place instanceof HTMLDetailsElement && !place.open) opened = place.open = true;
    const tab = panel && place.closest(".cl-views")?.querySelector(`[data-view="${CSS.escape(panel)}"]`);
    if (!(tab instanceof HTMLInputElement) || tab.checked) continue;
    tab.click(); // as the reader would: its island draws what is seen now
    opened = true;
  }
  return opened;
}
