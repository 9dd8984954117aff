// @ts-check
/** Reporting an error: every link to it carries the page and its state, and the text to send is begun with them. */
import { here, home } from "./header.mjs";
import { later } from "./later.mjs";

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
    if (document.querySelector("[data-report]")) url.search = location.search; // on the page of reports what it was told stays
    else url.searchParams.set(KEY, here() + location.search);
    url.hash = "report";
  } else {
    url.searchParams.set("page", document.querySelector("[data-report]") ? brought() || location.href : location.href);
    url.searchParams.set("language", document.documentElement.lang);
  }
  link.href = url.href.replaceAll("+", "%20");
}

/** @returns {string} the page that the reader came from */
const brought = () => pageOf(new URLSearchParams(location.search).get(KEY));

/** @type {() => Promise<typeof import("./reporting.mjs")>} */
const bring = later("./reporting.js");

/** One page takes reports; without its code the text stands there to be copied by hand. */
export function wakeReport() {
  if (document.querySelector("[data-report]")) bring().then(({ showReport }) => showReport(brought()), () => {});
}
