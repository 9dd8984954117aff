"""Numbers as people type and print them: one reader for form, link, command line and sweep.

What is read, in any width of its characters, blanks around it ignored:

- digits with or without a sign, a point and an exponent: 30, +3e1, .5, 2000.
- a minus of any kind, and the keys as a Japanese input method types them: the long mark for the minus, 。 for the
  point, 、 for the comma;
- thousands in well-formed groups, as the page prints them: 16,777,216;
- powers of ten, as the page prints them: 2.4 × 10⁻⁴, 10⁻¹⁵, 2.4x10^-4; and 万 and 億: 1,000万;
- a unit behind the number, where it measures what the field measures: 0.5 km in metres, 16 MiB in bytes.

Everything else is refused, a unit by its name. Nothing is guessed: 2,5 and 1,00 are no groups, G is no unit.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from explainers.base.units import same_unit, units_taken

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_EXPONENT = r"[+-]?[0-9]{1,3}"
_RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWER = rf"10(?:\^(?P<power>{_EXPONENT})|(?P<raised>⁻?[{_RAISED[1:]}]{{1,3}}))"
_TYPED = re.compile(
    rf"(?:(?P<sign>[+-]?){_POWER.replace('<', '<bare_')}|"
    r"(?P<mantissa>[+-]?(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+))"
    rf"(?:[eE](?P<exponent>{_EXPONENT})|\s*[×x*]\s*{_POWER})?)"
    r"\s*(?P<myriads>[万億]?)\s*(?P<unit>[^0-9]*)"
)
_GROUPS = re.compile(r"\s*[+-]?[1-9][0-9]{0,2}"), re.compile(r"[0-9]{3}(?![0-9])")
_NEEDLESS_ZERO = re.compile(r"\s*0[0-9]")
_MYRIADS = {"": 0, "万": 4, "億": 8}  # powers of ten
_LOWERED = str.maketrans(_RAISED, "-0123456789")
_SIGNS_OF_UNITS = "°%"  # a unit may begin with one of these instead of a letter

# one character for one, so that a place in the folded text is the same place in what was typed
_WIDE = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_MINUS = dict.fromkeys(map(ord, "−‐‑‒–—―⁃˗﹣ーｰ－"), "-")
_POINT_AND_COMMA = {**dict.fromkeys(map(ord, "。｡﹒"), "."), **dict.fromkeys(map(ord, "、､﹐"), ",")}
# pasted along and seen by nobody: zero-width blanks, marks of direction
_INVISIBLE = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x202A, 0x202C, 0x2060, 0xFEFF), " ")
_FOLDED = {**_WIDE, **_MINUS, **_POINT_AND_COMMA, **_INVISIBLE, ord("﹢"): "+"}


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a text is no number of a field.

    code: "empty", "not-a-number", "no-unit" or "other-unit"; unit: the one that was typed [text]
    """

    code: str
    unit: str = ""


def read_number(text: str, unit: str) -> float | Misread:
    """A number from what somebody typed.

    Parameters
    ----------
    text : str    What was typed. [text]
    unit : str    Unit of the field; "1" and "ratio" take none behind the number. [text]

    Returns
    -------
    float or Misread    the number nearest to what was typed, or why there is none. [unit]

    Source: this project's convention.
    >>> read_number("１６，７７７，２１６", "B"), read_number("ー５", "°C"), read_number("2.4 × 10⁻⁴", "ratio")
    (16777216.0, -5.0, 0.00024)
    >>> read_number("0.5km", "m"), read_number("8G", "B"), read_number("2,5", "m")
    (500.0, Misread(code='other-unit', unit='G'), Misread(code='not-a-number', unit=''))
    """
    if _PLAIN.fullmatch(text):  # nearly all of them
        return _finite(float(text))
    folded = text.translate(_FOLDED)
    found = _TYPED.fullmatch(folded.strip())
    if not found:
        return Misread("not-a-number" if folded.strip() else "empty")
    begin = len(folded) - len(folded.lstrip()) + found.start("unit")
    written = text[begin : begin + len(found["unit"])].strip()
    ratio = _ratio(found["unit"], written, unit)
    return ratio if isinstance(ratio, Misread) else _exactly(found, ratio)


