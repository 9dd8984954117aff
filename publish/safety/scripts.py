"""The site's own inline scripts: those that stand in the theme's templates, word for word."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

from publish.errors import PublishError
from publish.paths import ROOT

THEME = ROOT / "publish" / "theme"
INLINE = re.compile(r"<script>(.*?)</script>", re.S)
COMMENT = re.compile(r"\{#.*?#\}", re.S)
# the one thing that a template fills in: the way from a page to the home page of its language
BASE = re.compile(r"\{\{ (?:config\.extra\.scope \| d\(base_url\)|base_url) \}\}")


def known_scripts(base: str) -> frozenset[str]:
    """The scripts of a page whose way home is `base`: of our templates, and of Material's that ours do not replace.

    Raises PublishError if Material is not installed.
    """
    return frozenset(BASE.sub(lambda _: base, script) for script in _templates())


@cache
def _templates() -> tuple[str, ...]:
    spec = importlib.util.find_spec("material")
    if spec is None or spec.origin is None:
        raise PublishError("the theme `material` is not installed")
    folder = Path(spec.origin).parent / "templates"
    own = {path.relative_to(THEME) for path in THEME.rglob("*.html")}
    theirs = {path.relative_to(folder) for path in (folder / "partials" / "javascripts").glob("*.html")}
    paths = [*(THEME / name for name in own), *(folder / name for name in theirs - own)]
    found = [INLINE.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))) for path in sorted(paths)]
    scripts = [script for one in found for script in one]
    # what a template computes otherwise cannot be known word for word, and stays unknown
    return tuple(script for script in scripts if not re.search(r"\{[{%]", BASE.sub("", script)))
