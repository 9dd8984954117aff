"""The address is the one owner of what is shown: Back, Forward, reload, a new tab and the other language show what it says."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from publish.islands import ui_words
from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    go_live,
    part,
    poll,
    type_into,
    wait_for_answers,
    wait_for_page,
    wait_for_state,
)  # fmt: skip
from tests.browser.steps import MARK, follow, query

FIELD = f"#{SLUG} [data-input=length_m]"
PIN = f"#{SLUG} [data-action=pin]"
SOURCE = f"#{SLUG} a.cl-chip >> nth=0"
# the field, the sentence and the table speak of one length, and the page is the one that was marked
SHOWS = """([id, text]) => {
    const island = document.getElementById(id);
    return island.querySelector("[data-input=length_m]").value === text && island.dataset.state === "live"
        && island.querySelector("[data-part=sentence]").textContent.replaceAll("\\u00a0", " ").includes(` ${text} m`)
        && (!globalThis.main || main.isConnected);
}"""


def live(page: Page) -> Page:
    """Python is there, the assumptions with their sources are open, and the page is marked."""
    go_live(page).evaluate(MARK)
    page.locator(f"#{SLUG} .cl-assumptions > summary").click()
    return page


def shows(page: Page, length_m: str, *, island: str = SLUG) -> None:
    poll(page, SHOWS, [island, length_m])


@pytest.mark.parametrize("way", ["mouse", "Enter"])
def test_each_kind_of_link_by_hand(open_page: Open, way: str) -> None:
    """The skip link, the contents, a heading's mark, a source chip, a citation and the menu's link to the page itself."""
    page = live(open_page(f"{ARTICLE}?utm_source=mail"))
    type_into(page, "length_m", "70")
    page.locator(PIN).click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    links = {"a.md-skip": "#", ".md-nav--secondary a >> nth=1": "#", "a.headerlink >> nth=2": "#", SOURCE: "#link-latency-source",
             "main a.cl-cite >> nth=0": "#", ".cl-menu__list a[aria-current=page]": ""}  # fmt: skip
    for selector, hash_ in links.items():
        link = page.locator(selector)
        if "menu" in selector:
            page.set_viewport_size({"width": 390, "height": 900})
            page.locator(".cl-menu summary").click()
        if way == "mouse" and "skip" not in selector:
            link.click()
        else:
            link.focus()
            page.keyboard.press("Enter")
        assert urlsplit(page.url).fragment.startswith(hash_[1:]), selector
        assert bool(urlsplit(page.url).fragment) == bool(hash_), selector
        assert query(page) == {"utm_source": "mail", SLUG: "v1,length_m:70", f"{SLUG}.pin": "v1,length_m:70"}, selector
        shows(page, "70")
        assert part(page, "pinned") != ""
    assert page.evaluate("() => [document.querySelector('.cl-menu').open, scrollY]") == [False, 0]
    assert f"/{ARTICLE}" not in asked


def test_back_and_forward_show_what_the_address_says(open_page: Open) -> None:
    page = live(open_page())
    type_into(page, "length_m", "70")
    page.locator(SOURCE).click()
    assert page.locator(f"#{SLUG} [data-panel=sources]").is_visible()
    page.locator(PIN).click()
    type_into(page, "length_m", "500")
    follow(page, f"?{SLUG}=v1,length_m:120#how")
    shows(page, "120")
    assert query(page) == {SLUG: "v1,length_m:120", f"{SLUG}.pin": "v1,length_m:70"}, "what a link does not name stays"
    follow(page, f"?{SLUG}-sandbox=v1,length_m:9#limits")
    shows(page, "9", island=f"{SLUG}-sandbox")
    shows(page, "120")
    steps = page.evaluate("() => history.length")
    page.go_back()
    poll(page, "() => location.hash === '#how'")
    poll(page, "(id) => document.querySelector(`#${id} [data-input=length_m]`).value === '100'", f"{SLUG}-sandbox")
    page.go_back()
    shows(page, "500")
    assert "500 m" in part(page, "sentence")
    page.go_back()
    shows(page, "70")
    assert part(page, "pinned") == "", "pinned only later"
    assert page.locator(PIN).inner_text() == ui_words("en")["pin"]
    page.go_forward()
    shows(page, "500")
    assert part(page, "pinned") != ""
    assert page.locator(PIN).inner_text() == ui_words("en")["unpin"]
    page.go_forward()
    shows(page, "120")
    said = part(page, "pinned")
    page.reload()
    shows(page, "120")
    shows_pinned(page, said)
    assert page.evaluate("() => history.length") == steps


def test_reset_stays_reset_and_moves_make_no_steps(open_page: Open) -> None:
    page = live(open_page(f"{ARTICLE}?{SLUG}=v1,length_m:70"))
    steps = page.evaluate("() => history.length")
    for length in ("30", "40", "50"):
        type_into(page, "length_m", length)
    page.locator(f"#{SLUG} [data-slider=length_m]").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    page.locator(f"#{SLUG} [data-action=reset]").click()
    wait_for_answers(page)
    assert page.evaluate("() => history.length") == steps
    assert query(page) == {}
    follow(page, "#how")
    page.go_back()
    poll(page, "() => location.hash !== '#how'")
    shows(page, "2")
    page.reload()
    wait_for_state(page, "live")
    shows(page, "2")
    assert query(page) == {}


def test_a_late_answer_brings_nothing_back(open_page: Open) -> None:
    """The reader goes on while Python answers, or has not even started: the address decides."""
    page = open_page(f"{ARTICLE}?{SLUG}=v1,length_m:30#how", reduced_motion="reduce")
    poll(page, "() => window.copperAndLight")
    field = page.locator(FIELD)
    field.fill("70")
    field.blur()
    follow(page, "#limits")
    assert query(page) == {SLUG: "v1,length_m:70"}, "it is in the address before Python is there"
    follow(page, f"?{SLUG}=v1,length_m:120#limits")
    shows(page, "120")
    page.evaluate(
        """(selector) => {
            const field = document.querySelector(selector);
            for (const text of ["80", "90", "100"]) {
                field.value = text;
                field.dispatchEvent(new Event("change", { bubbles: true }));
            }
            history.back();
        }""",
        FIELD,
    )
    poll(page, "() => location.search.includes('length_m:70')")
    wait_for_answers(page)
    shows(page, "70")
    assert query(page) == {SLUG: "v1,length_m:70"}


def test_a_refused_text_stays_as_typed_and_out_of_the_address(open_page: Open) -> None:
    page = live(open_page())
    type_into(page, "length_m", "70")
    for text in ("1e9", "abc", "1,5"):
        type_into(page, "length_m", text)
        page.locator(SOURCE).click()
        assert page.locator(FIELD).input_value() == text
        assert query(page) == {SLUG: "v1,length_m:70"}
        assert page.locator(FIELD).get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_pinned_is_in_the_address(open_page: Open, language: str) -> None:
    page = live(open_page(LANGUAGES[language] + ARTICLE))
    page.locator(PIN).click()
    type_into(page, "length_m", "70")
    assert query(page) == {SLUG: "v1,length_m:70", f"{SLUG}.pin": "v1"}, "the default is pinned"
    said = part(page, "pinned")
    with page.context.expect_page() as opened:
        page.locator(SOURCE).click(modifiers=["Control"])
    other = opened.value
    shows_pinned(other, said)
    assert other.locator(f"#{SLUG} [data-panel=sources]").is_visible()
    other.close()
    page.locator("header a.cl-language").click()
    wait_for_page(page, "/" + ("" if language == "ja" else "ja/") + ARTICLE)
    wait_for_state(page, "live")
    poll(page, "(id) => document.getElementById(id).matches('[data-pinned]')", SLUG)
    page.locator(PIN).click()
    assert query(page) == {SLUG: "v1,length_m:70"}
    page.reload()
    wait_for_state(page, "live")
    assert part(page, "pinned") == ""


def shows_pinned(page: Page, said: str, *, island: str = SLUG) -> None:
    text = "(id) => document.querySelector(`#${id} [data-part=pinned]`)?.textContent.replaceAll('\\u00a0', ' ')"
    poll(page, f"([id, said]) => ({text})(id) === said", [island, said])


def test_a_sandbox_keeps_the_values_it_starts_from(open_page: Open) -> None:
    """Its address says what differs from them, not from the calculator's own."""
    box = f"{SLUG}-sandbox"
    page = go_live(open_page(), island=box)
    page.locator(f"#{box} [data-input=medium]").select_option("hollow-core")
    wait_for_answers(page)
    said = part(page, "sentence", island=box)
    page.locator(f"#{box} [data-action=pin]").click()
    assert query(page) == {box: "v1,medium:hollow-core", f"{box}.pin": "v1,medium:hollow-core"}
    compared = part(page, "pinned", island=box)
    page.reload()
    go_live(page, island=box)
    assert part(page, "sentence", island=box) == said
    shows_pinned(page, compared, island=box)
    follow(page, f"?{box}=v2#sandbox")
    poll(page, "(id) => document.querySelector(`#${id} [data-part=error]`).textContent", box)
    assert page.locator(f"#{box} [data-input=length_m]").input_value() == "100"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_pin_is_refused_by_name_and_executes_nothing(open_page: Open, language: str) -> None:
    page = open_page(
        f"{LANGUAGES[language]}{ARTICLE}?{SLUG}.pin=v1,length_m:<img src=x onerror=alert(1)>,medium:twinax,x:1"
    )
    wait_for_state(page, "live")
    poll(page, "(id) => document.getElementById(id).matches('[data-pinned]')", SLUG)
    said = part(page, "error")
    beginning = ui_words(language)["refused_pin"].partition("{")[0].strip()
    assert said.count(beginning) == 2
    assert "<img" in said
    assert page.locator(f"#{SLUG} img").count() == 0
    type_into(page, "length_m", "3")
    assert query(page)[f"{SLUG}.pin"] == "v1,medium:twinax"
    assert part(page, "error") == ""
