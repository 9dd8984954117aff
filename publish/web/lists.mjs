// @ts-check
/** Lists that a reader filters: the ledger of claims and the table of companies. The address holds what was chosen, so a link can. */
import { write } from "./element.mjs";
import { fold, says } from "./fold.mjs";
import { save } from "./save.mjs";
import { sortable } from "./sort.mjs";

const BLOCK = /^(BLOCKQUOTE|DD|DIV|DT|H\d|LI|P|SUMMARY|TD|TH|UL|OL)$/;

class List {
  /** @param {HTMLFormElement} form names the list in data-filter; its items carry data-<name of a control> */
  constructor(form) {
    this.form = form;
    this.root = /** @type {HTMLElement} */ (document.getElementById(form.dataset.filter ?? ""));
    /** @type {HTMLElement[]} */
    this.items = [...this.root.querySelectorAll(/** @type {"div"} */ ("[data-item]"))];
    this.texts = this.items.map((item) => fold(textOf(item)));
    /** @type {(HTMLInputElement | HTMLSelectElement)[]} */
    this.controls = [...form.querySelectorAll(/** @type {"input"} */ ("input, select"))];
    this.unsort = this.root instanceof HTMLTableElement ? sortable(this.root) : () => {};
    form.querySelector("fieldset")?.removeAttribute("disabled");
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { this.unsort(); this.#changed(); }));
    form.addEventListener("click", (event) => this.#click(/** @type {Element} */ (event.target)));
    this.follow();
  }

  /** Show what the address asks for; the item that it names is always shown. */
  follow() {
    const asked = new URLSearchParams(location.search);
    for (const control of this.controls) {
      const values = (asked.get(control.name) ?? "").split(",");
      if (isBox(control)) control.checked = values.includes(control.value);
      else control.value = values.join(",");
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0; // no such choice
    }
    this.#show();
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && this.#chosen.size) named.scrollIntoView(); // what stands above it may have gone
  }

  /** @returns {Map<string, string[]>} name of a control -> what was chosen */
  get #chosen() {
    /** @type {Map<string, string[]>} */
    const chosen = new Map();
    for (const control of this.controls) {
      if (isBox(control) ? !control.checked : !control.value.trim()) continue;
      chosen.set(control.name, [...(chosen.get(control.name) ?? []), control.value.trim()]);
    }
    return chosen;
  }

  #changed() {
    const url = new URL(location.href);
    const chosen = this.#chosen;
    for (const { name } of this.controls) {
      const values = chosen.get(name);
      if (values) url.searchParams.set(name, values.join(","));
      else url.searchParams.delete(name);
    }
    if (this.items.some((item) => `#${item.id}` === url.hash)) url.hash = ""; // the reader has gone on
    history.replaceState(history.state, "", url.href.replaceAll("%2C", ","));
    search = location.search;
    this.#show();
  }

  #show() {
    const chosen = [...this.#chosen];
    const words = this.controls.filter((control) => "find" in control.dataset && control.value.trim());
    const said = words.map(({ value }) => says(value, this.texts));
    const asked = chosen.filter(([name]) => !words.some((control) => control.name === name));
    let shown = 0;
    for (const [index, item] of this.items.entries()) {
      const named = item.id !== "" && `#${item.id}` === location.hash;
      const seen = named || (said.every((each) => each[index]) && asked.every(([name, values]) => has(item, name, values)));
      item.hidden = !seen;
      shown += Number(seen);
    }
    for (const group of this.root.querySelectorAll(/** @type {"div"} */ ("[data-group]"))) {
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
    }
    const text = (this.form.dataset.shown ?? "").replace("{shown}", String(shown)).replace("{all}", String(this.items.length));
    write(/** @type {Element} */ (this.form.querySelector("[role=status]")), text);
  }

  /** @param {Element} target */
  #click(target) {
    const name = target.closest("button")?.dataset.csv;
    if (!name) return;
    const rows = [...this.root.querySelectorAll(/** @type {"tr"} */ ("[data-item]:not([hidden])"))]; // as they are sorted now
    save(`${name}.csv`, "text/csv", [this.root, ...rows].map((row) => `${row.dataset.csv}\n`).join(""));
  }
}

/** @param {HTMLInputElement | HTMLSelectElement} control @returns {control is HTMLInputElement} */
const isBox = (control) => control.type === "checkbox";

/** Text with a space between blocks, whose words are not one. @param {Node} node @returns {string} */
const textOf = (node) => [...node.childNodes].map((child) =>
  (child instanceof HTMLElement ? `${textOf(child)}${BLOCK.test(child.tagName) ? " " : ""}` : child.textContent)).join("");

/** @param {HTMLElement} item @param {string} name @param {string[]} values @returns {boolean} */
function has(item, name, values) {
  const own = (item.dataset[name] ?? "").split(" ");
  return values.some((value) => own.includes(value));
}

/** @type {List[]} */
let lists = [];
let search = location.search;

function followAll() {
  search = location.search;
  for (const list of lists) list.follow();
}

/** Wake the lists of the page just shown. */
export function startLists() {
  search = location.search;
  lists = [...document.querySelectorAll(/** @type {"form"} */ ("form[data-filter]"))].map((form) => new List(form));
  // the page may have been scrolled to its anchor before the form above had its height
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named && named.matches("[data-item]")) named.scrollIntoView();
}

/** Instant navigation makes the address of every link absolute, with the query of when the page came; an anchor means the one of now.
 * @param {Event} event */
function keepQuery(event) {
  const link = /** @type {Element} */ (event.target).closest?.("a[href*='#']:not([data-asks])");
  if (link instanceof HTMLAnchorElement && link.pathname === location.pathname) link.search = location.search;
}

for (const kind of ["hashchange", "popstate"]) addEventListener(kind, followAll);
document.addEventListener("click", keepQuery, { capture: true });
// and a link to another query of the same page changes the address, and nobody is told
document.addEventListener("click", () => setTimeout(() => { if (location.search !== search) followAll(); }));
