"""Slim Fly: switches joined so that any two are at most two links apart (graphs of McKay, Miller and Siran).

q = 4 w + d with d = -1, 0 or 1 gives 2 q^2 switches, each with (3 q - d) / 2 links to others. A graph exists where q is
a power of a prime; published counts also use other values of q, so the counts do not ask.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

STEP = 2 * 2  # q = 4 w + d


@dataclass(frozen=True, slots=True, kw_only=True)
class SlimFly:
    """Counts of a Slim Fly.

    q : its parameter [1]; switches, endpoints, switch_links : all of them [1]; network_ports, hosts_per_switch : of one
    switch [1]
    """

    q: int
    switches: int
    endpoints: int
    switch_links: int
    network_ports: int
    hosts_per_switch: int

    @property
    def ports(self) -> int:
        """Ports that a switch needs.

        Returns
        -------
        int    Ports that a switch needs. [1]

        Source: definition.
        """
        return self.network_ports + self.hosts_per_switch


def remainder(q: int) -> int:
    """d of q = 4 w + d.

    Parameters
    ----------
    q : int    At least 3. [1]

    Returns
    -------
    int        -1, 0 or 1. [1]

    Raises
    ------
    ValueError    for a q of the form 4 w + 2, or below 3

    Source: definition.
    >>> [remainder(q) for q in (3, 4, 5, 28)]
    [-1, 0, 1, 0]
    """
    if q < 1 + 2 or q % STEP == 2:
        raise ValueError("q is 4 w, or one more or less, and at least 3")
    return int((q + 1) % STEP - 1)


def slim_fly(q: int) -> SlimFly:
    """Counts of the balanced Slim Fly of a parameter.

    Parameters
    ----------
    q : int    4 w + d. [1]

    Returns
    -------
    SlimFly    Counts. [1]

    Raises
    ------
    ValueError    for a q of the form 4 w + 2, or below 3

    Source: definition.
    >>> found = slim_fly(28)
    >>> found.switches, found.endpoints, found.switch_links, found.ports
    (1568, 32928, 32928, 63)
    """
    network_ports = (2 * q + q - remainder(q)) // 2
    hosts = math.ceil(network_ports / 2)
    switches = 2 * q * q
    return SlimFly(
        q=q, switches=switches, endpoints=switches * hosts, switch_links=switches * network_ports // 2,
        network_ports=network_ports, hosts_per_switch=hosts,
    )  # fmt: skip


def least_for(hosts: int, radix: int) -> SlimFly | None:
    """The smallest Slim Fly that joins so many hosts with such switches.

    Parameters
    ----------
    hosts : int    Hosts. [1]
    radix : int    Ports of a switch. [1]

    Returns
    -------
    SlimFly or None    None where such switches cannot join so many

    Source: definition.
    >>> least_for(10_000, 64).q, least_for(40_000, 64)
    (19, None)
    """
    q = 1 + 2
    while True:
        if q % STEP != 2:
            found = slim_fly(q)
            if found.ports > radix:
                return None
            if found.endpoints >= hosts:
                return found
        q += 1
