"""Numbers and messages as text, for the command line and for values in prose; the page itself uses Intl."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from explainers.base.answer import Column, Note, Term, TermColumn, Value
from explainers.base.errors import InputError
from explainers.base.parameters import Parameter, parameters
from explainers.base.units import to_display
from explainers.calculators.registry import CALCULATORS
from explainers.words import fill, words

# unit -> (from this size on, divide by, shown unit), largest first
_PREFIXES: dict[str, tuple[tuple[float, float, str], ...]] = {
    "s": ((1.0, 1.0, "s"), (1e-3, 1e-3, "ms"), (1e-6, 1e-6, "µs"), (0.0, 1e-9, "ns")),
    "s/m": ((0.0, 1e-9, "ns/m"),),
    "m": ((1e3, 1e3, "km"), (0.0, 1.0, "m")),
    "bit/s": ((1e12, 1e12, "Tb/s"), (0.0, 1e9, "Gb/s")),
    "Hz": ((0.0, 1e9, "GHz"),),
    "Bd": ((0.0, 1e9, "GBd"),),
    "W": ((1e6, 1e6, "MW"), (1e3, 1e3, "kW"), (0.0, 1.0, "W")),
    "J/bit": ((0.0, 1e-12, "pJ/bit"),),
    "V": ((1.0, 1.0, "V"), (0.0, 1e-3, "mV")),
    "B": ((1e9, 1e9, "GB"), (1e6, 1e6, "MB"), (1e4, 1e3, "kB"), (0.0, 1.0, "B")),
    "B/s": ((1e12, 1e12, "TB/s"), (0.0, 1e9, "GB/s")),
    "FLOP/s": ((1e15, 1e15, "PFLOP/s"), (0.0, 1e12, "TFLOP/s")),
    "JPY": ((1e9, 1e9, "bn JPY"), (1e6, 1e6, "M JPY"), (0.0, 1.0, "JPY")),
    "USD": ((1e9, 1e9, "bn USD"), (1e6, 1e6, "M USD"), (0.0, 1.0, "USD")),
}
_SIGNIFICANT = 3
_ALL_DIGITS = 17  # of a double
_SHORT_FROM = 1e-3  # smaller ratios are written with a power of ten
_NOT_AN_OPTION = ("not-an-option", "not-an-option-beyond", "not-an-option-between")  # by how many are named as near
_EXACT_UNITS = ("B",)  # small byte counts are shown to the last byte


def quantity(number: float | None, unit: str, digits: int = _SIGNIFICANT) -> str:
    """A number with the prefix a reader expects, three significant digits unless more are asked for.

    Parameters
    ----------
    number : float or None    Value; None or NaN gives a dash. [unit]
    unit : str                Unit inside the package. [text]
    digits : int              Significant digits. [1]

    Returns
    -------
    str

    Source: SI prefixes.
    >>> quantity(2.13353e-07, "s"), quantity(4096, "B"), quantity(100e9, "bit/s"), quantity(2000.0, "m")
    ('213 ns', '4,096 B', '100 Gb/s', '2 km')
    >>> quantity(0.0, "s"), quantity(16384.0, "count")
    ('0 s', '16,384')
    """
    if number is None or math.isnan(number):
        return "–"
    if unit == "ratio":
        return scientific(number, digits)
    if unit == "year":
        return _year(number)
    if unit == "count":
        return f"{math.floor(number + 0.5):,}"
    for limit, factor, shown in _rows(number, unit):
        # compare after rounding, so that 999.6 ns becomes 1 µs
        if _rounded(abs(number) / factor, digits) * factor >= limit:
            scaled = number / factor
            kept = scaled if unit in _EXACT_UNITS and factor == 1 else _rounded(scaled, digits)
            return f"{_plain(kept)} {shown}".rstrip()
    raise AssertionError("the last row of every unit begins at zero")


def _rows(number: float, unit: str) -> tuple[tuple[float, float, str], ...]:
    """Prefixes that a number may have; nothing at all is best said without one."""
    rows = _PREFIXES.get(unit, ((0.0, 1.0, "" if unit == "1" else unit),))
    bare = tuple((0.0, factor, shown) for _, factor, shown in rows if factor == 1)
    return bare if number == 0 and bare else rows


def _year(number: float) -> str:
    """A date: no sign between its thousands, no unit behind it."""
    return f"{number:.1f}".removesuffix(".0")


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def scientific(number: float, digits: int = _SIGNIFICANT) -> str:
    """A probability or error ratio, which may be of any size, as a power of ten.

    Parameters
    ----------
    number : float    Value of unit "ratio". [1]
    digits : int      Significant digits. [1]

    Returns
    -------
    str

    Source: SI prefixes.
    >>> scientific(2.4e-4), scientific(1e-15), scientific(0.25), scientific(0)
    ('2.4 × 10⁻⁴', '10⁻¹⁵', '0.25', '0')
    """
    mantissa, _, exponent = f"{number:.{digits - 1}e}".partition("e")
    if number == 0 or int(exponent) >= -1:
        return _plain(_rounded(number, digits))
    factor = _plain(float(mantissa))
    power = "10" + str(int(exponent)).translate(_RAISED)
    return power if factor == "1" else f"{factor} × {power}"


def _rounded(number: float, digits: int = _SIGNIFICANT) -> float:
    """To significant digits, halves away from zero, as the browser's toPrecision does; Python's own way is to even."""
    if number == 0 or math.isinf(number):
        return number
    place = digits - 1 - int(f"{number:.16e}".partition("e")[2])
    above, below = abs(number).as_integer_ratio()
    above, below = above * 10 ** max(place, 0), below * 10 ** max(-place, 0)
    return math.copysign(float(f"{(2 * above + below) // (2 * below)}e{-place}"), number)


def _plain(number: float) -> str:
    text = f"{number:,.12f}".rstrip("0").rstrip(".")
    return text or "0"


def of_parameter(number: float, parameter: Parameter, *, grouped: bool = True) -> str:
    """An input's value or limit with all its digits, in the unit the page shows.

    Parameters
    ----------
    number : float           Value. [parameter.unit]
    parameter : Parameter    Whose value it is. [object]
    grouped : bool           As in `exact`. [yes or no]

    Returns
    -------
    str

    Source: this project's convention.
    """
    if parameter.display_unit == parameter.unit:
        return exact(number, parameter.unit, grouped=grouped)
    shown = to_display(number, parameter.unit, parameter.display_unit)
    return exact(shown, parameter.display_unit, grouped=grouped)


def error_text(error: InputError, slug: str, language: str, *, grouped: bool = True) -> str:
    """One refusal as a sentence that names field, value and limits.

    Parameters
    ----------
    error : InputError    What was refused. [object]
    slug : str            Explainer. [text]
    language : str        "en" or "ja". [text]
    grouped : bool        As in `exact`. [yes or no]

    Returns
    -------
    str

    Source: explainers/calculators/words/common.<lang>.toml.
    """
    common, own = words("common", language), words(slug, language)
    label = own["inputs"].get(error.field, {}).get("label") or common["fields"].get(error.field) or error.field
    known = {parameter.name: parameter for parameter in parameters(CALCULATORS[slug].Inputs)}
    parameter = known.get(error.field)
    unit = parameter.unit if parameter else error.unit
    options = parameter.options if parameter else error.options  # a sweep may move more than the page
    comma = "、" if language == "ja" else ", "
    choices = [_option(o, parameter, own, grouped=grouped) if parameter else str(o) for o in options]
    if choices:  # the nearest of numbers; else the first and the last
        near = [_option(o, parameter, own, grouped=grouped) if parameter else str(o) for o in error.near]
        low, *_, high = 2 * (near or choices)
    else:
        low, high = exact(error.low, unit, grouped=grouped), exact(error.high, unit, grouped=grouped)
    given = {
        "field": f"{label} ({error.field})" if parameter else label,
        "value": error.value, "low": low, "high": high, "options": comma.join(choices),
        "unit": error.unit_given, "units": comma.join(error.units),
    }  # fmt: skip
    key = _NOT_AN_OPTION[len(error.near)] if error.code == _NOT_AN_OPTION[0] else error.code
    return fill(common["errors"][key], lambda name, _: given[name])


def note_text(note: Note, slug: str, language: str) -> str:
    """A note in words: the explainer's own, or one that all share.

    Parameters
    ----------
    note : Note       What an answer must say. [each gap in its own unit]
    slug : str        Explainer. [text]
    language : str    "en" or "ja". [text]

    Returns
    -------
    str

    Source: explainers/calculators/words/.
    """
    own, shared = words(slug, language), words("common", language)["notes"]
    return message_text(own["notes"].get(note.key) or shared[note.key], note.gaps, own)


def _option(option: Any, parameter: Parameter, own: dict[str, Any], *, grouped: bool) -> str:
    """A choice as it may be typed; a word with its name."""
    if isinstance(option, str):
        return f"{option} ({own['terms'][option]})"
    return of_parameter(option, parameter, grouped=grouped)


def exact(number: float | None, unit: str, *, grouped: bool = True) -> str:
    """A number with all its digits, for limits: a reader must be able to type it as it stands there.

    Parameters
    ----------
    number : float or None    Value; None gives a dash. [unit]
    unit : str                Unit inside the package. [text]
    grouped : bool            With commas between thousands; without them for a grid, where they separate. [yes or no]

    Returns
    -------
    str                       [unit]

    Source: this project's convention.
    >>> exact(16777216, "B"), exact(16777216, "B", grouped=False), exact(2026.0, "year"), exact(2.4e-4, "ratio")
    ('16,777,216 B', '16777216 B', '2026', '2.4e-4')
    """
    if number is None:
        return "–"
    if unit == "year":
        return f"{number!r}".removesuffix(".0")
    if unit == "ratio" and 0 < abs(number) < _SHORT_FROM:
        return _short(number)
    digits = _plain(number) if grouped else _plain(number).replace(",", "")
    return f"{digits} {unit}".removesuffix(" 1").removesuffix(" ratio").rstrip()


def _short(number: float) -> str:
    """The shortest text with a power of ten that is this number again."""
    texts = (f"{number:.{digits}e}" for digits in range(_ALL_DIGITS))
    mantissa, _, exponent = next(text for text in texts if float(text) == number).partition("e")
    return f"{mantissa}e{int(exponent)}"


def column_head(column: Column | TermColumn, terms: Mapping[str, str], language: str) -> str:
    """Head of a column in a file: its name, its unit, and what the unit is for, as the page says it.

    Parameters
    ----------
    column : Column or TermColumn    Of a table. [object]
    terms : mapping                  Words of the explainer. [text]
    language : str                   "en" or "ja". [text]

    Returns
    -------
    str

    Source: this project's convention.
    >>> import numpy as np
    >>> column_head(Column("total", "USD", np.empty(0), "gpu"), {"total": "Together"}, "en")
    'Together [USD for each GPU]'
    """
    name = terms[column.name]
    if isinstance(column, TermColumn):
        return name
    parts = [column.unit, *([words("common", language)["each"][column.each]] if column.each else [])]
    return f"{name} [{' '.join(parts)}]"


def message_text(sentence: str, gaps: Sequence[Value | Term], own: dict[str, Any]) -> str:
    """A sentence with values and terms in its gaps.

    Parameters
    ----------
    sentence : str    Template with {name}, {name|%} or, for all digits, {name|=}. [text]
    gaps : sequence   What fills them. [each in its own unit]
    own : dict        Words of the explainer. [text]

    Returns
    -------
    str

    Source: explainers/calculators/words/.
    """
    known = {gap.name: gap for gap in gaps}

    def write(name: str, form: str | None) -> str:
        gap = known[name]
        if isinstance(gap, Term):
            return str(own["phrases"].get(gap.key) or own["terms"][gap.key])
        if form == "%" and not math.isnan(gap.number):
            return f"{_plain(_rounded(gap.number * 100))}%"
        return exact(gap.number, gap.unit) if form == "=" else quantity(gap.number, gap.unit)

    return fill(sentence, write)
