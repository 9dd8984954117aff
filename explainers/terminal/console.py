"""Standard output and error that any terminal can show: a sign that its encoding lacks becomes plain letters."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

_PLAIN = {
    "µ": "u", "μ": "u", "Ω": "ohm", "°": "deg ", "×": "x", "·": ".", "•": "*", "−": "-", "‐": "-", "‒": "-", "–": "-",
    "—": "-", "―": "-", "±": "+-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "～": "~", "〜": "~", "∞": "inf",
    "√": "sqrt", "⁄": "/", "÷": "/", "→": "->", "←": "<-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‘": "'", "’": "'", "′": "'", "″": '"', "…": "...", "€": "EUR", "£": "GBP", "¥": "JPY", "‰": " per mille",
    "「": '"', "」": '"', "『": '"', "』": '"', "、": ", ", "。": ". ", "・": ".", "©": "(c)", "®": "(R)",
}  # fmt: skip
_RAISED = re.compile("[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_PROBE = {"ja": "気図処広価値ーカな、。"}  # an encoding without these cannot carry a sentence of the language
_LOST = "?"


def fitting(text: str, encoding: str) -> str:
    """Text that an encoding can hold: what it lacks is replaced by plain letters of the same meaning.

    Parameters
    ----------
    text : str        Any text. [text]
    encoding : str    Name of a codec. [text]

    Returns
    -------
    str               the same text where the encoding has it all

    Source: this project's convention.
    >>> fitting("−5 °C, 2.4 × 10⁻¹² in 1.2 µs", "ascii")
    '-5 deg C, 2.4 x 10^-12 in 1.2 us'
    >>> fitting("−5 °C, 2.4 × 10⁻¹² in 1.2 µs", "cp1252")
    '-5 °C, 2.4 × 10^-12 in 1.2 µs'
    >>> fitting("１００ ω é", "ascii")
    '100 omega e'
    """
    if _holds(encoding, text):
        return text
    # a power is one word: no encoding may keep half of its digits raised
    text = _RAISED.sub(lambda run: run[0] if _holds(encoding, run[0]) else "^" + run[0].translate(_LOWERED), text)
    return "".join(sign if _holds(encoding, sign) else _plain(sign, encoding) for sign in text)


def _holds(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _plain(sign: str, encoding: str) -> str:
    folded = unicodedata.normalize("NFKC", sign)
    bare = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    greek = re.fullmatch(r"GREEK (?:SMALL|CAPITAL) LETTER ([A-Z]+)", unicodedata.name(sign, ""))
    for candidate in (_PLAIN.get(sign, ""), folded, bare, greek[1].lower() if greek else ""):
        if candidate and candidate != sign:
            found = fitting(candidate, encoding)
            if _LOST not in found:
                return found
    return _LOST


class UnheardError(Exception):
    """Standard output takes no more. Whoever closed it has seen enough; a full disk must be told.

    Parameters
    ----------
    error : OSError    What the system said. [object]

    Source: this project's convention.
    """

    def __init__(self, error: OSError) -> None:
        self.reason = "" if isinstance(error, BrokenPipeError) else os.strerror(error.errno or errno.EIO)
        super().__init__(self.reason)


class _Fitting:
    """A stream as it was, but for text that it cannot hold."""

    def __init__(self, stream: TextIO, *, must_be_heard: bool) -> None:
        self._stream, self._must_be_heard = stream, must_be_heard

    def write(self, text: str) -> int:
        self._heard(lambda: self._stream.write(fitting(text, self._stream.encoding or "utf-8")))
        return len(text)

    def flush(self) -> None:
        self._heard(self._stream.flush)

    def _heard(self, tell: Callable[[], Any]) -> None:
        try:
            tell()
        except OSError as error:
            if self._must_be_heard:
                raise UnheardError(error) from None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _speaking(stream: TextIO | None, language: str, *, must_be_heard: bool) -> TextIO:
    if stream is None:  # closed by whoever started us; print would fall back to another stream
        return io.StringIO()
    lacks = not _holds(stream.encoding or "utf-8", _PROBE.get(language, ""))
    if lacks and isinstance(stream, io.TextIOWrapper):  # a page of question marks serves nobody
        stream.reconfigure(encoding="utf-8")
    return cast("TextIO", _Fitting(stream, must_be_heard=must_be_heard))


@contextmanager
def console(language: str) -> Iterator[None]:
    """Within it, whatever is printed can be shown by the terminal, or by what reads the pipe.

    Parameters
    ----------
    language : str    "en" or "ja"; UTF-8 is used where the terminal's encoding has no Japanese. [text]

    Returns
    -------
    context

    Raises
    ------
    UnheardError      when standard output takes no more

    Source: this project's convention.
    """
    before = sys.stdout, sys.stderr
    sys.stdout = _speaking(before[0], language, must_be_heard=True)
    sys.stderr = _speaking(before[1], language, must_be_heard=False)
    try:
        yield
        sys.stdout.flush()
    finally:
        sys.stdout, sys.stderr = before


def silence_output() -> None:
    """Point standard output at nothing, so that the interpreter's own last flush cannot fail.

    Source: this project's convention.
    """
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
