"""A finite feed-forward equaliser with decision feedback that leaves the least mean square error."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.links.generation import Receiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Equalised:
    """An equaliser that is set.

    taps : shape (t,) [1/V]; snr : unbiased [1]; main : height of the wanted symbol at the slicer [1];
    rest : what other symbols leave at the slicer, shape (r,) [1]
    """

    taps: Numbers
    snr: float
    main: float
    rest: Numbers


def correlation_matrix(autocorrelation: Numbers) -> Numbers:
    """Symmetric Toeplitz matrix of a stationary noise.

    Parameters
    ----------
    autocorrelation : array (t,)    At lags of 0, 1, 2 ... symbols. [V^2]

    Returns
    -------
    array (t, t)                    [V^2]

    Source: definition.
    """
    places = np.arange(len(autocorrelation))
    matrix: Numbers = autocorrelation[np.abs(np.subtract.outer(places, places))]
    return matrix


def set_equaliser(receiver: Receiver, samples_v: Numbers, main: int, noise_v2: Numbers) -> Equalised:
    """The taps with the least mean square error; the feedback removes the symbols just after the wanted one.

    Parameters
    ----------
    receiver : Receiver         Taps, feedback taps and signal power count. [object]
    samples_v : array (n,)      Pulse, one sample a symbol. [V]
    main : int                  Place of the wanted symbol in the samples. [1]
    noise_v2 : array (t,)       Autocorrelation of all noise, one lag for each tap. [V^2]

    Returns
    -------
    Equalised                   [see its fields]

    Source: minimum mean square error.
    """
    count = receiver.taps_before + receiver.taps_after + 1
    width = len(samples_v) + count - 1
    spread = np.zeros((count, width))  # row: a tap; column: the symbol whose pulse it sees
    for tap in range(count):
        spread[tap, tap : tap + len(samples_v)] = samples_v
    wanted = main + receiver.taps_before
    kept = np.ones(width, dtype=bool)
    kept[wanted + 1 : wanted + 1 + receiver.feedback_taps] = False
    seen = spread[:, kept]
    power = receiver.signal_power
    total = power * (seen @ seen.T) + correlation_matrix(noise_v2)
    target = power * spread[:, wanted]
    taps = np.linalg.solve(total, target).astype(np.float64)
    error = power - float(target @ taps)
    combined = taps @ spread
    kept[wanted] = False
    return Equalised(taps=taps, snr=power / error - 1, main=float(combined[wanted]), rest=combined[kept])


def noise_behind(taps: Numbers, autocorrelation: Numbers) -> float:
    """Rms of a noise behind the taps.

    Parameters
    ----------
    taps : array (t,)               Of the equaliser. [1/V]
    autocorrelation : array (t,)    Of the noise before it. [V^2]

    Returns
    -------
    float                           [1]

    Source: definition.
    """
    return math.sqrt(float(taps @ correlation_matrix(autocorrelation) @ taps))
