"""What share of a line a collective uses, by size of message and number of ranks; and what one small message takes.

Assumed: as in `all_reduce_law`; the two laws of shares are fitted to tables whose method is not documented.
Not modelled: all-to-all across racks, whose share has to be measured.
"""

from __future__ import annotations

from explainers.base.parameters import constant
from explainers.models.systems.collectives import Number

_MICRO = 1e-6
LINE_SHARE = constant(0.961, unit="1", source="assumption:line-rate-law")
RANK_S = constant(4.13, unit="us", source="assumption:line-rate-law") * _MICRO
EXCHANGE_SHARE = constant(0.935, unit="1", source="assumption:all-to-all-law")
EXCHANGE_BYTES = constant(13.0, unit="MB", source="assumption:all-to-all-law") * 1e6
POINT_TO_POINT_S = {
    "infiniband-leaf": constant(2.8, unit="us", source="point-to-point-latencies") * _MICRO,
    "infiniband-across": constant(3.7, unit="us", source="point-to-point-latencies") * _MICRO,
    "roce-leaf": constant(3.6, unit="us", source="point-to-point-latencies") * _MICRO,
    "roce-across": constant(5.6, unit="us", source="point-to-point-latencies") * _MICRO,
    "nvlink": constant(3.33, unit="us", source="point-to-point-latencies") * _MICRO,
}


def ring_line_share(message_bytes: Number, ranks: Number, line_bps: Number) -> Number:
    """Share of the line rate that a ring across machines reaches.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            GPUs. [1]
    line_bps : float or array (n,)         All network cards of a machine together. [B/s]

    Returns
    -------
    float or array (n,)                    Share, 0 to 1. [1]

    Source: assumption:line-rate-law.
    >>> round(ring_line_share(2**27, 64, 400e9), 2)
    0.54
    """
    return LINE_SHARE * message_bytes / (message_bytes + RANK_S * ranks * line_bps)


def exchange_line_share(message_bytes: Number) -> Number:
    """Share of the line rate that an all-to-all across machines reaches.

    Parameters
    ----------
    message_bytes : float or array (n,)    What one rank sends. [B]

    Returns
    -------
    float or array (n,)                    Share, 0 to 1. [1]

    Source: assumption:all-to-all-law.
    >>> round(exchange_line_share(13e6), 4)
    0.4675
    """
    return EXCHANGE_SHARE * message_bytes / (message_bytes + EXCHANGE_BYTES)


def step_of_ring_s() -> float:
    """Latency of one step of a ring that the law of shares implies: two steps for each rank.

    Returns
    -------
    float    Time. [s]

    Source: this model.
    >>> round(step_of_ring_s() * 1e6, 3)
    2.065
    """
    return RANK_S / 2
