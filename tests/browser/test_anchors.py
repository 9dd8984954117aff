"""An anchor leads somewhere: into what is closed, to an item that a filter hides, or quietly nowhere."""

import re

import pytest

from tests.browser.conftest import ARTICLE, SLUG, Open, poll
from tests.browser.steps import MARK, follow, query


@pytest.mark.parametrize("path", ["claims/", "paths/ten-minutes/", ARTICLE])
def test_an_anchor_that_names_nothing_hurts_nobody(open_page: Open, path: str) -> None:
    """Opened, typed, clicked and stepped to; an uncaught error would fail the fixture."""
    bad = ("#%E0%A4%A", "#%", "#no-such", "#\\", '#"]', "#%5C", "#a'b")
    for text in bad:
        page = open_page(path + text)
        poll(page, "() => window.copperAndLight")
        page.wait_for_timeout(30)
        page.close()
    page = open_page(path)
    poll(page, "() => window.copperAndLight")
    page.evaluate(MARK)
    for text in bad:
        page.evaluate("(text) => { location.hash = text; }", text)
        follow(page, text)
    for _ in bad[1:]:
        page.go_back()
    page.wait_for_timeout(30)
    assert page.evaluate("() => main.isConnected")


@pytest.mark.parametrize("place", ["[data-panel=sources] [id]", ".cl-assumptions [data-input]"])
def test_what_is_closed_opens_for_its_anchor(open_page: Open, place: str) -> None:
    """When the address is opened, by a link, and by Back after the reader has closed it."""
    page = open_page(ARTICLE)
    anchor = page.locator(f"#{SLUG} {place}").last.get_attribute("id")
    assert anchor
    shut = """(id) => {
        for (const fold of document.querySelectorAll("main details")) fold.open = false;
        document.querySelector("[data-view=chart]").click();
        scrollTo(0, document.body.scrollHeight);
    }"""
    seen = """(id) => {
        const box = document.getElementById(id).getBoundingClientRect();
        return document.getElementById(id).checkVisibility() && box.top >= 0 && box.top < innerHeight;
    }"""
    page.goto("/")
    page.goto(f"{ARTICLE}#{anchor}")
    poll(page, seen, anchor)
    page.evaluate(MARK)
    page.evaluate(shut, anchor)
    follow(page, f"#{anchor}")
    poll(page, seen, anchor)
    page.evaluate(shut, anchor)
    page.wait_for_timeout(150)
    follow(page, "#sources")
    page.go_back()
    poll(page, seen, anchor)
    assert page.evaluate("() => main.isConnected")


def test_filters_survive_links_and_follow_back(open_page: Open) -> None:
    page = open_page("claims/?utm_source=mail")
    form = "form[data-filter=claims-list]"
    poll(page, f"() => document.querySelector('{form} > fieldset:enabled')")
    page.evaluate(MARK)
    page.locator(f"{form} [name=kind]").select_option("forecast")
    page.locator("#claims-list .cl-way:visible >> nth=0").click()
    page.locator(".cl-counts a[href*='?verdict=contradicted']").click()
    assert query(page) == {"verdict": "contradicted", "utm_source": "mail"}, (
        "what a list is asked for, it is asked for alone"
    )
    poll(page, f"() => document.querySelector('{form} [name=kind]').value === ''")
    page.go_back()
    poll(page, f"() => document.querySelector('{form} [name=kind]').value === 'forecast'")
    assert re.search(r"#[cs]\d+$", page.url)
    assert page.evaluate("() => main.isConnected")
