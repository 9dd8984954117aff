"""On paper nothing is cut off: every page, both languages, A4 and Letter; each address is printed once."""

import pytest
from playwright.sync_api import Page

import dev
from tests.browser.conftest import LANGUAGES, Open

# the width of the text in CSS pixels, with the margins of 20 mm that offices use; browsers leave more
PAPERS = {"A4, wide margins": 645, "Letter, wide margins": 665}
CUT = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const width = document.documentElement.clientWidth, cut = [];
  for (const one of document.querySelectorAll("article *")) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (!box.width || !box.height || style.position === "absolute" || one.closest("svg svg, .md-clipboard")) continue;
    const clipped = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && style.overflowX !== "visible";
    if (box.right > width + 1 || box.left < -1 || clipped) cut.push(`${one.tagName}.${one.getAttribute("class")}: ${one.textContent.slice(0, 40)}`);
  }
  return cut.slice(0, 3);
}"""
PRINTED = """() => [...document.querySelectorAll("article a")]
  .filter((link) => getComputedStyle(link, "::after").content.includes("http")).map((link) => link.href)"""


def pages_of(language: str) -> list[str]:
    folder = dev.SITE / LANGUAGES[language]
    found = [path.parent.relative_to(dev.SITE).as_posix() for path in sorted(folder.rglob("index.html"))]
    return [path for path in found if (path == "ja" or path.startswith("ja/")) == (language == "ja")]


def cut_off(page: Page) -> dict[str, list[str]]:
    """What is cut off at the edge of each paper."""
    page.emulate_media(media="print")
    found = {}
    for paper, width in PAPERS.items():
        page.set_viewport_size({"width": width, "height": 900})
        found[paper] = page.evaluate(CUT)
    return {paper: cut for paper, cut in found.items() if cut}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_loses_anything_on_paper(open_page: Open, language: str) -> None:
    page = open_page(None, java_script_enabled=False)
    wrong = {}
    for path in pages_of(language):
        page.goto("" if path == "." else f"{path}/")
        if cut := cut_off(page):
            wrong[path] = cut
        printed = page.evaluate(PRINTED)
        if len(printed) != len(set(printed)):
            wrong[f"{path}: an address twice"] = {}
    assert wrong == {}
    assert len(pages_of(language)) >= 40


def test_no_table_of_a_running_page_loses_a_column(open_page: Open) -> None:
    page = open_page("articles/is-light-faster/")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert cut_off(page) == {}
    chips = page.locator("article a.cl-chip").count()
    assert chips > 5
    printed = page.evaluate(PRINTED)
    assert len(printed) == len(set(printed)) > 10
    assert not [address for address in printed if address.startswith(page.url.split("/articles")[0])]


def test_what_is_cut_off_is_found(open_page: Open) -> None:
    page = open_page("articles/is-light-faster/", java_script_enabled=False)
    page.evaluate(
        "() => { document.querySelector('article table').setAttribute('width', '1000'); document.querySelector('article table').style.width = '1000px'; }"
    )
    assert cut_off(page)
