"""Fat trees (folded Clos networks): how many switches and links join how many hosts.

`hosts` counts network ports, one for each GPU, unless a model says otherwise. Half of a leaf's ports go down and half
up. Tiers count from the hosts: leaf, spine, core. Every function broadcasts over `hosts`; counts are whole numbers.

Rule for two tiers: enough spines for all uplinks, then more until their number divides the uplinks of a leaf, because
every leaf must reach every spine over the same number of links. With three tiers a pod may be cut short instead.

Not modelled: ports kept for management, storage or spares; switches with cables broken out to two ports.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How a tree is drawn.

    radix : ports of every switch, even [1]; tiers : layers of switches [1]; oversubscription : ports down over ports up
    at a leaf [1]; rails : leaves that the ports of one server are spread over, the spines shared [1]; planes : separate
    trees that the ports of one server are spread over [1]
    """

    radix: int
    tiers: int
    oversubscription: float = 1.0
    rails: int = 1
    planes: int = 1

    @property
    def down(self) -> int:
        """Ports of a leaf towards hosts.

        Returns
        -------
        int    Ports of a leaf towards hosts. [1]

        Source: definition.
        """
        return self.radix // 2

    @property
    def up(self) -> int:
        """Ports of a leaf towards spines.

        Returns
        -------
        int    Ports of a leaf towards spines. [1]

        Source: definition.
        """
        return max(1, round(self.down / self.oversubscription))


@dataclass(frozen=True, slots=True, kw_only=True)
class FatTree:
    """Counts of one tree, or of all its planes together.

    switches : of each tier, leaves first [1]; links : from each tier upwards, hosts first, links between the topmost
    tiers last [1]
    """

    switches: tuple[Counts, ...]
    links: tuple[Counts, ...]

    @property
    def all_switches(self) -> Counts:
        """Switches of all tiers.

        Returns
        -------
        Counts    Switches of all tiers. [1]

        Source: definition.
        """
        return np.asarray(np.sum(np.broadcast_arrays(*self.switches), axis=0), dtype=np.int64)

    @property
    def switch_links(self) -> Counts:
        """Links between switches.

        Returns
        -------
        Counts    Links between switches. [1]

        Source: definition.
        """
        tiers = np.broadcast_arrays(np.zeros_like(self.links[0]), *self.links[1:])
        return np.asarray(np.sum(tiers, axis=0), dtype=np.int64)

    @property
    def all_links(self) -> Counts:
        """Links of all tiers.

        Returns
        -------
        Counts    Links of all tiers. [1]

        Source: definition.
        """
        return self.links[0] + self.switch_links


def capacity(radix: int, tiers: int) -> int:
    """Hosts that a tree can join: all ports of one switch, or half a radix for each tier, doubled.

    Parameters
    ----------
    radix : int    Ports of a switch. [1]
    tiers : int    Layers of switches. [1]

    Returns
    -------
    int            Hosts. [1]

    Source: definition.
    >>> [capacity(64, tiers) for tiers in (1, 2, 3)]
    [64, 2048, 65536]
    """
    return int(2 * (radix // 2) ** tiers)


def tiers_needed(hosts: int, radix: int) -> int:
    """Fewest tiers that join so many hosts.

    Parameters
    ----------
    hosts : int    Hosts of one tree. [1]
    radix : int    Ports of a switch, at least 4. [1]

    Returns
    -------
    int            Tiers. [1]

    Raises
    ------
    ValueError    for a radix below 4, with which a tree cannot grow

    Source: definition.
    >>> [tiers_needed(hosts, 64) for hosts in (64, 65, 2048, 2049, 65536, 65537)]
    [1, 2, 2, 3, 3, 4]
    """
    if radix < 2 + 2:
        raise ValueError("a tree grows only with switches of four ports or more")
    tiers = 1
    while capacity(radix, tiers) < hosts:
        tiers += 1
    return tiers


def next_divisor(wanted: ArrayLike, number: int) -> Counts:
    """The least divisor of a number that is not below what is wanted.

    Parameters
    ----------
    wanted : int or array (n,)    From 1 to the number. [1]
    number : int                  What it has to divide. [1]

    Returns
    -------
    array (n,)                    Divisors. [1]

    Source: definition.
    >>> next_divisor([1, 5, 32, 33], 72).tolist()
    [1, 6, 36, 36]
    """
    divisors = np.array([one for one in range(1, number + 1) if number % one == 0])
    found: Counts = divisors[np.searchsorted(divisors, np.minimum(wanted, number))]
    return found


def fat_tree(hosts: ArrayLike, design: Design) -> FatTree:
    """Switches and links of a tree, or of several planes of it.

    Parameters
    ----------
    hosts : int or array (n,)    Ports to join, over all planes. [1]
    design : Design              Radix, tiers and the rest. [object]

    Returns
    -------
    FatTree                      Counts over all planes. [1]

    Raises
    ------
    ValueError    for more hosts than the tree can join, or an odd radix

    Source: definition.
    >>> tree = fat_tree(4608, Design(radix=144, tiers=2))
    >>> int(tree.all_switches), [int(n) for n in tree.links]
    (100, [4608, 4608])
    """
    if design.radix < 2 or design.radix % 2:
        raise ValueError("half of the ports go up: the radix is even")
    joined = np.asarray(hosts, dtype=np.int64)
    of_plane = -(-joined // design.planes)
    if np.any(of_plane > capacity(design.radix, design.tiers)):
        raise ValueError(f"more hosts than {design.tiers} tiers of {design.radix} ports can join")
    if design.tiers == 1:
        one = np.ones_like(joined) * design.planes
        return FatTree(switches=(one,), links=(joined,))
    leaves = design.rails * -(-of_plane // (design.rails * design.down))
    if np.any(leaves * design.down > capacity(design.radix, design.tiers)):
        raise ValueError(f"more leaves than {design.tiers} tiers of {design.radix} ports can join, every rail whole")
    switches, links = _above(leaves, design)
    return FatTree(
        switches=tuple(design.planes * count for count in switches),
        links=(joined, *(design.planes * count for count in links)),
    )


def _above(leaves: Counts, design: Design) -> tuple[list[Counts], list[Counts]]:
    """Switches of every tier and links from every tier upwards, of one plane with so many leaves."""
    links = [leaves * design.up]
    if design.tiers == 2:
        spines = next_divisor(-(-links[0] // design.radix), design.up)
        return [leaves, spines], links
    switches = [leaves]
    for _ in range(design.tiers - 2):
        switches.append(-(-links[-1] // design.down))
        links.append(switches[-1] * design.down)
    switches.append(-(-links[-1] // design.radix))
    return switches, links


def most_hops(tiers: int) -> int:
    """Switches on the longest way from host to host: up to the top and down again.

    Parameters
    ----------
    tiers : int    Layers of switches. [1]

    Returns
    -------
    int            Switches passed. [1]

    Source: definition.
    >>> [most_hops(tiers) for tiers in (1, 2, 3)]
    [1, 3, 5]
    """
    return 2 * tiers - 1
