"""A grid of inputs: strict parsing, and rows by index arithmetic, so that the product is never built.

Numbers are read as everywhere (explainers.base.numbers), with one difference: in a list a comma separates values, so
a number of a thousand or more is written without commas.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainers.base.answer import Note
from explainers.base.errors import VALUE_LIMIT, InputError
from explainers.base.line_notes import line_notes
from explainers.base.line_rates import nominal_rate
from explainers.base.numbers import continues_group, is_group, read_number
from explainers.base.parameters import Parameter, parameters, parse_inputs, parse_value
from explainers.sweep.refusals import SweepError
from explainers.text import exact

AXIS_LIMIT = 1_000_000  # values of one input; they are held in memory
ROW_LIMIT = 2**63 - 1  # rows are numbered in 64 bits
_SCALES = ("lin", "log")
# in either width: whoever types numbers with a Japanese input method types these with it
_EQUALS, _COMMA, _COLON = re.compile("[=＝]"), re.compile("[,，、]"), re.compile("[:：]")


@dataclass(frozen=True)
class Axis:
    """One input of the grid with the values that it takes, in order."""

    name: str
    values: tuple[Any, ...]

    @cached_property
    def array(self) -> NDArray[Any]:
        """The values as an array (m,): float64, int64 or text.

        Source: this project's convention.
        """
        return np.array(self.values)


@dataclass(frozen=True)
class Grid:
    """Every combination of the axes' values, the last axis fastest; all other inputs stand at their defaults."""

    slug: str
    axes: tuple[Axis, ...]

    @property
    def rows(self) -> int:
        """How many combinations there are. [1]

        Source: definition.
        """
        return math.prod(len(axis.values) for axis in self.axes)

    def indices(self, start: int, stop: int) -> dict[str, NDArray[np.int64]]:
        """Which value of each axis stands in the rows from start to stop.

        Parameters
        ----------
        start, stop : int    Rows of the grid, stop not included. [1]

        Returns
        -------
        dict name -> array (stop - start,)    places within each axis's values. [1]

        Source: definition (mixed radix).
        >>> grid = Grid("any", (Axis("a", (1, 2)), Axis("b", (5, 6, 7))))
        >>> {name: place.tolist() for name, place in grid.indices(2, 5).items()}
        {'a': [0, 1, 1], 'b': [2, 0, 1]}
        """
        found = {}
        inner = 1
        for axis in reversed(self.axes):
            found[axis.name] = _places(start, stop, inner, len(axis.values))
            inner *= len(axis.values)
        return dict(reversed(found.items()))

    def as_dict(self) -> dict[str, Any]:
        """The grid as plain data, which decides whether two runs are the same one.

        Source: this project's convention.
        """
        return {"calculator": self.slug, "grid": {axis.name: list(axis.values) for axis in self.axes}}


def _places(start: int, stop: int, inner: int, size: int) -> NDArray[np.int64]:
    """(row // inner) % size for each row, with as many divisions as the axis takes steps between start and stop."""
    first, last = start // inner, (stop - 1) // inner
    steps = np.arange(first % size, first % size + last - first + 1, dtype=np.int64)
    if size <= last - first + first % size:
        steps %= size
    if inner == 1:
        return steps
    counts = np.full(len(steps), min(inner, stop - start), dtype=np.int64)
    if len(steps) > 1:
        counts[0], counts[-1] = (first + 1) * inner - start, stop - last * inner
    return np.repeat(steps, counts)


def parse_grid(slug: str, inputs_class: type[Any], texts: Iterable[str]) -> Grid:
    """A grid from the words of a command line, each `name=1,2,4` or `name=from:to:lin:count` (or `log`).

    Parameters
    ----------
    slug : str                 Explainer. [text]
    inputs_class : type        Its `Inputs`. [class]
    texts : iterable of str    One for each input of the grid. [each in its parameter's unit]

    Returns
    -------
    Grid    [each axis in its parameter's unit]

    Raises
    ------
    InputError    for a value that the calculator itself refuses, and for a name that it does not have
    SweepError    "grid-malformed", "grid-repeated", "grid-large", and those of a range

    Source: this project's convention.
    """
    known = {parameter.name: parameter for parameter in parameters(inputs_class)}
    axes: dict[str, Axis] = {}
    for text in texts:
        name, *rest = _EQUALS.split(text, maxsplit=1)
        if not rest:
            raise SweepError("grid-malformed", {"value": text})
        if name not in known:
            raise InputError("unknown-field", name[:VALUE_LIMIT])
        if name in axes:
            raise SweepError("grid-repeated", {"field": name})
        axes[name] = Axis(name, _values(known[name], *rest))
    grid = Grid(slug, tuple(axes.values()))
    if grid.rows > ROW_LIMIT:
        raise SweepError("grid-large", {"value": f"{grid.rows:.1e}", "high": f"{ROW_LIMIT:.1e}"})
    return grid


