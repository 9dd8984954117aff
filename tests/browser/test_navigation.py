"""Going to another page and back keeps Python; the other language keeps page, place and state."""

from playwright.sync_api import Page

from tests.browser.conftest import (
    ARTICLE,
    SLUG,
    Open,
    assert_equals_cpython,
    click_through,
    go_live,
    poll,
    type_into,
    wait_for_answers,
    wait_for_page,
    wait_for_state,
)  # fmt: skip


def mark(page: Page) -> None:
    """A name on the window that a full page load would remove."""
    page.evaluate("() => { globalThis.sameDocument = true; }")


def at(page: Page, path: str) -> None:
    """Until that page is shown, without a page load."""
    poll(page, "(path) => location.pathname === path && document.querySelector('article h1')", path)
    assert page.evaluate("() => globalThis.sameDocument") is True


def test_python_survives_going_to_another_page_and_back(open_page: Open) -> None:
    page = go_live(open_page(reduced_motion="reduce"))
    mark(page)
    type_into(page, "length_m", "30")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="How we know").first.click()
    at(page, "/how-we-know/")
    page.go_back()
    at(page, f"/{ARTICLE}")
    wait_for_state(page, "live")
    wait_for_answers(page)
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})  # the address still held the state
    type_into(page, "length_m", "31")
    assert_equals_cpython(page, {"inputs": {"length_m": 31}})
    assert page.evaluate("() => [copperAndLight.generation(), copperAndLight.state()]") == [1, "ready"]
    assert not [url for url in asked if "/rt-" in url]


def test_leaving_while_python_starts_is_no_accident(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    mark(page)
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    wait_for_state(page, "warming")
    page.get_by_role("link", name="How we know").first.click()
    at(page, "/how-we-know/")
    poll(page, "() => copperAndLight.state() === 'ready'")
    click_through(page, f"/{ARTICLE}")
    go_live(page)
    assert page.evaluate("() => copperAndLight.generation()") == 1


def test_the_other_language_keeps_page_place_and_state(open_page: Open) -> None:
    page = go_live(open_page())
    type_into(page, "length_m", "30")
    page.locator(f"#{SLUG} [data-action=copy]").click()
    query = "?link-latency=v1,length_m:30#link-latency"
    poll(page, "(query) => location.href.endsWith(query)", query)
    for path, language, word in ((f"/ja/{ARTICLE}", "ja", "30"), (f"/{ARTICLE}", "en", "30 m")):
        page.locator("header a.cl-language").click()
        wait_for_page(page, path)
        assert page.url.endswith(path + query)
        wait_for_state(page, "live")
        wait_for_answers(page)
        assert page.evaluate("() => document.documentElement.lang") == language
        assert word in page.locator(f"#{SLUG} .cl-sentence").inner_text().replace("\u00a0", " ")
        assert_equals_cpython(page, {"inputs": {"length_m": 30}})


def test_the_other_language_keeps_the_anchor_of_a_heading(open_page: Open) -> None:
    page = open_page(f"{ARTICLE}#how")
    page.locator("header a.cl-language").click()
    wait_for_page(page, f"/ja/{ARTICLE}")
    assert page.url.endswith("#how")
    assert page.evaluate("() => Boolean(document.getElementById('how'))")
