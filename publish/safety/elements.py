"""The elements that may stand in a page or a drawing."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def elements(kind: str) -> frozenset[str]:
    """Their names, by kind, from elements.toml."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(str(table[kind]).split())
