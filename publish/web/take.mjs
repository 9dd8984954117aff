// @ts-check
/** What a reader takes along: the link to what is shown, and files. */
import { later } from "./later.mjs";
import { tell } from "./starting.mjs";

/** Few readers take a file home.
 * @type {() => Promise<typeof import("./download.mjs")>} */
const bring = later("./download.js");

/** @param {HTMLElement} root of an island @param {string} address @param {any} ui words of the page */
export async function copyLink(root, address, ui) {
  try {
    await navigator.clipboard.writeText(address);
    tell(root, ui.copied);
  } catch {
    tell(root, ui.copy_failed);
  }
}

/** @param {string} kind @param {string} name of the chart @param {Parameters<typeof import("./download.mjs").download>[2]} context */
export async function takeFile(kind, name, context) {
  try {
    (await bring()).download(kind, name, context);
  } catch (error) {
    tell(context.root, context.island.words.ui.download_failed);
    console.error(error);
  }
}
