"""A class of host at any lane rate: it keeps its loss at the Nyquist frequency, and its board has the length for it.

Boards and packages were made of what the rate allowed; up to 100 Gb/s the standards had one class instead of three.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import NEPER_DB
from explainers.models.links.host import HOSTS, Host, Section, board_loss_db, device, pads, trace_constant_per_mm
from explainers.models.links.twoport import insertion_loss_db

# up to 100 Gb/s the standards assumed one host, of some 10 dB from chip to connector, instead of three classes
_OLDER_HOST_DB = constant(10.0, unit="dB", source="assumption:host-allowance")
_NORMAL_HOST_DB = constant(8.28, unit="dB", source="com-dj-host-loss")
_OLDER_UP_TO_BPS = constant(100e9, unit="bit/s", source="assumption:host-allowance")
_CLASSES_FROM_BPS = constant(200e9, unit="bit/s", source="com-dj-host-loss")
_CLASS_DB = {
    "HL": constant(3.15, unit="dB", source="com-dj-host-loss"),
    "HN": constant(8.28, unit="dB", source="com-dj-host-loss"),
    "HH": constant(13.09, unit="dB", source="com-dj-host-loss"),
}
_REFERENCE_OHM = constant(50.0, unit="ohm", source="com-dj-host-loss")


def host_loss_db(name: str, lane_rate_bps: float) -> float:
    """Loss of a class of host at the Nyquist frequency, from the chip's pads to the cable.

    Parameters
    ----------
    name : str               "HL", "HN" or "HH" (low, normal, high loss). [text]
    lane_rate_bps : float    Nominal rate of one lane. [bit/s]

    Returns
    -------
    float                    [dB]

    Source: com-dj-host-loss, assumption:host-allowance.
    >>> host_loss_db("HN", 200e9), round(host_loss_db("HN", 50e9), 2)
    (8.28, 10.0)
    """
    rate = min(max(lane_rate_bps, _OLDER_UP_TO_BPS), _CLASSES_FROM_BPS)
    share = np.log(rate / _OLDER_UP_TO_BPS) / np.log(_CLASSES_FROM_BPS / _OLDER_UP_TO_BPS)
    older = _OLDER_HOST_DB / _NORMAL_HOST_DB
    return float(_CLASS_DB[name] * (older + (1 - older) * share))


def host_at(name: str, lane_rate_bps: float, nyquist_hz: float) -> Host:
    """A class of host as it would be built for a lane rate: the board has the length that gives the class's loss.

    Parameters
    ----------
    name : str               "HL", "HN" or "HH". [text]
    lane_rate_bps : float    Nominal rate of one lane. [bit/s]
    nyquist_hz : float       Half the symbol rate. [Hz]

    Returns
    -------
    Host                     [object]

    Source: com-dj-host-loss, assumption:host-allowance.
    """
    at = np.array([nyquist_hz])
    host = HOSTS[name]
    bare = replace(host, board=replace(host.board, length_mm=0.0))
    pad_scale = min(1.0, _CLASSES_FROM_BPS / lane_rate_bps)  # as in generation.receiver_at
    bare_db = float(insertion_loss_db(device(at, bare, pad_scale), _REFERENCE_OHM)[0])
    missing_db = host_loss_db(name, lane_rate_bps) - bare_db
    per_mm = float(board_loss_db(at, host)[0]) / host.board.length_mm
    return replace(host, board=replace(host.board, length_mm=max(missing_db, 0.0) / per_mm))


def smooth_host_db(frequency_hz: Numbers, name: str, lane_rate_bps: float, nyquist_hz: float) -> Numbers:
    """Loss of a class of host without its reflections: pads, package and as much board as the class's loss needs.

    Parameters
    ----------
    frequency_hz : array (n,)    Frequency, above 0. [Hz]
    name : str                   "HL", "HN" or "HH". [text]
    lane_rate_bps : float        Nominal rate of one lane. [bit/s]
    nyquist_hz : float           Half the symbol rate. [Hz]

    Returns
    -------
    array (n,)                   [dB]

    Source: com-dj-device, com-dj-host-loss, assumption:host-allowance.
    """
    host, pad_scale = HOSTS[name], min(1.0, _CLASSES_FROM_BPS / lane_rate_bps)
    everywhere = np.append(frequency_hz, nyquist_hz)
    fixed_db = insertion_loss_db(pads(everywhere, pad_scale), _REFERENCE_OHM)
    for section in host.package:
        fixed_db = fixed_db + _trace_db(section, everywhere)
    board_db = _trace_db(host.board, everywhere)
    share = max(host_loss_db(name, lane_rate_bps) - float(fixed_db[-1]), 0.0) / float(board_db[-1])
    losses: Numbers = (fixed_db + share * board_db)[:-1]
    return losses


def _trace_db(section: Section, frequency_hz: Numbers) -> Numbers:
    matched: Numbers = NEPER_DB * section.length_mm * trace_constant_per_mm(section.trace, frequency_hz).real
    return matched
