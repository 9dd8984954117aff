"""Every page is valid HTML, by html-validate's standard rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import dev
from publish.node import run_node

# Material keeps its two hidden switches from being restored by Firefox with an attribute that checkboxes do not have
OFF = ["valid-autocomplete"]


def validate(folder: Path) -> dict[str, Any]:
    text = run_node("tests/publish/markup.mjs", stdin=json.dumps({"folder": str(folder), "off": OFF}))
    result: dict[str, Any] = json.loads(text)
    return result


def test_every_page_is_valid() -> None:
    result = validate(dev.SITE)
    assert len(result["pages"]) >= 80
    assert [f"{one['page']}:{one['line']}: {one['rule']}: {one['message']}" for one in result["found"]] == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p><div>A block in a paragraph</div></p>", "close-order"),
        ('<p id="a">1</p><p id="a">2</p>', "no-dup-id"),
        ('<input type="text" type="radio">', "no-dup-attr"),
        ("<ul><p>Not an item</p></ul>", "element-permitted-content"),
        ("<table><tr><td>1</table></td>", "close-order"),
    ],
)
def test_a_fault_is_seen(tmp_path: Path, body: str, rule: str) -> None:
    head = '<!doctype html>\n<html lang="en"><head><title>A page</title></head>'
    page = f"{head}<body><h1>A page</h1>{body}</body></html>\n"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert rule in {one["rule"] for one in validate(tmp_path)["found"]}
