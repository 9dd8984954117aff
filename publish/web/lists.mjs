// @ts-check
/** Lists that a reader filters: the ledger of claims and the table of companies. The address holds what was chosen, so a link can. */
import { write } from "./element.mjs";
import { fold, says } from "./fold.mjs";
import { onAddress, readable, writeAddress } from "./place.mjs";
import { save } from "./save.mjs";
import { sortable } from "./sort.mjs";
import { targetOf } from "./target.mjs";

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
    const words = this.controls.filter((control) => "find" in control.dataset && control.value.trim());
    const said = words.map(({ value }) => says(value, this.texts));
    const asked = [...this.chosen].filter(([name]) => !words.some((control) => control.name === name));
    const target = targetOf(location.hash);
    let shown = 0;
    for (const [index, item] of this.items.entries()) {
      const fits = said.every((each) => each[index]) && asked.every(([name, values]) => has(item, name, values));
      const seen = fits || item.contains(target);
      item.hidden = !seen;
      shown += Number(seen);
    }
    for (const group of this.root.querySelectorAll(/** @type {"div"} */ ("[data-group]"))) {
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
    }
    const text = (this.form.dataset.shown ?? "").replace("{shown}", String(shown)).replace("{all}", String(this.items.length));
    write(/** @type {Element} */ (this.form.querySelector("[role=status]")), text);
  }

  /** Of the whole table's file the rows that are shown, as they are sorted now; the whole where it cannot be had.
   * @param {Element} target */
  async #click(target) {
    const name = target.closest("button")?.dataset.csv;
    const file = name && document.querySelector(/** @type {"a"} */ (`a[download][href$="${name}.csv"]`));
    if (!file) return;
    try {
      const [head, ...lines] = (await (await fetch(file.href)).text()).trimEnd().split("\n");
      const rows = [...this.root.querySelectorAll(/** @type {"tr"} */ ("[data-item]:not([hidden])"))];
      save(`${name}.csv`, "text/csv", [head, ...rows.map((row) => lines[this.items.indexOf(row)])].map((line) => `${line}\n`).join(""));
    } catch {
      file.click();
    }
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

/** Wake the lists of the page just shown. */
export function startLists() {
  lists = [...document.querySelectorAll(/** @type {"form"} */ ("form[data-filter]"))].map((form) => new List(form));
  // the page was scrolled to its anchor before the form had its height, and before what stands above it had gone
  const target = targetOf(location.hash);
  if (target?.closest("[data-item]") || lists.some((list) => list.chosen.size)) target?.scrollIntoView();
}

onAddress(() => { for (const list of lists) list.follow(); });
