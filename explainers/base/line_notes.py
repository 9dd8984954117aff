"""What an answer must say about a rate that was not taken at its word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explainers.base.answer import Answer, Note, Term, Value
from explainers.base.errors import InputError
from explainers.base.line_rates import is_class
from explainers.base.numbers import Misread, as_number
from explainers.base.parameters import Parameter, parameters, parse_value
from explainers.base.units import to_display


def line_notes(inputs_class: type[Any], given: Mapping[str, object]) -> tuple[Note, ...]:
    """A note for each rate on the wire among outside values; its words stand under [notes] in words/common.<lang>.toml.

    Parameters
    ----------
    inputs_class : type            The `Inputs` dataclass. [class]
    given : mapping name -> value  Text or numbers as they came; what is refused has no note. [each in its own unit]

    Returns
    -------
    tuple of Note                  with what was given and what it was taken for [as the page shows the input]

    Source: explainers.base.line_rates.
    """
    rated = (parameter for parameter in parameters(inputs_class) if parameter.line and parameter.name in given)
    return tuple(note for parameter in rated for note in _notes(parameter, given[parameter.name]))


def _notes(parameter: Parameter, value: object) -> tuple[Note, ...]:
    try:
        nominal = parse_value(parameter, value)
    except InputError:
        return ()
    number = as_number(value, parameter.unit)
    if isinstance(number, Misread) or number == nominal:
        return ()
    key = "class-rate" if is_class(parameter.line, parameter.unit, number) else "line-rate"
    shown = _shown("given", number, parameter), _shown("nominal", nominal, parameter)
    return (Note(key, (*shown, Term("field", parameter.name))),)  # the page says it at that field too


def _shown(name: str, number: float, parameter: Parameter) -> Value:
    unit = parameter.display_unit
    return Value(name, number if unit == parameter.unit else to_display(number, parameter.unit, unit), unit)


def noted(answer: Answer, inputs_class: type[Any], given: Mapping[str, object]) -> Answer:
    """An answer with what it must say about the values as they came.

    Parameters
    ----------
    answer : Answer                To what they were taken for. [each value in its own unit]
    inputs_class : type            The `Inputs` dataclass. [class]
    given : mapping name -> value  Text or numbers as they came. [each in its own unit]

    Returns
    -------
    Answer                         the same one where nothing is to be said

    Source: explainers.base.line_rates.
    """
    notes = line_notes(inputs_class, given)
    return replace(answer, notes=(*answer.notes, *notes)) if notes else answer
