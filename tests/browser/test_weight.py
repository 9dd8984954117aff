"""Bytes over the wire: a page is light, Python comes only with an explainer, and comes once."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

import dev
from publish.bench.sizes import packed_bytes, page_bytes
from tests.browser.conftest import ARTICLE, LANGUAGES, SLUG, Open, poll, wait_for_state

PAGE_LIMIT = 150_000
APP_LIMIT = 150_000
RUNTIME_LIMIT = 8_200_000


def weigh(page: Page) -> dict[str, int]:
    """Bytes of each answer's body, as the server packed it; filled while the page loads."""
    weights: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.url.startswith("http"):
            weights[response.url] = int(response.headers.get("content-length", 0))

    page.on("response", note)
    return weights


def computed(language: str, page: Path) -> int:
    """What a page loads before Python: itself, the files it names, and the list of pages that instant navigation reads."""
    pages = packed_bytes(dev.SITE / LANGUAGES[language] / "sitemap.xml")
    return page_bytes(dev.SITE, page.relative_to(dev.SITE)) + pages


def total(weights: dict[str, int], part: str = "") -> int:
    return sum(size for url, size in weights.items() if part in url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_and_its_python(open_page: Open, language: str) -> None:
    weights: dict[str, int] = {}

    def prepare(page: Page) -> None:
        nonlocal weights
        weights = weigh(page)
        page.context.new_cdp_session(page).send("Emulation.setDataSaverOverride", {"dataSaverEnabled": True})

    page = open_page(LANGUAGES[language] + ARTICLE, prepare=prepare, locale=language)
    poll(page, "() => window.copperAndLight")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    assert total(weights, "/rt-") == 0
    # what is computed below for every page is what a browser loads
    assert total(weights) == computed(language, dev.SITE / LANGUAGES[language] / ARTICLE / "index.html")
    page.locator(f"#{SLUG} [data-slider=length_m]").focus()
    wait_for_state(page, "live")
    assert 1_000_000 < total(weights, "/rt-") <= RUNTIME_LIMIT
    assert 10_000 < total(weights, "/app-") <= APP_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", ["articles", "workbooks"])
@pytest.mark.usefixtures("site_url")
def test_every_page_is_light(folder: str, language: str) -> None:
    """With every file it loads before Python."""
    pages = sorted((dev.SITE / LANGUAGES[language] / folder).glob("*/index.html"))
    sources = [path for path in (dev.ROOT / "docs" / language / folder).iterdir() if path.suffix in (".md", ".ipynb")]
    assert [page.parent.name for page in pages] == sorted(path.stem for path in sources)
    weights = {page.parent.name: computed(language, page) for page in pages}
    assert min(weights.values()) > 20_000
    assert {name: weight for name, weight in weights.items() if weight > PAGE_LIMIT} == {}


LONG = ("", "claims", "how-we-know", "sources", "assumptions", "errata", "paths/one-hour")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("site_url")
def test_the_home_page_and_the_long_lists_are_light(language: str) -> None:
    site = dev.SITE / LANGUAGES[language]
    weights = {path: computed(language, site / path / "index.html") for path in LONG}
    assert {name: weight for name, weight in weights.items() if weight > PAGE_LIMIT} == {}


WITHOUT = [f"workbooks/{path.stem}/" for path in sorted((dev.ROOT / "docs" / "en" / "workbooks").glob("*.ipynb"))]


@pytest.mark.parametrize("path", ["claims/", "how-we-know/", "paths/ten-minutes/", *WITHOUT])
def test_a_page_without_an_explainer_loads_no_python(open_page: Open, path: str) -> None:
    weights: dict[str, int] = {}

    def prepare(page: Page) -> None:
        nonlocal weights
        weights = weigh(page)

    page = open_page(path, prepare=prepare, locale="en")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(500)
    assert total(weights, "/rt-") == 0
    assert page.evaluate("() => document.querySelectorAll('[data-explainer]').length") == 0
    assert 10_000 < total(weights) <= PAGE_LIMIT
