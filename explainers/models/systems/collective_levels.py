"""Collectives that know two levels, a machine and the network between machines, and those that a switch adds up.

Names as in `collectives`. `inside` is how many ranks a machine has, `outside` how many machines there are. The two
hierarchical forms bound the truth from both sides: one level after the other, and both at the same time.

Assumed and not modelled: as in `collectives`; a cross efficiency of all-to-all has to be measured.
"""

from __future__ import annotations

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.systems.collectives import Number, ring_all_reduce_s, ring_share


def serial_all_reduce_s(
    message_bytes: Number, inside: Number, outside: Number, bandwidths_bps: tuple[Number, Number],
    steps_s: tuple[Number, Number],
) -> Number:  # fmt: skip
    """All-reduce inside each machine and between machines, one after the other.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    inside : float or array (n,)           Ranks of a machine. [1]
    outside : float or array (n,)          Machines. [1]
    bandwidths_bps : pair                  Of one rank, inside and between machines. [B/s]
    steps_s : pair                         Latency of one step, inside and between machines. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> round(float(serial_all_reduce_s(8e9, 2, 2, (1e9, 1e9), (0.0, 0.0))), 9)
    12.0
    """
    local = ring_all_reduce_s(message_bytes, inside, bandwidths_bps[0], steps_s[0])
    return local + ring_all_reduce_s(message_bytes / inside, outside, bandwidths_bps[1], steps_s[1])


def overlapped_all_reduce_s(
    message_bytes: Number, inside: Number, outside: Number, bandwidths_bps: tuple[Number, Number],
    steps_s: tuple[Number, Number],
) -> Number:  # fmt: skip
    """All-reduce inside each machine and between machines, both at the same time on many pieces.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    inside : float or array (n,)           Ranks of a machine. [1]
    outside : float or array (n,)          Machines. [1]
    bandwidths_bps : pair                  Of one rank, inside and between machines. [B/s]
    steps_s : pair                         Latency of one step, inside and between machines. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> round(float(overlapped_all_reduce_s(8e9, 2, 2, (1e9, 1e9), (0.0, 0.0))), 9)
    8.0
    """
    local = ring_all_reduce_s(message_bytes, inside, bandwidths_bps[0], steps_s[0])
    across = ring_all_reduce_s(message_bytes / inside, outside, bandwidths_bps[1], steps_s[1])
    slower: Numbers = np.maximum(local, across)
    return slower


def in_network_share(ranks: Number) -> Number:
    """Buffers that pass a rank's link, one way, if the switch adds up: (n + 1) / n instead of 2 (n - 1) / n.

    Parameters
    ----------
    ranks : float or array (n,)    Ranks. [1]

    Returns
    -------
    float or array (n,)            Buffers, 0 for one rank. [1]

    Source: definition.
    >>> float(in_network_share(8))
    1.125
    """
    found: Numbers = np.where(np.asarray(ranks) > 1, (ranks + 1) / ranks, 0.0)
    return found


def in_network_all_reduce_s(message_bytes: Number, ranks: Number, bandwidth_bps: Number, step_s: Number) -> Number:
    """All-reduce whose sums a switch makes: every rank sends once and receives once.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            Ranks. [1]
    bandwidth_bps : float or array (n,)    Of one rank, one direction. [B/s]
    step_s : float or array (n,)           Latency up to the switch and back. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> float(in_network_all_reduce_s(8e9, 8, 1e9, 1.0))
    10.0
    """
    begin = np.where(np.asarray(ranks) > 1, step_s, 0.0)
    return begin + in_network_share(ranks) * message_bytes / bandwidth_bps


def two_level_all_to_all_s(
    message_bytes: Number, inside: Number, outside: Number, bandwidths_bps: tuple[Number, Number], step_s: Number,
    cross_efficiency: Number = 1.0,
) -> Number:  # fmt: skip
    """All-to-all of ranks in machines: what stays in the machine and what leaves it travel at the same time.

    Parameters
    ----------
    message_bytes : float or array (n,)       What one rank sends, its own piece included. [B]
    inside : float or array (n,)              Ranks of a machine. [1]
    outside : float or array (n,)             Machines. [1]
    bandwidths_bps : pair                     Of one rank, inside and between machines. [B/s]
    step_s : float or array (n,)              Latency of one step; all steps but the own follow each other. [s]
    cross_efficiency : float or array (n,)    Measured share of the rate between machines that is reached. [1]

    Returns
    -------
    float or array (n,)                       Time. [s]

    Source: definition.
    >>> float(two_level_all_to_all_s(8e9, 8, 2, (4e9, 1e9), 0.0, 0.5))
    8.0
    """
    ranks = inside * outside
    near = message_bytes * (inside - 1) / ranks / bandwidths_bps[0]
    far = message_bytes * (ranks - inside) / ranks / (bandwidths_bps[1] * cross_efficiency)
    return (ranks - 1) * step_s + np.maximum(near, far)


def wire_rate_bps(bus_bps: Number, inside: Number, outside: Number) -> Number:
    """What one rank sends out of its machine if an all-reduce goes level by level, from its bus bandwidth.

    Parameters
    ----------
    bus_bps : float or array (n,)    Bus bandwidth. [B/s]
    inside : float or array (n,)     Ranks of a machine. [1]
    outside : float or array (n,)    Machines. [1]

    Returns
    -------
    float or array (n,)              Rate of a rank, one way. [B/s]

    Source: ml-engineering-network.
    >>> round(float(wire_rate_bps(381.8e9, 8, 4)) / 1e9, 1)
    36.9
    """
    return bus_bps * ring_share(outside) * outside / (inside * outside - 1)
