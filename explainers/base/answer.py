"""What a calculator returns: plain data with units and keys, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Numeric = TypeVar("Numeric", float, Numbers)  # one number in, one number out; an array in, an array out
POINT_LIMIT = 400  # points a series; more is not visible and costs frames


@dataclass(frozen=True, slots=True)
class Value:
    """One number with its unit and, where the inputs have ranges, its low and high. NaN means: there is none."""

    name: str
    number: float
    unit: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the explainer's vocabulary, by key."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by key, with what goes into its gaps."""

    key: str
    gaps: tuple[Value | Term, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader must know about this answer, by key."""

    key: str
    gaps: tuple[Value | Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """A chart axis; `scale` is "linear", "log" or "rows" (categories). `each`: what the unit is for, by key ("gpu")."""

    name: str
    unit: str
    scale: str = "linear"
    each: str = ""


MARKS = ("line", "points")
KINDS = ("lines", "stack", "steps", "dots", "fabric")


@dataclass(frozen=True, slots=True)
class Series:
    """A named column pair; `family` ("copper", "light", "neutral", "limit", ...) chooses hue and line style.

    `mark` is "line" or "points" (published values over a curve). Series of one name share one entry of the legend.
    """

    name: str
    family: str
    x: Numbers
    y: Numbers
    mark: str = "line"

    def __post_init__(self) -> None:
        assert self.mark in MARKS
        assert self.x.ndim == 1
        assert self.x.shape == self.y.shape
        assert len(self.x) <= POINT_LIMIT


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers of a table, shape (rows,), in one unit; NaN is an empty cell. `each`: what the unit is for ("gpu")."""

    name: str
    unit: str
    numbers: Numbers
    each: str = ""


@dataclass(frozen=True, slots=True)
class TermColumn:
    """Words of a table, by key."""

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table twin of a chart; `chosen` is the row of the reader's own point, where rows are places along an axis."""

    name: str
    columns: tuple[Column | TermColumn, ...]
    chosen: int | None = None

    def __post_init__(self) -> None:
        lengths = {len(c.keys) if isinstance(c, TermColumn) else len(c.numbers) for c in self.columns}
        assert len(lengths) == 1, "columns of one length"
        assert self.chosen is None or 0 <= self.chosen < lengths.pop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A figure as data.

    kind "lines": series against x, as lines or points; `rule_x` and `rule_y` are lines across the whole figure.
    kind "stack": series are the parts (in x), `rows` the bars; a bar whose parts are NaN has no value and is not drawn.
    kind "steps": a staircase or waterfall; `rows` names the steps, a series has one entry for each row: its step goes
    from x to y, both in the unit of the x axis, and a row that belongs to another series is NaN in both.
    kind "dots": outcomes of equal probability; one series for each of the `rows`, x the outcomes in the unit of the
    x axis, y the height at which each dot is stacked, 0, 1, 2 ...
    kind "fabric": a network drawn tier by tier; `rows` names the tiers, lowest first, and every series has one entry
    for each. "nodes": x how many there are, y how many are drawn; "groups": x into how many parts a tier and the next
    fall, y how many of them are drawn; every other series is a medium: x links up from the tier, y their metres. From
    the top tier nothing goes up: 0.
    """

    name: str
    kind: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    table: Table
    rows: tuple[str, ...] = ()
    rule_x: float | None = None
    rule_y: float | None = None
    emphasis: str = ""

    def __post_init__(self) -> None:
        assert self.kind in KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A calculator's whole answer; `main` names the value that a reader compares when two answers are compared."""

    headline: Message
    main: str
    values: tuple[Value, ...]
    charts: tuple[Chart, ...]
    notes: tuple[Note, ...] = ()

    def value(self, name: str) -> Value:
        """The value of that name.

        Parameters
        ----------
        name : str    Name of a value. [text]

        Returns
        -------
        Value         [its own unit]

        Raises
        ------
        KeyError      for an unknown name

        Source: this project's convention.
        """
        for value in self.values:
            if value.name == name:
                return value
        raise KeyError(name)
