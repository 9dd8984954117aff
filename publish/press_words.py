"""Words of the blocks themselves, in the language of the page."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from publish.paths import ROOT


@cache
def press_words(language: str) -> dict[str, Any]:
    """Everything in publish/words/blocks.<language>.toml."""
    return tomllib.loads((ROOT / "publish" / "words" / f"blocks.{language}.toml").read_text(encoding="utf-8"))
