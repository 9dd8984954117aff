// @ts-check
/** The search dialog over the Pagefind index. The index and its engine are fetched when the dialog first opens. */

import { inTime, later } from "./later.mjs";

/** @typedef {{url: string, excerpt: string, content: string, meta: {title?: string}}} Found */
/** @typedef {{data: () => Promise<Found>}} Hit */
/** @typedef {{debouncedSearch: (text: string, options: object, ms: number) => Promise<{results: Hit[]} | null>}} Engine */

const SHOWN = 12;
const PAUSE_MS = 120;
const LIKE = 0.6; // so much of a word's beginning must stand on a page: endings differ, and the engine is looser still
const KEY_CHOICE = "cl-search-key"; // WCAG 2.1.4: a one-character shortcut must be possible to turn off

/** @type {(() => Promise<Engine>) & {forget: () => void}} */
const load = later("../../pagefind/pagefind.js"); // from assets/app-<hash>/ to the root of the site

/**
 * Turn an excerpt ("plain <mark>found</mark> plain", with HTML entities) into nodes, without parsing it into the page.
 * @param {string} excerpt
 * @returns {Node[]}
 */
export function excerptNodes(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html"); // inert: only its text is used
  return [...parsed.body.childNodes].map((node) => {
    const text = node.textContent ?? "";
    if (node.nodeName !== "MARK") return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

/** The engine shortens a word that it does not know until something begins like it, down to one letter.
 * @param {string} text what is searched @param {Found} found @returns {boolean} whether the page says something like it */
export function says(text, found) {
  const content = `${found.meta.title ?? ""} ${found.content}`.replaceAll("\u200b", "").toLowerCase();
  const starts = text.toLowerCase().split(/\s+/).map((word) => word.slice(0, Math.ceil(LIKE * word.length)));
  return starts.some((start) => content.includes(start));
}

/** @param {Found} found @returns {HTMLLIElement} */
function row(found) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = found.url;
  link.textContent = found.meta.title ?? found.url;
  const excerpt = document.createElement("p");
  excerpt.append(...excerptNodes(found.excerpt));
  item.append(link, excerpt);
  return item;
}

/** @param {HTMLElement} dialog @param {number} count @returns {string} */
function countText(dialog, count) {
  if (count === 0) return dialog.dataset["none"] ?? "";
  if (count === 1) return dialog.dataset["one"] ?? "";
  return (dialog.dataset["many"] ?? "").replace("{count}", String(count));
}

/**
 * One search; a newer one makes this one's answer worthless.
 * @param {{dialog: HTMLElement, status: HTMLElement, results: HTMLElement, input: HTMLInputElement}} parts
 */
async function search({ dialog, status, results, input }) {
  const text = input.value.trim();
  const current = () => input.value.trim() === text;
  if (!text) {
    results.replaceChildren();
    status.textContent = dialog.dataset["idle"] ?? "";
    return;
  }
  status.textContent = dialog.dataset["busy"] ?? "";
  try {
    const answer = await inTime((await load()).debouncedSearch(text, {}, PAUSE_MS), "the index");
    if (!answer || !current()) return;
    const found = await inTime(Promise.all(answer.results.slice(0, SHOWN).map((hit) => hit.data())), "the pages found");
    if (!current()) return;
    const kept = found.filter((one) => says(text, one));
    results.replaceChildren(...kept.map(row));
    status.textContent = countText(dialog, kept.length ? answer.results.length - (found.length - kept.length) : 0);
  } catch {
    load.forget(); // an engine that missed a part of its index looks for it no more; the next search takes a new one
    if (current()) status.textContent = dialog.dataset["failed"] ?? "";
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** @param {KeyboardEvent} event @param {boolean} slashAllowed */
function opens(event, slashAllowed) {
  if (event.isComposing || event.altKey) return false;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return true;
  return slashAllowed && event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
}

/** @param {HTMLInputElement} choice */
function rememberKey(choice) {
  try {
    choice.checked = localStorage.getItem(KEY_CHOICE) !== "off";
  } catch {
    // storage may be forbidden: the choice then lasts as long as the page
  }
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(KEY_CHOICE);
      else localStorage.setItem(KEY_CHOICE, "off");
    } catch {
      // as above
    }
  });
}

/** Wire the button, the dialog and the keys; the header stays through instant navigation, so once is enough. */
export function startSearch() {
  const dialog = document.getElementById("cl-search");
  const opener = document.getElementById("cl-search-open");
  const input = document.getElementById("cl-search-input");
  const status = document.getElementById("cl-search-status");
  const results = document.getElementById("cl-search-results");
  const choice = document.getElementById("cl-search-key");
  if (!(dialog instanceof HTMLDialogElement && input instanceof HTMLInputElement && choice instanceof HTMLInputElement)) return;
  if (!opener || !status || !results) return;
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    load().catch(() => { status.textContent = dialog.dataset["failed"] ?? ""; });
  };
  opener.hidden = false;
  opener.addEventListener("click", open);
  rememberKey(choice);
  input.addEventListener("input", () => { void search({ dialog, status, results, input }); });
  input.addEventListener("keydown", (event) => { // a browser may only empty a search field on the first Escape
    if (event.key === "Escape" && !event.isComposing) dialog.close();
  });
  results.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("keydown", (event) => {
    if (!opens(event, choice.checked)) return;
    event.preventDefault();
    open();
  });
}
