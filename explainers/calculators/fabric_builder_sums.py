"""The sums behind fabric-builder: a fat tree on a floor, its ends and prices, and the same GPUs in other networks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.systems.dragonfly import balanced_hosts, dragonfly, groups_for
from explainers.models.systems.fat_tree import Design, FatTree, fat_tree, tiers_needed
from explainers.models.systems.floor import CLASSES, Floor, Run, by_class, total_m, tree_runs
from explainers.models.systems.slim_fly import least_for

SINGLE_MODE_M = constant(500.0, unit="m", source="dr8-reach")
IN_RACK_M = constant(1.5, unit="m", source="assumption:floor-plan")
SWITCHES_PER_RACK = constant(16, unit="1", source="assumption:floor-plan")
PASSIVE_END_W = constant(0.1, unit="W", source="dac-end-power")
ACTIVE_END_W = constant(3.0, unit="W", source="assumption:aec-end-power")  # of half its rate: an end has 400 Gb/s here
MULTIMODE_W = constant(8.0, unit="W", source="tx-400g-sr4-power")
LONG_W = constant(12.0, unit="W", source="assumption:long-module-power")
COPPER_CLASSES = 2  # of CLASSES, the first ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """The reader's inputs that the sums need, in the units of the form."""

    gpus: int
    radix: int
    layout: str
    host_links: str
    oversubscription: float
    server_gpus: int
    passive_m: float
    active_m: float
    multimode_m: float
    rack_gpus: int
    rack_pitch_m: float
    row_pitch_m: float
    slack_m: float
    port_usd: float
    module_usd: float
    cord_usd: float
    copper_usd: float
    port_w: float
    module_w: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fabric:
    """A whole fabric. classes : links by tier and class (tiers, 5) [1]; metres : by tier and medium (tiers, 2) [m]"""

    design: Design
    tree: FatTree
    classes: Numbers
    metres: Numbers
    longest_m: float
    switches_usd: float
    modules_usd: float
    cables_usd: Numbers
    tier_usd: Numbers
    tier_end_w: Numbers
    switch_power_w: float

    @property
    def modules(self) -> float:
        """Modules: two for each optical link.

        Returns
        -------
        float    Modules: two for each optical link. [1]

        Source: definition.
        """
        return float(2 * self.classes[:, COPPER_CLASSES:].sum())

    @property
    def copper_links(self) -> float:
        """Links of either kind of copper.

        Returns
        -------
        float    Links of either kind of copper. [1]

        Source: definition.
        """
        return float(self.classes[:, :COPPER_CLASSES].sum())

    @property
    def cable_m(self) -> float:
        """Metres of cable.

        Returns
        -------
        float    Metres of cable. [m]

        Source: definition.
        """
        return float(self.metres.sum())

    @property
    def network_usd(self) -> float:
        """Switches, modules and cables.

        Returns
        -------
        float    Switches, modules and cables. [USD]

        Source: definition.
        """
        return float(self.switches_usd + self.tier_usd.sum())

    @property
    def power_w(self) -> float:
        """Switches and both ends of every link.

        Returns
        -------
        float    Switches and both ends of every link. [W]

        Source: definition.
        """
        return float(self.switch_power_w + self.tier_end_w.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """One way to join the GPUs: switches, links to hosts, links between switches [1], price and power a GPU [USD, W]"""

    switches: float
    host_links: float
    switch_links: float
    usd: tuple[float, float]
    watts: tuple[float, float]


def design_of(wanted: Wants) -> Design:
    """The smallest tree that joins the GPUs in the wanted layout.

    Parameters
    ----------
    wanted : Wants    [see its fields]

    Returns
    -------
    Design            [1]

    Source: this model.
    """
    planes = wanted.server_gpus if wanted.layout == "planes" else 1
    rails = wanted.server_gpus if wanted.layout == "rails" else 1
    one_switch = planes == 1 and wanted.gpus <= wanted.radix
    block = 1 if one_switch else rails * (wanted.radix // 2)
    padded = block * -(-wanted.gpus // block) if rails > 1 else wanted.gpus  # every rail is as long as the longest
    of_plane = -(-padded // planes)
    tiers = tiers_needed(of_plane, wanted.radix)
    return Design(
        radix=wanted.radix, tiers=tiers, oversubscription=wanted.oversubscription, planes=planes,
        rails=rails if tiers > 1 else 1,
    )  # fmt: skip


def _split(wanted: Wants, runs: tuple[Run, ...]) -> Numbers:
    """Links by tier and class; the reader may have said what the links to hosts are."""
    limits_m = np.maximum.accumulate([wanted.passive_m, wanted.active_m, wanted.multimode_m, SINGLE_MODE_M])
    shares = np.array([by_class(run, limits_m) for run in runs])
    ends = np.floor(np.cumsum(shares, axis=1) + 0.5 + 1e-6)  # whole cables, none lost; the last bits decide nothing
    found: Numbers = np.diff(ends, axis=1, prepend=0.0)
    if wanted.host_links == "copper":
        far = found[0, COPPER_CLASSES:].sum()
        found[0, COPPER_CLASSES:] = 0.0
        found[0, 1] += far
    if wanted.host_links == "optics":
        near = found[0, :COPPER_CLASSES].sum()
        found[0, :COPPER_CLASSES] = 0.0
        found[0, COPPER_CLASSES] += near
    return found


def _metres(classes: Numbers, runs: tuple[Run, ...], copper_m: float) -> Numbers:
    """Metres by tier, copper and light; a tier forced to one medium gives it all."""
    found = []
    for run, split in zip(runs, classes, strict=True):
        whole, copper = total_m(run), split[:COPPER_CLASSES].sum()
        short = run.length_m <= copper_m
        of_copper = float((run.length_m * run.count)[short].sum())
        if copper == 0 or copper == split.sum():
            of_copper = whole if copper else 0.0
        found.append([of_copper, whole - of_copper])
    return np.array(found)


def fabric_of(wanted: Wants) -> Fabric:
    """Counts, cables, prices and power of the reader's fabric.

    Parameters
    ----------
    wanted : Wants    [see its fields]

    Returns
    -------
    Fabric            [1, m, USD, W]

    Source: explainers.models.systems.fat_tree, explainers.models.systems.floor.
    """
    design = design_of(wanted)
    tree = fat_tree(wanted.gpus, design)
    floor = Floor(
        hosts_per_rack=wanted.rack_gpus, rack_pitch_m=wanted.rack_pitch_m, row_pitch_m=wanted.row_pitch_m,
        slack_m=wanted.slack_m, in_rack_m=IN_RACK_M, switches_per_rack=SWITCHES_PER_RACK,
    )  # fmt: skip
    runs = tree_runs(wanted.gpus, design, tree, floor)
    classes = _split(wanted, runs)
    optical = classes[:, COPPER_CLASSES:].sum(axis=1)
    copper = classes[:, :COPPER_CLASSES].sum(axis=1)
    cables_usd = wanted.cord_usd * optical + wanted.copper_usd * copper
    ports = wanted.radix * float(tree.all_switches)
    end_w = np.array([PASSIVE_END_W, ACTIVE_END_W, MULTIMODE_W, wanted.module_w, LONG_W])
    return Fabric(
        design=design, tree=tree, classes=classes,
        metres=_metres(classes, runs, max(wanted.passive_m, wanted.active_m)),
        longest_m=max(float(run.length_m.max()) for run in runs),
        switches_usd=wanted.port_usd * ports, modules_usd=float(2 * wanted.module_usd * optical.sum()),
        cables_usd=cables_usd, tier_usd=2 * wanted.module_usd * optical + cables_usd,
        tier_end_w=2 * classes @ end_w, switch_power_w=wanted.port_w * ports,
    )  # fmt: skip


def _counts(wanted: Wants, layout: str) -> tuple[float, float, float] | None:
    """Switches, links to hosts and links between switches of one way to join the GPUs."""
    if layout == "dragonfly":
        p = balanced_hosts(wanted.radix)
        groups = groups_for(wanted.gpus, 2 * p * p)
        if groups > 2 * p * p + 1:
            return None
        web = dragonfly(p, groups)
        return float(web.switches), float(wanted.gpus), float(web.switch_links)
    if layout == "slim-fly":
        fly = least_for(wanted.gpus, wanted.radix)
        return None if fly is None else (float(fly.switches), float(wanted.gpus), float(fly.switch_links))
    tree = fat_tree(wanted.gpus, design_of(replace(wanted, layout=layout)))
    return float(tree.all_switches), float(wanted.gpus), float(tree.switch_links)


def others(wanted: Wants, fabric: Fabric) -> dict[str, Other | None]:
    """The same GPUs in every layout, at the average price and power of a link in the reader's fabric.

    Parameters
    ----------
    wanted : Wants     [see its fields]
    fabric : Fabric    The reader's own. [object]

    Returns
    -------
    dict of Other or None    by layout, None where such switches cannot join so many; a GPU's share [USD, W]

    Source: explainers.models.systems.fat_tree, explainers.models.systems.dragonfly, explainers.models.systems.slim_fly.
    """
    links = np.array([float(count) for count in fabric.tree.links])
    between = slice(1, None) if len(links) > 1 else slice(0, None)
    average = [
        (column[0] / links[0], column[between].sum() / links[between].sum())
        for column in (fabric.tier_usd, fabric.tier_end_w)
    ]
    found: dict[str, Other | None] = {}
    for layout in ("one-leaf", "rails", "planes", "dragonfly", "slim-fly"):
        counts = _counts(wanted, layout)
        if counts is None:
            found[layout] = None
            continue
        switches, hosts, inner = counts
        ports = switches * wanted.radix
        usd, watts = (
            (each * ports / wanted.gpus, float(host * hosts + switch * inner) / wanted.gpus)
            for each, (host, switch) in zip((wanted.port_usd, wanted.port_w), average, strict=True)
        )
        found[layout] = Other(switches=switches, host_links=hosts, switch_links=inner, usd=usd, watts=watts)
    return found


def links_by_class(fabric: Fabric) -> dict[str, Numbers]:
    """Links of each class, tier by tier.

    Parameters
    ----------
    fabric : Fabric    The reader's own. [object]

    Returns
    -------
    dict of array (tiers,)    by class [1]

    Source: explainers.models.systems.floor.
    """
    return dict(zip(CLASSES, fabric.classes.T, strict=True))
