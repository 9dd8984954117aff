"""Rows of a grid through a calculator: its own `sweep` where it has one, otherwise `answer`, row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainers.base.answer import Numbers
from explainers.base.errors import ExplainerError
from explainers.base.parameters import parse_inputs
from explainers.calculators.registry import CALCULATORS, sweeper
from explainers.sweep.grid import Grid, fixed_inputs

BLOCK = 16_384  # rows evaluated at once: few enough for a core's own cache, enough to hide the calls
PART = 262_144  # rows of one file; what one process holds at a time
SLOW_PART = 512  # the same for a calculator that answers row by row


def is_vectorised(slug: str) -> bool:
    """Whether the calculator evaluates many rows at once.

    Parameters
    ----------
    slug : str    Explainer. [text]

    Returns
    -------
    bool          [yes or no]

    Source: this project's convention.
    """
    return sweeper(slug) is not None


def inputs_class(slug: str) -> type[Any]:
    """The inputs that a sweep of this calculator may move.

    Parameters
    ----------
    slug : str    Explainer. [text]

    Returns
    -------
    type          a dataclass of parameters. [class]

    Source: explainers/calculators/registry.py.
    """
    found: type[Any] = (sweeper(slug) or CALCULATORS[slug]).Inputs
    return found


def part_rows(slug: str) -> int:
    """Rows of one file of the result.

    Parameters
    ----------
    slug : str    Explainer. [text]

    Returns
    -------
    int           [1]

    Source: this project's convention.
    """
    return PART if is_vectorised(slug) else SLOW_PART


def evaluate(grid: Grid, indices: Mapping[str, NDArray[np.int64]]) -> dict[str, Numbers]:
    """The calculator's values for some rows of a grid.

    Parameters
    ----------
    grid : Grid                        What is swept. [object]
    indices : dict name -> array (n,)  Places within the axes, as from `Grid.indices`. [1]

    Returns
    -------
    dict value name -> array (n,)      NaN where there is no such value. [each in its own unit]

    Source: explainers/calculators/registry.py.
    """
    return _at_once(grid, indices) if is_vectorised(grid.slug) else _one_by_one(grid, indices)


def _at_once(grid: Grid, indices: Mapping[str, NDArray[np.int64]]) -> dict[str, Numbers]:
    many = sweeper(grid.slug)
    fixed = {name: np.array(value) for name, value in fixed_inputs(many.Inputs, grid).items()}
    rows = len(next(iter(indices.values())))
    found = {name: np.empty(rows) for name in many.UNITS}
    for start in range(0, rows, BLOCK):
        block = slice(start, min(start + BLOCK, rows))
        moved = {axis.name: axis.array[indices[axis.name][block]] for axis in grid.axes}
        for name, numbers in many.sweep({**fixed, **moved}).items():
            found[name][block] = numbers
    return found


def _one_by_one(grid: Grid, indices: Mapping[str, NDArray[np.int64]]) -> dict[str, Numbers]:
    calculator = CALCULATORS[grid.slug]
    rows = len(next(iter(indices.values())))
    found = {name: np.full(rows, np.nan) for name in units(grid.slug)}
    for row in range(rows):
        inputs = {axis.name: axis.values[indices[axis.name][row]] for axis in grid.axes}
        try:
            answer = calculator.answer(parse_inputs(calculator.Inputs, inputs))
        except ExplainerError:
            continue  # the model has no answer here; the row stays, empty
        for value in answer.values:
            found[value.name][row] = value.number
    return found


@cache
def units(slug: str) -> Mapping[str, str]:
    """Names and units of a calculator's values.

    Parameters
    ----------
    slug : str    Explainer. [text]

    Returns
    -------
    mapping value name -> unit    [text]

    Source: explainers/calculators/registry.py.
    >>> units("link-latency")["total_s"]
    's'
    """
    many, calculator = sweeper(slug), CALCULATORS[slug]
    if many is not None:
        return dict(many.UNITS)
    return {value.name: value.unit for value in calculator.answer(calculator.Inputs()).values}


@cache
def code_digest(slug: str) -> str:
    """Digest of everything that decides the numbers: calculator, models, this room, and numpy's version.

    Parameters
    ----------
    slug : str    Explainer. [text]

    Returns
    -------
    str           64 hexadecimal digits. [text]

    Source: this project's convention.
    """
    package = files("explainers")
    own = f"explainers/calculators/{slug.replace('-', '_')}.py"
    beside = (own.replace(".py", "_sweep.py"),) if is_vectorised(slug) else ()
    paths = {own, *beside, *CALCULATORS[slug].MODEL_FILES, "explainers/sweep/grid.py", "explainers/sweep/evaluate.py"}
    paths |= {f"explainers/base/{one.name}" for one in package.joinpath("base").iterdir() if one.name.endswith(".py")}
    digest = hashlib.sha256(np.__version__.encode())
    for path in sorted(paths):
        code = package.joinpath(path.removeprefix("explainers/")).read_bytes()
        digest.update(path.encode() + code.replace(b"\r\n", b"\n"))  # a checkout may have other line ends
    return digest.hexdigest()
