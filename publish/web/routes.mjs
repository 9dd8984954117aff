// @ts-check
/** Reading paths: ticks, progress and the first answers on the page of a path. Without scripts that page is a plain list. */
import { write } from "./element.mjs";
import { here } from "./header.mjs";
import { forgetAll, forgetPaths, keep, kept } from "./kept.mjs";

/** @typedef {{progress: string, next: string, finished: string, bar: string, end: string, leave: string, group: string,
 *  right: string, wrong: string, open: string, forgotten: string}} RouteWords */

/** @param {HTMLElement} route @returns {RouteWords} */
export const routeWords = (route) => JSON.parse(route.dataset["words"] ?? "{}");

/** @param {string} template @param {Record<string, string | number>} gaps @returns {string} */
export const filled = (template, gaps) => template.replace(/\{(\w+)\}/g, (_, name) => String(gaps[name]));

/** @param {ParentNode} route @returns {HTMLElement[]} */
export const stationsOf = (route) => [...route.querySelectorAll("[data-station]")].map((item) => /** @type {HTMLElement} */ (item));

/** @param {Element} station @returns {HTMLAnchorElement} the link to it */
export const linkOf = (station) => /** @type {HTMLAnchorElement} */ (station.querySelector("a"));

/** @param {HTMLElement} route */
function show(route) {
  for (const part of route.querySelectorAll("[data-scripts]")) part.removeAttribute("hidden");
  const words = routeWords(route), { done, picks } = kept(), stations = stationsOf(route);
  const ticked = new Set(done[route.dataset["route"] ?? ""] ?? []);
  for (const station of stations) {
    const box = /** @type {HTMLInputElement} */ (station.querySelector("input"));
    box.checked = ticked.has(station.dataset["station"] ?? "");
  }
  const next = stations.find((station) => !station.querySelector("input")?.checked);
  const count = stations.length, number = stations.filter((station) => station.querySelector("input")?.checked).length;
  const said = next ? [filled(words.progress, { done: number, count }), filled(words.next, { title: linkOf(next).textContent ?? "" })]
    : [filled(words.finished, { count })];
  const progress = route.querySelector(".cl-route-progress");
  if (progress) write(progress, said.join(document.documentElement.lang === "ja" ? "" : " "));
  for (const pick of route.querySelectorAll("[data-pick]")) {
    const right = picks[/** @type {HTMLElement} */ (pick).dataset["pick"] ?? ""];
    const result = /** @type {Element} */ (pick.querySelector("strong"));
    write(result, right === undefined ? words.open : right ? words.right : words.wrong);
  }
}

/** After an answer. The questions of a path's own page are a station with no page to leave: with the last answer it is done. */
export function afterAnswer() {
  const own = [...document.querySelectorAll("[data-question]")].map((question) => `${here()}#${question.id}`);
  for (const route of document.querySelectorAll(/** @type {"div"} */ ("[data-route]"))) {
    const station = stationsOf(route).find((one) => one.dataset["station"]?.startsWith(`${here()}#`));
    if (station && own.every((name) => name in kept().picks)) tick(route.dataset["route"] ?? "", station.dataset["station"] ?? "", true);
  }
  showRoutes();
}

/** @param {string} name @returns {boolean} whether a path on this page counts the answer to a question */
export const asksFor = (name) =>
  [...document.querySelectorAll("[data-pick]")].some((pick) => /** @type {HTMLElement} */ (pick).dataset["pick"] === name);

/** Show what is kept on the page that is shown. */
export function showRoutes() {
  for (const part of document.querySelectorAll(".cl-forget[data-scripts]")) part.removeAttribute("hidden");
  for (const route of document.querySelectorAll("[data-route]")) show(/** @type {HTMLElement} */ (route));
}

/** @param {string} route @param {string} station @param {boolean} yes */
export function tick(route, station, yes) {
  keep((now) => {
    const others = (now.done[route] ?? []).filter((one) => one !== station);
    now.done[route] = yes ? [...others, station] : others;
  });
}

/** @param {Event} event */
function ticked(event) {
  const box = event.target instanceof HTMLInputElement ? event.target : null;
  const station = /** @type {HTMLElement | null | undefined} */ (box?.closest("[data-station]"));
  const route = /** @type {HTMLElement | null | undefined} */ (station?.closest("[data-route]"));
  if (!box || !station || !route) return;
  tick(route.dataset["route"] ?? "", station.dataset["station"] ?? "", box.checked);
  show(route);
}

/** Take back what was picked on this page, as if nobody had answered. */
function takeBack() {
  for (const question of document.querySelectorAll("[data-question][data-answered]")) {
    for (const pick of question.querySelectorAll("input")) pick.checked = false;
    question.removeAttribute("data-answered");
    question.querySelector("details")?.removeAttribute("open");
    const verdict = question.querySelector(".cl-pick");
    if (verdict) verdict.textContent = "";
  }
}

/** @param {Event} event */
function pressed(event) {
  const target = event.target instanceof Element ? event.target : null;
  const route = /** @type {HTMLElement | null | undefined} */ (target?.closest("a")?.closest("[data-station]")?.closest("[data-route]"));
  if (route) keep((now) => { now.current = route.dataset["route"] ?? ""; });
  const button = /** @type {HTMLElement | null | undefined} */ (target?.closest("[data-forget]"));
  if (!button) return;
  if (button.dataset["forget"] === "all") forgetAll();
  else forgetPaths();
  takeBack();
  showRoutes();
  const status = button.parentElement?.querySelector("[role=status]");
  if (status) write(status, button.dataset["said"] ?? "");
}

/** Listen once; what is shown is told after every navigation. */
export function startRoutes() {
  document.addEventListener("change", ticked);
  document.addEventListener("click", pressed, { capture: true }); // before the navigation that the click begins
}
