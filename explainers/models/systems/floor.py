"""Racks on a floor: how long the cables of a fat tree are, and which kind of link can be that long.

Hosts fill racks in order, racks fill rows of a hall that is about square, to and fro. A leaf stands in the middle of
the hosts it serves, every higher switch in the middle of its pod, the topmost in the middle of the hall, spread over
racks side by side. Cables run along rows and across them, never slantwise, with some metres at each end for climbing
and slack.

Assumed: one kind of rack; the leaves of all rails or planes of a group stand together. A leaf that serves one rack
stands in it. Not modelled: aisles that a cable must go round, trays that are full, patch panels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.systems.fat_tree import Design, FatTree

CLASSES = ("passive-copper", "active-copper", "multimode", "single-500m", "single-2km")
Places = tuple[Numbers, Numbers]  # along a row and across the rows [m]
TOP_SAMPLES = 2 * 2  # racks of topmost switches whose cables are measured; the others lie between them


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """How the hall is set out.

    hosts_per_rack : GPUs of one rack [1]; rack_pitch_m, row_pitch_m : from one to the next [m]; slack_m : cable at
    each end between racks [m]; in_rack_m : a cable that stays in its rack [m]; switches_per_rack : of one [1]
    """

    hosts_per_rack: int
    rack_pitch_m: float
    row_pitch_m: float
    slack_m: float
    in_rack_m: float
    switches_per_rack: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Cables of one tier: length_m (n,) [m] and how many have each length, count (n,) [1]"""

    length_m: Numbers
    count: Numbers


def racks_per_row(racks: int, floor: Floor) -> int:
    """Racks in one row of a hall that is about as deep as it is wide.

    Parameters
    ----------
    racks : int      Racks of GPUs. [1]
    floor : Floor    Its pitches. [object]

    Returns
    -------
    int              Racks. [1]

    Source: definition.
    """
    return max(1, math.ceil(math.sqrt(racks * floor.row_pitch_m / floor.rack_pitch_m)))


def _places(rack: Numbers, per_row: int, floor: Floor) -> Places:
    """Where racks stand; every other row is filled backwards, so that neighbours stay neighbours. [m]"""
    row = np.floor(rack / per_row)  # several times as quick as divmod, and exact for whole numbers of this size
    at = rack - row * per_row
    along = np.where(row.astype(np.int64) & 1, per_row - 1 - at, at)
    return floor.rack_pitch_m * along, floor.row_pitch_m * row


def group_sizes(design: Design) -> tuple[int, ...]:
    """Hosts that stand around one switch of each tier below the top, rails and planes of one server kept together.

    Parameters
    ----------
    design : Design    The tree. [object]

    Returns
    -------
    tuple of int       Hosts, leaves first; for one tier the only switch. [1]

    Source: this model.
    >>> group_sizes(Design(radix=64, tiers=3)), group_sizes(Design(radix=64, tiers=3, rails=8))
    ((32, 1024), (256, 1024))
    """
    together = max(design.rails, design.planes)
    if design.tiers == 1:
        return (together * design.radix,)
    block = together * design.down
    return tuple(max(block, design.planes * design.down**tier) for tier in range(1, design.tiers))


