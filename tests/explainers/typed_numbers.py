"""Numbers as people type them, seeded, each with what it must be taken for; nothing here asks the reader of numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from explainers.base.parameters import Parameter, parameters
from explainers.calculators.registry import CALCULATORS

SEED = 20261130
TEXT_LIMIT = 40
BLANKS = ("", "", "", " ", "\u3000", "\u00a0", "\u2009", "\u202f", "\u200b")
MINUS = "-−‐–—－ーｰ﹣"
WIDE = {**{digit: chr(ord(digit) + 0xFEE0) for digit in "0123456789+eExGbsBmMkTd/%"}, ".": "．", ",": "，"}
TYPED_BY_IME = {".": "。", ",": "、"}
RAISED = dict(zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
GIGA, TERA = 10**9, 10**12
# unit of a field -> what may stand behind a number, in units of the field
UNITS: dict[str, dict[str, Fraction]] = {
    "m": {"km": Fraction(1000), "㎞": Fraction(1000)},
    "km": {"m": Fraction(1, 1000)},
    "B": {"kB": Fraction(1000), "MB": Fraction(10**6), "GB": Fraction(GIGA), "KiB": Fraction(2**10),
          "MiB": Fraction(2**20), "GiB": Fraction(2**30)},
    "bit/s": {"Gb/s": Fraction(GIGA), "Tb/s": Fraction(TERA), "Gbps": Fraction(GIGA)},
    "Gb/s": {"bit/s": Fraction(1, GIGA), "Tb/s": Fraction(1000), "Gbps": Fraction(1), "Gbit/s": Fraction(1)},
    "s": {"ms": Fraction(1, 1000), "µs": Fraction(1, 10**6), "ns": Fraction(1, GIGA)},
    "ns": {"µs": Fraction(1000), "us": Fraction(1000), "s": Fraction(GIGA)},
    "µs": {"us": Fraction(1), "μs": Fraction(1), "ns": Fraction(1, 1000), "ms": Fraction(1000)},
    "ms": {"s": Fraction(1000), "µs": Fraction(1, 1000)},
    "W": {"kW": Fraction(1000), "MW": Fraction(10**6)},
    "TB/s": {"GB/s": Fraction(1, 1000)},
    "TFLOP/s": {"PFLOP/s": Fraction(1000)},
    "USD": {"M USD": Fraction(10**6), "bn USD": Fraction(GIGA)},
    "°C": {"℃": Fraction(1)},
}  # fmt: skip
UNITLESS = ("1", "ratio")
NO_UNITS = ("G", "M", "k", "GBps", "mW", "furlong", "メートル", "°F", "kg", "mb")
NO_NUMBERS = (
    "{0},00", "0,{0}", "{0},5", "1,,000", ",{0}", "{0}、", "1,0000", "1,000,00", "1.000.000", "{0}.5.5", "1_000",
    "1 000", "1'000", "+-{0}", "- {0}", "{0}-", "5²", "½", "①", "٣٠", "一", "三十", "0x10", "$ 5", "{0}/2", "1-5",
    "~{0}", "nan",
    "inf", "１，００", "２，５", "１、００００", "。", "ー", "e5", "1億2000万", "{0}\x00", "1e9999", "<b>{0}</b>",
)  # fmt: skip
LANES = {  # as tools print them, in Gb/s
    "10.3125": 10, "25.78125": 25, "25.78": 25, "25.8": 25, "53.125": 50, "53.13": 50, "53.1": 50, "106.25": 100,
    "106.3": 100, "106.2": 100, "212.5": 200, "213": 200, "425": 400, "56": 50, "112": 100, "224": 200,
}  # fmt: skip
PORTS = {"25.78125": 25, "51.5625": 50, "103.125": 100, "103.13": 100, "106.25": 100, "212.5": 200, "425": 400,
         "850": 800, "1700": 1600, "3400": 3200}  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """One text in one field, and what must come of it: a number, or the code of its refusal and the unit in it."""

    slug: str
    name: str
    text: str
    value: Any = None
    code: str = ""
    unit: str = ""
    note: bool = False


def wide(text: str, chance: random.Random) -> str:
    """Some or all characters as a Japanese input method types them, every minus of some kind."""
    share = chance.choice((0.0, 0.3, 1.0))
    kinds = {**WIDE, **(TYPED_BY_IME if chance.random() < 0.3 else {})}
    typed = "".join(kinds.get(sign, sign) if chance.random() < share else sign for sign in text)
    return "".join(chance.choice(MINUS) if sign == "-" else sign for sign in typed)


def plain(number: Fraction) -> str:
    """All digits of a number that has an end."""
    whole, rest = divmod(abs(number), 1)
    digits = f"{int(whole)}"
    if rest:
        digits += "."
    while rest:
        whole, rest = divmod(rest * 10, 1)
        digits += str(int(whole))
    return ("-" if number < 0 else "") + digits


def grouped(number: Fraction, _: random.Random) -> str:
    whole, point, rest = plain(abs(number)).partition(".")
    return ("-" if number < 0 else "") + f"{int(whole):,}" + point + rest


def with_power(number: Fraction, chance: random.Random) -> str:
    power = chance.randint(-6, 6)
    factor = plain(number / Fraction(10) ** power)
    raised = "".join(RAISED[sign] for sign in str(power))
    return factor + chance.choice((f"e{power}", f"E{power:+d}", f" × 10{raised}", f"×10^{power}", f" x 10^{power}"))


def with_myriads(number: Fraction, chance: random.Random) -> str:
    sign, tens = chance.choice((("万", 4), ("億", 8)))
    return plain(number / 10**tens) + sign


def as_it_is(number: Fraction, _: random.Random) -> str:
    return plain(number)


def with_plus(number: Fraction, _: random.Random) -> str:
    return plain(number) if number < 0 else f"+{plain(number)}"


Form = Callable[[Fraction, random.Random], str]
FORMS: tuple[Form, ...] = (as_it_is, as_it_is, grouped, grouped, with_power, with_myriads, with_plus)


def some_number(parameter: Parameter, chance: random.Random) -> Fraction:
    """Inside, at the ends, just outside; as decimals of a few digits."""
    if parameter.options:
        inside = Fraction(chance.choice(parameter.options))
        return inside if chance.random() < 0.8 else inside + 1
    low, high = Fraction(repr(float(parameter.low or 0))), Fraction(repr(float(parameter.high or 0)))
    way = chance.random()
    if way < 0.3:
        return chance.choice((low, high, Fraction(repr(float(parameter.default)))))
    if way < 0.45:
        return chance.choice((low - 1, high + 1, high * 1000, -high, Fraction(0)))
    drawn = chance.uniform(float(low), float(high))
    if parameter.kind == "integer":
        return Fraction(f"{drawn:.0f}") + (Fraction(1, 2) if way > 0.85 and drawn > float(low) + 1 else 0)
    return Fraction(f"{drawn:.4g}")


def expected(parameter: Parameter, number: Fraction) -> tuple[Any, str]:
    """What a number must be taken for in a field, or the code of its refusal."""
    nearest = float(number)
    if parameter.options:
        fitting = [option for option in parameter.options if option == nearest]
        return (fitting[0], "") if fitting else (None, "not-an-option")
    assert parameter.low is not None
    assert parameter.high is not None
    if nearest < parameter.low:
        return None, "below-range"
    if nearest > parameter.high:
        return None, "above-range"
    if parameter.kind == "integer":
        return (int(nearest), "") if nearest == int(nearest) else (None, "not-an-integer")
    return nearest, ""


def numbers(slug: str, parameter: Parameter, chance: random.Random) -> Typed:
    """A number in one of its forms, with or without a unit."""
    number = some_number(parameter, chance)
    while parameter.line and plain(number) in LANES | PORTS:
        number += Fraction(1, 100)
    units = {} if parameter.unit in UNITLESS else {parameter.unit: Fraction(1), **UNITS.get(parameter.unit, {})}
    unit = chance.choice(["", *units])
    written = chance.choice(FORMS)(number / units.get(unit, Fraction(1)), chance)
    text = wide(written, chance)
    if unit:
        text += chance.choice(BLANKS) + (wide(unit, chance) if unit.isascii() else unit)
    value, code = expected(parameter, number)
    return Typed(slug, parameter.name, chance.choice(BLANKS) + text + chance.choice(BLANKS), value, code)


def wrong_units(slug: str, parameter: Parameter, chance: random.Random) -> Typed:
    unit = wide(chance.choice(NO_UNITS), chance)
    text = wide(plain(some_number(parameter, chance)), chance) + chance.choice(("", " ", "\u3000")) + unit
    code = "no-unit" if parameter.unit in UNITLESS else "other-unit"
    return Typed(slug, parameter.name, text, code=code, unit=unit)


def no_numbers(slug: str, parameter: Parameter, chance: random.Random) -> Typed:
    text = chance.choice(NO_NUMBERS).format(chance.randint(1, 99))
    return Typed(slug, parameter.name, text, code="not-a-number")


def line_rates(slug: str, parameter: Parameter, chance: random.Random) -> Typed:
    """A rate on the wire in any form; what it stands for may still be outside the field."""
    rate, nominal_gbps = chance.choice([*(LANES if parameter.line == "lane" else PORTS).items()])
    scale = GIGA if parameter.unit == "bit/s" else 1
    number = Fraction(rate) * scale
    ways = [wide(plain(number), chance), f"{wide(rate, chance)} Gb/s", f"{rate}Gbps", grouped(number, chance)]
    value, code = expected(parameter, Fraction(nominal_gbps * scale))
    return Typed(slug, parameter.name, chance.choice(ways), value, code, note=not code)


def typed_numbers(each: int) -> Iterator[Typed]:
    """About `each` texts for every input that is a number, of every calculator."""
    chance = random.Random(SEED)
    for slug, calculator in CALCULATORS.items():
        for parameter in parameters(calculator.Inputs):
            if isinstance(parameter.default, str):
                continue
            kinds = [numbers] * 4 + [wrong_units, no_numbers] + [line_rates] * (3 if parameter.line else 0)
            made = (
                kinds[place % len(kinds)](slug, parameter, chance) for place in range(each + 12 * bool(parameter.line))
            )
            yield from (one for one in made if len(one.text) <= TEXT_LIMIT)
