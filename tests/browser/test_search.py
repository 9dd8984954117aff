"""The search finds Japanese compounds and English words, and its results open their pages."""

import re

import pytest
from playwright.sync_api import Page

import dev
from tests.browser.conftest import ARTICLE, LANGUAGES, Open, poll

WORDS = {
    "ja": [
        "誤り訂正",
        "中空コアファイバー",
        "群屈折率",
        "符号語",
        "銅ケーブル",
        "光モジュール",
        "ナノ秒",
        "リタイマー",
        "パッシブ銅ケーブル",
        "DSP",
    ],
    "en": [
        "hollow-core",
        "codeword",
        "twinax",
        "group index",
        "retimer",
        "serialisation",
        "DSP",
        "nanoseconds",
        "propagation",
    ],
}


def texts(language: str) -> str:
    """Text of every page of a language."""
    pages = (dev.SITE / LANGUAGES[language]).rglob("index.html")
    kept = [path for path in pages if language == "ja" or "ja" not in path.relative_to(dev.SITE).parts]
    return " ".join(re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8")) for path in kept).lower()


def find(page: Page, text: str) -> list[str]:
    """Addresses of the results."""
    page.locator("#cl-search-input").fill("")
    poll(page, "() => !document.querySelector('#cl-search-results li')")
    page.locator("#cl-search-input").fill(text)
    poll(page, "() => document.querySelector('#cl-search-results li')")
    return page.locator("#cl-search-results a").evaluate_all(
        "(links) => links.map((link) => new URL(link.href).pathname)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_pages_are_found(open_page: Open, language: str) -> None:
    stands = [word for word in WORDS[language] if word.lower() in texts(language)]
    assert len(stands) >= 6, f"the pages no longer say {set(WORDS[language]) - set(stands)}"
    page = open_page(LANGUAGES[language])
    page.locator("#cl-search-open").click()
    for word in stands:
        found = find(page, word)
        assert found, word
        assert all(path.startswith("/" + LANGUAGES[language]) for path in found)
        assert language == "ja" or not any(path.startswith("/ja/") for path in found)
        assert page.locator("#cl-search-results mark").count() >= 1
    assert f"/{LANGUAGES[language]}{ARTICLE}" in find(page, stands[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_opens_its_page_by_keyboard(open_page: Open, language: str) -> None:
    page = open_page(f"{LANGUAGES[language]}how-we-know/")
    page.keyboard.press("/")
    page.keyboard.type("DSP")
    poll(page, "() => document.querySelector('#cl-search-results li')")
    first = page.locator("#cl-search-results a").first
    path = first.evaluate("(link) => new URL(link.href).pathname")
    first.focus()
    page.keyboard.press("Enter")
    poll(page, "(path) => location.pathname === path", path)
    assert not page.locator("#cl-search").is_visible()
    poll(page, "() => document.querySelector('article h1')")


def test_nothing_found_is_said(open_page: Open) -> None:
    page = open_page("")
    page.locator("#cl-search-open").click()
    page.locator("#cl-search-input").fill("qqqzzzxxy")
    said = page.locator("#cl-search").get_attribute("data-none")
    poll(page, "(said) => document.getElementById('cl-search-status').textContent === said", said)
