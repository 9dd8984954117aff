"""Bytes over the wire: a page is light, Python comes only with an explainer, and comes once."""

import pytest
from playwright.sync_api import Page, Response

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
    assert 20_000 < total(weights) <= PAGE_LIMIT
    page.locator(f"#{SLUG} [data-slider=length_m]").focus()
    wait_for_state(page, "live")
    assert 1_000_000 < total(weights, "/rt-") <= RUNTIME_LIMIT
    assert 10_000 < total(weights, "/app-") <= APP_LIMIT


@pytest.mark.parametrize(
    "path",
    [
        "",
        "how-we-know/",
        "workbooks/metres-to-nanoseconds/",
        "workbooks/loss-to-reach/",
        "workbooks/one-tokens-journey/",
    ],
)
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
