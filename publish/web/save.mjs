// @ts-check
/** A file that the page has made, for the reader to keep. */

const MARK = "\uFEFF"; // by it a spreadsheet knows that a table is UTF-8

/** @param {string} name @param {string} type @param {string} text */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([type === "text/csv" ? MARK + text : text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
