"""`{{ slug.value name=text | 0.0 ns }}`: a number in prose, computed when the page is built."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

from explainers.base.answer import Value
from explainers.base.errors import InputError
from explainers.base.parameters import parse_inputs
from explainers.base.units import to_display
from explainers.calculators.registry import CALCULATORS
from explainers.text import quantity
from publish.errors import PublishError

MARK = re.compile(
    r"\{\{\s*([a-z0-9-]+)\.([a-z0-9_]+)(?:\.(low|high))?((?:\s+[a-z0-9_]+=[^\s|}]+)*)\s*(?:\|\s*([^}]*?)\s*)?\}\}"
)
_ANY_MARK = re.compile(r"\{\{.*?\}\}")
_PATTERN = re.compile(r"0(?:\.(0+))?(?:\s+(\S+))?")
NO_BREAK_SPACE = "\u00a0"


def replace_values(line: str, *, plain: bool = False) -> str:
    """A line of Markdown with its computed values, as marked HTML or as plain text.

    Raises PublishError for an unknown explainer, value, parameter or pattern.
    """
    done = MARK.sub(lambda match: _text(match, plain), line)
    left = _ANY_MARK.search(done)
    if left:
        raise PublishError(f"cannot read the value {left[0]}")
    return done


def _text(match: re.Match[str], plain: bool) -> str:  # noqa: FBT001
    slug, name, side, assignments, pattern = match.groups()
    value = compute(slug, name, dict(item.split("=", 1) for item in assignments.split()))
    if side:
        value = _side(value, side)
    text = write(value, pattern or "auto")
    return text if plain else f'<span class="cl-value">{text}</span>'


def _side(value: Value, side: str) -> Value:
    number = value.low if side == "low" else value.high
    if number is None:
        raise PublishError(f"{value.name} has no {side} end")
    return replace(value, number=number)


def compute(slug: str, name: str, inputs: dict[str, Any]) -> Value:
    """One named value of an explainer at given inputs.

    Raises PublishError for an unknown explainer, parameter or value, and for a value that does not exist there.
    """
    if slug not in CALCULATORS:
        raise PublishError(f"unknown explainer: {slug}")
    calculator = CALCULATORS[slug]
    try:
        answer = calculator.answer(parse_inputs(calculator.Inputs, inputs))
        value: Value = answer.value(name)
    except InputError as error:
        raise PublishError(f"{slug}.{name}: {error}") from None
    except KeyError:
        raise PublishError(f"unknown value: {slug}.{name}") from None
    if math.isnan(value.number):
        raise PublishError(f"{slug}.{name} has no value at {inputs}")
    return value


def write(value: Value, pattern: str) -> str:
    """A value by pattern: "auto", or decimals and a shown unit such as "0.0 ns"."""
    if pattern == "auto":
        return quantity(value.number, value.unit).replace(" ", NO_BREAK_SPACE)
    match = _PATTERN.fullmatch(pattern)
    if not match:
        raise PublishError(f"unknown pattern: {pattern}")
    decimals, unit = len(match[1] or ""), match[2]
    try:
        number = to_display(value.number, value.unit, unit or "1")
    except (KeyError, ValueError):
        raise PublishError(f"{value.name} is in {value.unit or 'no unit'}, not {unit}") from None
    sign = "" if unit is None else (unit if unit == "%" else NO_BREAK_SPACE + unit)
    return f"{number:,.{decimals}f}{sign}"
