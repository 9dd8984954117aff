"""How long an all-reduce takes: three constants for all machines and one or two bandwidths for each generation.

An operation is launched, makes its steps one after another, and moves its bytes. It may take one of three paths, and
takes the quickest: a ring of small packets with a flag in each ("ll": no wait between steps, a fifth of the bandwidth,
inside one NVLink domain only), a ring of large pieces or sums made by the switch ("simple"), or a tree over the
domains ("tree": steps grow with the logarithm of their number; between two, cards carry each buffer once each way).

`ranks` is how many GPUs take part, `domains` in how many NVLink domains (machines or racks) they sit, evenly.

Assumed: one job on the fabric; all start together; every GPU has its own network card; domains joined by cards that
carry more than the domain itself keep its bandwidth, at any number of domains.
Not modelled: collisions of flows, stragglers, the host's bus, the fabric's own limits, messages below 32 KiB.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.systems.all_reduce_machines import LAW, Law, Machine, pieces_bus_bps, tree_rate_bps
from explainers.models.systems.collectives import Number, bus_factor, ring_share

PATHS = ("ll", "simple", "tree")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the time goes; arrays of one shape. `path` is the index in PATHS."""

    launch_s: Numbers
    steps_s: Numbers
    bytes_s: Numbers
    path: Numbers

    @property
    def total_s(self) -> Numbers:
        """All of it.

        Source: sum of the terms.
        """
        return self.launch_s + self.steps_s + self.bytes_s


def paths_s(
    message_bytes: Number, ranks: Number, domains: Number, machine: Machine, law: Law = LAW
) -> tuple[Numbers, Numbers]:
    """Steps and bytes of each path; a path that is not open takes forever.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            GPUs. [1]
    domains : float or array (n,)          NVLink domains. [1]
    machine : Machine                      Generation. [object]
    law : Law                              Constants. [object]

    Returns
    -------
    two arrays (3, n)                      Time of the steps and of the bytes, in the order of PATHS. [s]

    Source: this model.
    """
    size, n, k = np.broadcast_arrays(
        np.asarray(message_bytes, np.float64), np.asarray(ranks, np.float64), np.asarray(domains, np.float64)
    )
    pieces_bps = pieces_bus_bps(n, k, machine, law)
    moved = bus_factor(n) * size
    inside = n / k
    along_tree = 2 * ((inside - 1) + inside * np.log2(k)) * law.step_s
    steps = np.stack([np.zeros_like(size), 2 * (n - 1) * law.step_s, along_tree])
    ll = np.where(k > 1, np.inf, moved / (law.ll_share * machine.ring_bps))
    tree = np.where(n > 1, 2 * size / tree_rate_bps(n, k, machine, law), 0.0)
    return steps, np.stack([ll, moved / pieces_bps, tree])


def all_reduce_parts(message_bytes: Number, ranks: Number, domains: Number, machine: Machine, law: Law = LAW) -> Parts:
    """An all-reduce along its quickest path.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            GPUs; one alone needs no time. [1]
    domains : float or array (n,)          NVLink domains. [1]
    machine : Machine                      Generation. [object]
    law : Law                              Constants. [object]

    Returns
    -------
    Parts                                  Times. [s]

    Source: this model.
    >>> from explainers.models.systems.all_reduce_machines import MACHINES
    >>> parts = all_reduce_parts(8 * 2**30, 64, 8, MACHINES["h100"])
    >>> round(float(parts.total_s) * 1e3, 1), PATHS[int(parts.path)]
    (44.1, 'simple')
    """
    steps, moved = paths_s(message_bytes, ranks, domains, machine, law)
    path = np.argmin(steps + moved, axis=0)
    launch = np.where(np.asarray(ranks) > 1, law.launch_s, 0.0)
    chosen = [np.take_along_axis(each, path[None], axis=0)[0] for each in (steps, moved)]
    return Parts(np.broadcast_to(launch, path.shape), chosen[0], chosen[1], path.astype(np.float64))


def all_reduce_s(message_bytes: Number, ranks: Number, domains: Number, machine: Machine, law: Law = LAW) -> Number:
    """Time of an all-reduce.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float or array (n,)            GPUs. [1]
    domains : float or array (n,)          NVLink domains. [1]
    machine : Machine                      Generation. [object]
    law : Law                              Constants. [object]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: this model.
    >>> from explainers.models.systems.all_reduce_machines import MACHINES
    >>> round(float(all_reduce_s(2**30, 8, 1, MACHINES["a100"])) * 1e3, 2)
    8.14
    """
    return all_reduce_parts(message_bytes, ranks, domains, machine, law).total_s


def all_gather_s(message_bytes: Number, ranks: Number, domains: Number, machine: Machine, law: Law = LAW) -> Number:
    """Time of an all-gather or a reduce-scatter: half the ring of an all-reduce; the switch makes no sums here.

    Parameters
    ----------
    message_bytes : float or array (n,)    The whole gathered buffer. [B]
    ranks : float or array (n,)            GPUs. [1]
    domains : float or array (n,)          NVLink domains. [1]
    machine : Machine                      Generation. [object]
    law : Law                              Constants. [object]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: this model.
    >>> from explainers.models.systems.all_reduce_machines import MACHINES
    >>> round(float(all_gather_s(16 * 2**30, 8, 1, MACHINES["h100"])) * 1e3, 1)
    41.0
    """
    launch = np.where(np.asarray(ranks) > 1, law.launch_s, 0.0)
    pieces_bps = pieces_bus_bps(ranks, domains, machine, law, in_network=False)
    return launch + (np.asarray(ranks) - 1) * law.step_s + ring_share(ranks) * message_bytes / pieces_bps


def half_speed_bytes(ranks: float, domains: float, machine: Machine, law: Law = LAW) -> float:
    """The smallest message that reaches half the bandwidth of very large ones.

    Parameters
    ----------
    ranks : float         GPUs, more than one. [1]
    domains : float       NVLink domains. [1]
    machine : Machine     Generation. [object]
    law : Law             Constants. [object]

    Returns
    -------
    float                 Buffer of one rank. [B]

    Source: this model.
    >>> from explainers.models.systems.all_reduce_machines import MACHINES
    >>> round(half_speed_bytes(8, 1, MACHINES["a100"]) / 1e6, 1)
    9.5
    """
    waits, per_byte = (np.asarray(each).ravel() for each in paths_s(1.0, ranks, domains, machine, law))
    gained = 2 * np.min(per_byte) - per_byte
    open_path = gained > 0
    return float(np.min((law.launch_s + waits[open_path]) / gained[open_path]))
