"""Policy: one Content-Security-Policy for all pages, with the hash of each inline script that the theme has.

One for all, because instant navigation keeps the first page's policy while it runs the scripts of the next.
"""

import base64
import hashlib
import html
from collections.abc import Iterable
from urllib.parse import urlsplit

from publish.safety.markup import findings, inline_scripts
from publish.safety.scripts import known_scripts
from publish.steps.finish.languages import own_path
from publish.steps.finish.site import FinishError, Page, Site

CHARSET = '<meta charset="utf-8">'


def apply(site: Site) -> None:
    """Put the policy first in each head, right after the encoding: it governs only what follows it.

    Raises FinishError naming each page that holds an inline script of nobody's, an event handler, or anything else that
    runs or comes from elsewhere.
    """
    problems = [
        f"{page.path}: {finding.what}"
        for page in site.pages
        for finding in findings(page.text, whole=True, scripts=_known(site, page))
    ]
    if problems:
        raise FinishError(problems)
    content = html.escape(policy(inline_hashes(page.text for page in site.pages)))
    tag = f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{content}">'
    site.edit(lambda page: page.text.replace(CHARSET, tag, 1))


def inline_hashes(texts: Iterable[str]) -> list[str]:
    """The distinct hashes of all scripts that run and have no file of their own, sorted."""
    codes = {code for text in texts for code in inline_scripts(text)}
    return sorted(f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in codes)


def policy(hashes: list[str]) -> str:
    """The policy's text. Python needs 'wasm-unsafe-eval'; its worker starts from a blob so that this governs it."""
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *hashes],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # Material's icons are data: masks in its style sheet
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _known(site: Site, page: Page) -> frozenset[str]:
    """The theme's scripts as they stand on this page."""
    if page.is_error_page:  # served at any depth: its way home begins at the host's root
        path = urlsplit(site.url).path
        return known_scripts(path) | known_scripts(path.rstrip("/"))
    depth = own_path(page).count("/")
    return known_scripts("/".join([".."] * depth) or ".")
