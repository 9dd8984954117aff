"""Pin an answer: it stays in grey behind the present one, and a sentence compares the two."""

from typing import Any

import pytest
from playwright.sync_api import Page

from explainers.calculators.link_latency import Inputs, answer
from explainers.text import quantity
from explainers.words import words
from publish.islands import ui_words
from tests.browser.conftest import ARTICLE, LANGUAGES, SLUG, Open, go_live, part, poll, type_into, wait_for_answers
from tests.browser.test_accessibility import assert_axe, with_axe
from tests.browser.test_explainer_live import draw_all, snapshot

PIN = f"#{SLUG} [data-action=pin]"
LINE = f"#{SLUG} [data-part=pinned]"
GHOSTS = """(id) => [...document.querySelectorAll(`#${id} .cl-plot`)].filter((plot) => plot.getClientRects().length)
    .map((plot) => [...plot.querySelectorAll('g[data-mark="line"], g[data-mark="bar"]')]
        .filter((group) => group.getAttribute("stroke") === "var(--cl-edge)")
        .reduce((count, group) => count + group.children.length, 0))"""


def total_s(**inputs: Any) -> float:
    return answer(Inputs(**inputs)).value("total_s").number


def line(language: str, pinned: dict[str, Any], now: dict[str, Any]) -> str:
    one, other = total_s(**pinned), total_s(**now)
    if other != other:
        return ui_words(language)["pinned"].format(
            label=words(SLUG, language)["terms"]["total_s"], a=quantity(one, "s"), b="–"
        )
    return ui_words(language)["pinned_ratio"].format(
        label=words(SLUG, language)["terms"]["total_s"],
        a=quantity(one, "s"), b=quantity(other, "s"), ratio=quantity(other / one, "1"),
    )  # fmt: skip


def ghosts(page: Page) -> list[int]:
    return list(page.evaluate(GHOSTS, SLUG))


def below(page: Page) -> float:
    """How far the first figure stands below the top of its explainer."""
    figure, top = (page.locator(place).bounding_box()["y"] for place in (f"#{SLUG} figure >> nth=0", f"#{SLUG}"))
    return float(figure - top)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pinned_stays_while_the_present_moves(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE, prepare=with_axe))
    draw_all(page)
    default = snapshot(page)
    assert page.locator(f"#{SLUG} .cl-room-pinned").bounding_box()["height"] == 0
    page.locator(PIN).focus()
    page.keyboard.press("Enter")
    poll(page, "(id) => document.getElementById(id).matches('[data-pinned]')", SLUG)  # the drawing code may come first
    assert page.locator(PIN).inner_text() == ui_words(language)["unpin"]
    assert part(page, "pinned") == line(language, {}, {})
    assert page.locator(LINE).get_attribute("aria-live") == "polite"
    poll(page, f"(slug) => String(({GHOSTS})(slug)) === '5,5'", SLUG)  # five bars, five curves, once next drawn
    top = below(page)
    type_into(page, "length_m", "30")
    assert part(page, "pinned") == line(language, {}, {"length_m": 30.0})
    type_into(page, "fec_logic_ns", "70")
    assert part(page, "pinned") == line(language, {}, {"length_m": 30.0, "fec_logic_ns": 70.0})
    page.locator(f"#{SLUG} [data-input=medium]").select_option("twinax")
    wait_for_answers(page)
    draw_all(page)
    assert part(page, "pinned") == line(language, {}, {"length_m": 30.0, "medium": "twinax"})
    assert ghosts(page) == [5, 5]
    assert below(page) == top, "the line keeps its place"
    assert_axe(page, "pinned", f"#{SLUG}")
    assert f"{SLUG}.pin=v1&" in page.url, "the default is pinned"
    page.locator(f"#{SLUG} [data-action=reset]").click()
    wait_for_answers(page)
    page.locator(PIN).click()
    draw_all(page)
    assert part(page, "pinned") == ""
    assert page.locator(PIN).inner_text() == ui_words(language)["pin"]
    assert snapshot(page) == default


def test_the_built_answer_can_be_pinned_before_python_is_there(open_page: Open) -> None:
    """The page does not know the numbers its figures were drawn from; Python fills them in."""
    page = open_page(reduced_motion="reduce")
    poll(page, "() => window.copperAndLight")
    page.locator(PIN).click()
    page.locator(f"#{SLUG} [data-preset=row]").click()
    poll(page, "(id) => document.getElementById(id).dataset.state === 'live'", SLUG)
    wait_for_answers(page)
    assert part(page, "pinned") == line("en", {}, {"length_m": 30.0})
    poll(page, f"(id) => String(({GHOSTS})(id)) === '5,5'", SLUG)