def _values(parameter: Parameter, text: str) -> tuple[Any, ...]:
    if _COLON.search(text) and parameter.kind != "choice":
        return _range(parameter, text)
    pieces = _COMMA.split(text)
    if len(pieces) > AXIS_LIMIT:
        raise _refused("grid-count", parameter, str(len(pieces)))
    found = tuple(_value(parameter, pieces, place, text) for place in range(len(pieces)))
    if len(set(found)) < len(found):
        raise _refused("grid-twice", parameter, text)
    return found


def _value(parameter: Parameter, pieces: list[str], place: int, text: str) -> Any:
    """One value of a list. If it looks like part of a number with commas, the refusal says what a comma means here."""
    piece, around = pieces[place], pieces[max(place - 1, 0) : place + 2]
    if place and continues_group(piece):  # the 000 of 1,000: no value of its own
        raise _refused("grid-comma", parameter, text, piece=piece)
    try:
        return parse_value(parameter, piece)
    except InputError:
        if not isinstance(parameter.default, str) and any(
            is_group(*around[at : at + 2]) for at in range(len(around) - 1)
        ):
            raise _refused("grid-comma", parameter, text, piece=piece) from None
        raise


def _range(parameter: Parameter, text: str) -> tuple[Any, ...]:
    pieces = _COLON.split(text)
    if len(pieces) != len(("from", "to", "scale", "count")) or pieces[2] not in _SCALES:
        raise _refused("grid-range", parameter, text)
    low, high = (parse_value(parameter, piece) for piece in pieces[:2])  # no comma separates here
    if low >= high:
        raise _refused("grid-order", parameter, text)
    written = read_number(pieces[3], "1")
    count = int(written) if isinstance(written, float) and written.is_integer() else 0
    if not 2 <= count <= AXIS_LIMIT:
        raise _refused("grid-count", parameter, pieces[3])
    if pieces[2] == "log" and low <= 0:
        raise _refused("grid-log", parameter, text)
    points = np.geomspace(low, high, count) if pieces[2] == "log" else np.linspace(low, high, count)
    if parameter.kind == "integer":  # whole numbers, each once; rounding must not step over the ends
        return tuple(int(number) for number in np.unique(np.rint(points).astype(np.int64)))
    between = points[1:-1].tolist()  # the ends exactly as they were written
    if not parameter.line:
        return (low, *between, high)
    return tuple(sorted({low, high, *(nominal_rate(rate, parameter.line, parameter.unit) for rate in between)}))


def line_notes_of(inputs_class: type[Any], texts: Iterable[str]) -> tuple[Note, ...]:
    """Notes on the rates on the wire that are written in a grid.

    Parameters
    ----------
    inputs_class : type        The calculator's `Inputs`. [class]
    texts : iterable of str    The words of the grid, as for `parse_grid`. [each in its parameter's unit]

    Returns
    -------
    tuple of Note              [as the page shows each input]

    Source: explainers.base.line_rates.
    """
    written = [(name, piece) for text in texts for name, *rest in [_EQUALS.split(text, maxsplit=1)]
               for values in rest for part in _COLON.split(values) for piece in _COMMA.split(part)]  # fmt: skip
    return tuple(note for name, piece in written for note in line_notes(inputs_class, {name: piece}))


def _refused(code: str, parameter: Parameter, value: str, **more: str) -> SweepError:
    low, high = parameter.low, parameter.high
    if parameter.options:
        low, high = parameter.options[0], parameter.options[-1]
    limits = {"low": exact(low, parameter.unit, grouped=False), "high": exact(high, parameter.unit, grouped=False)}
    return SweepError(code, {"field": parameter.name, "value": value, **limits, **more})


def fixed_inputs(inputs_class: type[Any], grid: Grid) -> Mapping[str, Any]:
    """The inputs that the grid does not move, at their defaults.

    Parameters
    ----------
    inputs_class : type    The calculator's `Inputs`. [class]
    grid : Grid            What moves. [object]

    Returns
    -------
    mapping name -> value    [each in its parameter's unit]

    Source: this project's convention.
    """
    defaults = parse_inputs(inputs_class, {})
    moved = {axis.name for axis in grid.axes}
    return {p.name: getattr(defaults, p.name) for p in parameters(inputs_class) if p.name not in moved}
