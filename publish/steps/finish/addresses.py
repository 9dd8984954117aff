"""Addresses on paper: each address outside the site is printed once a page, where the page lists its sources."""

import re
from collections.abc import Iterator

from publish.steps.finish.site import Page, Site

BODY = re.compile(r"<article\b.*?</article>", re.S)
LIST = re.compile(r"<ol class=\"cl-sources\".*?</ol>", re.S)
LINK = re.compile(r"<a (?P<attributes>[^>]*?href=\"(?P<address>https?://[^\"]+)\"[^>]*)>(?P<text>.*?)</a>", re.S)


def mark(site: Site) -> None:
    """Mark the links whose address is printed behind them; the style sheet for print does the rest."""
    site.edit(marked)


def marked(page: Page) -> str:
    """The page's text with `data-address` at one link to each address, in the list of sources if it is there."""
    body = BODY.search(page.text)
    if not body:
        return page.text
    chosen = {match["address"]: match.start() for match in reversed(list(_links(page.text, body)))}
    for at in sorted(chosen.values(), reverse=True):
        page.text = f"{page.text[:at]}<a data-address {page.text[at + 3 :]}"
    return page.text


def _links(text: str, body: re.Match[str]) -> Iterator[re.Match[str]]:
    """The links of an article that do not show their address themselves, those of its list of sources first."""
    lists = [match.span() for match in LIST.finditer(text, *body.span())]
    links = [match for match in LINK.finditer(text, *body.span()) if match["text"].strip() != match["address"]]
    yield from sorted(links, key=lambda link: not any(begin <= link.start() < end for begin, end in lists))
