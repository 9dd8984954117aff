// @ts-check
/** What this site keeps about a reader, all of it in this browser: one record for the reading paths. Without storage
 * it lasts as long as the page, and nothing breaks. */

/** @typedef {{current: string, done: Record<string, string[]>, picks: Record<string, boolean>}} Kept
 *  current: the path the reader is on, or ""; done: stations ticked, by path; picks: question -> whether the first answer was right */

const KEY = "cl-paths";
const OWN = "cl-";
const PALETTE = ".__palette"; // Material's own key, after the path of the site
/** @returns {Kept} */
const nothing = () => ({ current: "", done: {}, picks: {} });
/** @type {Kept} */
let memory = nothing();
let saved = true; // whether storage took the last record

/** @param {any} value @returns {value is Record<string, any>} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Without what every object answers to: a kept path may be called "constructor".
 * @template T @param {Record<string, T>} record @returns {Record<string, T>} */
const bare = (record) => Object.assign(Object.create(null), record);

/** A record as this version writes it; whatever else stands there counts as nothing.
 * @param {string | null} text @returns {Kept} */
export function parseKept(text) {
  try {
    const { current, done, picks } = JSON.parse(text ?? "");
    if (typeof current !== "string" || !isRecord(done) || !isRecord(picks)) return nothing();
    if (!Object.values(done).every((list) => Array.isArray(list) && list.every((one) => typeof one === "string"))) return nothing();
    if (!Object.values(picks).every((pick) => typeof pick === "boolean")) return nothing();
    return { current, done: bare(done), picks: bare(picks) };
  } catch {
    return nothing();
  }
}

/** @returns {Kept} */
export function kept() {
  if (!saved) return memory;
  try {
    return parseKept(localStorage.getItem(KEY));
  } catch {
    return memory; // storage is forbidden
  }
}

/** @param {(kept: Kept) => void} change */
export function keep(change) {
  const now = kept();
  change(now);
  memory = now;
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
    saved = true;
  } catch {
    saved = false; // forbidden or full
  }
}

/** Forget what is kept about the reading paths. */
export function forgetPaths() {
  memory = nothing();
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}

/** Forget everything of this site, and nothing of another one at the same origin. */
export function forgetAll() {
  forgetPaths();
  const root = new URL("../../", import.meta.url).pathname; // from assets/app-<hash>/ to the root of the site
  try {
    const own = Object.keys(localStorage).filter(
      (key) => key.startsWith(OWN) || (key.startsWith(root) && key.endsWith(PALETTE)));
    for (const key of own) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

/** @param {() => void} show is called when another tab has changed what is kept, or may have while this page slept */
export function onKept(show) {
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) show(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) show(); });
}
