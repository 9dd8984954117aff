// @ts-check
/** Brings the code of an explainer from its own page into the code view, once, when that view is opened. */
import { part } from "./element.mjs";

/** @param {HTMLElement} root of an island */
export async function bringCode(root) {
  const link = /** @type {HTMLAnchorElement | null} */ (root.querySelector('[data-part="code-link"]:not([aria-busy])'));
  if (!link) return;
  link.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(link.href);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const files = [...page.querySelectorAll("details.cl-code")].map((file) => document.importNode(file, true));
    if (!files.length) throw new Error(`no code at ${link.href}`);
    part(root, "code-link").closest("p")?.replaceWith(...files);
  } catch {
    link.removeAttribute("aria-busy"); // the link itself still leads there
  }
}
