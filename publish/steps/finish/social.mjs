// @ts-check
/** Draws social images: [{file, lang, title, site, description}] on stdin. Text becomes outlines of a packaged font,
 *  so the bytes depend on no font of this machine. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Resvg, initWasm } from "@resvg/resvg-wasm";
import satori from "satori";

const WIDTH = 1200;
const HEIGHT = 630;
const COPPER = "#d98b52";
const LIGHT = "#7fe3ff";
const PAPER = "#11161e";
const INK = "#f2efe8";
const MUTED = "#b7bfca";

const { resolve } = createRequire(import.meta.url);
const font = (/** @type {string} */ subset, /** @type {number} */ weight) =>
  readFileSync(resolve(`@fontsource/noto-sans-jp/files/noto-sans-jp-${subset}-${weight}-normal.woff`));

/** @param {string} type @param {Record<string, unknown>} style @param {unknown} [children] */
const node = (type, style, children) => ({ type, props: { style: { display: "flex", ...style }, children } });

/** Title size by its length: a Japanese character is about twice as wide. @param {string} title */
function titleSize(title) {
  const width = [...title].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  return width <= 26 ? 88 : width <= 44 ? 72 : 58;
}

/** @param {{title: string, site: string, description: string}} words */
function card({ title, site, description }) {
  const dashes = Array.from({ length: 24 }, () => node("div", { width: 26, height: 5, marginRight: 16, background: LIGHT }));
  return {
    ...node("div", { width: WIDTH, height: HEIGHT, padding: "64px 72px", flexDirection: "column", background: PAPER, fontFamily: "Latin, Japanese" }, [
      node("div", { width: 1056, overflow: "hidden" }, dashes),
      node("div", { marginTop: 22, width: 700, height: 14, background: COPPER }),
      node("div", { marginTop: 56, fontSize: titleSize(title), fontWeight: 700, lineHeight: 1.22, color: INK }, title),
      node("div", { marginTop: 24, fontSize: 30, lineHeight: 1.5, color: MUTED, maxHeight: 136, overflow: "hidden" }, description),
      node("div", { marginTop: "auto", fontSize: 34, fontWeight: 700, color: COPPER }, site),
    ]),
  };
}

await initWasm(readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm")));
const fonts = [400, 700].flatMap((weight) => ["Latin", "Japanese"].map((name) => (
  { name, data: font(name.toLowerCase(), weight), weight: /** @type {400 | 700} */ (weight), style: /** @type {const} */ ("normal") }
)));
/** A sign that neither font has must stop the build, not become a box. @param {string} code @param {string} text */
const loadAdditionalAsset = async (code, text) => {
  throw new Error(`the social image font has no glyph for ${JSON.stringify(text)} (${code})`);
};
for (const { file, ...words } of JSON.parse(readFileSync(0, "utf8"))) {
  const svg = await satori(/** @type {any} */ (card(words)), { width: WIDTH, height: HEIGHT, fonts, loadAdditionalAsset });
  writeFileSync(file, new Resvg(svg, { fitTo: { mode: "original" }, font: { loadSystemFonts: false } }).render().asPng());
}
