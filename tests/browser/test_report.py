"""An error is reported with its page and its setting: in the footer, beside a number, and on the page that takes the report."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from publish.islands import ui_words
from publish.press_words import press_words
from tests.browser.conftest import ARTICLE, LANGUAGES, SLUG, Open, go_live, poll, type_into

LINKS = "a[data-cl-report]"
STATE = f"{SLUG}=v1,length_m:30"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_carries_page_and_state_into_a_text_to_send(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE))
    type_into(page, "length_m", "30")
    beside = page.locator(f"#{SLUG} {LINKS}")
    assert beside.inner_text() == ui_words(language)["report"]
    beside.click()
    poll(page, "() => document.querySelector('[data-report][data-live]')")
    ui, there = press_words(language)["report"], urlsplit(page.url)
    assert there.path.endswith(f"{LANGUAGES[language]}how-we-know/")
    assert there.fragment == "report"
    came = page.locator("[data-report-page]").inner_text()
    assert came.endswith(f"/{LANGUAGES[language]}{ARTICLE}?{STATE}")
    text = page.locator("[data-report-text]").text_content() or ""
    assert text.startswith(f"{ui['page']} {came}\n")
    assert all(ui[name] in text for name in ("found", "right", "source"))
    assert ui["to_host"].split("{")[0] in page.locator(".cl-report").inner_text()
    page.locator(".cl-colophon a[data-cl-report]").focus()  # the footer of the page of reports keeps what was brought
    assert quote("length_m") in page.locator(".cl-colophon a[data-cl-report]").get_attribute("href")


@pytest.mark.parametrize(
    "brought",
    [
        "//evil.example/",
        "../../x",
        "/x",
        "javascript:alert(1)",
        "https://evil.example/",
        "<img src=x onerror=alert(1)>",
        "x" * 5000,
    ],
)
def test_what_a_link_brings_is_an_address_of_this_site_or_nothing(open_page: Open, brought: str) -> None:
    page = open_page(f"how-we-know/?from={quote(brought)}#report")
    poll(page, "() => document.querySelector('[data-report][data-live]')")
    assert page.locator("[data-report-page]").get_attribute("href") is None
    assert (page.locator("[data-report-text]").text_content() or "").startswith(
        press_words("en")["report"]["page"] + "\n"
    )


def test_without_scripts_the_links_lead_to_the_text(open_page: Open) -> None:
    page = open_page(ARTICLE, java_script_enabled=False)
    targets = [link.get_attribute("href") or "" for link in page.locator(LINKS).all()]
    assert targets
    assert all(target.endswith("#report") for target in targets)
    page.locator(f".cl-colophon {LINKS}").click()
    assert re.search(r"how-we-know/\?from=articles/is-light-faster/#report$", page.url)
    assert page.locator("[data-report-text]").is_visible()


def test_a_form_gets_the_address_and_the_language(open_page: Open) -> None:
    """As a build with REPORT_URL has it."""
    page = go_live(open_page())
    type_into(page, "length_m", "30")
    link = page.locator(f".cl-colophon {LINKS}")
    link.evaluate("(link) => { link.href = 'https://forge.example/site/issues/new?template=number.yml'; }")
    link.focus()
    asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert asked == {"template": ["number.yml"], "page": [page.url], "language": ["en"]}
    link.evaluate("(link) => { link.blur(); link.href = 'mailto:editor@site.example?subject=number'; }")
    link.focus()
    assert parse_qs(urlsplit(link.get_attribute("href") or "").query) == {"subject": ["number"], "body": [page.url]}
