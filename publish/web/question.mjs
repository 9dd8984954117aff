// @ts-check
/** Questions: say whether the pick was right, and open the reason. Without scripts the reason opens by hand.
 * On a reading path the first answer is kept: a bet is what one said before one knew. */
import { here } from "./header.mjs";
import { keep, kept } from "./kept.mjs";
import { afterAnswer, asksFor } from "./routes.mjs";

/** @param {Event} event */
export function answerQuestion(event) {
  const picked = /** @type {HTMLInputElement} */ (event.target);
  const question = picked.closest("[data-question]");
  if (!question) return;
  const verdict = /** @type {HTMLElement} */ (question.querySelector(".cl-pick"));
  const right = "right" in picked.dataset;
  verdict.textContent = (right ? verdict.dataset.right : verdict.dataset.wrong) ?? "";
  question.setAttribute("data-answered", right ? "right" : "wrong");
  question.querySelector("details")?.setAttribute("open", "");
  const name = `${here()}#${question.id}`;
  if ((kept().current || asksFor(name)) && !(name in kept().picks)) keep((now) => { now.picks[name] = right; });
  afterAnswer();
}
