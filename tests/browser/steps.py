"""Steps inside a page, and what its address says then."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

MARK = "() => { globalThis.main = document.querySelector('main'); }"
FOLLOW = """(address) => {
    const link = document.createElement("a");
    link.setAttribute("href", address);
    document.querySelector("main").append(link);
    link.click();
    link.remove();
}"""


def follow(page: Page, address: str) -> None:
    """Click a link inside the page."""
    page.evaluate(FOLLOW, address)


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
