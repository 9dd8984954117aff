"""Every page is valid HTML, by html-validate's standard rules."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import dev
from publish.node import run_node

# elements that have no role of their own: a name for them is said by no screen reader
NAMELESS = "|".join(
    [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "code",
        "data",
        "del",
        "div",
        "em",
        "g",
        "i",
        "ins",
        "kbd",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    ]
)
NAMED = re.compile(rf"<(?:{NAMELESS})(?=\s)(?![^>]*\srole=)[^>]*\saria-label(?:ledby)?=[^>]*>")
# of fonts, SVG 1.1 and its validators know these values; whatever else CSS can say is said by the style sheet
FONT = re.compile(r"<[a-z]+\b[^>]*\sfont-(?:variant=\"(?!normal|small-caps)|stretch=|feature|size-adjust)[^>]*>")


def validate(folder: Path) -> dict[str, Any]:
    text = run_node("tests/publish/markup.mjs", stdin=json.dumps({"folder": str(folder), "off": []}))
    result: dict[str, Any] = json.loads(text)
    return result


def test_every_page_is_valid() -> None:
    result = validate(dev.SITE)
    assert len(result["pages"]) >= 80
    assert [f"{one['page']}:{one['line']}: {one['rule']}: {one['message']}" for one in result["found"]] == []


def misused(text: str) -> list[str]:
    return [match[0] for rule in (NAMED, FONT) for match in rule.finditer(text)]


def test_no_name_without_a_role_and_no_font_that_only_css_knows() -> None:
    for path in sorted(dev.SITE.rglob("*.html")):
        assert misused(path.read_text(encoding="utf-8"))[:3] == [], path


def test_a_misuse_is_seen() -> None:
    good = '<pre role="group" aria-label="x"></pre><g font-variant="normal"></g><table aria-label="x"></table>'
    assert misused(good) == []
    bad = '<pre tabindex="0" aria-label="x"></pre><span aria-labelledby="x"></span><g font-variant="tabular-nums"></g>'
    assert len(misused(bad)) == 3


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p><div>A block in a paragraph</div></p>", "close-order"),
        ('<p id="a">1</p><p id="a">2</p>', "no-dup-id"),
        ('<input type="text" type="radio">', "no-dup-attr"),
        ("<ul><p>Not an item</p></ul>", "element-permitted-content"),
        ("<table><tr><td>1</table></td>", "close-order"),
        ('<form><label>x <input type="radio" autocomplete="off"></label></form>', "valid-autocomplete"),
    ],
)
def test_a_fault_is_seen(tmp_path: Path, body: str, rule: str) -> None:
    head = '<!doctype html>\n<html lang="en"><head><title>A page</title></head>'
    page = f"{head}<body><h1>A page</h1>{body}</body></html>\n"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert rule in {one["rule"] for one in validate(tmp_path)["found"]}
