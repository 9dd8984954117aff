"""Corrections: what stood on a page and was wrong, and default answers that changed."""

from __future__ import annotations

import html
import tomllib
from functools import cache
from typing import Any

from publish.blocks import inline
from publish.documents import title
from publish.errors import PublishError
from publish.page import Page
from publish.paths import ROOT
from publish.places import way
from publish.press_words import press_words

KINDS = ("result", "text")
FILE = ROOT / "publish" / "errata.toml"


@cache
def records() -> tuple[dict[str, Any], ...]:
    """Every correction, the latest first."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["erratum"]
    return tuple(sorted(found, key=lambda one: (one["date"], one["id"]), reverse=True))


def errata(body: str, page: Page) -> str:
    """Corrections of one kind."""
    kind = body.strip()
    if kind not in KINDS:
        raise PublishError(f"errata: unknown kind {kind}")
    items = "".join(_item(one, page.language) for one in records() if one["kind"] == kind)
    return f'<ul class="cl-records">{items}</ul>'


def _item(record: dict[str, Any], language: str) -> str:
    ui = press_words(language)["errata"]
    pages = str(press_words(language)["list_separator"]).join(
        f'<a href="{way(path)}">{html.escape(title(path, language))}</a>' for path in record["pages"]
    )
    result = record["kind"] == "result"
    model, changes = (f" <code>{record['model']}</code>", _changes(record, language)) if result else ("", "")
    said = "".join(
        f"<dt>{ui[name]}</dt><dd>{inline(record[f'{name}_{language}'])}</dd>"
        for name in ("wrong", "cause", "fix")
        if f"{name}_{language}" in record
    )
    return (
        f'<li id="erratum-{record["id"]}"><p><time datetime="{record["date"]}">{record["date"]}</time> '
        f"{pages}{model}</p>{changes}"
        f"<dl>{said}</dl><p><small>{ui['found_by'][record['found_by']]}</small></p></li>"
    )


def _changes(record: dict[str, Any], language: str) -> str:
    """What is counted, before and now."""
    ui = press_words(language)["errata"]
    rows = "".join(
        f"<li>{html.escape(change[language])}{ui['colon']}{change['old']} ({ui['old']}) → "
        f"<strong>{change['new']}</strong> ({ui['new']})</li>"
        for change in record["changes"]
    )
    return f"<ul>{rows}</ul>"
