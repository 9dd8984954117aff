"""Policy: one Content-Security-Policy for all pages, with the hash of every inline script.

One for all, because instant navigation keeps the first page's policy while it runs the scripts of the next.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterable

from publish.steps.finish.site import Site

SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.S)
CHARSET = '<meta charset="utf-8">'


def apply(site: Site) -> None:
    """Put the policy first in each head, right after the encoding: it governs only what follows it."""
    content = html.escape(policy(inline_hashes(page.text for page in site.pages)))
    tag = f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{content}">'
    site.edit(lambda page: page.text.replace(CHARSET, tag, 1))


def inline_hashes(texts: Iterable[str]) -> list[str]:
    """The distinct hashes of all scripts that run and have no file of their own, sorted."""
    codes = {
        match["code"]
        for text in texts
        for match in SCRIPT.finditer(text)
        if "json" not in match["attributes"]  # data, never run
    }
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
