// @ts-check
/** Where the reader is. The address is the one owner of what a page shows; a link inside the page changes the place and nothing
 * else. Instant navigation would fetch the page again, and with it lose all that was set: it sees only ways to other pages. */
import { reveal, targetOf } from "./target.mjs";

/** @type {Set<() => void>} who shows what the address says */
const followers = new Set();
/** @type {Map<HTMLAnchorElement, string>} links made ready to be followed -> the address that was written in them */
const lent = new Map();
let shown = location.pathname; // the page that is shown
let wanted = location.pathname; // and the one that instant navigation brings

/** @param {() => void} follow is called whenever the address may say something else */
export const onAddress = (follow) => { followers.add(follow); };

/** The address says what is shown now; no step for Back.
 * @param {string} address */
export function writeAddress(address) {
  if (address === location.href) return;
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // some browsers refuse the hundredth in half a minute; the next one will say it
  }
}

/** @param {URL} url @returns {string} colon and comma are allowed in a query and keep the link readable */
export const readable = (url) => url.href.replaceAll("%3A", ":").replaceAll("%2C", ",");

/** @param {URL | HTMLAnchorElement} link */
const isHere = (link) => link.origin === location.origin && link.pathname === location.pathname;

/** Of what a link does not name nothing changes: other explainers, what is pinned, keys of somebody else. But the filters of
 * a list are asked for together.
 * @param {URL} url of a link inside this page @returns {string} where it leads from here */
function fromHere(url) {
  if (!url.search || url.search === location.search) {
    url.search = location.search;
    return url.href;
  }
  const filters = [...document.querySelectorAll(/** @type {"input"} */ ("form[data-filter] [name]"))].map(({ name }) => name);
  for (const [key, value] of new URLSearchParams(location.search)) {
    if (!url.searchParams.has(key) && !filters.includes(key)) url.searchParams.append(key, value);
  }
  return readable(url);
}

/** Make a link inside this page ready, for this tab or another one. With a target of its own, instant navigation leaves it alone.
 * @param {Event} event @returns {HTMLAnchorElement | null} the link */
function prepare(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || (link.target && !lent.has(link))) return null;
  const written = lent.get(link) ?? link.getAttribute("href") ?? "";
  const url = new URL(written, location.href);
  if (!isHere(url)) return null;
  lent.set(link, written);
  link.target = "_self";
  if (!written.startsWith("#")) link.href = fromHere(url); // a bare anchor means the query of now anyway
  return link;
}

/** Links outside the page's own text outlive it: they get back what was written in them. */
function giveBack() {
  for (const [link, written] of lent) {
    link.setAttribute("href", written);
    link.removeAttribute("target");
  }
  lent.clear();
}

/** Instant navigation makes the address of each link absolute when a page comes, with the query of that moment. */
function makeRelative() {
  for (const link of document.querySelectorAll(/** @type {"a"} */ (
    "[data-md-component=container] a[href*='#']:not([data-asks]), [data-md-component=skip] a"))) {
    if (isHere(link) && link.hash && link.search === location.search) link.setAttribute("href", link.hash);
  }
}

/** Show what the address says, and open what its anchor names. @returns {boolean} whether something was closed */
function follow() {
  for (const show of followers) show();
  return reveal(targetOf(location.hash));
}

/** @param {string} address of this page */
function go(address) {
  if (address !== location.href) {
    history.replaceState({ x: scrollX, y: scrollY }, ""); // where Back leads, in Material's own form
    history.pushState(null, "", address);
  }
  follow();
  if (location.hash) location.replace(location.hash); // the browser scrolls there, and the next Tab starts there
  else scrollTo(0, 0);
}

/** Instant navigation is told of other pages only: of the first step inside a page it would fetch that page again.
 * @param {{next: (url: URL) => void}} places Material's location$ */
function screen(places) {
  const tell = places.next.bind(places);
  places.next = (url) => {
    if (url.pathname === wanted) return;
    wanted = url.pathname;
    giveBack();
    tell(url);
  };
}

/** @param {MouseEvent} event */
function clicked(event) {
  const link = prepare(event);
  const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || link.hasAttribute("download")) return;
  event.preventDefault();
  if (shown === wanted) go(link.href); // else the page is about to give way
}

/** Back, Forward and an anchor typed by hand, where the page is here already. */
function stepped() {
  if (location.pathname !== wanted || shown !== wanted) return;
  const opened = follow(), target = targetOf(location.hash);
  if (opened) requestAnimationFrame(() => target?.scrollIntoView()); // after the browser's own scrolling
  else if (history.scrollRestoration !== "manual") return;
  else if (typeof history.state?.y === "number") scrollTo(0, history.state.y);
  else if (target) target.scrollIntoView();
  else if (!location.hash) scrollTo(0, 0);
}

/** A page has come. */
function arrived() {
  shown = wanted = location.pathname;
  makeRelative();
  const target = targetOf(location.hash);
  if (reveal(target)) target?.scrollIntoView();
}

/** Call it last: what is on the page must be awake before an anchor opens it.
 * @param {{subscribe: (next: () => void) => unknown} | undefined} pages Material's document$, absent without its bundle */
export function startPlace(pages) {
  // every way to follow a link begins with one of these, also "open in a new tab"
  for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, prepare, { capture: true });
  document.addEventListener("click", clicked, { capture: true });
  addEventListener("popstate", stepped);
  const places = /** @type {any} */ (window).location$;
  if (places) screen(places);
  if (pages) pages.subscribe(arrived);
  else arrived();
}
