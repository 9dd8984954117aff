"""Reading paths: ticks and first answers are kept in this browser, in both languages, and forgotten on request."""

import json

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LANGUAGES, Open, poll, wait_for_page

TEN = "paths/ten-minutes/"
HOUR = "paths/one-hour/"
KEPT = "() => JSON.parse(localStorage.getItem('cl-paths'))"
# Material's own scripts need storage; what is forbidden here is ours
FORBIDDEN = """for (const name of ["getItem", "setItem", "removeItem"]) {
    const own = Storage.prototype[name];
    Storage.prototype[name] = function (key, ...rest) {
        if (key.startsWith("cl-")) throw new DOMException("no", "SecurityError");
        return own.call(this, key, ...rest);
    };
}"""


def progress(page: Page) -> str:
    return page.locator(".cl-route-progress").inner_text()


def bar(page: Page) -> str:
    poll(page, "() => document.querySelector('.cl-bar')")
    return page.locator(".cl-bar p").inner_text()


def test_ticks_are_kept_across_pages_and_languages_and_forgotten(open_page: Open) -> None:
    page = open_page(TEN, locale="en")
    assert progress(page) == "0 of 6 done. Next: Copper & Light in ninety seconds"
    assert page.evaluate(KEPT) is None  # nothing is written before the reader does something
    page.locator("[data-station] input").nth(0).check()
    page.locator("[data-station] input").nth(1).check()
    assert progress(page).startswith("2 of 6 done. Next: Training")
    page.goto(f"ja/{TEN}")
    assert progress(page).startswith("6か所のうち2か所を読みました。次：学習")
    assert page.locator("[data-station] input:checked").count() == 2
    page.locator("[data-forget=paths]").click()
    assert progress(page).startswith("6か所のうち0か所")
    assert page.evaluate(KEPT) is None


def test_the_bar_leads_from_station_to_station_and_keeps_the_place_in_the_other_language(open_page: Open) -> None:
    page = open_page(HOUR, locale="en", reduced_motion="reduce")
    page.evaluate("() => { globalThis.sameDocument = true; }")
    page.get_by_role("link", name="Why GPUs wait", exact=True).last.click()
    poll(page, "() => location.pathname === '/articles/why-gpus-wait/'")
    assert bar(page) == "1-hour path: station 2 of 10. Next: Where copper ends"
    page.locator("#question-bet input").first.check()
    page.locator("#question-bet input[data-right]").check()  # too late: the bet was the first
    page.locator(".cl-bar p a").last.click()
    poll(page, "() => location.pathname === '/articles/where-copper-ends/'")
    poll(page, "() => document.querySelector('.cl-bar p')?.textContent.includes('station 3')")
    assert page.evaluate("() => globalThis.sameDocument") is True
    assert page.evaluate("() => document.querySelectorAll('.cl-bar').length") == 1
    page.locator("#question-bet input[data-right]").check()
    page.locator("header a.cl-language").click()
    wait_for_page(page, "/ja/articles/where-copper-ends/")
    assert bar(page) == "1時間の順番：10か所のうち3か所目です。 次：光は電気より速いのか"
    kept = page.evaluate(KEPT)
    assert kept["done"] == {"one-hour": ["articles/why-gpus-wait/#strip"]}
    assert kept["picks"] == {
        "articles/why-gpus-wait/#question-bet": False,
        "articles/where-copper-ends/#question-bet": True,
    }
    page.goto(HOUR)
    results = page.locator("[data-pick] strong").all_inner_texts()
    assert results[:3] == ["✗ You were wrong.", "✓ You were right.", "Not answered yet."]
    page.goto("articles/where-copper-ends/")
    bar(page)
    page.locator(".cl-bar button").click()
    assert page.locator(".cl-bar").count() == 0
    page.reload()
    page.wait_for_timeout(500)
    assert page.locator(".cl-bar").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_of_the_path_itself_end_it_and_are_forgotten_with_it(open_page: Open, language: str) -> None:
    page = open_page(LANGUAGES[language] + TEN)
    own = page.locator("[data-question]")
    last = page.locator("[data-station] input").last
    for index in range(own.count()):
        assert not last.is_checked()
        own.nth(index).locator("input[data-right]").check()
    assert own.count() == 3
    assert last.is_checked()
    assert list(page.evaluate(KEPT)["picks"].values()) == [True] * 3
    last.uncheck()  # the reader has the last word
    assert not last.is_checked()
    page.locator("[data-forget=paths]").click()
    left = "[data-question] input:checked, [data-question][data-answered], [data-question] details[open]"
    assert page.locator(left).count() == 0
    assert page.evaluate(KEPT) is None


