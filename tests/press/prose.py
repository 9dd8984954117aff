"""Numbers in prose: each is computed, cited, or one of the few that need neither."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from explainers.text import quantity

TIMES = ("ns", "µs", "us", "ms", "s", "秒", "ナノ秒", "マイクロ秒", "ns/m", "µs/km")
LENGTHS = ("m", "km", "mm", "nm", "メートル", "キロメートル", "km/s", "m/s")
SIZES = ("Gb/s", "Tb/s", "G", "bit", "bits", "ビット", "B", "kB", "MB", "GB", "bytes", "バイト", "KiB", "MiB", "GiB")
OTHERS = ("%", "％", "W", "kW", "MW", "J", "pJ", "dB", "GHz", "°C", "倍", "times")
UNITS = (*TIMES, *LENGTHS, *SIZES, *OTHERS)
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
NUMBER = re.compile(rf"(?<![A-Za-z0-9_.,@#-])(\d[\d,]*(?:\.\d+)?(?:万|億)?)[ \u00a0\u202f]?({_UNIT})(?![A-Za-z/])")
FENCE = re.compile(r"^(`{3,})\s*([a-z-]*)[^\n]*\n(.*?)^\1[ \t]*$", re.M | re.S)
PROSE_FENCES = {"question", "diagram", "route"}  # their words are read; other fences are code or make their own numbers
NO_PROSE = re.compile(r"\A---\n.*?\n---\n|`[^`\n]+`|\{\{.*?\}\}|\\\[.*?\\\]|\\\(.*?\\\)|\]\([^)]*\)|<[^>]+>", re.S)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z“\"\d])|(?<=[。！？])|\n\s*\n|\n(?=[-*|#\d])")
CITATION = re.compile(r"\[@[^\]]+\]")


def keep_lines(text: str) -> str:
    """As many line ends as the text had: problems are reported by line."""
    return "\n" * text.count("\n")


def prose(text: str) -> str:
    """A page without code, marks, formulas, addresses and front matter; lines stay where they are."""

    def fence(match: re.Match[str]) -> str:
        if match[2] in PROSE_FENCES:
            return f"\n{match[3]}\n"
        return keep_lines(match[0])

    bare = FENCE.sub(fence, text)
    return NO_PROSE.sub(lambda match: keep_lines(match[0]) or " ", bare)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(line, sentence) pairs; the citations that follow a full stop belong to the sentence before."""
    start = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield text.count("\n", 0, start + lead) + 1, piece
        start = end


def scenario() -> set[str]:
    """Numbers that the reader meets as the explainers' own defaults, presets and choices: inputs, not results."""
    shown: set[str] = set()
    for calculator in CALCULATORS.values():
        known = {parameter.name: parameter for parameter in parameters(calculator.Inputs)}
        for name, parameter in known.items():
            for value in parameter.options or (parameter.default,):
                if not isinstance(value, str):
                    shown.add(quantity(value, parameter.unit))
            given = (preset[name] for preset in calculator.PRESETS.values() if name in preset)
            shown |= {quantity(value, parameter.unit) for value in given if not isinstance(value, str)}
    return shown


SAME_UNIT = {"バイト": "B", "bytes": "B", "メートル": "m", "秒": "s", "％": "%"}


def normal(number: str, unit: str) -> str:
    return f"{number} {SAME_UNIT.get(unit, unit)}"


def faults(text: str, allowed: set[str]) -> list[tuple[int, str, str]]:
    """(line, number, sentence) of every number with a unit that is neither cited nor allowed."""
    return [
        (line, normal(*match.groups()), " ".join(sentence.split()))
        for line, sentence in sentences(prose(text))
        if not CITATION.search(sentence)
        for match in NUMBER.finditer(sentence)
        if normal(*match.groups()) not in allowed
    ]
