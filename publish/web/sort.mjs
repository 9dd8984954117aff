// @ts-check
/** Sorts a table by the buttons in its headings; without scripts the headings are plain words. */
import { h } from "./element.mjs";
import { fold } from "./fold.mjs";

/** @param {HTMLTableElement} table @returns {() => void} puts the rows back into their first order */
export function sortable(table) {
  const body = table.tBodies[0];
  const first = [...body.rows];
  const heads = [.../** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells];
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

  /** @param {HTMLTableRowElement[]} rows @param {HTMLElement} [sorted] heading @param {string} [direction] */
  function put(rows, sorted, direction) {
    for (const head of heads) head.removeAttribute("aria-sort");
    if (sorted && direction) sorted.setAttribute("aria-sort", direction);
    body.append(...rows);
  }

  for (const [column, head] of heads.entries()) {
    const button = h(document, "button", { type: "button", class: "cl-sort" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      const cells = new Map(first.map((row) => [row, row.cells[column]]));
      /** @param {HTMLTableRowElement} row @returns {HTMLTableCellElement} */
      const cell = (row) => /** @type {HTMLTableCellElement} */ (cells.get(row));
      const known = first.filter((row) => !("empty" in cell(row).dataset));
      known.sort((a, b) => (down ? -1 : 1) * order(cell(a), cell(b), compare));
      put([...known, ...first.filter((row) => "empty" in cell(row).dataset)], head, down ? "descending" : "ascending");
    });
  }
  return () => put(first);
}

/** Numbers by size, then texts; a cell's number stands in data-sort.
 * @param {HTMLElement} a @param {HTMLElement} b @param {(a: string, b: string) => number} compare @returns {number} */
function order(a, b, compare) {
  const [one, other] = [a, b].map(({ dataset }) => (dataset.sort === undefined ? NaN : Number(dataset.sort)));
  if (Number.isNaN(one) !== Number.isNaN(other)) return Number.isNaN(one) ? 1 : -1;
  return (Number.isNaN(one) ? 0 : one - other) || compare(fold(a.textContent ?? ""), fold(b.textContent ?? ""));
}
