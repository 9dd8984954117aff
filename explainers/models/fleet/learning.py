"""What making more does to the cost of one: Wright's law, and two makers of whom one began earlier.

Assumed: both begin at the same cost with the same first batch, and each doubling of all that a maker ever made takes
the same part off its cost.
Not modelled: what one maker learns from another, bought-in parts that are as cheap for both, a new generation that
starts everybody's count again, prices.
"""

from __future__ import annotations

import math

import numpy as np

from explainers.base.answer import Numbers

Number = float | Numbers


def doublings(units: Number, first_units: Number) -> Number:
    """How often a first batch has doubled.

    Parameters
    ----------
    units : float or array (n,)          All that was ever made. [1]
    first_units : float or array (n,)    The first batch, above 0. [1]

    Returns
    -------
    float or array (n,)                  Doublings; below 0 before the batch is full. [1]

    Source: definition.
    >>> float(doublings(8000.0, 1000.0))
    3.0
    """
    found: Number = np.log2(units / first_units)
    return found


def cost_ratio(learning_rate: Number, count_doublings: Number) -> Number:
    """Cost after some doublings, in units of the cost before (Wright's law).

    Parameters
    ----------
    learning_rate : float or array (n,)      What a doubling takes off the cost, 0 to 1. [1]
    count_doublings : float or array (n,)    Doublings of all that was ever made. [1]

    Returns
    -------
    float or array (n,)                      Cost over cost before. [1]

    Source: learning-electronics.
    >>> round(cost_ratio(0.2, 4.0), 4)
    0.4096
    """
    found: Number = (1 - learning_rate) ** count_doublings
    return found


def learning_rate_for(ratio: float, count_doublings: float) -> float:
    """What every doubling must take off for the cost to fall to a part of itself.

    Parameters
    ----------
    ratio : float              Cost over cost before. [1]
    count_doublings : float    Above 0. [1]

    Returns
    -------
    float                      Part of the cost; below 0 where it may even rise. [1]

    Source: definition.
    >>> round(learning_rate_for(0.4096, 4.0), 12)
    0.2
    """
    return 1 - math.exp(math.log(ratio) / count_doublings)


def yearly_fall(learning_rate: float, growth_per_year: float) -> float:
    """How much cheaper a year makes a thing whose whole production to date grows steadily.

    Parameters
    ----------
    learning_rate : float      What a doubling takes off the cost. [1]
    growth_per_year : float    All that was ever made, over what it was a year ago. [1]

    Returns
    -------
    float                      Part of the cost. [1]

    Source: definition.
    >>> round(yearly_fall(0.2, 4.0), 12)
    0.36
    """
    return float(1 - cost_ratio(learning_rate, math.log2(growth_per_year)))
