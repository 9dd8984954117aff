"""The answer of a whole link to one symbol, in steps of a sixteenth of a symbol."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.links.connector import TYPICAL_DB_PER_SQRT_GHZ, connector
from explainers.models.links.generation import Receiver
from explainers.models.links.host import HOSTS, Host, device
from explainers.models.links.spectrum import pulse_shape, receiver_filter, thermal_v2_per_hz
from explainers.models.links.twinax import TwinaxPair, propagation_constant_per_m
from explainers.models.links.twoport import Matrix, cascade, flipped, line, voltage_transfer

SAMPLES_PER_SYMBOL = constant(16, unit="1", source="assumption:pulse-grid")
_FINEST_STEP_HZ = constant(40e6, unit="Hz", source="assumption:pulse-grid")
_BLOCK = constant(128, unit="1", source="assumption:pulse-grid")  # whole blocks of symbols keep the transform quick
_LOWEST_HZ = 1e3  # the line's formulas have a logarithm of frequency
_ZERO_OVER_BAUD = constant(2.5, unit="1", source="com-dj")
_LOW_OVER_BAUD = constant(80.0, unit="1", source="com-dj")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A cable between two hosts.

    length_m [m]; pair, its construction; connector_db: loss of an end at 1 GHz [dB]; transmitter, receiver: hosts
    """

    length_m: float
    pair: TwinaxPair = TwinaxPair()  # noqa: RUF009 - frozen
    connector_db: float = TYPICAL_DB_PER_SQRT_GHZ
    transmitter: Host = HOSTS["HN"]
    receiver: Host = HOSTS["HN"]


def cable_assembly(link: Link, frequency_hz: Numbers) -> Matrix:
    """Connector, pair, connector.

    Parameters
    ----------
    link : Link                  [see its fields]
    frequency_hz : array (n,)    Frequency, above 0. [Hz]

    Returns
    -------
    complex array (2, 2, n)      ABCD matrix of one wire. [1, ohm, 1/ohm, 1]

    Source: explainers.models.links.twinax, explainers.models.links.connector.
    """
    end = connector(frequency_hz, link.connector_db)
    electrical = propagation_constant_per_m(link.pair, frequency_hz) * link.length_m
    return cascade((end, line(electrical, link.pair.impedance_ohm / 2), flipped(end)))


def whole_link(link: Link, frequency_hz: Numbers, pad_scale: float = 1.0) -> Matrix:
    """From the transmitter's pads to the receiver's.

    Parameters
    ----------
    link : Link                  [see its fields]
    frequency_hz : array (n,)    Frequency, above 0. [Hz]
    pad_scale : float            Size of the pads. [1]

    Returns
    -------
    complex array (2, 2, n)      ABCD matrix of one wire. [1, ohm, 1/ohm, 1]

    Source: explainers.models.links.host.
    """
    first = device(frequency_hz, link.transmitter, pad_scale)
    last = flipped(device(frequency_hz, link.receiver, pad_scale))
    return cascade((first, cable_assembly(link, frequency_hz), last))


def symbols_of(receiver: Receiver) -> int:
    """Length of the window in symbols: long enough for steps of 40 MHz.

    Parameters
    ----------
    receiver : Receiver    [see its fields]

    Returns
    -------
    int                    [1]

    Source: assumption:pulse-grid.
    """
    return _BLOCK * math.ceil(receiver.baud_bd / _FINEST_STEP_HZ / _BLOCK)


def frequencies_hz(receiver: Receiver) -> Numbers:
    """Frequencies at which a link is computed, from almost 0 to twice the symbol rate.

    Parameters
    ----------
    receiver : Receiver    [see its fields]

    Returns
    -------
    array (n,)             [Hz]

    Source: assumption:pulse-grid.
    """
    symbols = symbols_of(receiver)
    grid = np.arange(2 * symbols + 1, dtype=np.float64) * (receiver.baud_bd / symbols)
    grid[0] = _LOWEST_HZ
    return grid


def equaliser_filter(receiver: Receiver, frequency_hz: Numbers, gain_db: float, low_gain_db: float) -> np.ndarray:
    """Continuous-time equaliser: low frequencies are turned down, so that high ones stand out.

    Parameters
    ----------
    receiver : Receiver            [see its fields]
    frequency_hz : array (n,)      Frequency. [Hz]
    gain_db, low_gain_db : float   Gain at low and at the lowest frequencies. [dB]

    Returns
    -------
    complex array (n,)             [1]

    Source: com-dj.
    """
    decibel = 2 * 10
    at = 1j * frequency_hz / receiver.baud_bd
    mid, low = at * _ZERO_OVER_BAUD, at * _LOW_OVER_BAUD
    raised = (10 ** (gain_db / decibel) + mid) * (10 ** (low_gain_db / decibel) + low)
    response: np.ndarray = raised / ((1 + mid) * (1 + at) * (1 + low))
    return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What arrives behind the analogue part of a receiver.

    pulse_v : one full-swing symbol, 16 samples a symbol, shape (n,) [V]
    thermal_v2 : autocorrelation of the thermal noise at whole symbols, shape (m,) [V^2]
    """

    pulse_v: Numbers
    thermal_v2: Numbers


def transfer(link: Link, receiver: Receiver) -> np.ndarray:
    """From the transmitter's voltage to the receiver's, without filters.

    Parameters
    ----------
    link : Link            [see its fields]
    receiver : Receiver    [see its fields]

    Returns
    -------
    complex array (n,)     at `frequencies_hz` [1]

    Source: explainers.models.links.twoport.
    """
    matrix = whole_link(link, frequencies_hz(receiver), receiver.pad_scale)
    return voltage_transfer(matrix, receiver.termination_ohm, receiver.termination_ohm)


def response(receiver: Receiver, link_transfer: np.ndarray, gain_db: float, low_gain_db: float) -> Response:
    """Pulse and noise behind filter and continuous-time equaliser.

    Parameters
    ----------
    receiver : Receiver                  [see its fields]
    link_transfer : complex array (n,)   From `transfer`. [1]
    gain_db, low_gain_db : float         Of the continuous-time equaliser. [dB]

    Returns
    -------
    Response                             [V, V^2]

    Source: com-filters.
    """
    frequency_hz = frequencies_hz(receiver)
    analogue = receiver_filter(receiver, frequency_hz) * equaliser_filter(receiver, frequency_hz, gain_db, low_gain_db)
    sent = pulse_shape(receiver, frequency_hz)
    density = thermal_v2_per_hz(receiver) * np.abs(analogue) ** 2
    pulse_v = _in_time(sent * link_transfer * analogue, receiver)
    correlation = _in_time(density.astype(complex), receiver)
    return Response(pulse_v=pulse_v, thermal_v2=correlation[::SAMPLES_PER_SYMBOL])


def _in_time(spectrum: np.ndarray, receiver: Receiver) -> Numbers:
    symbols = symbols_of(receiver)
    count = symbols * SAMPLES_PER_SYMBOL
    padded = np.zeros(count // 2 + 1, dtype=complex)
    padded[: len(spectrum)] = spectrum
    padded[0] = padded[0].real
    in_time: Numbers = np.fft.irfft(padded, count) * count * (receiver.baud_bd / symbols)
    return in_time
