"""Bad input: a clear sentence in the reader's language, nothing lost, nothing inserted."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from explainers.wire import respond
from explainers.words import words
from publish.islands import ui_words
from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    assert_equals_cpython,
    click_through,
    go_live,
    part,
    poll,
    refusal,
    sentence,
    type_into,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip

LIMITS = {"en": "0.5 m to 2,000 m", "ja": "0.5 mから2,000 m"}
BAD_TEXT = {
    "0.49": "below-range",
    "-3": "below-range",
    "2000.01": "above-range",
    "1e308": "above-range",
    "abc": "not-a-number",
    "nan": "not-a-number",
    "inf": "not-a-number",
    "1,5": "not-a-number",
    "０": "below-range",
    "８Ｇ": "other-unit",
    "": "empty",
    "9" * 5000: "too-long",
    "<img src=x onerror=document.title='hit'>": "not-a-number",
}
HTML = "<img src=x onerror=document.title='hit'><script>document.title='hit'</script>"
BAD_LINKS = {  # state text -> codes of its refusals
    "nonsense": ["unknown-version"],
    "": ["unknown-version"],
    "v9,length_m:30": ["unknown-version"],
    "v1,length_m:5000": ["above-range"],
    "v1,length_m:": ["empty"],
    "v1,length_m": ["empty"],
    "v1,length_m:NaN": ["not-a-number"],
    "v1,width_m:3": ["unknown-field"],
    "v1,message_bytes:70.5": ["not-an-integer"],
    "v1,medium:string": ["not-an-option"],
    "v1,length_m:" + "1" * 5000: ["too-long"],
    f"v1,length_m:{HTML}": ["too-long"],
    f"v1,{HTML}:3": ["unknown-field"],
    "v1,length_m:<b>1</b>": ["not-a-number"],
    "v1,length_m:-1,medium:string": ["below-range", "not-an-option"],
}


def sentence_start(code: str, language: str, field: str) -> str:
    """How the refusal begins, up to the first gap but the field."""
    common, own = words("common", language), words(SLUG, language)
    label = own["inputs"].get(field, {}).get("label") or common["fields"].get(field) or field
    return common["errors"][code].replace("{field}", label).partition("{")[0]


def fields(page: Page) -> dict[str, str]:
    """What every field holds."""
    return page.evaluate(
        """(id) => Object.fromEntries([...document.querySelectorAll(`#${id} [data-input]`)]
            .map((field) => [field.dataset.input, field.value]))""",
        SLUG,
    )


def assert_nothing_inserted(page: Page) -> None:
    """No element came out of the reader's text, and no script of it ran."""
    assert page.title() != "hit"
    assert page.locator(f"#{SLUG} img, #{SLUG} b, #{SLUG} script:not([type='application/json'])").count() == 0
    assert page.evaluate("() => recorded.violations") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_text_in_a_field(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE))
    type_into(page, "length_m", "30")
    page.locator(f"#{SLUG} [data-input=medium]").select_option("hollow-core")
    wait_for_answers(page)
    good, kept = part(page, "sentence"), {name: v for name, v in fields(page).items() if name != "length_m"}
    for text, code in BAD_TEXT.items():
        type_into(page, "length_m", text)
        wait_for_state(page, "error")
        said = refusal(page, "length_m")
        assert said.startswith(sentence_start(code, language, "length_m")), (text[:20], said)
        assert len(said) < 300
        if code != "too-long":
            assert LIMITS[language] in said, said
        if 0 < len(text) < 40:
            assert text in said
        assert part(page, "status") == words_of_page("stale", language)
        assert page.locator(f"#{SLUG} [data-input=length_m]").get_attribute("aria-invalid") == "true"
        described = page.locator(f"#{SLUG} [data-input=length_m]").get_attribute("aria-describedby")
        assert page.locator(f"#{described}").inner_text().replace("\u00a0", " ").strip() == said
        assert page.locator(f"#{described}").is_visible()
        assert part(page, "sentence") == good
        assert fields(page) == {**kept, "length_m": text}
        assert_nothing_inserted(page)
    type_into(page, "length_m", "31")
    wait_for_state(page, "live")
    assert refusal(page, "length_m") == ""
    assert page.locator(f"#{SLUG} [aria-invalid], #{SLUG} [data-input][aria-describedby]").count() == 0
    assert_equals_cpython(page, {"inputs": {"length_m": 31, "medium": "hollow-core"}})


