"""What lies outside its figure, and so is cut off, as a reader's browser lays it out."""

from playwright.sync_api import Page

TOLERANCE_PX = 1
OUTSIDE = """([root, tolerance]) => {
    const shown = [...document.querySelectorAll(`${root} [data-chart] .cl-plot svg`)].filter((svg) => svg.getClientRects().length);
    const outside = shown.flatMap((svg) => {
        const box = svg.getBoundingClientRect();
        return [...svg.querySelectorAll("text")].flatMap((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            const out = Math.max(box.left - left, right - box.right, box.top - top, bottom - box.bottom);
            const chart = svg.closest("[data-chart]").dataset.chart;
            return out > tolerance ? [`${svg.closest("[data-explainer]").id}, ${chart}: "${text.textContent}" by ${out.toFixed(1)} px`] : [];
        });
    });
    return [shown.length, outside];
}"""


def cut_off(page: Page, root: str = "main") -> tuple[int, list[str]]:
    """How many figures are shown below `root`, and every text that reaches past the edge of its own."""
    count, outside = page.evaluate(OUTSIDE, [root, TOLERANCE_PX])
    return count, outside
