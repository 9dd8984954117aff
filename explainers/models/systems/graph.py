"""The network itself, link by link: who is joined to whom. Counting it proves the formulas.

Nodes are numbered from 0, hosts first, then switches tier by tier. Two nodes may be joined by several links; each is
a row of `edges`. Links are dealt out like cards, in turn, so that no two switches differ by more than one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explainers.models.systems.dragonfly import dragonfly
from explainers.models.systems.fat_tree import Design, fat_tree
from explainers.models.systems.slim_fly import remainder, slim_fly

Nodes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """tier : of each node, 0 for a host (nodes,) [1]; edges : the two nodes of each link (links, 2) [1]"""

    tier: Nodes
    edges: Nodes

    @property
    def degree(self) -> Nodes:
        """Links at each node.

        Returns
        -------
        Nodes    Links at each node. [1]

        Source: definition.
        """
        found: Nodes = np.bincount(self.edges.ravel(), minlength=len(self.tier))
        return found

    def hops(self, start: int) -> Nodes:
        """Links from one node to every other on the shortest way; -1 where there is none.

        Parameters
        ----------
        start : int         Number of a node. [1]

        Returns
        -------
        array (nodes,)      Links. [1]

        Source: definition.
        """
        far = np.full(len(self.tier), -1, dtype=np.int64)
        far[start] = 0
        step = 0
        while True:
            reached = far == step
            ends = np.concatenate([self.edges[reached[self.edges[:, 0]], 1], self.edges[reached[self.edges[:, 1]], 0]])
            new = ends[far[ends] < 0]
            if not len(new):
                return far
            step += 1
            far[new] = step


def _dealt(lower: Nodes, each: int, upper: Nodes) -> Nodes:
    """Edges: every lower node in turn deals its links to the upper nodes in turn."""
    ends = np.repeat(lower, each)
    return np.stack([ends, upper[np.arange(len(ends)) % len(upper)]], axis=1)


def tree_graph(hosts: int, design: Design) -> Graph:
    """One plane of a fat tree. Spines stand in pods of as many leaves as a spine has ports down.

    Parameters
    ----------
    hosts : int        Hosts. [1]
    design : Design    Its planes and rails are not used; at most 3 tiers. [object]

    Returns
    -------
    Graph              Every host and switch. [1]

    Raises
    ------
    ValueError    for more hosts than the tree can join, or more than three tiers

    Source: definition.
    >>> tree_graph(16, Design(radix=4, tiers=3)).degree.tolist()[-4:]
    [4, 4, 4, 4]
    """
    if design.tiers > 1 + 2:
        raise ValueError("three tiers at most")
    counts = [hosts, *(int(count) for count in fat_tree(hosts, design).switches)]
    ends = np.cumsum(counts)
    tiers = [np.arange(end - count, end) for end, count in zip(ends, counts, strict=True)]
    tier = np.repeat(np.arange(len(counts)), counts)
    below = design.radix if design.tiers == 1 else design.down
    edges = [np.stack([tiers[0], tiers[1][tiers[0] // below]], axis=1)]
    if design.tiers == 2:
        edges.append(_dealt(tiers[1], design.up, tiers[2]))
    if design.tiers > 2:
        edges += _pods(tiers, design)
    return Graph(tier=tier, edges=np.concatenate(edges))


def _pods(tiers: list[Nodes], design: Design) -> list[Nodes]:
    """Leaves to the spines of their pod, spines to cores."""
    leaves, spines, cores = tiers[1:]
    pods = -(-len(leaves) // design.down)
    split_leaves = [leaves[pod * design.down : (pod + 1) * design.down] for pod in range(pods)]
    of_pod = -(-np.array([len(own) * design.up for own in split_leaves]) // design.down)
    ends = np.minimum(np.cumsum(of_pod), len(spines))
    split_spines = np.split(spines, ends[:-1])
    edges = [_dealt(low, design.up, high) for low, high in zip(split_leaves, split_spines, strict=True)]
    return [*edges, _dealt(spines, design.down, cores)]


def dragonfly_graph(hosts_per_switch: int, groups: int) -> Graph:
    """A balanced Dragonfly: a full mesh in each group, global links dealt to the other groups in turn.

    Parameters
    ----------
    hosts_per_switch : int    p. [1]
    groups : int              Groups, from 2 to 2 p x p + 1; with an odd number of global ends one would be left. [1]

    Returns
    -------
    Graph                     Every host and switch. [1]

    Raises
    ------
    ValueError    for a number of groups that cannot be joined

    Source: definition.
    >>> dragonfly_graph(1, 3).degree.tolist()
    [1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3]
    """
    counts = dragonfly(hosts_per_switch, groups)
    p, a, hosts = hosts_per_switch, 2 * hosts_per_switch, counts.endpoints
    switches = np.arange(hosts, hosts + counts.switches)
    one, other = np.triu_indices(a, 1)
    base = hosts + a * np.arange(groups)[:, None]
    local = np.stack([(base + one).ravel(), (base + other).ravel()], axis=1)
    tier = np.repeat([0, 1], [hosts, counts.switches])
    to_hosts = np.stack([np.arange(hosts), switches[np.arange(hosts) // p]], axis=1)
    return Graph(tier=tier, edges=np.concatenate([to_hosts, local, _between(groups, a * p, p) + hosts]))


def _between(groups: int, ends: int, per_switch: int) -> Nodes:
    """Global links: end e of group g goes e mod (groups - 1) + 1 groups on, where the mirrored end takes it."""
    if groups < 2 or ends % (groups - 1):
        raise ValueError("every group joins each other one with the same number of links")
    group, end = np.divmod(np.arange(groups * ends), ends)
    ahead, again = end % (groups - 1) + 1, end // (groups - 1)
    other, back = (group + ahead) % groups, groups - ahead
    mirror = again * (groups - 1) + back - 1
    switches = np.stack([(group * ends + end) // per_switch, (other * ends + mirror) // per_switch], axis=1)
    found: Nodes = switches[group < other]
    return found


def _powers(q: int) -> list[int]:
    """Powers 0, 1, 2 ... of a number whose powers are all that is not 0 modulo the prime q."""
    for root in range(2, q):
        powers = [pow(root, exponent, q) for exponent in range(q - 1)]
        if len(set(powers)) == q - 1:
            return powers
    raise ValueError("q is a prime")


def _generators(q: int) -> tuple[list[int], list[int]]:
    """The two sets of differences that join switches of one column, in either half."""
    powers = _powers(q)
    if remainder(q) == 1:
        return powers[0::2], powers[1::2]
    w = (q + 1) // (2 * 2)
    ends = 2 * w
    return (
        powers[0 : ends - 1 : 2] + powers[ends - 1 : 2 * ends - 2 : 2],
        powers[1:ends:2] + powers[ends : 2 * ends - 1 : 2],
    )


def slim_fly_graph(q: int) -> Graph:
    """The switches of a Slim Fly, without hosts: all have tier 1.

    Parameters
    ----------
    q : int    An odd prime. [1]

    Returns
    -------
    Graph      2 q^2 switches. [1]

    Raises
    ------
    ValueError    for a q that is no odd prime

    Source: definition.
    >>> graph = slim_fly_graph(5)  # the graph of Hoffman and Singleton
    >>> len(graph.tier), set(graph.degree.tolist()), int(graph.hops(0).max())
    (50, {7}, 2)
    """
    if q % 2 == 0:
        raise ValueError("q is an odd prime")
    numbers = np.arange(q)
    column, row = (grid.ravel() for grid in np.meshgrid(numbers, numbers, indexing="ij"))
    half = q * q
    edges = [
        np.stack([start + column * q + row, start + column * q + (row + step) % q], axis=1)
        for start, generators in zip((0, half), _generators(q), strict=True)
        for step in generators
    ]
    x, m, c = (grid.ravel() for grid in np.meshgrid(numbers, numbers, numbers, indexing="ij"))
    between = np.stack([x * q + (m * x + c) % q, half + m * q + c], axis=1)
    within = np.unique(np.sort(np.concatenate(edges), axis=1), axis=0)
    return Graph(tier=np.ones(slim_fly(q).switches, dtype=np.int64), edges=np.concatenate([within, between]))


def torus_graph(sides: tuple[int, int, int]) -> Graph:
    """A torus of three dimensions, each side at least 3; chips have tier 1.

    Parameters
    ----------
    sides : three int    Chips along each side. [1]

    Returns
    -------
    Graph                Every chip. [1]

    Source: definition.
    >>> set(torus_graph((4, 4, 8)).degree.tolist())
    {6}
    """
    numbers = np.arange(int(np.prod(sides))).reshape(sides)
    rings = [np.stack([numbers.ravel(), np.roll(numbers, -1, axis).ravel()], axis=1) for axis in range(len(sides))]
    return Graph(tier=np.ones(numbers.size, dtype=np.int64), edges=np.concatenate(rings))