def words_of_page(name: str, language: str) -> str:
    """A word of the page itself."""
    return str(ui_words(language)[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_bad_field_keeps_its_refusal_while_others_move(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE))
    type_into(page, "length_m", "0")
    type_into(page, "message_bytes", "12.5")
    assert refusal(page, "length_m").startswith(sentence_start("below-range", language, "length_m"))
    assert refusal(page, "message_bytes").startswith(sentence_start("below-range", language, "message_bytes"))
    assert fields(page)["length_m"] == "0"
    page.locator(f"#{SLUG} [data-input=medium]").select_option("twinax")
    wait_for_answers(page)
    assert refusal(page, "message_bytes") != ""
    assert_equals_cpython(page, {"inputs": {"medium": "twinax"}})  # bad fields count with their last good values
    assert page.evaluate("(id) => document.getElementById(id).dataset.state", SLUG) == "error"
    type_into(page, "length_m", "3")
    assert refusal(page, "length_m") == ""
    assert refusal(page, "message_bytes") != ""
    type_into(page, "message_bytes", "70.5")
    assert refusal(page, "message_bytes").startswith(sentence_start("not-an-integer", language, "message_bytes"))
    type_into(page, "message_bytes", "128")
    wait_for_state(page, "live")
    assert_equals_cpython(page, {"inputs": {"length_m": 3, "message_bytes": 128, "medium": "twinax"}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_link_shows_the_default_and_names_the_parameter(open_page: Open, language: str) -> None:
    """Links are followed inside the site, where Python is warm; the first is opened from outside."""
    root = LANGUAGES[language]
    first = True
    for state, codes in BAD_LINKS.items():
        address = f"/{root}{ARTICLE}?{SLUG}={quote(state)}#{SLUG}"
        if first:
            page = open_page(address)
        else:
            click_through(page, f"/{root}how-we-know/")
            page.evaluate("() => { recorded.answered.length = recorded.asked.length = 0; }")
            click_through(page, address)
        first = False
        poll(page, "() => recorded.answered.some((answer) => answer.header.refused.length)")
        wait_for_state(page, "live")
        header = page.evaluate("() => recorded.answered.find((answer) => answer.header.refused.length).header")
        assert [error["code"] for error in header["refused"]] == codes, state[:60]
        said = part(page, "error")
        for error in header["refused"]:
            assert sentence_start(error["code"], language, error["field"]) in said, (state[:60], said)
        assert len(said) < 400
        assert part(page, "sentence") == sentence(respond(SLUG, {})[0], language)
        assert fields(page)["length_m"] == "2"
        assert page.locator(f"#{SLUG} [data-part=error]").is_visible()
        assert_nothing_inserted(page)


def test_good_values_of_a_partly_bad_link_are_used(open_page: Open) -> None:
    page = open_page(f"{ARTICLE}?{SLUG}=v1,length_m:30,lanes:3,medium:hollow-core#{SLUG}")
    wait_for_state(page, "live")
    wait_for_answers(page)
    assert fields(page)["length_m"] == "30"
    assert fields(page)["lanes"] == "8"
    assert fields(page)["medium"] == "hollow-core"
    assert sentence_start("not-an-option", "en", "lanes") in part(page, "error")
    assert page.locator(f"#{SLUG} [data-slider=length_m]").get_attribute("aria-valuetext") == "30\u00a0m"


def test_html_in_the_fragment_and_the_query_is_text(open_page: Open) -> None:
    page = open_page(f"{ARTICLE}?{quote(HTML)}={quote(HTML)}#{quote(HTML)}")
    go_live(page)
    assert_nothing_inserted(page)
