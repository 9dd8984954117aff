"""From the home page to our verdict on any sentence in two clicks; the ledger is filtered, linked to and whole without scripts."""

import re

import pytest
from playwright.sync_api import Page

from explainers.base.sources import claims, sentences
from publish.press_words import press_words
from tests.browser.conftest import LANGUAGES, Open, poll, wait_for_page

PATH = "claims/"
LEDGER = "form[data-filter=claims-list]"
SHOWN = """() => [...document.querySelectorAll("#claims-list [data-item]")].filter((item) => item.checkVisibility())
    .map((item) => item.id.toUpperCase())"""
# where a click on a badge leads: to a claim below the header and inside the window, with its verdict
ARRIVED = """(anchor) => {
    const target = document.getElementById(anchor), head = document.querySelector("header.md-header").getBoundingClientRect();
    const badge = target.querySelector(".cl-badge"), box = badge.getBoundingClientRect();
    return location.hash === `#${anchor}` && badge.checkVisibility() && box.top >= head.bottom && box.bottom <= innerHeight
        && badge.textContent;
}"""


def wanted(**values: str) -> list[str]:
    """Claims whose fields have these values, by number."""
    found = [name for name, claim in claims().items() if all(claim[key] == value for key, value in values.items())]
    return sorted(found, key=lambda name: int(name[1:]))


def open_ledger(open_page: Open, query: str = "", language: str = "en") -> Page:
    page = open_page(f"{LANGUAGES[language]}{PATH}{query}")
    poll(page, f"() => document.querySelector('{LEDGER} > fieldset:enabled')")
    return page


def assert_shows(page: Page, names: list[str]) -> None:
    text = press_words("en")["ledger"]["shown"].format(shown=len(names), all=len(claims()))
    said = f"document.querySelector('{LEDGER} [role=status]').textContent"
    poll(page, f"([names, text]) => ({SHOWN})().join() === names && {said} === text", [",".join(names), text])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_post_is_two_clicks_from_home(open_page: Open, language: str) -> None:
    page = open_page(LANGUAGES[language], reduced_motion="reduce")
    page.locator(f".cl-top a[href$='{PATH}']").click()  # the first click
    poll(
        page, "(path) => location.pathname === path && document.getElementById('s24')", f"/{LANGUAGES[language]}{PATH}"
    )
    labels = press_words(language)["verdicts"]
    reached = set()
    for name in sentences():
        row = page.locator(f"#{name.lower()}")
        for badge in row.locator("a.cl-badge").all():
            anchor = (badge.get_attribute("href") or "").split("#")[1]
            badge.click()  # the second
            assert poll(page, ARRIVED, anchor) == labels[claims()[anchor.upper()]["verdict_class"]]
            assert claims()[anchor.upper()]["sentence"] == name
            reached.add(anchor.upper())
    assert reached == set(claims())
    page.locator("#s23 .cl-help a").first.click()  # no claim: the article that treats it
    poll(page, "() => document.querySelector('article h1') && /wiring-ten-thousand/.test(location.pathname)")


def test_from_an_article_to_the_ledger_and_back(open_page: Open) -> None:
    page = open_page("articles/is-light-faster/", reduced_motion="reduce")
    page.locator("a[href$='claims/#c18']").click()
    poll(page, f"() => document.getElementById('c18') && ({ARRIVED})('c18')")
    page.locator("#c18 a[href*='is-light-faster']:not([href*='#'])").click()
    poll(page, "() => location.pathname === '/articles/is-light-faster/' && document.getElementById('link-latency')")


def test_filters_change_list_status_and_address(open_page: Open) -> None:
    page = open_ledger(open_page)
    everything = wanted()
    assert_shows(page, everything)
    page.locator(f"{LEDGER} [name=verdict][value=contradicted]").focus()
    page.keyboard.press("Space")
    assert_shows(page, wanted(verdict_class="contradicted"))
    assert page.url.endswith(f"{PATH}?verdict=contradicted")
    page.locator(f"{LEDGER} [name=kind]").select_option("forecast")
    assert_shows(page, wanted(verdict_class="contradicted", kind="forecast"))
    sections = page.locator("#claims-list > section:visible")
    assert sections.count() == len(
        {claims()[name]["section"] for name in wanted(verdict_class="contradicted", kind="forecast")}
    )
    page.reload()
    assert_shows(page, wanted(verdict_class="contradicted", kind="forecast"))
    page.locator(f"{LEDGER} button[type=reset]").click()
    assert_shows(page, everything)
    assert page.url.endswith(PATH)
    page.locator(f"{LEDGER} [name=sentence]").select_option("S6")
    assert_shows(page, wanted(sentence="S6"))
    page.locator(f"{LEDGER} [name=sentence]").select_option("")
    page.locator(f"{LEDGER} [name=article]").select_option("is-light-faster")
    told = page.evaluate(SHOWN)
    assert {"C18", "C69"} <= set(told) != set(everything)
    page.locator(f"{LEDGER} [name=article]").select_option("")
    page.locator(f"{LEDGER} [name=live]").check()
    assert_shows(page, [name for name in everything if claims()[name].get("live_en")])


def test_a_link_may_ask_for_several_verdicts_and_an_anchor_is_always_shown(open_page: Open) -> None:
    several = ("partly-supported", "partly-contradicted", "contradicted")
    doubted = [name for name in wanted() if claims()[name]["verdict_class"] in several]
    page = open_ledger(open_page, f"?verdict={','.join(several)}")
    assert_shows(page, doubted)
    assert "C20" not in doubted
    page.locator("#s6 a[href$='#c20']").click()  # supported, so the filter would hide it
    poll(page, ARRIVED, "c20")
    assert_shows(page, [name for name in wanted() if name in {*doubted, "C20"}])
    page.locator(f"{LEDGER} [name=kind]").select_option("fact")
    assert_shows(page, [name for name in doubted if claims()[name]["kind"] == "fact"])
    page.goto(f"{PATH}?verdict=opinion#c18")
    assert_shows(page, sorted([*wanted(verdict_class="opinion"), "C18"], key=lambda name: int(name[1:])))
    poll(page, ARRIVED, "c18")
    page.locator(".cl-counts a[href*='?verdict=contradicted']").click()
    assert_shows(page, wanted(verdict_class="contradicted"))
    page.goto(f"{PATH}?verdict=nonsense&sentence=S99")
    assert_shows(page, wanted())


def test_the_other_language_keeps_the_filter(open_page: Open) -> None:
    page = open_ledger(open_page, "?verdict=contradicted")
    page.locator("header a.cl-language").click()
    wait_for_page(page, f"/ja/{PATH}")
    poll(page, f"(names) => ({SHOWN})().join() === names", ",".join(wanted(verdict_class="contradicted")))
    text = press_words("ja")["ledger"]["shown"].format(
        shown=len(wanted(verdict_class="contradicted")), all=len(claims())
    )
    assert page.locator(f"{LEDGER} [role=status]").inner_text() == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_everything_is_shown_and_nothing_offers_to_hide_it(open_page: Open, language: str) -> None:
    page = open_page(f"{LANGUAGES[language]}{PATH}?verdict=contradicted", java_script_enabled=False)
    assert not page.locator(LEDGER).is_visible()
    assert page.locator("#claims-list > section > ol > li:visible").count() == len(claims())
    for name, claim in claims().items():
        shown = page.locator(f"#{name.lower()}").inner_text()
        assert claim["comment_ja" if language == "ja" else "comment_en"] in re.sub(r"\s+", " ", shown)
    page.locator("#c18 summary").click()
    assert page.locator("#c18 .cl-sources a[href^=http]").count() >= 4
