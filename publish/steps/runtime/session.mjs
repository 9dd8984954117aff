// @ts-check
/** Pyodide on Node, the same way for every script of this step. */
import { existsSync, readFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {import("pyodide").PyodideInterface} Pyodide */
/** @typedef {{ header: any, values: number[] }} Reply */

// Node would first quote the failing line, here a megabyte of minified code, and cut the message off.
process.on("uncaughtException", (error) => {
  writeSync(2, `${error.name}: ${error.message}\n`);
  process.exit(1);
});

/**
 * @param {string} core npm's own folder of Pyodide, or a finished runtime, where its scripts end in .js
 * @param {import("pyodide").PyodideConfig} [options]
 * @returns {Promise<Pyodide>}
 */
export async function openPyodide(core, options = {}) {
  const folder = `${resolve(core)}/`;
  const ending = existsSync(`${folder}pyodide.asm.js`) ? "js" : "mjs";
  const load = (/** @type {string} */ name) => import(pathToFileURL(`${folder}${name}.${ending}`).href);
  const { loadPyodide } = await load("pyodide");
  const { default: createPyodideModule } = await load("pyodide.asm");
  // What Pyodide says while loading goes to stderr: stdout belongs to the script's own result.
  return loadPyodide({ indexURL: folder, packageCacheDir: folder, stdout: console.error, createPyodideModule, ...options });
}

/**
 * Mount a folder of this machine inside Python.
 * @param {Pyodide} py
 * @param {string} inside
 * @param {string} outside
 */
export function mount(py, inside, outside) {
  py.FS.mkdirTree(inside);
  py.mountNodeFS(inside, resolve(outside));
}

/**
 * One question to the calculators, exactly as the page's worker asks it.
 * @param {any} wire the Python module `explainers.wire`
 * @param {string} slug
 * @param {string} inputs JSON
 * @returns {Reply}
 */
export function ask(wire, slug, inputs) {
  const reply = wire.answer_json(slug, inputs);
  const array = reply.get(1);
  const buffer = array.getBuffer("f64");
  try {
    return { header: JSON.parse(reply.get(0)), values: Array.from(buffer.data) };
  } finally {
    buffer.release();
    array.destroy();
    reply.destroy();
  }
}

/**
 * A calculator's fuller method from its first step to its result, as the page's worker runs it.
 * @param {any} wire the Python module `explainers.wire`
 * @param {string} slug
 * @param {string} inputs JSON
 * @returns {any[]} its states
 */
export function askFull(wire, slug, inputs) {
  const steps = wire.full_json(slug, inputs);
  try {
    return Array.from(steps, (/** @type {string} */ state) => JSON.parse(state));
  } finally {
    steps.destroy();
  }
}

/** @returns {any} what the caller wrote to stdin, as JSON */
export function readRequest() {
  return JSON.parse(readFileSync(0, "utf8"));
}