def tree_runs(hosts: int, design: Design, tree: FatTree, floor: Floor) -> tuple[Run, ...]:
    """Length of every cable of a fat tree, tier by tier.

    Parameters
    ----------
    hosts : int        Hosts, over all planes. [1]
    design : Design    The tree. [object]
    tree : FatTree     Its counts. [1]
    floor : Floor      The hall. [object]

    Returns
    -------
    tuple of Run       One for each tier of links, hosts first. [m, 1]

    Source: this model.
    """
    racks = -(-hosts // floor.hosts_per_rack)
    per_row = racks_per_row(racks, floor)
    rack = np.arange(float(racks))
    first = rack * floor.hosts_per_rack
    here = np.minimum(hosts - first, floor.hosts_per_rack)
    below = _places(rack, per_row, floor)
    lengths = []
    for size in group_sizes(design):  # to the switches in the middle of each group
        group = np.floor((first + here / 2) / size)
        last = np.minimum((group + 1) * size, hosts)
        middle = np.minimum(np.floor((group * size + last) / 2 / floor.hosts_per_rack), racks - 1)
        above = _places(middle, per_row, floor)
        lengths.append(_between(below, above, floor, in_rack=size <= floor.hosts_per_rack))
        below = above
    runs = [Run(length_m=one, count=here) for one in lengths]
    if design.tiers > 1:  # a group's switches stand in one rack: one line for each group, not for each rack
        starts = np.flatnonzero(np.diff(group, prepend=-1.0))
        below, ports = (below[0][starts], below[1][starts]), np.add.reduceat(here, starts)
        runs.append(_to_the_top(below, ports, int(tree.switches[-1]), (racks, per_row), floor))
    return tuple(
        Run(length_m=run.length_m, count=run.count * (float(total) / run.count.sum()))
        for run, total in zip(runs, tree.links, strict=True)
    )


def _between(one: Places, other: Places, floor: Floor, *, in_rack: bool) -> Numbers:
    """Cable between two racks; a switch that serves several racks has a rack of its own beside one of them."""
    (x, y), (to_x, to_y) = one, other
    apart_m = np.abs(x - to_x) + np.abs(y - to_y)
    length_m = 2 * floor.slack_m + np.maximum(apart_m, floor.rack_pitch_m)
    return np.where(apart_m == 0, floor.in_rack_m, length_m) if in_rack else np.asarray(length_m)


def _to_the_top(below: Places, count: Numbers, switches: int, hall: tuple[int, int], floor: Floor) -> Run:
    """Cables to the topmost switches, whose racks stand side by side in the middle of the hall."""
    (x, y), (racks, per_row), top_racks = below, hall, -(-switches // floor.switches_per_rack)
    rows = -(-racks // per_row)
    centre_x = floor.rack_pitch_m * (min(racks, per_row) - 1) / 2
    across_m = np.abs(y - floor.row_pitch_m * (rows - 1) / 2)
    samples = min(top_racks, TOP_SAMPLES)
    steps = floor.rack_pitch_m * np.linspace(-1.0, 1.0, samples) * (top_racks - 1) / 2 if samples > 1 else np.zeros(1)
    along_m = np.abs(x[:, None] - centre_x - steps[None, :])
    apart_m = np.maximum(along_m + across_m[:, None], floor.rack_pitch_m)
    return Run(length_m=(2 * floor.slack_m + apart_m).ravel(), count=np.repeat(count / samples, samples))


def by_class(run: Run, limits_m: Numbers) -> Numbers:
    """How many cables of a tier are of each class: the first whose limit is not below the length.

    Parameters
    ----------
    run : Run                   Lengths and counts. [m, 1]
    limits_m : array (n - 1,)   Rising limits of all classes but the last. [m]

    Returns
    -------
    array (n,)                  Cables of each class. [1]

    Source: definition.
    >>> lengths = np.array([1.0, 2.0, 3.0, 600.0])
    >>> by_class(Run(length_m=lengths, count=np.ones(4)), np.array([2.0, 7.0])).tolist()
    [2.0, 1.0, 1.0]
    """
    classes = np.searchsorted(limits_m, run.length_m - 1e-6)  # a micrometre is no reason for another kind
    found: Numbers = np.bincount(classes, weights=run.count, minlength=len(limits_m) + 1).astype(float)
    return found


def total_m(run: Run) -> float:
    """Metres of cable of one tier.

    Parameters
    ----------
    run : Run    Lengths and counts. [m, 1]

    Returns
    -------
    float        Metres. [m]

    Source: definition.
    >>> total_m(Run(length_m=np.array([2.0, 3.0]), count=np.array([1.0, 2.0])))
    8.0
    """
    return float((run.length_m * run.count).sum())  # no BLAS: it would wake threads for a few thousand numbers
