"""Numbers typed with a Japanese input method, with a unit, as a rate on the wire: taken, and seen to be taken."""

import pytest
from playwright.sync_api import Page

from explainers.base.line_notes import line_notes
from explainers.calculators import copper_reach
from explainers.text import note_text
from explainers.words import words
from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    assert_equals_cpython,
    go_live,
    part,
    refusal,
    type_into,
    wait_for_state,
)  # fmt: skip

COPPER, COPPER_SLUG = "articles/where-copper-ends/", "copper-reach"
TYPED = {"１００": 100, "３０．５": 30.5, "３０。": 30, "1,000": 1000, "０．５ｋｍ": 500, "2e1 m": 20}


def field(page: Page, name: str, island: str = SLUG) -> str:
    return str(page.locator(f"#{island} [data-input={name}]").input_value())


def test_what_an_input_method_types_is_taken_and_the_address_has_plain_numbers(open_page: Open) -> None:
    page = go_live(open_page(LANGUAGES["ja"] + ARTICLE))
    for text, metres in TYPED.items():
        type_into(page, "length_m", text)
        wait_for_state(page, "live")
        assert refusal(page, "length_m") == ""
        assert_equals_cpython(page, {"inputs": {"length_m": metres}})
        assert field(page, "length_m") == f"{metres:g}"
        assert page.url.partition("?")[2].startswith(f"{SLUG}=v1,length_m:{metres:g}#")
        shown = page.locator(f"#{SLUG} [data-slider=length_m]").get_attribute("aria-valuetext") or ""
        assert shown.replace("\u00a0", " ") == f"{metres:,} m"
    type_into(page, "length_m", "８Ｇ")
    wait_for_state(page, "error")
    assert "「８Ｇ」の「Ｇ」" in refusal(page, "length_m")
    assert field(page, "length_m") == "８Ｇ"
    page.locator(f"#{SLUG} [data-action=reset]").click()
    wait_for_state(page, "live")
    assert (field(page, "length_m"), page.url.partition("?")[2]) == ("2", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_on_the_wire_becomes_its_nominal_rate_and_a_note_says_so(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + COPPER), island=COPPER_SLUG)
    nominal = part(page, "sentence", island=COPPER_SLUG)
    [note] = line_notes(copper_reach.Inputs, {"lane_rate_gbps": "106.25"})
    said = note_text(note, COPPER_SLUG, language)
    type_into(page, "lane_rate_gbps", "53.125", island=COPPER_SLUG)
    assert part(page, "sentence", island=COPPER_SLUG) != nominal
    type_into(page, "lane_rate_gbps", "106.25", island=COPPER_SLUG)
    assert part(page, "sentence", island=COPPER_SLUG) == nominal
    assert field(page, "lane_rate_gbps", COPPER_SLUG) == "100"
    assert said in part(page, "notes", island=COPPER_SLUG)
    assert refusal(page, "lane_rate_gbps", island=COPPER_SLUG) == said  # beside the field, where the number has changed
    assert page.locator(f"#{COPPER_SLUG} [aria-invalid]").count() == 0
    assert "lane_rate_gbps" not in page.url
    type_into(page, "lane_rate_gbps", "120", island=COPPER_SLUG)
    assert refusal(page, "lane_rate_gbps", island=COPPER_SLUG) == ""


def test_a_link_with_a_rate_on_the_wire_and_names_that_every_object_has(open_page: Open) -> None:
    page = open_page(f"{COPPER}?{COPPER_SLUG}=v1,lane_rate_gbps:２１２．５,__proto__:1,length_m:1,000#{COPPER_SLUG}")
    wait_for_state(page, "live", island=COPPER_SLUG)
    assert field(page, "lane_rate_gbps", COPPER_SLUG) == "200"
    assert "212.5 Gb/s" in part(page, "notes", island=COPPER_SLUG)
    assert "212.5 Gb/s" in refusal(page, "lane_rate_gbps", island=COPPER_SLUG)
    said = part(page, "error", island=COPPER_SLUG)
    assert words("common", "en")["errors"]["unknown-field"].replace("{field}", "__proto__") in said
    assert "1,000 is too large" in said
