"""Seeded bad and good input, made from the parameters themselves."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

from explainers.base.parameters import Parameter, parameters
from explainers.calculators.registry import CALCULATORS

SEED = 20261123
HTML = "<img src=x onerror=alert(1)>"
TEXTS = (
    "", " ", "NaN", "nan", "inf", "-inf", "Infinity", "1e999", "-1e999", "1e-999", "0", "-0", "+", "-", ".", "e", "1e",
    "0x1F", "0b1", "1_000", "1,000", "1.000,5", "３０", "30 m", "8G", "2 m", "0.5 km",
    "1 dBm", "100 Gb/s", "5%", "1e3×10^3", "5万億",
    "٣٠", "三十", "½", "²", "30\n", "\u202e30", "30\u00a0", "\x00",
    "\ud800", "💡", HTML, "'; DROP TABLE links; --", "{length_m}", "{{ 7*7 }}", "%s%n", "../../etc/passwd", "null",
    "true", "[1]", '{"a": 1}', "__import__('os')", "1" * 41, "1" * 1999, "x" * 3000, "9" * 400,
)  # fmt: skip
THINGS: tuple[Any, ...] = (
    None, True, False, [], {}, [1, [2, [3]]], {"low": 1, "high": {"deep": []}}, math.nan, math.inf, -math.inf, 10**300,
    10**400, -(10**400), 5e-324, 1.7976931348623157e308, -0.0,
)  # fmt: skip
UNREADABLE = (
    "", "{", "}", "null", "[]", "30", '"text"', "{'inputs': {}}", '{"inputs": {},}', '{"inputs": null}',
    '{"inputs": []}', '{"inputs": [["length_m", 1]]}', '{"inputs": "length_m"}', "[" * 9_000, "[" * 9_000 + "]" * 9_000,
    '{"inputs": {"medium": ' + "[" * 9_000 + "]" * 9_000 + "}}", '"' * 9_001, '"\\' * 9_000,
    '{"inputs": {"length_m": ' + "9" * 5000 + "}}", '{"state": ' + "[" * 50 + "]" * 50 + "}", "\ufeff{}", "\x00",
)  # fmt: skip


def inside(parameter: Parameter, chance: random.Random) -> Any:
    if parameter.options:
        return chance.choice(parameter.options)
    assert parameter.low is not None
    assert parameter.high is not None
    if parameter.kind == "integer":
        return chance.randint(math.ceil(parameter.low), math.floor(parameter.high))
    if parameter.scale == "log":
        drawn = math.exp(chance.uniform(math.log(parameter.low), math.log(parameter.high)))
        return min(max(drawn, parameter.low), parameter.high)
    return chance.uniform(parameter.low, parameter.high)


def edge(parameter: Parameter, chance: random.Random) -> Any:
    return chance.choice(parameter.options or (parameter.low, parameter.high, parameter.default))


def outside(parameter: Parameter, chance: random.Random) -> Any:
    if parameter.options:
        return chance.choice(["no-such-option", 3, 1e9, str(parameter.options)])
    low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
    if parameter.kind == "integer":
        return chance.choice((low - 1, high + 1, low + 0.5, high - 0.25))
    near = (math.nextafter(low, -math.inf), math.nextafter(high, math.inf))
    return chance.choice([*near, low - 1, high + 1, -high, 0, high * 1e6])


def strange(_: Parameter, chance: random.Random) -> Any:
    return chance.choice(THINGS)


def text(_: Parameter, chance: random.Random) -> Any:
    if chance.random() < 0.5:
        return chance.choice(TEXTS)
    return "".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x20, 0x3000)))) for _ in range(8))


Kind = Callable[[Parameter, random.Random], Any]
KINDS: tuple[Kind, ...] = (inside, inside, inside, edge, edge, outside, strange, text)


def values(slug: str, chance: random.Random) -> dict[str, Any]:
    """Some inputs, mostly good; now and then a name that does not exist."""
    known = parameters(CALCULATORS[slug].Inputs)
    chosen = chance.sample(known, chance.randint(0, len(known)))
    # one bad value is met on its own; several hide each other
    kind = chance.choice(KINDS)
    bad = chance.choice(chosen).name if chosen else ""
    found = {p.name: (kind if p.name == bad else chance.choice((inside, edge)))(p, chance) for p in chosen}
    if chance.random() < 0.05:
        found[chance.choice(TEXTS)] = 1
    return found


def requests(count: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """`count` times (slug, request as JSON, the values in it)."""
    chance = random.Random(SEED)
    slugs = sorted(CALCULATORS)
    for number in range(count):
        slug = slugs[number % len(slugs)]
        found = values(slug, chance)
        way = chance.random()
        if way < 0.55:
            yield slug, json.dumps({"inputs": found}), found
        elif way < 0.9:
            version = "v1" if chance.random() < 0.9 else chance.choice(("", "v0", "v2", *TEXTS))
            pairs = [f"{name}:{value}" for name, value in found.items() if abs(_size(value)) < 10**300]
            if chance.random() < 0.1:
                pairs += pairs[:1]  # a parameter twice
            yield slug, json.dumps({"state": ",".join((version, *pairs))}), found
        elif way < 0.97:
            yield slug, chance.choice(UNREADABLE), found
        else:
            whole = json.dumps({"inputs": found})
            cut = chance.randrange(len(whole))
            yield slug, whole[:cut] + chance.choice(("", "\x00", '"', "}", "9" * 30_000)) + whole[cut + 1 :], found


def _size(value: Any) -> int:
    """Integers too long for a decimal text cannot stand in a link."""
    return value if isinstance(value, int) else 0
