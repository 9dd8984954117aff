"""Two-ports as ABCD matrices of shape (2, 2, n), one wire of a pair against ground; n frequencies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.units import DECIBEL_FACTOR

Matrix = np.ndarray  # complex, shape (2, 2, n)


def line(electrical_length: np.ndarray, impedance_ohm: float) -> Matrix:
    """A uniform line.

    Parameters
    ----------
    electrical_length : complex array (n,)    Propagation constant times length. [1]
    impedance_ohm : float                     Characteristic impedance. [ohm]

    Returns
    -------
    complex array (2, 2, n)                   ABCD matrix. [1, ohm, 1/ohm, 1]

    Source: definition.
    """
    cosh, sinh = np.cosh(electrical_length), np.sinh(electrical_length)
    return np.array([[cosh, impedance_ohm * sinh], [sinh / impedance_ohm, cosh]])


def shunt_capacitance(frequency_hz: Numbers, capacitance_f: float) -> Matrix:
    """A capacitor to ground.

    Parameters
    ----------
    frequency_hz : array (n,)    Frequency. [Hz]
    capacitance_f : float        Capacitance. [F]

    Returns
    -------
    complex array (2, 2, n)      ABCD matrix. [1, ohm, 1/ohm, 1]

    Source: definition.
    """
    one, nothing = np.ones_like(frequency_hz, dtype=complex), np.zeros_like(frequency_hz, dtype=complex)
    return np.array([[one, nothing], [2j * np.pi * frequency_hz * capacitance_f, one]])


def series_inductance(frequency_hz: Numbers, inductance_h: float) -> Matrix:
    """An inductor in the wire.

    Parameters
    ----------
    frequency_hz : array (n,)    Frequency. [Hz]
    inductance_h : float         Inductance. [H]

    Returns
    -------
    complex array (2, 2, n)      ABCD matrix. [1, ohm, 1/ohm, 1]

    Source: definition.
    """
    one, nothing = np.ones_like(frequency_hz, dtype=complex), np.zeros_like(frequency_hz, dtype=complex)
    return np.array([[one, 2j * np.pi * frequency_hz * inductance_h], [nothing, one]])


def cascade(parts: Sequence[Matrix]) -> Matrix:
    """Two-ports one after another.

    Parameters
    ----------
    parts : complex arrays (2, 2, n)    At least one, in the order the signal meets them. [1, ohm, 1/ohm, 1]

    Returns
    -------
    complex array (2, 2, n)                     ABCD matrix. [1, ohm, 1/ohm, 1]

    Source: definition.
    """
    whole = parts[0]
    for part in parts[1:]:
        (a, b), (c, d) = whole
        (e, f), (g, h) = part
        whole = np.array([[a * e + b * g, a * f + b * h], [c * e + d * g, c * f + d * h]])
    return whole


def flipped(matrix: Matrix) -> Matrix:
    """The same reciprocal two-port seen from its other end.

    Parameters
    ----------
    matrix : complex array (2, 2, n)    ABCD matrix. [1, ohm, 1/ohm, 1]

    Returns
    -------
    complex array (2, 2, n)             ABCD matrix. [1, ohm, 1/ohm, 1]

    Source: definition.
    """
    (a, b), (c, d) = matrix
    return np.array([[d, b], [c, a]])


def s_parameters(matrix: Matrix, reference_ohm: float) -> np.ndarray:
    """Scattering parameters.

    Parameters
    ----------
    matrix : complex array (2, 2, n)    ABCD matrix. [1, ohm, 1/ohm, 1]
    reference_ohm : float               Reference impedance of both ports. [ohm]

    Returns
    -------
    complex array (2, 2, n)             [[s11, s12], [s21, s22]]. [1]

    Source: definition.
    """
    (a, b), (c, d) = matrix
    through, back = b / reference_ohm, c * reference_ohm
    total = a + through + back + d
    return np.array(
        [
            [(a + through - back - d) / total, 2 * (a * d - b * c) / total],
            [2 / total, (d + through - back - a) / total],
        ]
    )


def insertion_loss_db(matrix: Matrix, reference_ohm: float) -> Numbers:
    """Insertion loss between two equal resistors.

    Parameters
    ----------
    matrix : complex array (2, 2, n)    ABCD matrix. [1, ohm, 1/ohm, 1]
    reference_ohm : float               Both resistors. [ohm]

    Returns
    -------
    array (n,)                          [dB]

    Source: definition.
    """
    (a, b), (c, d) = matrix
    loss: Numbers = DECIBEL_FACTOR * np.log10(np.abs(a + b / reference_ohm + c * reference_ohm + d) / 2)
    return loss


def voltage_transfer(matrix: Matrix, source_ohm: float, load_ohm: float) -> np.ndarray:
    """Voltage at the load over half the source's open voltage: 1 for a matched lossless link.

    Parameters
    ----------
    matrix : complex array (2, 2, n)    ABCD matrix. [1, ohm, 1/ohm, 1]
    source_ohm, load_ohm : float        Resistance of transmitter and receiver. [ohm]

    Returns
    -------
    complex array (n,)                  [1]

    Source: definition.
    """
    (a, b), (c, d) = matrix
    transfer: np.ndarray = 2 / (a + b / load_ohm + c * source_ohm + d * source_ohm / load_ohm)
    return transfer