def as_number(value: object, unit: str) -> float | Misread:
    """A number from what came from outside, typed or computed.

    Parameters
    ----------
    value : object    Text, or a number in the field's own unit. [unit]
    unit : str        Unit of the field. [text]

    Returns
    -------
    float or Misread    [unit]

    Source: this project's convention.
    >>> as_number("3 km", "m"), as_number(30, "m"), as_number(True, "m")
    (3000.0, 30.0, Misread(code='not-a-number', unit=''))
    """
    if isinstance(value, str):
        return read_number(value, unit)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return Misread("not-a-number")
    try:
        return _finite(float(value))
    except OverflowError:  # an integer too large for a double
        return Misread("not-a-number")


def begins_number(text: str) -> bool:
    """Whether a text begins as numbers do: with a digit, a point or a sign, in any width.

    Parameters
    ----------
    text : str    What was typed. [text]

    Returns
    -------
    bool          [yes or no]

    Source: this project's convention.
    >>> begins_number("０"), begins_number(" −5"), begins_number("lanes")
    (True, True, False)
    """
    first = text.translate(_FOLDED).lstrip()[:1]
    return first.isdecimal() or first in {".", "+", "-"}


def is_group(before: str, after: str) -> bool:
    """Whether a comma between two texts can be one between thousands: what a door that splits at commas must know.

    Parameters
    ----------
    before, after : str    What stands on both sides of the comma. [text]

    Returns
    -------
    bool                   [yes or no]

    Source: this project's convention.
    >>> is_group("16", "777"), is_group("1", "000 m"), is_group("1", "00"), is_group("0", "500"), is_group("2.5", "300")
    (True, True, False, False, False)
    """
    first, second = (_GROUPS[0].fullmatch(before.translate(_FOLDED)), _GROUPS[1].match(after.translate(_FOLDED)))
    return bool(first and second)


def continues_group(text: str) -> bool:
    """Whether a text can only be the rest of a number with commas: digits that begin with a needless zero.

    Parameters
    ----------
    text : str    What stands behind a comma. [text]

    Returns
    -------
    bool          [yes or no]

    Source: this project's convention.
    >>> continues_group("000"), continues_group("０２４"), continues_group("0"), continues_group("0.5")
    (True, True, False, False)
    """
    return bool(_NEEDLESS_ZERO.match(text.translate(_FOLDED)))


def _ratio(folded: str, written: str, unit: str) -> tuple[int, int] | Misread:
    """How many of the field's units one of the written ones is, as a fraction."""
    if not written:
        return 1, 1
    wanted = same_unit(folded)
    if not (wanted[0].isalpha() or wanted[0] in _SIGNS_OF_UNITS):
        return Misread("not-a-number")
    taken = units_taken(unit)
    if not taken:
        return Misread("no-unit", written)
    return taken.get(wanted) or Misread("other-unit", written)


def _exactly(found: re.Match[str], ratio: tuple[int, int]) -> float | Misread:
    """The double nearest to the number, in whole numbers until the last step."""
    mantissa = found["mantissa"] or f"{found['sign']}1"
    whole, _, part = mantissa.replace(",", "").partition(".")
    power = found["exponent"] or found["power"] or found["bare_power"]
    raised = (found["raised"] or found["bare_raised"] or "").translate(_LOWERED)
    tens = int(power or raised or 0) + _MYRIADS[found["myriads"]] - len(part)
    above, below = ratio
    try:
        return _finite(int(whole + part) * above * 10 ** max(tens, 0) / (below * 10 ** max(-tens, 0)))
    except OverflowError:
        return Misread("not-a-number")


def _finite(number: float) -> float | Misread:
    return number if math.isfinite(number) else Misread("not-a-number")
