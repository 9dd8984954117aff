"""How little light a receiver can read: noise against the distance of two levels.

Assumed: Gaussian noise of the amplifier, of the photons and of the laser, all in a bandwidth of half the symbol rate;
the highest level decides. Everything else between this ideal and a real limit is one gap in decibels, the same for all.
Not modelled: the equaliser's own noise gain, the shape of the pulse, multimode noise, ageing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numeric
from explainers.base.parameters import constant
from explainers.models.links.gaussian import q_inverse
from explainers.models.links.multipath_interference import ratio_of_db

_ELECTRON_C = constant(1.602176634, unit="1e-19 C", source="electron-charge") * 1e-19
MILLI = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class OpticalReceiver:
    """Photodiode and amplifier, and how far a real module stays behind them.

    responsivity_a_per_w [A/W]; noise_a_per_rt_hz : current noise at the input [A/sqrt(Hz)]; gap_db : coupling,
    equaliser noise, ageing and the worst part allowed, as one number [dB]
    """

    responsivity_a_per_w: float
    noise_a_per_rt_hz: float
    gap_db: float


def levels_distance_in_sigma(bit_error_ratio: float, levels: int) -> float:
    """How many standard deviations lie between a level and its threshold.

    A wrong symbol of M levels with Gray code costs one bit of log2 M: BER = 2 (1 - 1/M) Q(q) / log2 M.

    Parameters
    ----------
    bit_error_ratio : float    Before error correction. [1]
    levels : int               2 for NRZ, 4 for PAM4. [1]

    Returns
    -------
    float                      q. [1]

    Source: definition.
    >>> round(levels_distance_in_sigma(2.4e-4, 4), 3), round(levels_distance_in_sigma(1e-12, 2), 2)
    (3.414, 7.03)
    """
    return q_inverse(bit_error_ratio * math.log2(levels) / (2 * (1 - 1 / levels)))


def ideal_sensitivity_w(
    receiver: OpticalReceiver,
    symbol_rate_bd: float,
    levels: int,
    *,
    q: float,
    extinction_db: float,
    rin_db_per_hz: float,
) -> float:
    """Smallest OMA at which the wanted q is reached, without the gap.

    OMA / (2 (M - 1)) = q s / R, and s^2 = i^2 B + 2 e R P B + (R OMA)^2 RIN B, with the highest level
    P = OMA ER / (ER - 1) and B half the symbol rate. The noise itself grows with OMA, so OMA stands on both sides;
    squared, it is a quadratic equation with one positive root, which needs no iteration. RIN is relative to OMA:
    relative to P it would make PAM4 at 100 GBd impossible. If the laser's noise alone is too much, no light is enough
    and the root is gone: NaN.

    Parameters
    ----------
    receiver : OpticalReceiver    Its gap is not applied here. [object]
    symbol_rate_bd : float        [Bd]
    levels : int                  2 for NRZ, 4 for PAM4. [1]
    q : float                     From `levels_distance_in_sigma`. [1]
    extinction_db : float         Highest over lowest level. [dB]
    rin_db_per_hz : float         Laser noise relative to OMA; minus infinity for none. [dB/Hz]

    Returns
    -------
    float                         OMA, or NaN. [W]

    Source: electron-charge, definition.
    """
    bandwidth_hz = symbol_rate_bd / 2
    responsivity, ratio = receiver.responsivity_a_per_w, ratio_of_db(extinction_db)
    wanted = (responsivity / (2 * (levels - 1) * q)) ** 2
    square = wanted - responsivity**2 * ratio_of_db(rin_db_per_hz) * bandwidth_hz
    shot = _ELECTRON_C * responsivity * ratio / (ratio - 1) * bandwidth_hz  # half the linear term
    thermal = receiver.noise_a_per_rt_hz**2 * bandwidth_hz
    if square <= 0:
        return math.nan
    return (shot + math.sqrt(shot**2 + square * thermal)) / square


def sensitivity_dbm(
    receiver: OpticalReceiver,
    symbol_rate_bd: float,
    levels: int,
    *,
    bit_error_ratio: float,
    extinction_db: float,
    rin_db_per_hz: float,
) -> float:
    """OMA that a worst-case module needs from a perfect transmitter, the gap included.

    Parameters
    ----------
    receiver : OpticalReceiver    [object]
    symbol_rate_bd : float        [Bd]
    levels : int                  2 for NRZ, 4 for PAM4. [1]
    bit_error_ratio : float       Before error correction. [1]
    extinction_db : float         Highest over lowest level. [dB]
    rin_db_per_hz : float         Laser noise relative to OMA. [dB/Hz]

    Returns
    -------
    float                         OMA, or NaN where no light is enough. [dBm]

    Source: explainers.models.links.receiver_sensitivity.
    >>> ideal = OpticalReceiver(responsivity_a_per_w=0.8, noise_a_per_rt_hz=20e-12, gap_db=0.0)
    >>> kp4 = {"bit_error_ratio": 2.4e-4, "extinction_db": 3.5, "rin_db_per_hz": -136.0}
    >>> round(sensitivity_dbm(ideal, 53.125e9, 4, **kp4), 1)
    -9.8
    """
    oma_w = ideal_sensitivity_w(
        receiver, symbol_rate_bd, levels, q=levels_distance_in_sigma(bit_error_ratio, levels),
        extinction_db=extinction_db, rin_db_per_hz=rin_db_per_hz,
    )  # fmt: skip
    return dbm(oma_w) + receiver.gap_db


def dbm(power_w: Numeric) -> Numeric:
    """Power in decibels above a milliwatt.

    Parameters
    ----------
    power_w : float or array (n,)    [W]

    Returns
    -------
    float or array (n,)              [dBm]

    Source: definition.
    >>> dbm(0.002)
    3.010299956639812
    """
    found = 10 * np.log10(np.asarray(power_w) / MILLI)
    if isinstance(power_w, np.ndarray):
        return np.asarray(found)
    return float(found)
