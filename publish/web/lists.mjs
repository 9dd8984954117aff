// @ts-check
/** Lists that a reader filters: the ledger of claims and the table of companies. The address holds what was chosen, so a link can. */
import { write } from "./element.mjs";
import { onAddress, readable, writeAddress } from "./place.mjs";
import { save } from "./save.mjs";
import { sortable } from "./sort.mjs";
import { targetOf } from "./target.mjs";

class List {
  /** @param {HTMLFormElement} form names the list in data-filter; its items carry data-<name of a control> */
  constructor(form) {
    this.form = form;
    this.root = /** @type {HTMLElement} */ (document.getElementById(form.dataset.filter ?? ""));
    /** @type {HTMLElement[]} */
    this.items = [...this.root.querySelectorAll(/** @type {"div"} */ ("[data-item]"))];
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
  }

  /** @returns {Map<string, string[]>} name of a control -> what was chosen */
  get chosen() {
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
    const chosen = this.chosen;
    for (const { name } of this.controls) {
      const values = chosen.get(name);
      if (values) url.searchParams.set(name, values.join(","));
      else url.searchParams.delete(name);
    }
    const named = targetOf(url.hash);
    if (this.items.some((item) => item.contains(named))) url.hash = ""; // the reader has gone on
    writeAddress(readable(url));
    this.#show();
  }

  #show() {
    const chosen = [...this.chosen];
    const found = new Set(this.controls.filter((control) => "find" in control.dataset).map(({ name }) => name));
    const target = targetOf(location.hash);
    let shown = 0;
    for (const item of this.items) {
      const seen = item.contains(target) || chosen.every(([name, values]) => (found.has(name) ? says : has)(item, name, values));
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

/** @param {HTMLElement} item @param {string} name @param {string[]} values @returns {boolean} */
function has(item, name, values) {
  const own = (item.dataset[name] ?? "").split(" ");
  return values.some((value) => own.includes(value));
}

/** @param {HTMLElement} item @param {string} _ @param {string[]} values @returns {boolean} whether it says every word */
function says(item, _, values) {
  const text = (item.textContent ?? "").toLowerCase();
  return values.join(" ").toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** @type {List[]} */
let lists = [];

/** Wake the lists of the page just shown. */
export function startLists() {
  lists = [...document.querySelectorAll(/** @type {"form"} */ ("form[data-filter]"))].map((form) => new List(form));
  // the page was scrolled to its anchor before the form had its height, and before what stands above it had gone
  const target = targetOf(location.hash);
  if (target?.closest("[data-item]") || lists.some((list) => list.chosen.size)) target?.scrollIntoView();
}

onAddress(() => { for (const list of lists) list.follow(); });
