// @ts-check
/** A figure that leaves the site: title, legend, axes, settings, sources, licence and address inside, on white, in colours that
 * need no page. */
import { widthOf, wrapped } from "../charts/axes.mjs";
import { SWATCH, drawn } from "../swatch.mjs";

/** @typedef {{swatch: Element, text: string}} Entry of a legend */
/** @typedef {{document: Document, lang: string, svg: SVGSVGElement, alt: string, title: string, above: string[], legend: Entry[],
 *   below: string[], small: string[], data: [string, string][], colour: (name: string) => string}} Given */

const LEAST = 480; // px of the paper
const PAD = 16;
const GAP = 6;
const LETTERS = 13; // px of the letters that widths are known for
const LEADING = 1.4;
const FONTS = { en: "'Noto Sans', 'Helvetica Neue', Arial, sans-serif", ja: "'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans CJK JP', sans-serif" };
const NAMESPACES = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", dc: "http://purl.org/dc/elements/1.1/",
};
const [NO_BREAK, HELD] = ["\u00a0", "\u0001"]; // a number and its unit stay on one line
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // in XML

/** @param {string} text @param {number} width in letters of 13 px @returns {string[]} lines; what has no blank is broken anywhere */
export function broken(text, width) {
  return wrapped(text.replaceAll(NO_BREAK, HELD), width).replaceAll(HELD, NO_BREAK).split("\n").flatMap((line) => {
    /** @type {string[]} */
    const pieces = [""];
    for (const sign of line) {
      if (widthOf(pieces[pieces.length - 1] + sign) > width) pieces.push("");
      pieces[pieces.length - 1] += sign;
    }
    return pieces;
  });
}

/** Puts things under each other. */
class Sheet {
  /** @param {Given} given @param {number} width */
  constructor(given, width) {
    this.given = given;
    this.width = width;
    this.y = PAD;
    /** @type {Element[]} */
    this.things = [];
  }

  /** @param {string} text @param {number} x @param {number} size px @param {Record<string, any>} look */
  #line(text, x, size, look) {
    this.y += size * LEADING;
    const element = drawn(this.given.document, "text", { x, y: Number((this.y - size * (LEADING - 1)).toFixed(1)), "font-size": size, fill: "var(--cl-ink)", ...look });
    element.textContent = text;
    this.things.push(element);
  }

  /** @param {string} text @param {number} [size] @param {Record<string, any>} [look] */
  text(text, size = LETTERS, look = {}) {
    if (!text) return;
    const bold = look["font-weight"] ? 1.1 : 1;
    for (const line of broken(text, ((this.width - 2 * PAD) * LETTERS) / size / bold)) this.#line(line, PAD, size, look);
    this.y += GAP;
  }

  /** Entries side by side as they fit, each in as many lines as it needs. @param {Entry[]} entries */
  legend(entries) {
    const most = this.width - 2 * PAD - SWATCH.width - GAP;
    let x = PAD;
    let lowest = this.y;
    for (const { swatch, text } of entries) {
      const lines = broken(text, most);
      const wide = SWATCH.width + GAP + Math.max(...lines.map(widthOf)) + 2 * GAP;
      if (x > PAD && x + wide > this.width - PAD) [x, this.y] = [PAD, lowest];
      const top = this.y;
      swatch.setAttribute("x", String(x));
      swatch.setAttribute("y", String(top + 4));
      swatch.removeAttribute("aria-hidden");
      this.things.push(swatch);
      for (const line of lines) this.#line(line, x + SWATCH.width + GAP, LETTERS, {});
      lowest = Math.max(lowest, this.y);
      this.y = top;
      x += wide;
    }
    this.y = lowest + GAP;
  }

  /** @param {SVGSVGElement} svg */
  figure(svg) {
    const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
    for (const name of ["class", "role", "aria-label", "viewBox"]) copy.removeAttribute(name);
    const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
    const place = { x: (this.width - width) / 2, y: this.y, width, height, viewBox: `0 0 ${width} ${height}`, overflow: "visible" };
    for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
    this.things.push(copy);
    this.y += height + 2 * GAP;
  }
}

/** @param {Given} given @returns {Element} what a library's catalogue reads */
function metadata({ document, data }) {
  const made = (/** @type {string} */ space, /** @type {string} */ tag) =>
    document.createElementNS(NAMESPACES[/** @type {"rdf" | "dc"} */ (space)], `${space}:${tag}`);
  const about = made("rdf", "Description");
  about.setAttributeNS(NAMESPACES.rdf, "rdf:about", "");
  for (const [name, text] of data) {
    const element = made("dc", name);
    element.textContent = text;
    about.append(element);
  }
  const rdf = made("rdf", "RDF");
  rdf.append(about);
  const element = drawn(document, "metadata", {});
  element.append(rdf);
  return element;
}

/** Colours of the light scheme, written out, and no sign that XML forbids.
 * @param {Element} root @param {(name: string) => string} colour */
function settle(root, colour) {
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (name.startsWith("data-")) element.removeAttribute(name);
      else if (value === "currentColor") element.setAttribute(name, colour("--cl-ink"));
      else element.setAttribute(name, value.replace(/var\((--[\w-]+)\)/g, (_, variable) => colour(variable)).replace(FORBIDDEN, ""));
    }
    if (!element.firstElementChild && element.textContent) element.textContent = element.textContent.replace(FORBIDDEN, "");
  }
}

/** @param {Given} given @returns {SVGElement} */
export function figureFile(given) {
  const { document, lang, svg, alt, title, above, legend, below, small, colour } = given;
  const sheet = new Sheet(given, Math.max(LEAST, Number(svg.getAttribute("width")) + 2 * PAD));
  sheet.text(title, 17, { "font-weight": 700 });
  for (const text of above) sheet.text(text);
  sheet.legend(legend);
  sheet.figure(svg);
  for (const text of below) sheet.text(text);
  for (const text of small) sheet.text(text, 11, { fill: "var(--cl-muted)" });
  const [width, height] = [sheet.width, Math.ceil(sheet.y + PAD)];
  const root = drawn(document, "svg", {
    width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt, lang, "font-family": FONTS[/** @type {"en" | "ja"} */ (lang)],
    "font-size": LETTERS,
  });
  const [name, description] = ["title", "desc"].map((tag) => drawn(document, tag, {}));
  name.textContent = title;
  description.textContent = alt;
  root.append(name, description, metadata(given), drawn(document, "rect", { width, height, fill: "#ffffff" }), ...sheet.things);
  settle(root, colour);
  return root;
}
