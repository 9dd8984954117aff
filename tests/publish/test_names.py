"""What a screen reader meets has a name, and what only decorates has none."""

import re
from collections.abc import Callable

from publish.steps.finish import names
from publish.steps.finish.site import Page, Site

SVG = re.compile(r"<svg\b[^>]*>")
THINGS = re.compile(r"<(figure|table)\b([^>]*)>(.*?)</\1>", re.S)


def nameless(text: str) -> list[str]:
    """Pictures that are neither named nor hidden, tables and figures without a name."""
    pictures = [
        tag
        for tag in SVG.findall(text)
        if 'aria-hidden="true"' not in tag
        and not re.search(r'role="img"[^>]*aria-label="[^"]|aria-label="[^"][^>]*role="img"', tag)
    ]
    things = [
        match[0][:80]
        for match in THINGS.finditer(text)
        if not re.search(r'aria-label="[^"]', match[2]) and not re.search("<caption|<figcaption", match[3])
    ]
    return pictures + things


def test_every_page_names_its_pictures_and_tables(good_site: Site) -> None:
    assert sum(len(SVG.findall(page.text)) for page in good_site.pages) > 20
    assert {str(page.path): nameless(page.text) for page in good_site.pages if nameless(page.text)} == {}


def test_a_thing_is_called_by_the_heading_above_it(page: Callable[..., Page]) -> None:
    body = (
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><svg role="img" aria-label="A drawing"></svg>'
        '<h2 id="watts">Watts &amp; <em>bits</em><a class="headerlink" href="#watts" title="Link">#</a></h2>'
        '<table class="a"><tr><td>1</td></tr></table><table aria-label="Own"><tr></tr></table>'
        "<table><caption>Said</caption></table><figure><svg></svg></figure><figure><p></p><figcaption>Said</figcaption></figure>"
    )
    text = names.named(page(body))
    assert nameless(text) == []
    assert '<svg aria-hidden="true" viewBox="0 0 1 1">' in text
    assert text.count('aria-label="Watts &amp; bits"') == 2
    assert '<table aria-label="Watts &amp; bits" class="a">' in text
    assert '<svg role="img" aria-label="A drawing">' in text
    assert "<table><caption>" in text
    assert "<figure><p>" in text