def test_answers_are_kept_on_a_path_only(open_page: Open) -> None:
    page = open_page("articles/why-gpus-wait/", locale="en")
    page.locator("#question-bet input").first.check()
    assert page.evaluate(KEPT) is None


def test_one_button_forgets_everything_of_this_site_only(open_page: Open) -> None:
    page = open_page("how-we-know/#privacy", locale="en")
    page.evaluate(
        """() => {
            for (const key of ["cl-paths", "cl-search-key", "/.__palette", "/ja/.__palette", "another-site"]) localStorage.setItem(key, "{}");
        }"""
    )
    page.locator("[data-forget=all]").click()
    assert page.evaluate("() => Object.keys(localStorage)") == ["another-site"]
    assert "Forgotten" in page.locator(".cl-forget [role=status]").inner_text()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"current": 1, "done": {}, "picks": {}}', '{"current": "x"', "null",
     '{"current": "constructor", "done": {}, "picks": {}}'],
)  # fmt: skip
def test_what_another_version_left_there_breaks_nothing(open_page: Open, text: str) -> None:
    page = open_page(None, locale="en", prepare=lambda page: page.add_init_script(
        f"if (!sessionStorage.once) {{ sessionStorage.once = 1; localStorage.setItem('cl-paths', {json.dumps(text)}); }}"
    ))  # fmt: skip
    page.goto(TEN)
    assert progress(page).startswith("0 of 6")
    page.locator("[data-station] input").first.check()
    assert page.evaluate(KEPT)["done"] == {"ten-minutes": ["#ninety-seconds"]}


def test_without_storage_nothing_breaks_and_ticks_last_as_long_as_the_page(open_page: Open) -> None:
    page = open_page(TEN, locale="en", prepare=lambda page: page.add_init_script(FORBIDDEN))
    page.locator("[data-station] input").first.check()
    assert progress(page).startswith("1 of 6")
    page.locator("[data-forget=paths]").click()
    assert progress(page).startswith("0 of 6")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_a_path_is_a_plain_list(open_page: Open, language: str) -> None:
    page = open_page(LANGUAGES[language] + HOUR, java_script_enabled=False)
    assert page.locator(".cl-route > ol > li").count() == 10
    for scripted in ("input[type=checkbox]:not(#cl-search-key):not([id^=__])", "button", ".cl-route-progress"):
        assert page.locator(f"article {scripted}:visible").count() == 0, scripted
    page.locator(".cl-station a").nth(2).click()
    assert page.url.endswith(f"{LANGUAGES[language]}articles/where-copper-ends/#reach")


def test_a_tick_in_one_tab_shows_in_the_other(open_page: Open) -> None:
    one = open_page(TEN, locale="en")
    other = one.context.new_page()
    other.goto(TEN)
    progress(other)
    one.locator("[data-station] input").nth(0).check()
    poll(other, "() => document.querySelectorAll('[data-station] input:checked').length === 1")
    other.locator("[data-station] input").nth(1).check()
    poll(one, "() => document.querySelectorAll('[data-station] input:checked').length === 2")
    assert progress(one) == progress(other)
    one.locator("[data-forget=paths]").click()
    poll(other, "() => document.querySelectorAll('[data-station] input:checked').length === 0")
