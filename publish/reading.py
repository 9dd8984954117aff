"""How long an article takes to read; `python -m publish.reading` lists all and fails outside the bounds.

Counted is the running text: no code, figures, questions, tables, formulas, headings' anchors or citations.

Source: the rates are assumptions of this project. Most adults read 175 to 300 words of English non-fiction a minute in
silence, 238 on average (Brysbaert 2019, Journal of Memory and Language 109, 104047); technical text lies in the lower
half. For Japanese, 400 to 600 letters a minute is often quoted; no study of that was read.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from publish.paths import DOCS

WORDS_PER_MIN = 200
LETTERS_PER_MIN = 500
LEAST_MIN, MOST_MIN = 5, 8
ARTICLE = re.compile(r"^## .*\{ #check \}$", re.M)  # whoever asks the reader questions is an article

_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1[ \t]*$", re.M | re.S)
_FORMULA = re.compile(r"\\\[.*?\\\]", re.S)
_SILENT = re.compile(r"^\|.*$|^<.*$|\[@[^\]]+\]|\{:?\s*#[^}\n]*\}|(?<=\])\([^)]*\)", re.M)
_VALUE = re.compile(r"\{\{.*?\}\}|\\\(.*?\\\)|`[^`\n]+`")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,'’/%-]*")
_KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆ー]")
_LETTERS_OF_A_NUMBER = 2  # read as fast as two letters


def running_text(markdown: str) -> str:
    """What is read from top to bottom; a computed value or symbol is one word, 'x'."""
    text = _FORMULA.sub("", _FENCE.sub("", _MATTER.sub("", markdown)))
    return _VALUE.sub(" x ", _SILENT.sub("", text))


def length(markdown: str, language: str) -> int:
    """English: words. Japanese: kana and kanji, with each number or Latin word as two of them."""
    text = running_text(markdown)
    if language == "ja":
        return len(_KANA_OR_KANJI.findall(text)) + _LETTERS_OF_A_NUMBER * len(_WORD.findall(text))
    return len(_WORD.findall(text))


def minutes(markdown: str, language: str) -> int:
    """Whole minutes of reading at the assumed rate."""
    return round(length(markdown, language) / (LETTERS_PER_MIN if language == "ja" else WORDS_PER_MIN))


def articles() -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
    """(name, {language: (length, minutes)}) of every article."""
    for path in sorted((DOCS / "en" / "articles").glob("*.md")):
        texts = {code: (DOCS / code / "articles" / path.name).read_text(encoding="utf-8") for code in ("en", "ja")}
        if ARTICLE.search(texts["en"]):
            yield path.stem, {code: (length(text, code), minutes(text, code)) for code, text in texts.items()}


def main() -> int:
    """Print one line per article; 1 when one is too short or too long."""
    wrong = 0
    for name, found in articles():
        (words, en_min), (letters, ja_min) = found["en"], found["ja"]
        good = all(LEAST_MIN <= each <= MOST_MIN for each in (en_min, ja_min))
        wrong += not good
        said = f"{words:5} words {en_min:2} min  {letters:5} letters {ja_min:2} min"
        print(f"{name:40} {said}{'' if good else f'  not within {LEAST_MIN} to {MOST_MIN} min'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
