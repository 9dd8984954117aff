"""Nothing on the page moves: not when Python arrives, not while a slider is moved."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    go_live,
    poll,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip

SLIDER = f"#{SLUG} [data-slider=length_m]"
BOXES = """() => [...document.querySelectorAll("#link-latency *, h1, h2, h3, .cl-question, p")].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return `${element.tagName} ${element.className.baseVal ?? element.className} ${[left, top, width, height]}`;
})"""


def still_page(open_page: Open, language: str, width: int) -> Page:
    """The article with the island in view and Python not started, because the reader saves data."""

    def save_data(page: Page) -> None:
        page.context.new_cdp_session(page).send("Emulation.setDataSaverOverride", {"dataSaverEnabled": True})

    page = open_page(LANGUAGES[language] + ARTICLE, prepare=save_data, viewport={"width": width, "height": 900})
    poll(page, "() => window.copperAndLight")
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.copperAndLight.state()") == "off"
    page.evaluate("() => { recorded.shifts.length = 0; }")
    return page


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_moves_when_python_arrives(open_page: Open, language: str, width: int) -> None:
    page = still_page(open_page, language, width)
    before = page.evaluate(BOXES)
    page.locator(f"#{SLUG} [data-part=sentence]").dispatch_event("pointerdown")
    wait_for_state(page, "live")
    wait_for_answers(page)
    page.wait_for_timeout(100)
    assert [pair for pair in zip(before, page.evaluate(BOXES), strict=True) if pair[0] != pair[1]] == []
    assert page.evaluate("() => recorded.shifts") == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_moving_the_slider_does_not_move_the_page(open_page: Open, language: str, width: int) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE))
    page.set_viewport_size({"width": width, "height": 900})
    tops = f"""() => [...document.querySelectorAll("#{SLUG} [data-slider], #{SLUG} figure")]
        .map((element) => Math.round(element.getBoundingClientRect().top + scrollY))"""
    page.locator(SLIDER).focus()
    seen = set()
    for key in (
        "Home",
        "PageUp",
        "PageUp",
        "PageUp",
        "PageUp",
        "PageUp",
        "PageUp",
        "PageUp",
        "PageUp",
        "PageUp",
        "End",
    ):
        page.keyboard.press(key)
        wait_for_answers(page)
        seen.add(tuple(page.evaluate(tops)))
    assert len(seen) == 1, seen
