"""Data that our own blocks put into pages: a contribution may not bring any of its own."""

from __future__ import annotations

from publish.safety.markup import data_scripts

_VOUCHED: set[str] = set()


def vouch(html: str) -> str:
    """Remember the data scripts of what a block made; answers the same HTML."""
    _VOUCHED.update(data_scripts(html))
    return html


def vouched() -> frozenset[str]:
    """All that was remembered in this process."""
    return frozenset(_VOUCHED)
