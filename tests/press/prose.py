"""Numbers in prose: each is computed, cited, or one of the few that need neither."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from explainers.text import quantity

TIMES = ("ns", "µs", "us", "ms", "s", "秒", "ナノ秒", "マイクロ秒", "ns/m", "µs/km")
LENGTHS = ("m", "km", "mm", "µm", "nm", "メートル", "キロメートル", "km/s", "m/s")
SIZES = (
    "Gb/s", "Tb/s", "GB/s", "TB/s", "G", "T", "bit", "bits", "ビット", "B", "kB", "MB", "GB", "TB", "bytes", "バイト",
    "KiB", "MiB", "GiB",
)  # fmt: skip
POWERS = ("W", "kW", "MW", "GW", "kWh", "J", "pJ", "pJ/bit", "dB", "dBm", "dB/m", "dB/km", "デシベル", "ワット")
OTHERS = ("%", "％", "MHz", "GHz", "GBd", "V", "°C", "AWG", "倍", "times", "USD", "円", "ドル", "トン", "tonnes")
UNITS = (*TIMES, *LENGTHS, *SIZES, *POWERS, *OTHERS)
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
# any other word after a number says what is counted: GPUs, ports, 基, 個, 本, 人 ...
_COUNTED = r"[A-Za-z]+|[\u30a0-\u30ff]+|[\u4e00-\u9fff]"
NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,@#/-])(?<!分の)(?<!RS\()(?<!Python )(\d+(?:,\d{3})*(?:\.\d+)?)"  # no names or fractions
    r"(千万|万|億|兆| thousand| million| billion)?([ \u00a0\u202f]?)"
    rf"(?:({_UNIT})(?![A-Za-z/])|({_COUNTED}))?"
)
SCALES = {"千万": 1e7, "万": 1e4, "億": 1e8, "兆": 1e12, " thousand": 1e3, " million": 1e6, " billion": 1e9}
PREFIXES = {
    "n": 1e-9,
    "µ": 1e-6,
    "m": 1e-3,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "Ki": 2**10,
    "Mi": 2**20,
    "Gi": 2**30,
}
WORD_MOST = 10  # a count up to ten is a word: two cables, 2本
DATE = re.compile(r"(?:19|20)\d\d")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(rf"\d{{1,2}}(?: (?:{MONTHS})|月|日)")
MARKER = re.compile(r"^[ \t]*\d+\. ", re.M)
FENCE = re.compile(r"^(`{3,})\s*([a-z-]*)[^\n]*\n(.*?)^\1[ \t]*$", re.M | re.S)
PROSE_FENCES = {"question", "diagram", "route"}  # their words are read; other fences are code or make their own numbers
NO_PROSE = re.compile(r"\A---\n.*?\n---\n|`[^`\n]+`|\{\{.*?\}\}|\\\[.*?\\\]|\\\(.*?\\\)|\]\([^)]*\)|<[^>]+>", re.S)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z“\"\d])|(?<=[。！？])|\n\s*\n|\n(?=[-*|#\d])")
CITATION = re.compile(r"\[@[^\]]+\]")


MARK_INPUT = re.compile(r"[a-z0-9_]+=(\d[\d.e+]*)(?=[\s}])")
NAMED_INPUT = re.compile(r"-(\d+)(b?)$")  # the run h100-12288, the model gpt-18b


def keep_lines(text: str) -> str:
    """As many line ends as the text had: problems are reported by line."""
    return "\n" * text.count("\n")


def said(question: str) -> str:
    """The words of a question without its wrong answers, which are wrong on purpose, or of a route."""
    right = re.search(r"^right = (\d)", question, re.M)

    def options(match: re.Match[str]) -> str:
        texts = re.findall(r'"((?:[^"\\]|\\.)*)"', match[1])
        return f"- {texts[int(right[1])]}" if right and int(right[1]) < len(texts) else match[0]

    bare = re.sub(r"^(?:right|id|to|minutes|questions) = .*$", "", question, flags=re.M)
    marked = re.sub(r"^(?=question = |answer = )", "- ", bare, flags=re.M)  # a citation counts for its own line only
    return re.sub(r"^options = (.*)$", options, marked, flags=re.M)


def prose(text: str) -> str:
    """A page without code, marks, formulas, addresses and front matter; lines stay where they are."""

    def fence(match: re.Match[str]) -> str:
        if match[2] in PROSE_FENCES:
            return f"\n{match[3]}"  # its lines stay where they are
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


def quantities() -> Iterator[tuple[float, str]]:
    """Every value that the reader meets as an explainer's own default, preset or choice: an input, not a result."""
    for calculator in CALCULATORS.values():
        known = {parameter.name: parameter for parameter in parameters(calculator.Inputs)}
        for name, parameter in known.items():
            given = [preset[name] for preset in calculator.PRESETS.values() if name in preset]
            for value in (*(parameter.options or (parameter.default,)), *given):
                if not isinstance(value, str):
                    yield float(value), parameter.unit
                elif named := NAMED_INPUT.search(value):
                    yield int(named[1]) * (1e9 if named[2] else 1.0), "count"


