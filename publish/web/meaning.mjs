// @ts-check
/** A glossary word's meaning beside the word, for pointer and keyboard (WCAG 1.4.13). Without scripts the browser shows its title. */
import { h } from "./element.mjs";

const LEAVE_MS = 250; // time to move the pointer from the word to its meaning
const GAP_PX = 4;
const EDGE_PX = 8;

/** @type {HTMLElement | null} */
let box = null;
/** @type {HTMLAnchorElement | null} */
let shown = null;
let leaving = 0;

/** @param {Event} event @returns {HTMLAnchorElement | null} */
function term(event) {
  return event.target instanceof Element ? event.target.closest("a.cl-term") : null;
}

/** @param {HTMLAnchorElement} link */
function show(link) {
  clearTimeout(leaving);
  if (link === shown) return;
  hide();
  box ??= h(document, "div", { id: "cl-meaning", class: "cl-meaning md-typeset", role: "tooltip" });
  box.textContent = link.title;
  box.hidden = false;
  (link.closest("main") ?? document.body).append(box);
  link.removeAttribute("title"); // else the browser shows it as well
  link.setAttribute("aria-describedby", box.id);
  shown = link;
  place(link, box);
}

/** Below the word, or above it where there is no room; never beyond an edge. @param {HTMLElement} link @param {HTMLElement} box */
function place(link, box) {
  const word = link.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const origin = (box.offsetParent ?? document.body).getBoundingClientRect();
  const left = Math.max(EDGE_PX, Math.min(word.left, document.documentElement.clientWidth - width - EDGE_PX));
  const below = word.bottom + GAP_PX + height <= innerHeight;
  const top = below ? word.bottom + GAP_PX : Math.max(0, word.top - GAP_PX - height);
  box.style.left = `${left - origin.left}px`;
  box.style.top = `${top - origin.top}px`;
}

function hide() {
  clearTimeout(leaving);
  if (!shown || !box) return;
  shown.title = box.textContent ?? "";
  shown.removeAttribute("aria-describedby");
  shown = null;
  box.hidden = true;
}

/** @param {PointerEvent} event */
function follow(event) {
  if (event.pointerType === "touch") return; // a tap follows the link
  const link = term(event);
  const inside = event.target instanceof Node && box?.contains(event.target);
  clearTimeout(leaving);
  if (link) show(link);
  else if (shown && !inside && !shown.matches(":focus-visible")) leaving = window.setTimeout(hide, LEAVE_MS);
}

/** @param {{subscribe: (next: () => void) => unknown} | undefined} pages Material's document$, absent without its bundle */
export function startMeanings(pages) {
  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", (event) => {
    const link = term(event);
    if (link?.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  pages?.subscribe(hide);
}
