"""Sums of a Gaussian and of many bounded, independent parts: their tails, without simulating them."""

from __future__ import annotations

import math

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant

_STEPS = constant(1500, unit="1", source="assumption:tail-grid")
_SPAN = constant(9.0, unit="1", source="assumption:tail-grid")  # of the integral, in units of 1 / rms
_HALVINGS = constant(48, unit="1", source="assumption:tail-grid")


def level_cosines(parts: Numbers, levels: int, frequencies: Numbers) -> Numbers:
    """Characteristic function of a sum of symbols of equally likely levels, each with its own height.

    Parameters
    ----------
    parts : array (r,)            Height that a full-swing symbol leaves. [any]
    levels : int                  Levels between -1 and 1. [1]
    frequencies : array (n,)      Argument of the characteristic function. [1 / unit of parts]

    Returns
    -------
    array (n,)                    [1]

    Source: com-noise.
    >>> float(level_cosines(np.array([1.0]), 2, np.array([0.0]))[0])
    1.0
    """
    places = np.arange(levels - 1, 0, -2) / (levels - 1)
    phase = np.multiply.outer(parts, frequencies)
    mean = np.mean([np.cos(phase * place) for place in places], axis=0)
    product: Numbers = np.prod(mean, axis=0)
    return product


def tail_amplitude(rms: float, gaussian_rms: float, others: Numbers, probability: float) -> float:
    """The amplitude that a sum exceeds, on one side, with a given probability.

    Parameters
    ----------
    rms : float               Rms of the whole sum. [any]
    gaussian_rms : float      Rms of its Gaussian part. [as rms]
    others : array (n,)       Characteristic function of its other parts, at `tail_frequencies`. [1]
    probability : float       Between 0 and 0.5. [1]

    Returns
    -------
    float                     [as rms]

    Source: Gil-Pelaez inversion formula.
    """
    frequencies = tail_frequencies(rms)
    whole = others * np.exp(-((frequencies * gaussian_rms) ** 2) / 2) / frequencies
    step = frequencies[1] - frequencies[0]
    low, high = 0.0, 2 * _SPAN * rms
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = 1 / 2 - step * float(np.sum(whole * np.sin(frequencies * middle))) / math.pi
        low, high = (middle, high) if above > probability else (low, middle)
    return low


def tail_frequencies(rms: float) -> Numbers:
    """Where a characteristic function is needed for `tail_amplitude`.

    Parameters
    ----------
    rms : float     Rms of the whole sum. [any]

    Returns
    -------
    array (n,)      [1 / unit of rms]

    Source: assumption:tail-grid.
    """
    return (np.arange(_STEPS, dtype=np.float64) + 1 / 2) * (_SPAN / rms / _STEPS)


def clipping_amplitude(parts: Numbers, levels: int, gaussian_rms: float, probability: float) -> float:
    """The amplitude that a noisy signal exceeds with a very small probability, by the saddle point of its cumulants.

    Parameters
    ----------
    parts : array (r,)       Pulse, one sample a symbol. [V]
    levels : int             Levels between -1 and 1. [1]
    gaussian_rms : float     Rms of the noise on it. [V]
    probability : float      On one side. [1]

    Returns
    -------
    float                    [V]

    Source: Lugannani and Rice approximation.
    """
    heights = parts[np.abs(parts) > np.max(np.abs(parts)) * 1e-4]
    places = np.arange(levels - 1, 0, -2) / (levels - 1)
    largest = float(np.sum(np.abs(heights))) + gaussian_rms
    low, high = 1e-2 / largest, 1e4 / largest
    amplitude = 0.0
    for _ in range(_HALVINGS):
        middle = math.sqrt(low * high)
        chance, amplitude = _saddle(middle, heights, places, gaussian_rms)
        low, high = (middle, high) if chance > probability else (low, middle)
    return amplitude


def _saddle(at: float, heights: Numbers, places: Numbers, gaussian_rms: float) -> tuple[float, float]:
    """Tail probability and amplitude at one value of the saddle point's parameter."""
    scaled = np.multiply.outer(places, heights)
    size = np.abs(at * scaled)
    top = size.max(axis=0)
    grown, signs = np.exp(size - top), np.sign(scaled)
    shrunk = np.exp(-size - top)
    cosh, sinh = (grown + shrunk) / 2, signs * (grown - shrunk) / 2
    total = cosh.sum(axis=0)
    slope = (scaled * sinh).sum(axis=0) / total
    curve = (scaled**2 * cosh).sum(axis=0) / total - slope**2
    noise = gaussian_rms**2
    cumulant = float(np.sum(np.log(total / len(places)) + top)) + at**2 * noise / 2
    amplitude = float(slope.sum()) + at * noise
    spread = float(curve.sum()) + noise
    distance = math.sqrt(max(2 * (at * amplitude - cumulant), 1e-12))
    reduced = at * math.sqrt(spread)
    density = math.exp(-(distance**2) / 2) / math.sqrt(2 * math.pi)
    return math.erfc(distance / math.sqrt(2)) / 2 + density * (1 / reduced - 1 / distance), amplitude
