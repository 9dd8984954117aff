// @ts-check
/** Pagefind's engine over the index of the page's language. It passes over files that do not come; here they are noticed, and asked for anew. */

import { later } from "./later.mjs";

export const ROOT = new URL("../../", import.meta.url).href; // of the site, from assets/app-<hash>/

const LATE_MS = 30_000; // a slow line needs a while for the pages found; one that stands still is told

/** @template T @param {Promise<T>} wanted @returns {Promise<T>} */
const inTime = (wanted) => Promise.race([wanted, /** @type {Promise<never>} */ (new Promise((_, reject) => {
  setTimeout(() => reject(new Error("late")), LATE_MS);
}))]);

/** @type {() => Promise<any>} */
const script = later("../../pagefind/pagefind.js");

/** @typedef {import("./find.mjs").Index} Index */
/** @typedef {{index: Index, lost: Promise<never>}} Opened the index, and a promise that breaks when a file of it is lost */

/** @type {{lang: string, opened: Promise<Opened>} | null} */
let current = null;

/** Watches what comes of the index. @returns {{lost: Promise<never>, arrived: (shards: number) => Promise<void>}} */
function watch() {
  /** @type {Set<string>} */
  const shards = new Set();
  let tell = (/** @type {Error} */ _) => {};
  const lost = /** @type {Promise<never>} */ (new Promise((_, reject) => { tell = reject; }));
  const observer = new PerformanceObserver((list) => {
    for (const { name, responseStatus: status } of /** @type {PerformanceResourceTiming[]} */ (list.getEntries())) {
      if (!name.includes("/pagefind/")) continue;
      if (status !== undefined && (status === 0 || status >= 400)) tell(new Error(name));
      else if (name.includes("/index/")) shards.add(name);
    }
  });
  /** @param {PromiseRejectionEvent} event the engine's own complaint, which nobody can catch */
  const quiet = (event) => { if (String(event.reason).includes("Pagefind")) event.preventDefault(); };
  observer.observe({ type: "resource" });
  addEventListener("unhandledrejection", quiet);
  lost.catch(() => {
    observer.disconnect();
    setTimeout(() => removeEventListener("unhandledrejection", quiet), LATE_MS);
  });
  const arrived = async (/** @type {number} */ count) => {
    while (shards.size < count) await new Promise((done) => setTimeout(done, 5)); // they are told a little after they came
  };
  return { lost, arrived };
}

/** @param {string} lang @returns {Promise<Opened>} */
async function open(lang) {
  const folder = `${ROOT}pagefind/`;
  const { lost, arrived } = watch();
  const all = async () => {
    const { createInstance } = await script();
    const engine = createInstance({ basePath: folder, noWorker: true }); // a worker's downloads could not be watched
    const [answer] = await Promise.all([fetch(`${folder}words.${lang}.json`), engine.init()]);
    const words = await answer.json();
    await engine.preload(words.samples.join(" ")); // every shard, so that no later answer depends on what was asked before
    await arrived(words.shards);
    return { index: { search: (/** @type {string} */ text) => engine.search(text), words }, lost };
  };
  return Promise.race([all(), lost]);
}

/** Use the index of the page's language.
 * @template T @param {(index: Index) => Promise<T>} use @returns {Promise<T>} breaks when a part of the index does not come */
export async function withIndex(use) {
  const { lang } = document.documentElement;
  if (current?.lang !== lang) current = { lang, opened: open(lang) };
  const mine = current;
  try {
    const { index, lost } = await inTime(mine.opened);
    return await inTime(Promise.race([use(index), lost]));
  } catch (error) {
    if (current === mine) current = null; // the next search begins with a new engine, which knows of no loss
    throw error;
  }
}
