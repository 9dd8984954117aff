"""Machines of each generation as collectives meet them, and the bandwidth that very large messages reach on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import BITS_PER_BYTE, GIGA
from explainers.models.systems.collectives import Number, bus_factor

MICRO = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One NVLink domain of a generation.

    ring_bps : bus bandwidth of a ring [B/s]; in_network_bps : of eight GPUs whose sums the switch makes, 0 where it
    cannot [B/s]; nic_bps : network card of one GPU, one direction [B/s]; domain : GPUs of a domain [1]
    """

    ring_bps: float
    in_network_bps: float
    nic_bps: float
    domain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The constants that all generations share.

    launch_s : start of an operation [s]; step_s : one step of a ring [s]; ll_share : bandwidth of the low-latency
    packets over that of the ring [1]; nic_efficiency : share of the cards' rate that is reached [1];
    tree_efficiency : bandwidth of a tree over that of a ring [1]
    """

    launch_s: float = constant(39.0, unit="us", source="assumption:collective-launch") * MICRO
    step_s: float = constant(2.30, unit="us", source="assumption:collective-step") * MICRO
    ll_share: float = constant(0.20, unit="1", source="assumption:collective-ll")
    nic_efficiency: float = constant(0.965, unit="1", source="assumption:collective-nic")
    tree_efficiency: float = constant(0.92, unit="1", source="nccl-bandwidths")


LAW = Law()
EFA_STEP_S = constant(6.8, unit="us", source="assumption:collective-step-efa") * MICRO
_NIC_50 = constant(400.0, unit="Gb/s", source="h100-nic") * GIGA / BITS_PER_BYTE
_NODE = constant(8, unit="1", source="collectives-h200x8")
_RACK = constant(72, unit="1", source="nvl72-spine-bandwidth")
_RING_5 = constant(682.2, unit="GB/s", source="nvls-ramp") * GIGA
_IN_NETWORK_5 = constant(838.0, unit="GB/s", source="nvls-ramp") * GIGA
MACHINES = {
    "a100": Machine(
        ring_bps=constant(233.0, unit="GB/s", source="assumption:collective-bus-a100") * GIGA, in_network_bps=0.0,
        nic_bps=constant(200.0, unit="Gb/s", source="a100-nic") * GIGA / BITS_PER_BYTE, domain=_NODE,
    ),
    "h100": Machine(
        ring_bps=constant(367.2, unit="GB/s", source="collectives-h200x8") * GIGA,
        in_network_bps=constant(480.0, unit="GB/s", source="collectives-h200x8") * GIGA, nic_bps=_NIC_50, domain=_NODE,
    ),
    "b200": Machine(
        ring_bps=_RING_5, in_network_bps=_IN_NETWORK_5, domain=_NODE,
        nic_bps=constant(400.0, unit="Gb/s", source="assumption:b200-nic-measured") * GIGA / BITS_PER_BYTE,
    ),
    "gb200": Machine(
        ring_bps=_RING_5, in_network_bps=_IN_NETWORK_5, domain=_RACK,
        nic_bps=constant(400.0, unit="Gb/s", source="assumption:gb200-nic") * GIGA / BITS_PER_BYTE,
    ),
}  # fmt: skip


def domains_of(ranks: Number, machine: Machine) -> Number:
    """In how many NVLink domains that many GPUs sit.

    Parameters
    ----------
    ranks : float or array (n,)    GPUs. [1]
    machine : Machine              Generation. [object]

    Returns
    -------
    float or array (n,)            Domains. [1]

    Source: definition.
    >>> [float(domains_of(n, MACHINES["h100"])) for n in (4, 8, 64)]
    [1.0, 1.0, 8.0]
    """
    found: Numbers = np.ceil(np.asarray(ranks) / machine.domain)
    return found


def in_network_bus_bps(ranks: Number, machine: Machine) -> Number:
    """Bus bandwidth if the switch makes the sums: the link carries n + 1 pieces instead of 2 (n - 1); level from eight.

    Parameters
    ----------
    ranks : float or array (n,)    GPUs of the domain. [1]
    machine : Machine              Generation. [object]

    Returns
    -------
    float or array (n,)            Bus bandwidth, 0 for one GPU. [B/s]

    Source: nvls-ramp, this model.
    >>> [round(float(in_network_bus_bps(n, MACHINES["h100"])) / 1e9) for n in (4, 5, 6, 8, 72)]
    [370, 411, 441, 480, 480]
    """
    ratio = bus_factor(ranks) * ranks / (np.asarray(ranks) + 1)
    full = bus_factor(_NODE) * _NODE / (_NODE + 1)
    return machine.in_network_bps * np.minimum(ratio / full, 1.0)


def _crossing_bps(ranks: Number, domains: Number, machine: Machine, law: Law) -> Numbers:
    """What the network cards of one domain carry together; without limit where there is only one."""
    cards = np.asarray(ranks) / domains * machine.nic_bps * law.nic_efficiency
    found: Numbers = np.where(np.asarray(domains) > 1, cards, np.inf)
    return found


def pieces_bus_bps(
    ranks: Number, domains: Number, machine: Machine, law: Law = LAW, *, in_network: bool = True
) -> Number:
    """Bus bandwidth of very large pieces around a ring, or summed by the switch where it can.

    A ring passes each card nearly twice with every byte. What the switches of exactly two domains have added up needs
    to pass once each way: the buffer moves no faster than the cards, and the bus bandwidth is that times its factor.

    Parameters
    ----------
    ranks : float or array (n,)      GPUs. [1]
    domains : float or array (n,)    NVLink domains. [1]
    machine : Machine                Generation. [object]
    law : Law                        Constants. [object]
    in_network : bool                Are sums made, by the switch where it can? [yes or no]

    Returns
    -------
    float or array (n,)              Bus bandwidth. [B/s]

    Source: this model.
    >>> [round(float(pieces_bus_bps(8 * k, k, MACHINES["a100"])) / 1e9) for k in (1, 2, 4)]
    [233, 193, 193]
    """
    crossing = _crossing_bps(ranks, domains, machine, law)
    ring = np.minimum(machine.ring_bps, crossing)
    if not in_network or not machine.in_network_bps:
        return ring
    own = np.maximum(machine.ring_bps, in_network_bus_bps(np.asarray(ranks) / domains, machine))
    once = np.where(np.asarray(domains) == 2, bus_factor(ranks), 1.0)
    return np.maximum(ring, np.minimum(own, crossing * once))


def tree_rate_bps(ranks: Number, domains: Number, machine: Machine, law: Law = LAW) -> Number:
    """What a tree over the domains carries, up and down together; between exactly two a buffer passes once each way.

    Parameters
    ----------
    ranks : float or array (n,)      GPUs. [1]
    domains : float or array (n,)    NVLink domains. [1]
    machine : Machine                Generation. [object]
    law : Law                        Constants. [object]

    Returns
    -------
    float or array (n,)              Rate of two buffers, there and back. [B/s]

    Source: this model.
    >>> [round(float(tree_rate_bps(8 * k, k, MACHINES["a100"])) / 1e9) for k in (2, 4)]
    [214, 178]
    """
    own = np.maximum(machine.ring_bps, in_network_bus_bps(np.asarray(ranks) / domains, machine))
    once = np.where(np.asarray(domains) == 2, 2.0, 1.0)
    found: Numbers = law.tree_efficiency * np.minimum(own, _crossing_bps(ranks, domains, machine, law) * once)
    return found


def bus_limit_bps(
    ranks: Number, domains: Number, machine: Machine, law: Law = LAW, *, in_network: bool = True
) -> Number:
    """Bus bandwidth of very large messages: of pieces, or between exactly two domains of a tree where it carries more.

    Parameters
    ----------
    ranks : float or array (n,)      GPUs. [1]
    domains : float or array (n,)    NVLink domains. [1]
    machine : Machine                Generation. [object]
    law : Law                        Constants. [object]
    in_network : bool                Are sums made, by the switch where it can? [yes or no]

    Returns
    -------
    float or array (n,)              Bus bandwidth. [B/s]

    Source: this model.
    >>> [round(float(bus_limit_bps(8 * k, k, MACHINES["h100"])) / 1e9) for k in (1, 2, 8)]
    [480, 480, 386]
    >>> [round(float(bus_limit_bps(8 * k, k, MACHINES["a100"])) / 1e9) for k in (1, 2, 4)]
    [233, 201, 193]
    """
    pieces = pieces_bus_bps(ranks, domains, machine, law, in_network=in_network)
    if not in_network:
        return pieces
    return np.maximum(pieces, bus_factor(ranks) / 2 * tree_rate_bps(ranks, domains, machine, law))
