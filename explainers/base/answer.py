"""What a calculator returns: plain data with units and keys, no sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
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
    """A chart axis; `scale` is "linear", "log" or "rows" (categories)."""

    name: str
    unit: str
    scale: str = "linear"


@dataclass(frozen=True, slots=True)
class Series:
    """A named column pair; `family` ("copper", "light", "coding", ...) lets the page choose hue and line style."""

    name: str
    family: str
    x: Numbers
    y: Numbers

    def __post_init__(self) -> None:
        assert self.x.ndim == 1
        assert self.x.shape == self.y.shape
        assert len(self.x) <= POINT_LIMIT


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers of a table, shape (rows,), in one unit; NaN is an empty cell."""

    name: str
    unit: str
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class TermColumn:
    """Words of a table, by key."""

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table twin of a chart."""

    name: str
    columns: tuple[Column | TermColumn, ...]

    def __post_init__(self) -> None:
        lengths = {len(c.keys) if isinstance(c, TermColumn) else len(c.numbers) for c in self.columns}
        assert len(lengths) == 1, "columns of one length"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A figure as data. kind "lines": series against x; "stack": series are the parts, `rows` the bars.

    In a stack the parts lie in x and `rows` names the bars; a bar whose parts are NaN has no value and is not drawn.
    """

    name: str
    kind: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    table: Table
    rows: tuple[str, ...] = ()
    rule_x: float | None = None
    emphasis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A calculator's whole answer."""

    headline: Message
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
