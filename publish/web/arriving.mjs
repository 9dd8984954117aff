// @ts-check
/** The worker's fetch: counts what comes of the runtime, and takes it from any host, whatever that calls it. */

const TELL_MS = 100; // often enough to see it grow
const WASM = "application/wasm"; // the one type from which a browser compiles while it loads

/** @type {Record<string, [number, number]>} */
const FILES = JSON.parse(RUNTIME_FILES);
/** @type {Map<string, number>} file -> the share of it that has come, 0 to 1 */
const shares = new Map();
/** whether the host compresses; most do, and the WebAssembly's own answer says it */
let packs = true;

/** @returns {{got: number, all: number}} of the whole runtime, as it comes over the line [bytes] */
export function bytes() {
  let got = 0, all = 0;
  for (const [name, [plain, packed]] of Object.entries(FILES)) {
    const size = packs ? packed : plain;
    got += size * (shares.get(name) ?? 0);
    all += size;
  }
  return { got, all };
}

/** @param {string} url @returns {string} */
const fileOf = (url) => url.slice(url.lastIndexOf("/") + 1);

/** A script comes through import, which does not say how far it is: only that it is there.
 * @param {string} url @returns {Promise<any>} */
export async function script(url) {
  const loaded = await import(url);
  shares.set(fileOf(url), 1);
  return loaded;
}

/** Read a body to its end and note how far it is.
 * @param {Response} reply @param {string} name @param {() => void} tell
 * @param {Uint8Array<ArrayBuffer>[]} [pieces] takes what is read */
async function count(reply, name, tell, pieces) {
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (reply.body).getReader();
  let got = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    pieces?.push(value);
    got += value.length;
    shares.set(name, Math.min(1, got / FILES[name][0]));
    tell();
  }
}

/** A browser that checks a hash shows nothing before the last byte; so the bytes are counted here, and checked here.
 * @param {Response} reply @param {string} name @param {string} integrity "sha256-..." @param {() => void} tell */
async function checked(reply, name, integrity, tell) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  await count(reply, name, tell, pieces);
  const blob = new Blob(pieces);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  if (`sha256-${btoa(String.fromCharCode(...digest))}` !== integrity) throw new TypeError(`${name} is not what the lock names`);
  return new Response(blob);
}

/** @param {() => void} tell there are more bytes; called at most ten times a second */
export function watchFetch(tell) {
  const plain = globalThis.fetch;
  let told = 0;
  const more = () => {
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    tell();
  };
  globalThis.fetch = async (...given) => {
    const [url, { integrity = "", ...options } = {}] = given;
    const name = fileOf(String(url));
    if (!(name in FILES)) return plain(...given);
    const own = integrity && globalThis.crypto?.subtle; // not on a plain http: host; the browser then checks, uncounted
    const reply = await (own ? plain(url, options) : plain(...given));
    if (!reply.ok || !reply.body) return reply;
    if (name.endsWith(".wasm")) packs = reply.headers.has("Content-Encoding");
    if (own) return checked(reply, name, integrity, more);
    void count(reply.clone(), name, more).catch(() => {}); // who reads the reply hears of it
    if (!name.endsWith(".wasm") || reply.headers.get("Content-Type") === WASM) return reply;
    return new Response(reply.body, { headers: { "Content-Type": WASM } });
  };
}
