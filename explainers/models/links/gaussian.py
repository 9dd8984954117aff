"""The Gaussian tail and its inverse: how often noise crosses a threshold, and how far away the threshold must be."""

from __future__ import annotations

import math

import numpy as np

from explainers.base.answer import Numbers, Numeric

_FAR = 100.0  # standard deviations; the tail leaves the range of a double before 39


def q_function(x: Numeric) -> Numeric:
    """Probability that Gaussian noise exceeds x standard deviations.

    Parameters
    ----------
    x : float or array (n,)    Distance of the threshold, in standard deviations. [1]

    Returns
    -------
    float or array (n,)        Q(x) = erfc(x / sqrt 2) / 2, between 0 and 1. [1]

    Source: definition.
    >>> q_function(0.0)
    0.5
    >>> round(q_function(3.0), 6)
    0.00135
    """
    if isinstance(x, np.ndarray):
        tails: Numbers = np.vectorize(_tail, otypes=[float])(x)
        return tails
    return _tail(x)


def q_inverse(p: Numeric) -> Numeric:
    """The distance that Gaussian noise exceeds with probability p.

    The tail falls all the way, so halving an interval that holds the answer until its ends are neighbouring doubles
    always ends, and needs no starting guess and no derivative.

    Parameters
    ----------
    p : float or array (n,)    Probability, more than 0 and less than 1. [1]

    Returns
    -------
    float or array (n,)        x with Q(x) = p, in standard deviations. [1]

    Raises
    ------
    ValueError    for a probability outside (0, 1)

    Source: definition.
    >>> round(q_inverse(2.4e-4), 3)
    3.492
    >>> q_inverse(0.5)
    0.0
    """
    if not np.all((np.asarray(p) > 0) & (np.asarray(p) < 1)):
        raise ValueError("a probability lies between 0 and 1")
    if isinstance(p, np.ndarray):
        distances: Numbers = np.vectorize(_distance, otypes=[float])(p)
        return distances
    return _distance(p)


def _tail(x: float) -> float:
    return math.erfc(x / math.sqrt(2)) / 2


def _distance(p: float) -> float:
    if p == 0.5:
        return 0.0
    near, far = (0.0, _FAR) if p < 0.5 else (-_FAR, 0.0)
    while near < (middle := (near + far) / 2) < far:
        near, far = (middle, far) if _tail(middle) > p else (near, middle)
    return middle