@cache
def scenario() -> frozenset[str]:
    """The same as a reader reads them: '2 m', '100 Gb/s'."""
    return frozenset(quantity(value, unit) for value, unit in quantities())


@cache
def counts() -> frozenset[float]:
    """Of those, what is counted in pieces: GPUs, ports, users, tokens."""
    return frozenset(value for value, unit in quantities() if unit in ("1", "", "count", "GPU", "token", "AWG"))


SAME_UNIT = {"バイト": "B", "bytes": "B", "メートル": "m", "秒": "s", "％": "%"}


def normal(number: str, unit: str) -> str:
    return f"{number} {SAME_UNIT.get(unit, unit)}".strip()


def values(number: str, scale: str, unit: str) -> set[float]:
    """What a typed number may be as an input: as it stands, and in the unit without prefix."""
    value = float(number.replace(",", "")) * SCALES.get(scale, 1)
    prefix = next((name for name in ("Ki", "Mi", "Gi", *PREFIXES) if unit.startswith(name) and unit != name), "")
    return {value, value * PREFIXES.get(prefix, 1)}


def is_word(match: re.Match[str], text: str) -> bool:
    """Dates, 'one', counts up to ten, and Japanese fractions."""
    number, scale, space, unit, counted = match.groups()
    small = not scale and "." not in number and "," not in number
    if text.startswith("分の", match.end(2) if scale else match.end(1)):
        return True
    if counted and counted.isascii() and not space:  # IEEE 802.3dj
        return True
    return small and (
        (DATE.fullmatch(number) is not None and not unit)  # a count of that size is written 2,026
        or DAY.match(text, match.start()) is not None
        or (int(number) == 1 and unit not in ("%", "％"))
        or (unit is None and int(number) <= WORD_MOST)
    )


def inputs_by_line(text: str) -> dict[int, set[float]]:
    """Inputs of the computed values of each paragraph; a question is one paragraph."""
    blocks = {
        line: (match.start(), match.end())
        for match in FENCE.finditer(text) if match[2] == "question"
        for line in range(text.count("\n", 0, match.start()) + 1, text.count("\n", 0, match.end()) + 2)
    }  # fmt: skip
    found = {}
    for line, own in enumerate(text.split("\n"), 1):
        start, end = blocks.get(line, (0, 0))
        found[line] = {float(each) for each in MARK_INPUT.findall(own + text[start:end])}
    return found


def faults(text: str, allowed: Collection[str]) -> list[tuple[int, str, str]]:
    """(line, number, sentence) of every number that is neither computed, cited, an input nor allowed."""
    found, given = [], inputs_by_line(text)
    asked = FENCE.sub(lambda match: said(match[0]) if match[2] in ("question", "route") else match[0], text)
    for line, sentence in sentences(MARKER.sub("- ", prose(asked))):
        if CITATION.search(sentence):
            continue
        for match in NUMBER.finditer(sentence):
            number, scale, unit = match[1], match[2] or "", match[4] or match[5] or ""
            typed = values(number, scale, match[4] or "")
            known = given.get(line, set()) | (counts() if not match[4] or unit == "AWG" else set())
            name = normal(number + scale, unit)
            if not (is_word(match, sentence) or name in allowed or typed & known):
                found.append((line, name, " ".join(sentence.split())))
    return found
