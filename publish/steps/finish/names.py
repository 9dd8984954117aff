"""Names: what a screen reader calls a thing.

A picture that only decorates has none; a table or a picture of the prose has its section's.
"""

import html
import re

from publish.steps.finish.site import Page, Site

NAMELESS_SVG = re.compile(r"<svg(?![^>]*\s(?:role|aria-hidden)=)")
NAMED = re.compile(
    r"<h[1-6]\b[^>]*>(?P<heading>.*?)</h[1-6]>"
    r"|<(?P<tag>figure|table)(?P<rest>(?![^>]*\saria-label)[^>]*>)(?P<inside>.*?)(?=</(?P=tag)>)",
    re.S,
)
OWN_NAME = ("<caption", "<figcaption")
MARK = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]+>", re.S)


def give(site: Site) -> None:
    """Hide decoration from screen readers and name what stands under a heading."""
    site.edit(named)


def named(page: Page) -> str:
    """The page's text with a name for each table and figure, and none for decoration."""
    heading = ""

    def name(match: re.Match[str]) -> str:
        nonlocal heading
        if match["tag"] is None:
            heading = " ".join(html.unescape(MARK.sub("", match["heading"])).split())
            return match[0]
        if any(tag in match["inside"] for tag in OWN_NAME):
            return match[0]
        return f'<{match["tag"]} aria-label="{html.escape(heading)}"{match["rest"]}{match["inside"]}'

    return NAMED.sub(name, NAMELESS_SVG.sub('<svg aria-hidden="true"', page.text))
