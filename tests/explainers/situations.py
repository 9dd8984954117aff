"""Inputs that walk through every kind of answer: each option, each preset, each limit, both sides of each reach."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from explainers.base.line_rates import LANE
from explainers.base.parameters import Parameter, parameters
from explainers.calculators.registry import CALCULATORS

BETWEEN_GENERATIONS_GBPS = 40.0
# kinds of answers that no pair of ends reaches
BETWEEN: dict[str, tuple[dict[str, Any], ...]] = {
    "collective-time": (
        {"machine": "a100", "gpus": 4, "message_bytes": 2.0**22}, {"machine": "a100", "gpus": 16},
        {"machine": "a100", "gpus": 48, "message_bytes": 2.0**30},
    ),
}  # fmt: skip


def ends(parameter: Parameter) -> tuple[Any, ...]:
    """Every option of a choice; lowest, default and highest of a number; of a lane also a rate between generations."""
    if parameter.options:
        return parameter.options
    between = (BETWEEN_GENERATIONS_GBPS,) if parameter.line == LANE else ()
    return (parameter.low, parameter.default, parameter.high, *between)


def situations(slug: str) -> Iterator[Any]:
    """Default, presets, then every pair of inputs at every pair of their ends."""
    calculator = CALCULATORS[slug]
    yield calculator.Inputs()
    for preset in calculator.PRESETS.values():
        yield calculator.Inputs(**preset)
    for given in BETWEEN.get(slug, ()):
        yield calculator.Inputs(**given)
    for one, two in itertools.combinations(parameters(calculator.Inputs), 2):
        for first, second in itertools.product(ends(one), ends(two)):
            yield calculator.Inputs(**{one.name: first, two.name: second})
