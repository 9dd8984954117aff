"""Filters and noise of a link as functions of frequency."""

from __future__ import annotations

import math

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import GIGA
from explainers.models.links.generation import GENERATIONS, Receiver

_EDGE_FACTOR = constant(1.6832, unit="1", source="com-filters")
_BUTTER_1 = constant(2.613126, unit="1", source="com-filters")
_BUTTER_2 = constant(3.414214, unit="1", source="com-filters")
_CROSSTALK_ANCHOR_DB = -constant(45.0, unit="dB", source="assumption:crosstalk-anchor")
_CROSSTALK_ANCHOR_HZ = constant(13e9, unit="Hz", source="assumption:crosstalk-anchor")
_CROSSTALK_DB_PER_OCTAVE = -constant(5.0, unit="dB", source="assumption:crosstalk-slope")
_FAR_SHARE = constant(0.6, unit="1", source="assumption:crosstalk-far")
_FAR_OFFSET_DB = -constant(5.0, unit="dB", source="assumption:crosstalk-far")
_NEAR_POWER = constant(1.5, unit="1", source="assumption:crosstalk-shape")
_FAR_POWER = constant(2.0, unit="1", source="assumption:crosstalk-shape")


def transmitter_edge(receiver: Receiver, frequency_hz: Numbers) -> Numbers:
    """Low-pass of a transmitter's transition time.

    Parameters
    ----------
    receiver : Receiver          Whose `edge_ui` counts. [object]
    frequency_hz : array (n,)    Frequency. [Hz]

    Returns
    -------
    array (n,)                   [1]

    Source: com-filters.
    """
    normal = np.pi * frequency_hz * (receiver.edge_ui / receiver.baud_bd) / _EDGE_FACTOR
    return np.exp(-2 * normal**2)


def receiver_filter(receiver: Receiver, frequency_hz: Numbers) -> np.ndarray:
    """Fourth-order Butterworth filter at the receiver's input.

    Parameters
    ----------
    receiver : Receiver          Whose `bandwidth_over_baud` counts. [object]
    frequency_hz : array (n,)    Frequency. [Hz]

    Returns
    -------
    complex array (n,)           [1]

    Source: com-filters.
    """
    x = frequency_hz / (receiver.bandwidth_over_baud * receiver.baud_bd)
    response: np.ndarray = 1 / (1 - _BUTTER_2 * x**2 + (x**2) ** 2 + 1j * _BUTTER_1 * x * (1 - x**2))
    return response


def pulse_shape(receiver: Receiver, frequency_hz: Numbers) -> Numbers:
    """Spectrum of a full-swing symbol as the transmitter sends it.

    Parameters
    ----------
    receiver : Receiver          [see its fields]
    frequency_hz : array (n,)    Frequency. [Hz]

    Returns
    -------
    array (n,)                   [V/Hz]

    Source: com-filters.
    """
    unit_s = 1 / receiver.baud_bd
    rectangle = receiver.amplitude_v * unit_s * np.sinc(frequency_hz * unit_s)
    return rectangle * transmitter_edge(receiver, frequency_hz)


def thermal_v2_per_hz(receiver: Receiver) -> float:
    """Two-sided noise density at the receiver's input, before its filter.

    Parameters
    ----------
    receiver : Receiver    [see its fields]

    Returns
    -------
    float                  [V^2/Hz]

    Source: com-filters.
    """
    return receiver.noise_v2_per_ghz / (2 * GIGA)


def near_crosstalk_db(nyquist_hz: float | Numbers) -> float | Numbers:
    """Power sum of near-end crosstalk at the Nyquist frequency: connectors get better with each generation.

    Parameters
    ----------
    nyquist_hz : float or array (n,)    Half the symbol rate. [Hz]

    Returns
    -------
    float or array (n,)                 Negative. [dB]

    Source: assumption:crosstalk-anchor, assumption:crosstalk-slope.
    >>> float(near_crosstalk_db(13e9)), float(near_crosstalk_db(26e9))
    (-45.0, -50.0)
    """
    octaves = np.log2(np.asarray(nyquist_hz) / _CROSSTALK_ANCHOR_HZ)
    return _CROSSTALK_ANCHOR_DB + _CROSSTALK_DB_PER_OCTAVE * octaves


def crosstalk_ratios(receiver: Receiver, frequency_hz: Numbers, offset_db: float = 0.0) -> tuple[Numbers, Numbers]:
    """Power of crosstalk over that of an equal transmitter, near end and far end.

    Near-end crosstalk enters directly; far-end crosstalk has come through the whole link, so it is over the signal.

    Parameters
    ----------
    receiver : Receiver          [see its fields]
    frequency_hz : array (n,)    Frequency. [Hz]
    offset_db : float            Worse (above 0) or better crosstalk than assumed; -inf for none. [dB]

    Returns
    -------
    (array (n,), array (n,))     near end over the transmitted, far end over the received signal. [1]

    Source: assumption:crosstalk-anchor, assumption:crosstalk-slope, assumption:crosstalk-far,
    assumption:crosstalk-shape.
    """
    if math.isinf(offset_db):
        return np.zeros_like(frequency_hz), np.zeros_like(frequency_hz)
    # four levels came with the connectors of their first generation: a slower lane has no worse ones
    first_hz = min(g.nyquist_hz for g in GENERATIONS if g.levels == receiver.levels)
    built_for_hz = max(receiver.nyquist_hz, first_hz) if receiver.levels > 2 else receiver.nyquist_hz
    near_db = float(near_crosstalk_db(built_for_hz)) + offset_db
    far_db = _FAR_SHARE * near_db + _FAR_OFFSET_DB
    share = frequency_hz / built_for_hz
    return 10 ** (near_db / 10) * share**_NEAR_POWER, 10 ** (far_db / 10) * share**_FAR_POWER
