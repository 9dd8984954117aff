"""From symbols to port names: lanes times symbol rate times bits a symbol, less what the coding takes.

Assumed: every lane carries its share of the port, and the name of a port is its payload rate.
Not modelled: framing and pilot symbols on top of the codes, breakout of one port into several, links of unlike lanes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from explainers.base.answer import Numeric
from explainers.base.parameters import constant
from explainers.models.links.fec import KP4, KR4, line_rate_bps

_SYMBOLS_TOGETHER = 2  # PAM6 maps whole bits on pairs of symbols
_BLOCK_BITS = constant(66, unit="bit", source="kr4-lane-rate")
_BLOCK_PAYLOAD_BITS = constant(64, unit="bit", source="kr4-lane-rate")
_INNER_BITS = constant(128, unit="bit", source="inner-code-200g")
_INNER_PAYLOAD_BITS = constant(120, unit="bit", source="inner-code-200g")
_INNER_RATIO = _INNER_BITS / _INNER_PAYLOAD_BITS

OVERHEADS: dict[str, float] = {  # name of the coding -> rate on the wire over payload rate
    "blocks": _BLOCK_BITS / _BLOCK_PAYLOAD_BITS,
    "kr4": line_rate_bps(1, KR4),
    "kp4": line_rate_bps(1, KP4),
    "kp4-inner": line_rate_bps(1, KP4) * _INNER_RATIO,
}
NAMED_PORTS_BPS: dict[str, float] = {
    "10g": 10e9,
    "25g": constant(25e9, unit="bit/s", source="kr4-lane-rate"),
    "50g": constant(50e9, unit="bit/s", source="kp4-line-rate-ratio"),
    "100g": 100e9,
    "200g": constant(200e9, unit="bit/s", source="a100-nic"),
    "400g": constant(400e9, unit="bit/s", source="h100-nic"),
    "800g": constant(800e9, unit="bit/s", source="b200-nic"),
    "1600g": constant(1600e9, unit="bit/s", source="port-speed-transition"),
    "3200g": constant(3200e9, unit="bit/s", source="assumption:next-port"),
}


@dataclass(frozen=True, slots=True)
class LaneGeneration:
    """How lanes of one rate are made.

    lane_rate_bps: payload [bit/s]; levels: of the modulation [1]; coding: key of OVERHEADS
    """

    lane_rate_bps: float
    levels: int
    coding: str


_TWO, _FOUR = 2, 2 * 2
GENERATIONS = (
    LaneGeneration(NAMED_PORTS_BPS["10g"], _TWO, "blocks"),
    LaneGeneration(NAMED_PORTS_BPS["25g"], _TWO, "kr4"),
    LaneGeneration(NAMED_PORTS_BPS["50g"], _FOUR, "kp4"),
    LaneGeneration(NAMED_PORTS_BPS["100g"], _FOUR, "kp4"),
    LaneGeneration(NAMED_PORTS_BPS["200g"], _FOUR, "kp4"),
)


def bits_per_symbol(levels: int) -> float:
    """Bits that a symbol carries on average, whole bits on every pair of symbols.

    Parameters
    ----------
    levels : int    Levels of the signal (PAM-M), at least two. [1]

    Returns
    -------
    float           Bits a symbol. [bit]

    Raises
    ------
    ValueError    for fewer than two levels

    Source: definition.
    >>> [bits_per_symbol(levels) for levels in (2, 4, 6, 8)]
    [1.0, 2.0, 2.5, 3.0]
    """
    if levels < 2:
        raise ValueError("a signal needs two levels to say anything")
    pairs = levels * levels  # what two symbols can say
    return (pairs.bit_length() - 1) / _SYMBOLS_TOGETHER


def lane_line_rate_bps(baud: Numeric, levels: int) -> Numeric:
    """Rate on the wire of one lane, coding included.

    Parameters
    ----------
    baud : float or array (n,)    Symbols a second. [Bd]
    levels : int                  Levels of the signal. [1]

    Returns
    -------
    float or array (n,)           Rate on the wire. [bit/s]

    Source: definition.
    >>> lane_line_rate_bps(53.125e9, 4)
    106250000000.0
    """
    return baud * bits_per_symbol(levels)


def lane_rate_bps(baud: Numeric, levels: int, overhead: float) -> Numeric:
    """Payload rate of one lane.

    Parameters
    ----------
    baud : float or array (n,)    Symbols a second. [Bd]
    levels : int                  Levels of the signal. [1]
    overhead : float              Rate on the wire over payload rate, at least one. [1]

    Returns
    -------
    float or array (n,)           Payload rate. [bit/s]

    Source: kp4-line-rate-ratio, kr4-lane-rate.
    >>> lane_rate_bps(53.125e9, 4, OVERHEADS["kp4"]), lane_rate_bps(25.78125e9, 2, OVERHEADS["kr4"])
    (100000000000.0, 25000000000.0)
    """
    return lane_line_rate_bps(baud, levels) / overhead


def port_rate_bps(lanes: int, baud: Numeric, levels: int, overhead: float) -> Numeric:
    """Payload rate of a port: what its name says.

    Parameters
    ----------
    lanes : int                   Lanes. [1]
    baud : float or array (n,)    Symbols a second. [Bd]
    levels : int                  Levels of the signal. [1]
    overhead : float              Rate on the wire over payload rate. [1]

    Returns
    -------
    float or array (n,)           Payload rate. [bit/s]

    Source: definition.
    >>> port_rate_bps(8, 53.125e9, 4, OVERHEADS["kp4"])
    800000000000.0
    """
    return lanes * lane_rate_bps(baud, levels, overhead)


def symbol_rate_baud(payload_bps: float, levels: int, overhead: float) -> float:
    """Symbol rate that one lane needs for a payload rate.

    Parameters
    ----------
    payload_bps : float or array (n,)    Payload rate of the lane. [bit/s]
    levels : int                         Levels of the signal. [1]
    overhead : float                     Rate on the wire over payload rate. [1]

    Returns
    -------
    float or array (n,)                  Symbols a second. [Bd]

    Source: kp4-line-rate-ratio, kr4-lane-rate.
    >>> symbol_rate_baud(200e9, 4, OVERHEADS["kp4"])
    106250000000.0
    """
    return payload_bps * overhead / bits_per_symbol(levels)


def nyquist_hz(baud: float) -> float:
    """Nyquist frequency: the fastest alternation of symbols, half the symbol rate.

    Parameters
    ----------
    baud : float or array (n,)    Symbols a second. [Bd]

    Returns
    -------
    float or array (n,)           Frequency. [Hz]

    Source: definition.
    >>> nyquist_hz(53.125e9)
    26562500000.0
    """
    return baud / 2


def level_spacing(levels: int) -> float:
    """Distance between neighbouring levels, as a part of the whole swing.

    Parameters
    ----------
    levels : int    Levels of the signal. [1]

    Returns
    -------
    float           Part of the swing. [1]

    Source: definition.
    >>> level_spacing(2), round(level_spacing(4), 3)
    (1.0, 0.333)
    """
    return 1 / (levels - 1)


def level_penalty_db(levels: int) -> float:
    """How much weaker than with two levels the step between neighbours is.

    Parameters
    ----------
    levels : int    Levels of the signal. [1]

    Returns
    -------
    float           Loss of amplitude. [dB]

    Source: definition.
    >>> round(level_penalty_db(4), 2)
    9.54
    """
    return -2 * 10 * math.log10(level_spacing(levels))


def nearest_port(rate_bps: float) -> str:
    """Name of the port whose rate is nearest, counted in factors.

    Parameters
    ----------
    rate_bps : float    Payload rate. [bit/s]

    Returns
    -------
    str                 Key of NAMED_PORTS_BPS. [text]

    Source: definition.
    >>> nearest_port(780e9), nearest_port(1.1e12), nearest_port(20e12)
    ('800g', '800g', '3200g')
    """
    return min(NAMED_PORTS_BPS, key=lambda name: abs(math.log(rate_bps / NAMED_PORTS_BPS[name])))


def bauds_of_generations() -> tuple[float, ...]:
    """Symbol rates of the lanes in use, 10 to 200 Gb/s.

    Returns
    -------
    tuple of float    In the order of GENERATIONS. [Bd]

    Source: kr4-lane-rate, kp4-line-rate-ratio, ieee-1600-cr8.
    >>> [round(baud / 1e9, 5) for baud in bauds_of_generations()]
    [10.3125, 25.78125, 26.5625, 53.125, 106.25]
    """
    return tuple(symbol_rate_baud(one.lane_rate_bps, one.levels, OVERHEADS[one.coding]) for one in GENERATIONS)
