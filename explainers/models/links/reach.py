"""How far a passive copper cable works: the length at which the margin has fallen to what a standard demands.

This is the fast path: it compares the Salz bound, less what a real equaliser of the generation loses, with the ratio
that a slicer needs. The full path (explainers.models.links.full_reach) takes the same cable and the same receiver.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import DECIBEL_FACTOR
from explainers.models.links.connector import TYPICAL_DB_PER_SQRT_GHZ, connector_loss_db
from explainers.models.links.gaussian import q_inverse
from explainers.models.links.generation import Receiver, receiver_at
from explainers.models.links.host import Host
from explainers.models.links.host_class import host_at, host_loss_db, smooth_host_db
from explainers.models.links.margin import PASS_DB
from explainers.models.links.salz import noise_shares, salz_snr
from explainers.models.links.twinax import TwinaxPair, loss_db_per_m

FAST_DOWN_TO = 1e-6  # error ratio below which bounded jitter makes the fast path useless
LONGEST_M = constant(40.0, unit="m", source="assumption:reach-limits")
_GRID = constant(64, unit="1", source="assumption:reach-limits")
_LENGTHS = constant(48, unit="1", source="assumption:reach-limits")
_FINE_LENGTHS = constant(17, unit="1", source="assumption:reach-limits")
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


@lru_cache(maxsize=1000)  # sliders ask for many rates
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


@lru_cache(maxsize=1000)  # sliders ask for many rates
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
    array (64,)            [Hz]

    Source: assumption:reach-limits.
    """
    return (np.arange(_GRID, dtype=np.float64) + 1 / 2) * (receiver.nyquist_hz / _GRID)


@lru_cache(maxsize=1000)  # sliders ask for many rates
def _fixed(copper: Copper) -> tuple[Numbers, Numbers, float]:
    """What no cable changes: noise with the signal, noise at the end with the hosts' loss, needed ratio. [1, 1, dB]"""
    receiver = receiver_of(copper.lane_rate_bps, copper.code)
    frequency_hz = grid_hz(receiver)
    hosts_db = 2 * smooth_host_db(frequency_hz, copper.host, copper.lane_rate_bps, receiver.nyquist_hz)
    with_signal, at_end = noise_shares(receiver, frequency_hz, copper.crosstalk_offset_db)
    return with_signal, at_end * 10 ** (hosts_db / 10), needed_snr_db(receiver) + receiver.gap_db


_ANY_PAIR = TwinaxPair()


def _per_cable(copper: Copper) -> tuple[Numbers, Numbers]:
    """Loss of both ends, and of a metre of pair, over the grid. [dB, dB/m]"""
    frequency_hz = grid_hz(receiver_of(copper.lane_rate_bps, copper.code))
    ends_db = 2 * np.asarray(connector_loss_db(frequency_hz, copper.connector_db))
    return ends_db, np.asarray(loss_db_per_m(copper.pair, frequency_hz))


def fast_margins_db(coppers: Sequence[Copper], lengths_m: Numbers) -> Numbers:
    """Margins by the fast path, on the scale of the channel operating margin, of several cables at once.

    Parameters
    ----------
    coppers : sequence of n    [see their fields]
    lengths_m : array (n, m)   Lengths of each pair. [m]

    Returns
    -------
    array (n, m)               [dB]

    Source: Salz bound, assumption:salz-gap, com-method.
    """
    fixed = [_fixed(replace(c, pair=_ANY_PAIR, connector_db=TYPICAL_DB_PER_SQRT_GHZ)) for c in coppers]
    cables = [_per_cable(c) for c in coppers]
    with_signal = np.array([one[0] for one in fixed])[:, None, :]
    at_end = np.array([one[1] for one in fixed])[:, None, :]
    needed_db = np.array([one[2] for one in fixed])[:, None]
    ends_db, per_m = (np.array([one[part] for one in cables])[:, None, :] for part in (0, 1))
    smaller = 10 ** ((ends_db + lengths_m[:, :, None] * per_m) / 10)
    snr = np.asarray(salz_snr(with_signal + at_end * smaller))
    margins: Numbers = 10 * np.log10(np.maximum(snr, 1e-12)) - needed_db
    return margins


def fast_margin_db(copper: Copper, length_m: float | Numbers) -> float | Numbers:
    """The same of one cable.

    Parameters
    ----------
    copper : Copper                   [see its fields]
    length_m : float or array (m,)    Length of the pair. [m]

    Returns
    -------
    float or array (m,)               [dB]

    Source: Salz bound, assumption:salz-gap, com-method.
    """
    margins = fast_margins_db([copper], np.atleast_1d(np.asarray(length_m, dtype=np.float64))[None, :])[0]
    return margins if isinstance(length_m, np.ndarray) else float(margins[0])


def whole_loss_db(copper: Copper, length_m: float) -> float:
    """Loss of hosts, connectors and pair together at the Nyquist frequency.

    Parameters
    ----------
    copper : Copper     [see its fields]
    length_m : float    Length of the pair. [m]

    Returns
    -------
    float               [dB]

    Source: sum of the terms.
    """
    receiver = receiver_of(copper.lane_rate_bps, copper.code)
    ends_db = 2 * float(connector_loss_db(receiver.nyquist_hz, copper.connector_db))
    hosts_db = 2 * host_loss_db(copper.host, copper.lane_rate_bps)
    return hosts_db + ends_db + length_m * float(loss_db_per_m(copper.pair, receiver.nyquist_hz))


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


def reaches_m(coppers: Sequence[Copper]) -> Numbers:
    """Lengths at which the fast path's margin falls to 3 dB; 0 where not even a short cable has it.

    The margin is computed on a coarse grid of lengths, then on a fine one where it crosses, with a straight line last.

    Parameters
    ----------
    coppers : sequence of n    [see their fields]

    Returns
    -------
    array (n,)                 At most 40. [m]

    Source: com-method, assumption:salz-gap.
    """
    grid = np.concatenate([[0.0], np.geomspace(1e-2, LONGEST_M, _LENGTHS)])
    lengths_m = np.broadcast_to(grid, (len(coppers), len(grid)))
    none = np.zeros(len(coppers), dtype=bool)
    for _ in range(2):
        margins = fast_margins_db(coppers, lengths_m)
        enough = margins >= PASS_DB
        none |= ~enough[:, 0]
        last = np.clip(np.argmin(enough, axis=1) - 1, 0, None)
        last = np.where(enough.all(axis=1), lengths_m.shape[1] - 2, last)
        rows = np.arange(len(coppers))
        low, high = lengths_m[rows, last], lengths_m[rows, last + 1]
        before, after = margins[rows, last], margins[rows, last + 1]
        lengths_m = np.linspace(low, high, _FINE_LENGTHS, axis=1)
    share = np.clip((before - PASS_DB) / np.maximum(before - after, 1e-12), 0.0, 1.0)
    return np.where(none, 0.0, low + (high - low) * share)


def reach_m(copper: Copper) -> float:
    """The same of one cable.

    Parameters
    ----------
    copper : Copper    [see its fields]

    Returns
    -------
    float              At most 40. [m]

    Source: com-method, assumption:salz-gap.
    """
    return float(reaches_m([copper])[0])
