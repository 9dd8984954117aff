// @ts-check
/** The header outlives instant navigation, so after each one its links must be told where the reader is. */
import { onAddress } from "./place.mjs";

/**
 * The other language's address of this page, from the link in the footer (which is replaced with the page),
 * with the reader's anchor and state.
 * @returns {string | null}
 */
function counterpart() {
  const link = document.querySelector("a[data-cl-counterpart]");
  if (!(link instanceof HTMLAnchorElement)) return null;
  const address = new URL(link.href);
  address.search = location.search;
  address.hash = location.hash;
  return address.href;
}

/** @param {HTMLAnchorElement} link @param {string} path */
function marks(link, path) {
  const target = new URL(link.href).pathname;
  if (target === path) return "page";
  if (!link.closest(".cl-top")) return null;
  // a top link stands for the group of the menu that begins with it
  const inMenu = [...document.querySelectorAll(".cl-menu__list ul a")].map((one) => /** @type {HTMLAnchorElement} */ (one));
  const group = inMenu.find((one) => one.pathname === path)?.closest("ul")?.querySelector("a");
  return group?.pathname === target ? "true" : null;
}

/** @returns {string} the path of this language's home page */
export function home() {
  const brand = document.querySelector(".cl-brand");
  return brand instanceof HTMLAnchorElement ? new URL(brand.href).pathname : "/";
}

/** @returns {string} where this page stands below its language's home, the same in every language: "articles/is-light-faster/" */
export const here = () => location.pathname.replace(home(), "");

function refresh() {
  for (const link of document.querySelectorAll(".cl-top a, .cl-menu__list a")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const mark = marks(link, location.pathname);
    if (mark) link.setAttribute("aria-current", mark);
    else link.removeAttribute("aria-current");
  }
  const menu = document.querySelector(".cl-menu");
  if (menu instanceof HTMLDetailsElement) menu.open = false;
}

/** @param {Event} event */
function keepPlace(event) {
  const link = event.target instanceof Element ? event.target.closest("a[data-cl-language], a[data-cl-counterpart]") : null;
  const address = counterpart();
  if (link instanceof HTMLAnchorElement && address) link.href = address;
}

/** @param {KeyboardEvent} event */
function closeMenu(event) {
  const menu = document.querySelector(".cl-menu[open]");
  if (event.key !== "Escape" || !(menu instanceof HTMLDetailsElement)) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

/** @param {{subscribe: (next: () => void) => unknown} | undefined} pages Material's document$, absent without its bundle */
export function startHeader(pages) {
  // Every way to follow a link begins with one of these, also "open in a new tab".
  for (const kind of ["pointerdown", "focusin", "click"]) document.addEventListener(kind, keepPlace, { capture: true });
  document.addEventListener("keydown", closeMenu);
  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".cl-menu[open]");
    if (menu instanceof HTMLDetailsElement && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  onAddress(refresh); // a link of the menu may lead to this very page
  if (pages) pages.subscribe(refresh);
  else refresh();
}
