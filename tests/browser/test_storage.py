"""Storage that is forbidden, full or holds something else: no error, the switch of colours works, explainers work."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ARTICLE, SLUG, Open, assert_equals_cpython, click_through, go_live, poll, type_into

FORBIDDEN = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(globalThis, name, { get() { throw new DOMException("forbidden", "SecurityError"); } });
}"""
ABSENT = (
    "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { value: null });"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
BROKEN = [
    "", "{", "5", "null", '"slate"', "[]", "{}", '{"index":1}', '{"index":7,"color":{"scheme":"slate"}}', '{"index":-1,"color":{}}',
    '{"index":"length","color":{"scheme":"slate"}}', '{"index":0.5,"color":{}}', '{"index":2,"color":5}',
    '{"index":2,"color":{"scheme":{"a":1}}}', '{"index":2,"color":{"scheme":"x y"}}', '{"index":1,"color":{"media":3}}',
]  # fmt: skip


def scheme(page: Page) -> str:
    return str(page.evaluate("() => document.body.getAttribute('data-md-color-scheme')"))


def switch(page: Page) -> None:
    """Press the one label of the switch that is shown."""
    labels = page.locator("[data-md-component=palette] label:visible")
    poll(
        page,
        "() => [...document.querySelectorAll('[data-md-component=palette] label')].filter((one) => !one.hidden).length === 1",
    )
    labels.click()


def assert_switches(page: Page) -> None:
    """System, light, dark and round again; a choice stays through the pages of this visit."""
    seen = [scheme(page)]
    for _ in range(3):
        switch(page)
        seen.append(scheme(page))
    assert seen[0] == seen[3]
    assert {"default", "slate"} <= set(seen)
    while scheme(page) != "slate":
        switch(page)
    click_through(page, "/glossary/")
    assert scheme(page) == "slate"
    switch(page)
    assert scheme(page) in ("default", "slate")


@pytest.mark.parametrize("state", [FORBIDDEN, ABSENT, FULL], ids=["forbidden", "absent", "full"])
def test_without_storage_everything_works_as_long_as_the_page(open_page: Open, state: str) -> None:
    page = open_page("paths/ten-minutes/", prepare=lambda page: page.add_init_script(state), color_scheme="light")
    poll(page, "() => window.copperAndLight")
    page.locator("[data-station] input").first.check()
    assert_switches(page)
    click_through(page, f"/{ARTICLE}")
    go_live(page)
    type_into(page, "length_m", "30")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})
    assert SLUG


def test_whatever_stands_in_the_record_of_colours_the_switch_works(open_page: Open) -> None:
    """open_page fails at any uncaught error."""
    page = open_page("glossary/", color_scheme="light")
    poll(page, "() => window.copperAndLight")
    switch(page)
    key = page.evaluate("() => Object.keys(localStorage).find((key) => key.endsWith('.__palette'))")
    good = page.evaluate("(key) => localStorage.getItem(key)", key)
    assert scheme(page) == "default"
    for record in BROKEN:
        page.evaluate("([key, record]) => localStorage.setItem(key, record)", [key, record])
        page.reload()
        poll(page, "() => window.copperAndLight")
        assert scheme(page) in ("default", "slate"), record
        switch(page)
        switch(page)
        assert scheme(page) == "slate", record
    page.evaluate("([key, record]) => localStorage.setItem(key, record)", [key, good.replace("default", "slate")])
    page.emulate_media(color_scheme="light")
    page.reload()
    poll(page, "() => window.copperAndLight")
    assert scheme(page) in ("default", "slate")
