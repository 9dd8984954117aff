"""A glossary word shows its meaning to pointer and keyboard, and the meaning can be reached, dismissed and read (WCAG 1.4.13)."""

from playwright.sync_api import Page

from tests.browser.conftest import Open, poll, wait_for_page
from tests.browser.test_accessibility import assert_axe, set_scheme, with_axe

# enough terms near both edges, and no explainer that would start Python
PATH = "how-we-know/"
BOX = "#cl-meaning"
LEAVE_MS = 500  # twice what the page waits


def wait_until_ready(page: Page) -> None:
    poll(page, "() => window.copperAndLight")


def test_the_pointer_shows_a_meaning(open_page: Open) -> None:
    page = open_page(PATH)
    wait_until_ready(page)
    word, box = page.locator("a.cl-term").first, page.locator(BOX)
    meaning = word.get_attribute("title") or ""
    assert len(meaning) > 15
    word.hover()
    assert box.inner_text() == meaning
    assert word.get_attribute("title") is None  # the browser would show it as well
    assert word.get_attribute("aria-describedby") == "cl-meaning"
    box.hover()
    page.wait_for_timeout(LEAVE_MS)
    assert box.is_visible()  # the pointer may go there
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert word.get_attribute("title") == meaning
    word.hover()
    assert box.is_visible()
    page.mouse.move(5, 5)
    poll(page, "() => document.getElementById('cl-meaning').hidden")


def test_the_keyboard_shows_a_meaning(open_page: Open) -> None:
    page = open_page(PATH, prepare=with_axe)
    wait_until_ready(page)
    meaning, box = page.locator("a.cl-term").first.get_attribute("title"), page.locator(BOX)
    page.locator("h1").click()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('a.cl-term')"):
            break
    assert box.inner_text() == meaning
    page.mouse.move(300, 300)
    page.wait_for_timeout(LEAVE_MS)
    assert box.is_visible()  # it stays while the focus does
    for scheme in ("dark", "light"):
        set_scheme(page, scheme)
        assert_axe(page, f"meaning shown, {scheme}", "main")
    page.keyboard.press("Escape")
    assert not box.is_visible()
    page.keyboard.press("Enter")
    wait_for_page(page, "/glossary/")
    poll(page, "() => document.querySelector(location.hash)?.checkVisibility()")
    assert not box.is_visible()


def test_no_meaning_is_cut_off(open_page: Open) -> None:
    page = open_page(PATH)
    wait_until_ready(page)
    width, height, boxes = 320, 500, []
    page.set_viewport_size({"width": width, "height": height})
    for word in page.locator("a.cl-term").all():
        word.scroll_into_view_if_needed()
        word.hover()
        boxes.append(page.locator(BOX).bounding_box())
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert len(boxes) > 15
    for box in boxes:
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height


def test_without_scripts_the_browser_shows_the_meaning(open_page: Open) -> None:
    page = open_page(PATH, java_script_enabled=False)
    word = page.locator("a.cl-term").first
    assert len(word.get_attribute("title") or "") > 15
    word.click()
    assert "glossary/#term-" in page.url
