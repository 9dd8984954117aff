"""Questions that make every calculator walk its paths: defaults, presets, options, edges and refusals."""

import json
from typing import Any

from explainers.base.parameters import Parameter, parameters
from explainers.calculators.registry import CALCULATORS

Case = tuple[str, str]


def request(inputs: dict[str, Any]) -> str:
    """The text that the page sends for these inputs."""
    return json.dumps({"inputs": inputs})


def cases() -> list[Case]:
    """(slug, request) pairs over every calculator."""
    found: list[Case] = []
    for slug, calculator in CALCULATORS.items():
        found += [(slug, request(dict(preset))) for preset in ({}, *calculator.PRESETS.values())]
        for parameter in parameters(calculator.Inputs):
            found += [(slug, request({parameter.name: value})) for value in _values(parameter)]
        found += [(slug, '{"state": "v1,nothing:1"}'), (slug, "not JSON")]
    return found


def full_cases() -> list[Case]:
    """(slug, request) pairs for the fuller method of every calculator that has one; each costs up to a second."""
    return [
        (slug, request(dict(preset)))
        for slug, calculator in CALCULATORS.items()
        if hasattr(calculator, "full")
        for preset in ({}, *calculator.PRESETS.values())
    ]


def _values(parameter: Parameter) -> list[Any]:
    if parameter.options:
        return [*parameter.options, "no-such-option"]
    if parameter.low is None or parameter.high is None:
        return [parameter.default]
    return [parameter.low, parameter.high, parameter.high * 2 + 1, "text"]
