"""At which places a table is taken from a sweep: at even ones, and at the one that the reader has chosen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explainers.base.answer import Numbers


def table_rows(sampled: Numbers, every: int = 1) -> tuple[NDArray[np.intp], int]:
    """Rows of a table from the places of a curve, the last of which is the reader's own.

    Parameters
    ----------
    sampled : array (n + 1,)    Places of the curve, and behind them the chosen one. [any]
    every : int                 Each how-manieth place of the curve is a row. [1]

    Returns
    -------
    (array (rows,), int)        Places to take, ascending, each value once; which of them is the chosen one. [1]

    Source: this project's convention.
    >>> rows, chosen = table_rows(np.array([1.0, 2.0, 4.0, 8.0, 16.0, 3.0]), every=2)
    >>> rows.tolist(), chosen
    ([0, 5, 2, 4], 1)
    """
    own = len(sampled) - 1
    places = np.append(np.arange(0, own, every), own)
    _, first = np.unique(sampled[places], return_index=True)
    rows: NDArray[np.intp] = places[first]
    return rows, int(np.searchsorted(sampled[rows], sampled[own]))


def marks_with(marks: Numbers, chosen: float) -> tuple[Numbers, int]:
    """Places of a table that does not depend on a curve, with the reader's own among them.

    Parameters
    ----------
    marks : array (n,)    Places. [any]
    chosen : float        The reader's own. [the same]

    Returns
    -------
    (array (rows,), int)    Ascending, each once; which of them is the chosen one. [1]

    Source: this project's convention.
    >>> rows, chosen = marks_with(np.array([1.0, 2.0, 3.0]), 2.5)
    >>> rows.tolist(), chosen
    ([1.0, 2.0, 2.5, 3.0], 2)
    """
    sampled = np.append(marks, chosen)
    rows, place = table_rows(sampled)
    return sampled[rows], place
