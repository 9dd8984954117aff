"""A calculator's fuller method: progress, a result, a way to stop it; sliders go on meanwhile."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route

import dev
from explainers.calculators import link_latency
from explainers.text import quantity
from explainers.words import words
from publish import islands
from publish.islands import parse_fence, render, ui_words
from publish.steps.finish.inert import DATA, _as_text
from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    assert_equals_cpython,
    go_live,
    part,
    poll,
    type_into,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip
from tests.browser.test_accessibility import assert_axe, with_axe
from tests.browser.wheels import replace_calculator

SLOW = '''"""The calculator with a fuller method of sixty steps, endless above 1,000 m."""
import time
from explainers.base.answer import Message
from explainers.calculators import well
from explainers.calculators.well import *

def full(inputs):
    for step in range(60):
        until = time.monotonic() + 0.04
        while time.monotonic() < until or inputs.length_m > 1000:
            pass
        yield (step + 1) / 60
    found = well.answer(inputs)
    yield Message("in-full", (found.value("length_m"), found.value("total_s")))
'''
OWN = {
    "en": ("Calculate in full", "In full, over {length_m}: {total_s}."),
    "ja": ("詳しく計算する", "詳しい計算では、{length_m}で{total_s}です。"),
}
SECTION = re.compile(rf'<section[^>]*\bid="{SLUG}".*?</section>', re.S)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The article in both languages, as the build would write it for such a calculator."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_latency, "full", lambda _: iter(()), raising=False)
        patch.setattr(islands, "words", with_full)
        drawn = render([(parse_fence(SLUG), language) for language in LANGUAGES])
    return {
        language: SECTION.sub(
            lambda _, html=html: DATA.sub(_as_text, html).replace("code:", "../../code/"),
            (dev.SITE / LANGUAGES[language] / ARTICLE / "index.html").read_text(encoding="utf-8"),
            count=1,
        )
        for language, html in zip(LANGUAGES, drawn, strict=True)
    }


def with_full(name: str, language: str) -> dict[str, Any]:
    own = words(name, language)
    if name != SLUG:
        return own
    button, message = OWN[language]
    return {**own, "full": {"button": button}, "messages": {**own["messages"], "in-full": message}}


def opened(open_page: Open, pages: dict[str, str], language: str = "en") -> Page:
    def prepare(page: Page) -> None:
        replace_calculator(page, SLOW)
        with_axe(page)

        def article(route: Route) -> None:
            route.fulfill(body=pages[language], content_type="text/html; charset=utf-8")

        page.route(f"**/{LANGUAGES[language]}{ARTICLE}", article)

    return go_live(open_page(LANGUAGES[language] + ARTICLE, prepare=prepare))


def button(page: Page, name: str) -> Any:
    return page.locator(f"#{SLUG} [data-full={name}]")


def progress(page: Page) -> float:
    return float(page.locator(f"#{SLUG} progress").evaluate("(bar) => bar.value"))


def until_result(page: Page, words_of_it: str) -> None:
    poll(page, "([id, said]) => document.querySelector(`#${id} [data-part=full-result]`).textContent.includes(said)",
         [SLUG, words_of_it])  # fmt: skip


def moved(page: Page) -> int:
    """How often something moved without the reader's doing."""
    return int(page.evaluate("() => recorded.shifts.filter((shift) => !shift.recent).length"))


def result(length_m: float) -> str:
    total = link_latency.answer(link_latency.Inputs(length_m=length_m)).value("total_s")
    return f"In full, over {quantity(length_m, 'm')}: {quantity(total.number, 's')}."


def test_it_tells_its_progress_while_the_slider_goes_on(open_page: Open, pages: dict[str, str]) -> None:
    page = opened(open_page, pages)
    shifts = moved(page)
    assert not button(page, "cancel").is_visible()
    button(page, "start").click()
    poll(page, "(id) => document.querySelector(`#${id} progress`).value > 0.05", SLUG)
    assert button(page, "cancel").is_visible()
    type_into(page, "length_m", "30")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})  # answered between two steps
    between = progress(page)
    assert between < 1
    assert part(page, "full-result") == ""
    until_result(page, "In full")
    assert part(page, "full-result") == result(2.0)
    assert not button(page, "cancel").is_visible()
    assert page.locator(f"#{SLUG} [data-part=full-result]").get_attribute("aria-live") == "polite"
    stale = page.locator(f"#{SLUG} [data-part=full-stale]")
    assert stale.is_visible()  # the slider has moved since the run began
    assert stale.inner_text() == ui_words("en")["full_stale"]
    type_into(page, "length_m", "2")
    wait_for_answers(page)
    assert not stale.is_visible()
    page.locator(f"#{SLUG} [data-preset=hall]").click()
    wait_for_answers(page)
    assert stale.is_visible()
    assert_axe(page, "stale", f"#{SLUG}")
    assert moved(page) == shifts, "progress and result have their places from the start"


def test_it_is_stopped_by_keyboard(open_page: Open, pages: dict[str, str]) -> None:
    page = opened(open_page, pages, "ja")
    button(page, "start").focus()
    page.keyboard.press("Enter")
    poll(page, "(id) => document.querySelector(`#${id} progress`).value > 0.05", SLUG)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    until_result(page, ui_words("ja")["full_cancelled"])
    assert page.evaluate("() => document.activeElement.dataset.full") == "start"
    reached = progress(page)
    page.wait_for_timeout(300)
    assert progress(page) == reached < 1
    assert part(page, "full-result") == ui_words("ja")["full_cancelled"]
    type_into(page, "length_m", "30")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})


def test_the_newest_run_wins_and_refused_values_are_named(open_page: Open, pages: dict[str, str]) -> None:
    page = opened(open_page, pages)
    button(page, "start").click()
    poll(page, "(id) => document.querySelector(`#${id} progress`).value > 0.05", SLUG)
    type_into(page, "length_m", "100")
    button(page, "start").click()
    until_result(page, "In full")
    assert part(page, "full-result") == result(100.0)
    assert not page.locator(f"#{SLUG} [data-part=full-stale]").is_visible()


def test_an_endless_step_is_stopped_and_python_comes_back(open_page: Open, pages: dict[str, str]) -> None:
    page = opened(open_page, pages)
    type_into(page, "length_m", "1500")
    button(page, "start").click()
    assert button(page, "cancel").is_visible()
    assert_axe(page, "running", f"#{SLUG}")
    assert page.locator(f"label[for={SLUG}-view-table]").is_visible()
    poll(page, "() => window.copperAndLight.generation() === 2", timeout_s=13)
    until_result(page, words("common", "en")["errors"]["timeout"])
    assert not button(page, "cancel").is_visible()
    type_into(page, "length_m", "30")
    wait_for_state(page, "live")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})


def test_the_site_itself_shows_it_only_where_a_calculator_has_it(open_page: Open) -> None:
    page = open_page()
    assert page.locator("[data-full]").count() == 0
