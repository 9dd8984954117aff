"""Textbook times of collective operations: a latency for each step, a bandwidth for the bytes.

Every function broadcasts over arrays. `ranks` is how many GPUs take part, `message_bytes` the buffer of one rank (for
all-gather and reduce-scatter the whole gathered buffer; for all-to-all what one rank sends in all), `bandwidth_bps`
what one rank sends in one direction, `step_s` the latency of one step. One rank alone needs no time.

Assumed: one job on the fabric, equal links, all ranks start together.
Not modelled: collisions of flows, stragglers, the host's bus, messages below about 32 KiB.
"""

from __future__ import annotations

import numpy as np

from explainers.base.answer import Numbers

Number = float | Numbers


def ring_share(ranks: Number) -> Number:
    """What part of a buffer passes each link of a ring in one round: (n - 1) / n.

    Parameters
    ----------
    ranks : float or array (n,)    Ranks. [1]

    Returns
    -------
    float or array (n,)            Share, 0 for one rank. [1]

    Source: definition.
    >>> ring_share(8)
    0.875
    """
    return (ranks - 1) / ranks


def point_to_point_s(message_bytes: Number, bandwidth_bps: Number, step_s: Number) -> Number:
    """One message from one rank to another.

    Parameters
    ----------
    message_bytes : float or array (n,)    Size. [B]
    bandwidth_bps : float or array (n,)    Link, one direction. [B/s]
    step_s : float or array (n,)           Latency. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> point_to_point_s(1e6, 1e9, 1e-6)
    0.001001
    """
    return step_s + message_bytes / bandwidth_bps


def ring_gather_s(message_bytes: Number, ranks: Number, bandwidth_bps: Number, step_s: Number) -> Number:
    """All-gather or reduce-scatter around a ring.

    Parameters
    ----------
    message_bytes : float or array (n,)    The whole gathered buffer. [B]
    ranks : float or array (n,)            Ranks. [1]
    bandwidth_bps : float or array (n,)    Of one rank, one direction. [B/s]
    step_s : float or array (n,)           Latency of one step. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> round(float(ring_gather_s(8e9, 8, 1e9, 0.0)), 9)
    7.0
    """
    return (ranks - 1) * step_s + ring_share(ranks) * message_bytes / bandwidth_bps


def ring_all_reduce_s(message_bytes: Number, ranks: Number, bandwidth_bps: Number, step_s: Number) -> Number:
    """All-reduce around a ring: a reduce-scatter, then an all-gather.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            Ranks. [1]
    bandwidth_bps : float or array (n,)    Of one rank, one direction. [B/s]
    step_s : float or array (n,)           Latency of one step. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> round(float(ring_all_reduce_s(8e9, 8, 1e9, 0.0)), 9)
    14.0
    """
    return 2 * ring_gather_s(message_bytes, ranks, bandwidth_bps, step_s)


def tree_all_reduce_s(message_bytes: Number, ranks: Number, bandwidth_bps: Number, step_s: Number) -> Number:
    """All-reduce along a pipelined double binary tree: up and down, every rank an inner one in one tree.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            Ranks. [1]
    bandwidth_bps : float or array (n,)    Of one rank, one direction. [B/s]
    step_s : float or array (n,)           Latency of one step. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> round(float(tree_all_reduce_s(1e9, 8, 1e9, 1.0)), 9)
    8.0
    """
    moved = np.where(np.asarray(ranks) > 1, 2.0, 0.0)
    return 2 * np.log2(ranks) * step_s + moved * message_bytes / bandwidth_bps


def halving_all_reduce_s(message_bytes: Number, ranks: Number, bandwidth_bps: Number, step_s: Number) -> Number:
    """All-reduce by recursive halving and doubling; needs a power of two of ranks and full bisection.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            Ranks, powers of two. [1]
    bandwidth_bps : float or array (n,)    Of one rank, one direction. [B/s]
    step_s : float or array (n,)           Latency of one step. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> round(float(halving_all_reduce_s(8e9, 8, 1e9, 1.0)), 9)
    20.0
    """
    return 2 * np.log2(ranks) * step_s + 2 * ring_share(ranks) * message_bytes / bandwidth_bps


def all_to_all_s(message_bytes: Number, ranks: Number, bandwidth_bps: Number, step_s: Number) -> Number:
    """Every rank sends a different piece to every other, one after another.

    Parameters
    ----------
    message_bytes : float or array (n,)    What one rank sends, its own piece included. [B]
    ranks : float or array (n,)            Ranks. [1]
    bandwidth_bps : float or array (n,)    Of one rank, one direction. [B/s]
    step_s : float or array (n,)           Latency of one step. [s]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: definition.
    >>> round(float(all_to_all_s(8e9, 8, 1e9, 0.0)), 9)
    7.0
    """
    return ring_gather_s(message_bytes, ranks, bandwidth_bps, step_s)


def bus_factor(ranks: Number) -> Number:
    """Bytes on each link for a byte of an all-reduced buffer: bus bandwidth over algorithm bandwidth.

    Parameters
    ----------
    ranks : float or array (n,)    Ranks. [1]

    Returns
    -------
    float or array (n,)            Factor. [1]

    Source: nccl-tests-performance.
    >>> bus_factor(8)
    1.75
    """
    return 2 * ring_share(ranks)
