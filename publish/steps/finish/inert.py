"""Inert data: a page's data is text, never a script.

Instant navigation makes every <script> of the page it shows anew and drops its attributes on the way: JSON would then
be run as code (the policy stops it) and could no longer be found by its attributes.
"""

import html
import re

from publish.steps.finish.site import Page, Site

BODY = re.compile(r"<article\b.*?</article>", re.S)
DATA = re.compile(r"<script(?P<before>[^>]*?) type=\"application/json\"(?P<after>[^>]*)>(?P<json>.*?)</script>", re.S)


def keep(site: Site) -> None:
    """Turn the data inside each page's article into hidden text with the same attributes and the same textContent."""
    site.edit(kept)


def kept(page: Page) -> str:
    """The page's text without data scripts in its article."""
    return BODY.sub(lambda article: DATA.sub(_as_text, article[0]), page.text)


def _as_text(match: re.Match[str]) -> str:
    attributes = match["before"] + match["after"]
    return f"<div hidden data-pagefind-ignore{attributes}>{html.escape(match['json'].strip(), quote=False)}</div>"
