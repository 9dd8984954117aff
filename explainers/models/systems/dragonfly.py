"""Dragonfly and Dragonfly+: groups of switches, joined all to all by long links.

A balanced Dragonfly gives a switch p hosts, 2 p - 1 neighbours in its group and p links to other groups. In a
Dragonfly+ a group is a small fat tree: leaves carry hosts, spines carry the long links. The number of groups is an
input, because builders leave some of the largest number out.

Not modelled: routing, which has to take detours here; cables bundled between groups.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Counts of a network of groups.

    switches, endpoints, local_links (inside groups), global_links (between groups) : all of them [1]
    ports : that the busiest switch needs [1]; most_groups : that these switches could join [1]
    """

    switches: int
    endpoints: int
    local_links: int
    global_links: int
    ports: int
    most_groups: int

    @property
    def switch_links(self) -> int:
        """Links between switches.

        Returns
        -------
        int    Links between switches. [1]

        Source: definition.
        """
        return self.local_links + self.global_links


def balanced_hosts(radix: int) -> int:
    """Hosts of one switch in the largest balanced Dragonfly: 4 p - 1 ports are used.

    Parameters
    ----------
    radix : int    Ports of a switch. [1]

    Returns
    -------
    int            Hosts of a switch. [1]

    Source: definition.
    >>> [balanced_hosts(radix) for radix in (7, 64)]
    [2, 16]
    """
    return (radix + 1) // (2 * 2)


def dragonfly(hosts_per_switch: int, groups: int) -> Groups:
    """Counts of a balanced Dragonfly.

    Parameters
    ----------
    hosts_per_switch : int    p; a group has 2 p switches, each with p global links. [1]
    groups : int              Groups, at most 2 p x p + 1. [1]

    Returns
    -------
    Groups                    Counts. [1]

    Raises
    ------
    ValueError    for more groups than the global links can join, or for none

    Source: definition.
    >>> found = dragonfly(16, 511)
    >>> found.switches, found.endpoints, found.switch_links, found.ports
    (16352, 261632, 384272, 63)
    """
    p, a = hosts_per_switch, 2 * hosts_per_switch
    most = a * p + 1
    if not 1 <= groups <= most:
        raise ValueError(f"from 1 to {most} groups")
    return Groups(
        switches=groups * a, endpoints=groups * a * p, local_links=groups * a * (a - 1) // 2,
        global_links=groups * a * p // 2, ports=p + a - 1 + p, most_groups=most,
    )  # fmt: skip


def dragonfly_plus(radix: int, groups: int) -> Groups:
    """Counts of a Dragonfly+ whose groups are two-tier trees of half a radix of leaves and as many spines.

    Parameters
    ----------
    radix : int     Ports of a switch, even. [1]
    groups : int    Groups, at most the square of half a radix, and one. [1]

    Returns
    -------
    Groups          Counts. [1]

    Raises
    ------
    ValueError    for more groups than the global links can join, or for none

    Source: definition.
    >>> found = dragonfly_plus(4, 5)
    >>> found.switches, found.endpoints, found.local_links, found.global_links
    (20, 20, 20, 10)
    """
    half = radix // 2
    most = half * half + 1
    if not 1 <= groups <= most:
        raise ValueError(f"from 1 to {most} groups")
    return Groups(
        switches=groups * 2 * half, endpoints=groups * half * half, local_links=groups * half * half,
        global_links=groups * half * half // 2, ports=2 * half, most_groups=most,
    )  # fmt: skip


def groups_for(hosts: int, hosts_per_group: int) -> int:
    """Groups that carry so many hosts.

    Parameters
    ----------
    hosts : int              Hosts. [1]
    hosts_per_group : int    Hosts of one group. [1]

    Returns
    -------
    int                      Groups, rounded up. [1]

    Source: definition.
    >>> groups_for(10_000, 512)
    20
    """
    return -(-hosts // hosts_per_group)
