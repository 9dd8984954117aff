"""The explainers' own sentences: beside a computed number none is typed that could be wrong after the next slider."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explainers.calculators import words
from tests.press import prose
from tests.press.test_docs import ALLOWED as IN_PAGES

SLOT = re.compile(r"\{\w[^{}]*\}")
FILES = sorted(Path(words.__file__).parent.glob("*.toml"))
ALLOWED = {
    "20 dots": "how many outcomes the chart draws",
    "20 個": "the same in Japanese",
    "1.6 Tb/s": "the newest port of the dated chart",
    "50": "a line of the chart, with its unit after the last",
    "200 and": "the same",
    "200": "the same",
    "2.4": "the limit that a note quotes, 2.4 × 10⁻⁴",
    "1,000,000": "a limit of the sweep on the command line",
}


def sentences(record: Any) -> Iterator[str]:
    """Strings with a computed number in them."""
    if isinstance(record, str):
        yield from [record] if SLOT.search(record) else []
    elif isinstance(record, dict | list):
        for each in record.values() if isinstance(record, dict) else record:
            yield from sentences(each)


def typed(path: Path, allowed: set[str]) -> list[str]:
    found = sentences(tomllib.loads(path.read_text(encoding="utf-8")))
    return [number for text in found for _, number, _ in prose.faults(SLOT.sub(" ", text), allowed)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sentence_with_a_slot_types_no_other_number(path: Path) -> None:
    assert typed(path, {*ALLOWED, *IN_PAGES, *prose.scenario()}) == []


def test_every_allowed_number_is_used() -> None:
    used = {number for path in FILES for number in typed(path, set(prose.scenario()))}
    assert set(ALLOWED) <= used


def test_a_typed_number_is_seen() -> None:
    assert list(sentences({"a": ["{x} in 37 m", "37 m"]})) == ["{x} in 37 m"]
    assert [number for _, number, _ in prose.faults(SLOT.sub(" ", "{x|%} of 37 m"), set())] == ["37 m"]
