"""How NCCL chooses: for each algorithm and protocol a latency and a bandwidth, and the least sum is taken.

It is made to rank, not to predict: on one machine it is a fifth to a third off the measured times, unfitted.

Assumed: every protocol is allowed; NVLink SHARP wherever a generation has it.
Not modelled: correction factors for medium sizes on a tree, the number of channels, CollNet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import GIGA
from explainers.models.systems.all_reduce_machines import MICRO, Machine
from explainers.models.systems.collectives import Number, bus_factor

PROTOCOLS = ("ll", "ll128", "simple")
CHOICES = (
    *(f"{algorithm}-{protocol}" for algorithm in ("ring", "tree") for protocol in PROTOCOLS), "nvls", "nvls-tree",
)  # fmt: skip
_BASE = {
    "ring": constant((6.6, 14.0, 8.4), unit="us", source="nccl-latencies"),
    "tree": constant((6.8, 14.0, 8.4), unit="us", source="nccl-latencies"),
}
_NVLINK = {
    "ring": constant((0.6, 1.9, 3.4), unit="us", source="nccl-latencies"),
    "tree": constant((0.6, 1.25, 4.0), unit="us", source="nccl-latencies"),
}
_NETWORK = {
    "ring": constant((2.7, 4.0, 14.0), unit="us", source="nccl-latencies"),
    "tree": constant((5.0, 8.5, 14.0), unit="us", source="nccl-latencies"),
}
_NVLS_US = constant(25.0, unit="us", source="nccl-latencies")
_NVLS_TREE_STEP_US = constant(20.9, unit="us", source="nccl-latencies")
_PLATEAU = constant(1.4, unit="1", source="nccl-latencies")  # of a Simple ring across machines
_TREE = constant(0.92, unit="1", source="nccl-bandwidths")
_LL128 = constant(0.92, unit="1", source="nccl-bandwidths")
_NVLS_RATIO = constant(5, unit="1", source="nccl-ratios") / constant(6, unit="1", source="nccl-ratios")
_TREE_LL = 1 / constant(3.8, unit="1", source="nccl-ratios")
_TREE_LL128 = constant(7, unit="1", source="nccl-ratios") / constant(9, unit="1", source="nccl-ratios")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """What NCCL assumes of a generation: links_bps of one GPU, one way [B/s]; nvls: share for NVLink SHARP, 0 without
    it [1]; ll_limit_bps: most that LL reaches on a ring inside one machine [B/s]
    """

    links_bps: float
    nvls: float
    ll_limit_bps: float


_LINKS_18 = constant(18, unit="1", source="nccl-bandwidths")
_BLACKWELL = Tuning(
    links_bps=_LINKS_18 * constant(40.1, unit="GB/s", source="nccl-bandwidths") * GIGA,
    nvls=constant(0.74, unit="1", source="nccl-bandwidths"), ll_limit_bps=float("inf"),
)  # fmt: skip
TUNINGS = {
    "a100": Tuning(
        links_bps=constant(12, unit="1", source="nccl-bandwidths")
        * constant(20.0, unit="GB/s", source="nccl-bandwidths") * GIGA,
        nvls=0.0, ll_limit_bps=constant(87.7, unit="GB/s", source="nccl-bandwidths") * GIGA,
    ),
    "h100": Tuning(
        links_bps=_LINKS_18 * constant(20.6, unit="GB/s", source="nccl-bandwidths") * GIGA,
        nvls=constant(0.85, unit="1", source="nccl-bandwidths"),
        ll_limit_bps=constant(141.0, unit="GB/s", source="nccl-bandwidths") * GIGA,
    ),
    "b200": _BLACKWELL,
    "gb200": _BLACKWELL,
}  # fmt: skip


def estimates_s(message_bytes: Number, ranks: float, domains: float, machine: Machine, tuning: Tuning) -> Numbers:
    """What NCCL's tuner expects of each choice; one that is not open takes forever.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float                          GPUs, more than one. [1]
    domains : float                        NVLink domains. [1]
    machine : Machine                      Generation, for its network cards. [object]
    tuning : Tuning                        Generation, as NCCL knows it. [object]

    Returns
    -------
    array (8, n)                           Times, in the order of CHOICES. [s]

    Source: nccl-latencies, nccl-bandwidths, nccl-ratios.
    """
    size = np.atleast_1d(np.asarray(message_bytes, np.float64))
    inside, across = ranks / domains, domains > 1
    cards_bps = inside * machine.nic_bps if across else float("inf")
    bus_bps = min(tuning.links_bps, cards_bps)
    # between exactly two domains a tree passes the cards once each way, a ring nearly twice
    tree_bps = min(tuning.links_bps, cards_bps * (2 if domains == 2 else 1))
    ring_steps, ring_far = 2 * (ranks - 1), 2 * (domains - 1)
    found = []
    for place, protocol in enumerate(PROTOCOLS):
        us = _BASE["ring"][place] + (ring_steps - ring_far) * _NVLINK["ring"][place]
        us += ring_far * _NETWORK["ring"][place]
        stretched = _PLATEAU if across and protocol == "simple" else 1.0
        bps = _ring_bps(protocol, bus_bps, tuning, inside_one=not across)
        found.append(us * MICRO * stretched + size * bus_factor(ranks) / bps)
    for place, protocol in enumerate(PROTOCOLS):
        deep = (inside - 1) * _NVLINK["tree"][place] + np.log2(domains) * _NETWORK["tree"][place]
        share = {"ll": _TREE_LL, "ll128": _LL128 if across else _TREE_LL128, "simple": 1.0}[protocol]
        found.append((_BASE["tree"][place] + 2 * deep) * MICRO + 2 * size / (tree_bps * _TREE * share))
    found += _nvls(size, domains, tree_bps, tuning)
    return np.stack(found)


def _ring_bps(protocol: str, bus_bps: float, tuning: Tuning, *, inside_one: bool) -> float:
    if protocol == "ll":
        return min(bus_bps * 0.5, tuning.ll_limit_bps if inside_one else float("inf"))
    return bus_bps * (_LL128 if protocol == "ll128" else 1.0)


def _nvls(size: Numbers, domains: float, bus_bps: float, tuning: Tuning) -> list[Numbers]:
    closed = np.full_like(size, np.inf)
    if not tuning.nvls:
        return [closed, closed]
    if domains == 1:
        return [_NVLS_US * MICRO + size / (tuning.links_bps * tuning.nvls * _NVLS_RATIO), closed]
    us = _NVLS_US + 2 * np.log2(domains) * _NVLS_TREE_STEP_US
    return [closed, us * MICRO + size / (min(bus_bps, tuning.links_bps * tuning.nvls) * _NVLS_RATIO)]


def chosen(message_bytes: Number, ranks: float, domains: float, machine: Machine, tuning: Tuning) -> list[str]:
    """What NCCL takes for each message.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float                          GPUs, more than one. [1]
    domains : float                        NVLink domains. [1]
    machine : Machine                      Generation, for its network cards. [object]
    tuning : Tuning                        Generation, as NCCL knows it. [object]

    Returns
    -------
    list of str                            Names from CHOICES. [text]

    Source: this model.
    >>> from explainers.models.systems.all_reduce_machines import MACHINES
    >>> chosen(np.array([2.0**20, 2.0**21]), 8, 1, MACHINES["h100"], TUNINGS["h100"])
    ['ring-ll', 'nvls']
    """
    best = np.argmin(estimates_s(message_bytes, ranks, domains, machine, tuning), axis=0)
    return [CHOICES[place] for place in best]


def expected_s(message_bytes: Number, ranks: float, domains: float, machine: Machine, tuning: Tuning) -> Numbers:
    """The time that NCCL's tuner expects of its own choice.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one rank. [B]
    ranks : float                          GPUs, more than one. [1]
    domains : float                        NVLink domains. [1]
    machine : Machine                      Generation, for its network cards. [object]
    tuning : Tuning                        Generation, as NCCL knows it. [object]

    Returns
    -------
    array (n,)                             Times. [s]

    Source: this model.
    """
    least: Numbers = np.min(estimates_s(message_bytes, ranks, domains, machine, tuning), axis=0)
    return least
