// @ts-check
/** Questions: say whether the pick was right, and open the reason. Without scripts the reason opens by hand. */

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
}
