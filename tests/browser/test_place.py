"""A link inside a page changes the place and nothing else, on every page: what was moved, pinned, answered and opened stays."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

import dev
from tests.browser.conftest import LANGUAGES, Open, click_through, poll, wait_for_answers

WALK = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
LIVE = "() => [...document.querySelectorAll('[data-explainer]')].every((island) => island.dataset.state === 'live')"


def pages(language: str) -> list[str]:
    """Addresses of all pages of a language, the home page first."""
    root = dev.SITE / LANGUAGES[language]
    found = sorted(path.parent.relative_to(root).as_posix() for path in root.rglob("index.html"))
    foreign = ("assets", "pagefind", *(LANGUAGES.values() if language == "en" else ()))
    kept = [
        path for path in found if path != "." and not path.startswith(tuple(part.strip("/") or "-" for part in foreign))
    ]
    return [f"/{LANGUAGES[language]}", *(f"/{LANGUAGES[language]}{path}/" for path in kept)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_every_page_changes_the_place_and_nothing_else(open_page: Open, language: str) -> None:
    asked: list[str] = []
    page = open_page(None, prepare=lambda page: page.add_init_script(WALK), locale=language)
    first, *others = pages(language)
    page.goto(first)
    poll(page, "() => window.copperAndLight")
    page.on("request", lambda request: asked.append(request.url.split("?")[0].split("#")[0]))
    faults: list[str] = []
    for path in (first, *others):
        if path != first:
            click_through(page, path)
        poll(page, "(path) => location.pathname === path && document.querySelector('article h1')", path)
        faults += [f"{path} {fault}" for fault in walked(page, asked)]
    assert faults == []
    assert page.evaluate("() => copperAndLight.generation()") == 1, "one Python for all pages"


def walked(page: Page, asked: list[str]) -> list[str]:
    islands = page.locator("[data-explainer]").count()
    if islands:
        page.evaluate("() => document.querySelector('[data-explainer]').scrollIntoView()")
        poll(page, LIVE)
    page.evaluate("() => set()")
    if islands:
        wait_for_answers(page)
        poll(page, LIVE)
    if page.locator("[data-full=start]").count():
        poll(page, "() => document.querySelector('[data-part=full-result]').textContent")
    asked.clear()
    found = page.evaluate("() => walk()")
    page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    assert found["count"] >= 2
    again = [url for url in asked if url == page.url.split("?")[0].split("#")[0]]
    return found["faults"] + (["fetched again"] if again else [])
