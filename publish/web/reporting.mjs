// @ts-check
/** The page that takes reports: the text to send, begun with the page that the reader came from. */
/** @param {HTMLElement} root @returns {HTMLElement} the text to send */
const textOf = (root) => /** @type {HTMLElement} */ (root.querySelector("[data-report-text]"));

/** @param {HTMLElement} root */
async function copy(root) {
  const text = textOf(root);
  const status = /** @type {HTMLElement} */ (root.querySelector('[role="status"]'));
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    status.textContent = status.dataset.done ?? "";
  } catch {
    getSelection()?.selectAllChildren(text);
    status.textContent = status.dataset.failed ?? "";
  }
}

/** @param {string} from the page that the reader came from, if that is known */
export function showReport(from) {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-report]"));
  if (!root || root.dataset.live) return;
  root.dataset.live = "true";
  const copying = root.querySelector("[data-report-copy]");
  copying?.addEventListener("click", () => copy(root));
  copying?.closest("[data-scripts]")?.removeAttribute("hidden");
  if (!from) return;
  const link = /** @type {HTMLAnchorElement} */ (root.querySelector("[data-report-page]"));
  link.href = from;
  link.textContent = from;
  link.closest("[data-scripts]")?.removeAttribute("hidden");
  const text = textOf(root);
  text.textContent = (text.textContent ?? "").replace(root.dataset.page ?? "", () => `${root.dataset.page} ${from}`);
}
