// @ts-check
/** A bar on the pages of the path that a reader is on: which station this is, and the next one. Its words and stations
 * come from the page of that path in this language, so a reader who changes the language keeps the place. */
import { h } from "./element.mjs";
import { here, home } from "./header.mjs";
import { keep, kept } from "./kept.mjs";
import { filled, linkOf, routeWords, stationsOf, tick } from "./routes.mjs";

/** @type {Map<string, Promise<HTMLElement | null>>} pages of paths by address */
const pages = new Map();

/** @param {string} address @returns {Promise<HTMLElement | null>} the path on that page, its links made absolute */
async function read(address) {
  const reply = await fetch(address);
  if (!reply.ok) return null;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const route = /** @type {HTMLElement | null} */ (page.querySelector("[data-route]"));
  for (const link of route?.querySelectorAll("a") ?? []) link.href = new URL(link.getAttribute("href") ?? "", address).href;
  return route;
}

/** @param {string} address @returns {Promise<HTMLElement | null>} */
function routeAt(address) {
  const known = pages.get(address) ?? read(address).catch(() => null);
  pages.set(address, known);
  known.then((route) => { if (!route) pages.delete(address); }); // the next page tries again
  return known;
}

/** Which station a page is: the one at its anchor, else the first there that is not done, else the first there.
 * @param {string[]} stations @param {string} page @param {string} anchor "" or "#..." @param {string[]} done @returns {number} -1 for none */
export function stationAt(stations, page, anchor, done) {
  const exact = stations.indexOf(page + anchor);
  if (exact >= 0 && anchor) return exact;
  const on = stations.map((station, index) => ({ station, index })).filter(({ station }) => station.split("#")[0] === page);
  return (on.find(({ station }) => !done.includes(station)) ?? on[0])?.index ?? -1;
}

/** @param {HTMLElement} route @param {string} address of its page @param {number} index @returns {HTMLElement} */
function bar(route, address, index) {
  const words = routeWords(route), stations = stationsOf(route), id = route.dataset["route"] ?? "";
  const next = stations[index + 1];
  const text = filled(words.bar, { name: route.dataset["name"] ?? "", number: index + 1, count: stations.length });
  const following = next ? filled(words.next, { title: linkOf(next).textContent ?? "" }) : words.end;
  const onward = h(document, "a", { href: next ? linkOf(next).href : address }, following);
  const leave = h(document, "button", { type: "button", "aria-label": words.leave, title: words.leave }, "×");
  const made = h(document, "div", { class: "cl-bar", role: "group", "aria-label": words.group, "data-pagefind-ignore": true },
    h(document, "p", {}, h(document, "a", { href: address }, text), " ", onward), leave);
  onward.addEventListener("click", () => tick(id, stations[index]?.dataset["station"] ?? "", true));
  leave.addEventListener("click", () => {
    keep((now) => { now.current = ""; });
    made.remove();
  });
  return made;
}

/** Show the bar where it belongs. */
export async function showBar() {
  const old = document.querySelector(".cl-bar"), { current, done } = kept(), page = here();
  old?.remove();
  if (!/^[a-z-]+$/.test(current) || document.querySelector("[data-route]")) return; // not on the page of a path itself
  const address = new URL(`paths/${current}/`, new URL(home(), location.href)).href;
  const route = await routeAt(address);
  if (!route || here() !== page || kept().current !== current || document.querySelector(".cl-bar")) return;
  const names = stationsOf(route).map((station) => station.dataset["station"] ?? "");
  const index = stationAt(names, page, location.hash, done[current] ?? []);
  if (index >= 0) document.querySelector(".md-content")?.append(bar(route, address, index));
}
