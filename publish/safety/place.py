"""Places: the line of a source that brings what was found in the page made of it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\ufeff\"'`\\]")


def line_of(source: str, needles: Iterable[str], skip: int = 0) -> int | None:
    """The line of the first needle that stands in a text, however it is written there; none if none does.

    `skip` passes over as many earlier places of that needle as there are, for things found more than once.
    """
    plain, lines = _plain(source)
    for needle in needles:
        wanted, _ = _plain(needle)
        at = plain.find(wanted) if wanted else -1
        for _ in range(skip):
            further = plain.find(wanted, at + 1)
            at = further if further >= 0 else at
        if at >= 0:
            return lines[at]
    return None


def place_in(path: Path, needles: tuple[str, ...], cell: int, skip: int = 0) -> str:
    """Line of a Markdown file, or cell and line of a workbook; "" if it cannot be told."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        line = line_of(text, needles, skip)
        return f":{line}" if line else ""
    cells = json.loads(text)["cells"]
    for number, one in enumerate(cells, 1):
        line = line_of("".join(one["source"]), needles)
        if line:
            return f": cell {number}, line {line}"
    code = [number for number, one in enumerate(cells, 1) if one["cell_type"] == "code"]
    return f": output of cell {code[min(cell, len(code)) - 1]}" if code and cell else ""


def _plain(text: str) -> tuple[str, list[int]]:
    """A text as a browser reads its letters, without blanks and quotes, and the line of each letter."""
    letters: list[str] = []
    lines: list[int] = []
    at, line = 0, 1
    while at < len(text):
        found = REFERENCE.match(text, at)
        piece, at = (html.unescape(found[0]), found.end()) if found else (text[at], at + 1)
        kept = IGNORED.sub("", piece).lower()
        letters.append(kept)
        lines += [line] * len(kept)
        line += (found[0] if found else piece).count("\n")
    return "".join(letters), lines
