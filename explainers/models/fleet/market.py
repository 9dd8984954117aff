"""Modules a day into modules a year, GPUs a year, a share of what is wanted, and money for each module of a year.

Assumed: one rate holds the whole year; every module goes to a network that is new and wholly optical; what is wanted
stands still while a maker grows.
Not modelled: stocks, spare parts, modules that replace older ones, prices, what a customer has to test first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from explainers.base.answer import Numbers

Number = float | Numbers


def units_in_year(units_per_day: Number, days_per_year: Number, good_share: Number) -> Number:
    """Modules of one year that can be sold.

    Parameters
    ----------
    units_per_day : float or array (n,)    Modules that leave the line on a day of work. [1/day]
    days_per_year : float or array (n,)    Days of work. [day]
    good_share : float or array (n,)       Part that passes its test. [1]

    Returns
    -------
    float or array (n,)                    Modules. [1]

    Source: definition.
    >>> units_in_year(1000.0, 365, 1.0)
    365000.0
    """
    return units_per_day * days_per_year * good_share


def gpus_equipped(units: Number, modules_per_gpu: Number) -> Number:
    """How many GPUs a number of modules connects.

    Parameters
    ----------
    units : float or array (n,)              Modules. [1]
    modules_per_gpu : float or array (n,)    Modules in the network for each GPU. [1]

    Returns
    -------
    float or array (n,)                      GPUs. [1]

    Source: gpu-128k-transceivers.
    >>> gpus_equipped(655360.0, 5.0)
    131072.0
    """
    return units / modules_per_gpu


def units_per_day_for(share: Number, wanted_units: Number, days_per_year: Number, good_share: Number) -> Number:
    """What a line must make on a day of work to serve a share of what is wanted in a year.

    Parameters
    ----------
    share : float or array (n,)            Part of what is wanted. [1]
    wanted_units : float or array (n,)     Modules wanted in a year. [1]
    days_per_year : float or array (n,)    Days of work. [day]
    good_share : float or array (n,)       Part that passes its test. [1]

    Returns
    -------
    float or array (n,)                    Modules a day. [1/day]

    Source: definition.
    >>> units_per_day_for(0.1, 36.5e6, 365, 1.0)
    10000.0
    """
    return share * wanted_units / (days_per_year * good_share)


def years_to_grow(factor: float, growth_per_year: float) -> float:
    """How long steady growth takes; nothing where the goal is reached already.

    Parameters
    ----------
    factor : float             The goal over what there is. [1]
    growth_per_year : float    Above 1. [1]

    Returns
    -------
    float                      Time. [year]

    Source: definition.
    >>> years_to_grow(8.0, 2.0), years_to_grow(0.5, 2.0)
    (3.0, 0.0)
    """
    return math.log2(max(factor, 1.0)) / math.log2(growth_per_year)


def equally_likely(ranges: Sequence[tuple[float, float]], levels: int, outcomes: int) -> tuple[Numbers, ...]:
    """Every combination of several independent numbers, each of which lies anywhere in its range.

    A range is cut into equal parts, and the middle of each part stands for it. All combinations are equally likely.

    Parameters
    ----------
    ranges : sequence of (float, float)    Lowest and highest of each number. [any]
    levels : int                           Parts of a range. [1]
    outcomes : int                         Groups into which the combinations will fall, all of one size. [1]

    Returns
    -------
    tuple of arrays (levels ** k,)         One array for each of the k numbers. [as its range]

    Source: this model.
    >>> [one.tolist() for one in equally_likely([(0.0, 4.0), (2.0, 2.0)], 2, 4)]
    [[1.0, 1.0, 3.0, 3.0], [2.0, 2.0, 2.0, 2.0]]
    """
    assert levels ** len(ranges) % outcomes == 0
    part = (np.arange(levels) + 0.5) / levels
    middles = [low + part * (high - low) for low, high in ranges]
    return tuple(one.ravel() for one in np.meshgrid(*middles, indexing="ij"))


def grouped(numbers: Numbers, outcomes: int) -> Numbers:
    """Equally likely numbers, sorted and taken together in equal groups; each group's mean is an outcome.

    Parameters
    ----------
    numbers : array (n,)    Equally likely. [any]
    outcomes : int          A divisor of n. [1]

    Returns
    -------
    array (outcomes,)       Ascending. [as numbers]

    Source: this model.
    >>> grouped(np.array([4.0, 1.0, 2.0, 3.0]), 2).tolist()
    [1.5, 3.5]
    """
    found: Numbers = np.sort(numbers).reshape(outcomes, -1).mean(axis=1)
    return found
