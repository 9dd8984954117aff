"""How far a passive copper cable works: the length at which the margin has fallen to what a standard demands.

The fast path compares the Salz bound, less one constant gap for real equalisers, with the ratio that a slicer needs;
the full path computes the channel operating margin. Both take the same link and the same receiver.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import DECIBEL_FACTOR
from explainers.models.links.connector import TYPICAL_DB_PER_SQRT_GHZ, connector_loss_db
from explainers.models.links.gaussian import q_inverse
from explainers.models.links.generation import Receiver, receiver_at
from explainers.models.links.host import Host, device, host_at
from explainers.models.links.margin import PASS_DB, margin
from explainers.models.links.pulse import Link
from explainers.models.links.salz import noise_over_signal, salz_snr
from explainers.models.links.twinax import TwinaxPair, loss_db_per_m
from explainers.models.links.twoport import insertion_loss_db

FAST_DOWN_TO = 1e-6  # error ratio below which bounded jitter makes the fast path useless
LONGEST_M = constant(40.0, unit="m", source="assumption:reach-limits")
_GRID = constant(96, unit="1", source="assumption:reach-limits")
_HALVINGS = constant(26, unit="1", source="assumption:reach-limits")
_FULL_HALVINGS = constant(9, unit="1", source="assumption:reach-limits")
CODES = ("usual", "none", "base-r", "kr4", "kp4")
_ERROR_RATIO = {
    "none": 1e-12,
    "base-r": 1e-8,
    "kr4": 1e-5,
    "kp4": constant(1e-4, unit="1", source="assumption:com-ck"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copper:
    """What decides a cable's reach besides its length.

    lane_rate_bps [bit/s]; pair; connector_db: loss of an end at 1 GHz [dB]; host: class name; code: one of CODES;
    crosstalk_offset_db: worse (above 0) or better than assumed [dB]
    """

    lane_rate_bps: float
    pair: TwinaxPair = TwinaxPair()  # noqa: RUF009 - frozen
    connector_db: float = TYPICAL_DB_PER_SQRT_GHZ
    host: str = "HN"
    code: str = "usual"
    crosstalk_offset_db: float = 0.0


@cache
def receiver_of(lane_rate_bps: float, code: str) -> Receiver:
    """The receiver at a lane rate, with the error ratio that a code leaves it.

    Parameters
    ----------
    lane_rate_bps : float    Nominal rate of one lane. [bit/s]
    code : str               One of CODES; "usual" is the generation's own. [text]

    Returns
    -------
    Receiver                 [object]

    Source: com-by, assumption:com-cd, assumption:com-ck, com-dj.
    """
    receiver = receiver_at(lane_rate_bps)
    return receiver if code == "usual" else replace(receiver, error_ratio=_ERROR_RATIO[code])


@cache
def host_of(name: str, lane_rate_bps: float, code: str) -> Host:
    """A class of host as built for a lane rate.

    Parameters
    ----------
    name : str               "HL", "HN" or "HH". [text]
    lane_rate_bps : float    Nominal rate of one lane. [bit/s]
    code : str               One of CODES. [text]

    Returns
    -------
    Host                     [object]

    Source: explainers.models.links.host.
    """
    return host_at(name, lane_rate_bps, receiver_of(lane_rate_bps, code).nyquist_hz)


def grid_hz(receiver: Receiver) -> Numbers:
    """Even steps up to the Nyquist frequency, each at the middle of its step.

    Parameters
    ----------
    receiver : Receiver    [see its fields]

    Returns
    -------
    array (96,)            [Hz]

    Source: assumption:reach-limits.
    """
    return (np.arange(_GRID, dtype=np.float64) + 1 / 2) * (receiver.nyquist_hz / _GRID)


@cache
def _hosts_db(name: str, lane_rate_bps: float, code: str) -> Numbers:
    """Loss of both hosts over the grid; the costly part, and the same for every cable."""
    receiver = receiver_of(lane_rate_bps, code)
    one_end = device(grid_hz(receiver), host_of(name, lane_rate_bps, code), receiver.pad_scale)
    return 2 * insertion_loss_db(one_end, receiver.termination_ohm)


def fast_margin_db(copper: Copper, length_m: float | Numbers) -> float | Numbers:
    """Margin by the fast path, on the scale of the channel operating margin.

    Parameters
    ----------
    copper : Copper                   [see its fields]
    length_m : float or array (m,)    Length of the pair. [m]

    Returns
    -------
    float or array (m,)               [dB]

    Source: Salz bound, assumption:salz-gap, com-method.
    """
    receiver = receiver_of(copper.lane_rate_bps, copper.code)
    frequency_hz = grid_hz(receiver)
    fixed_db = _hosts_db(copper.host, copper.lane_rate_bps, copper.code) + 2 * np.asarray(
        connector_loss_db(frequency_hz, copper.connector_db)
    )
    per_m = np.asarray(loss_db_per_m(copper.pair, frequency_hz))
    loss_db = fixed_db + np.multiply.outer(np.asarray(length_m, dtype=np.float64), per_m)
    snr = salz_snr(noise_over_signal(receiver, frequency_hz, loss_db, copper.crosstalk_offset_db))
    margins: float | Numbers = 10 * np.log10(np.maximum(snr, 1e-12)) - receiver.gap_db - needed_snr_db(receiver)
    return margins


def needed_snr_db(receiver: Receiver) -> float:
    """Ratio behind the equaliser at which the margin is 0 dB, if all noise is Gaussian.

    Parameters
    ----------
    receiver : Receiver    Levels, level mismatch and error ratio count. [object]

    Returns
    -------
    float                  [dB]

    Source: com-method.
    """
    eye = receiver.level_mismatch / (receiver.levels - 1) / math.sqrt(receiver.signal_power)
    return DECIBEL_FACTOR * math.log10(float(q_inverse(receiver.error_ratio)) / eye)


def reach_m(copper: Copper) -> float:
    """Length at which the fast path's margin falls to 3 dB; 0 where not even a short cable has it.

    Parameters
    ----------
    copper : Copper    [see its fields]

    Returns
    -------
    float              At most 40. [m]

    Source: com-method, assumption:salz-gap.
    """
    if float(fast_margin_db(copper, 0.0)) < PASS_DB:
        return 0.0
    low, high = 0.0, LONGEST_M
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if float(fast_margin_db(copper, middle)) >= PASS_DB else (low, middle)
    return low


def link_of(copper: Copper, length_m: float) -> Link:
    """The link that the full path computes for the same cable.

    Parameters
    ----------
    copper : Copper     [see its fields]
    length_m : float    Length of the pair. [m]

    Returns
    -------
    Link                [see its fields]

    Source: explainers.models.links.pulse.
    """
    host = host_of(copper.host, copper.lane_rate_bps, copper.code)
    return Link(length_m=length_m, pair=copper.pair, connector_db=copper.connector_db, transmitter=host, receiver=host)


def full_reach_m(copper: Copper) -> float:
    """Length at which the channel operating margin falls to 3 dB, to about 1 %.

    Parameters
    ----------
    copper : Copper    [see its fields]

    Returns
    -------
    float              At most 80. [m]

    Source: com-method.
    """
    receiver = receiver_of(copper.lane_rate_bps, copper.code)

    def passes(length_m: float) -> bool:
        return margin(link_of(copper, length_m), receiver, copper.crosstalk_offset_db).com_db >= PASS_DB

    low, high = 0.0, max(reach_m(copper), 1.0)
    while high < LONGEST_M and passes(high):
        low, high = high, 2 * high
    for _ in range(_FULL_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return low
