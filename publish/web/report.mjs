// @ts-check
/** Reporting an error: every link to it carries the page and its state, and the text to send is begun with them. */
import { here, home } from "./header.mjs";

const LONGEST = 4000; // signs of an address that is taken
const OWN_PATH = /^[\w./-]*$/;
const KEY = "from";

/** The address that a link has brought, if it is one of this site's own pages.
 * @param {string | null} from path below the home page, with its query @returns {string} "" for anything else */
export function pageOf(from) {
  if (from === null || from.length > LONGEST) return "";
  const [path, query] = [from.split("?", 1)[0], from.slice(from.split("?", 1)[0].length)];
  if (!OWN_PATH.test(path) || path.startsWith("/") || path.split("/").includes("..")) return "";
  return new URL(home() + path + query.split("#", 1)[0], location.origin).href.replaceAll("%3A", ":").replaceAll("%2C", ",");
}

/** @param {HTMLAnchorElement} link is told where the reader is */
export function carryPage(link) {
  const [base] = link.href.split("#");
  const url = new URL(base);
  if (url.protocol === "mailto:") url.searchParams.set("body", location.href);
  else if (url.origin === location.origin && url.pathname.startsWith(home())) {
    const brought = new URLSearchParams(location.search).get(KEY); // on the page of reports: what it was told stays
    url.searchParams.set(KEY, document.querySelector("[data-report]") && pageOf(brought) ? brought ?? "" : here() + location.search);
    url.hash = "report";
  } else {
    url.searchParams.set("page", document.querySelector("[data-report]") ? reported() : location.href);
    url.searchParams.set("language", document.documentElement.lang);
  }
  link.href = url.href.replaceAll("+", "%20");
}

/** @returns {string} the page that a report is about */
const reported = () => pageOf(new URLSearchParams(location.search).get(KEY)) || location.href;

/** @param {HTMLElement} root */
async function copy(root) {
  const text = /** @type {HTMLTextAreaElement} */ (root.querySelector("textarea"));
  const status = /** @type {HTMLElement} */ (root.querySelector('[role="status"]'));
  try {
    await navigator.clipboard.writeText(text.value);
    status.textContent = status.dataset.done ?? "";
  } catch {
    text.select();
    status.textContent = status.dataset.failed ?? "";
  }
}

/** Begin the text with the page that the reader came from. */
export function showReport() {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-report]"));
  if (!root || root.dataset.live) return;
  root.dataset.live = "true";
  const [copying, from] = [root.querySelector("[data-report-copy]"), pageOf(new URLSearchParams(location.search).get(KEY))];
  copying?.addEventListener("click", () => copy(root));
  copying?.closest("[data-scripts]")?.removeAttribute("hidden");
  if (!from) return;
  const link = /** @type {HTMLAnchorElement} */ (root.querySelector("[data-report-page]"));
  link.href = from;
  link.textContent = from;
  link.closest("[data-scripts]")?.removeAttribute("hidden");
  const text = /** @type {HTMLTextAreaElement} */ (root.querySelector("textarea"));
  text.value = text.value.replace(root.dataset.page ?? "", () => `${root.dataset.page} ${from}`);
}
