// @ts-check
/** The link to what is shown, for the reader's clipboard. */
import { part } from "./element.mjs";

/** @param {HTMLElement} root of an island @param {string} address @param {any} ui words of the page */
export async function copyLink(root, address, ui) {
  const status = part(root, "status");
  try {
    await navigator.clipboard.writeText(address);
    status.textContent = ui.copied;
  } catch {
    status.textContent = ui.copy_failed;
  }
}
