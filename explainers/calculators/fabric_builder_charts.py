"""The charts of fabric-builder: the drawing, links by class, and price and power beside other networks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.calculators.fabric_builder_sums import COPPER_CLASSES, Fabric, Other, links_by_class
from explainers.models.systems.floor import CLASSES

MOST_DRAWN = 8  # nodes of a tier; a phone shows no more
TIERS = ("leaf", "spine", "core", "fourth")
LINKS = ("host-links", "leaf-links", "spine-links", "core-links")


def drawing(fabric: Fabric, gpus: int, server_gpus: int) -> Chart:
    """The fabric tier by tier: a few of its nodes, and all of its numbers.

    Parameters
    ----------
    fabric : Fabric      What is drawn. [object]
    gpus : int           GPUs. [1]
    server_gpus : int    GPUs of one server. [1]

    Returns
    -------
    Chart                kind "fabric", counts [1], metres [m], with its table

    Source: explainers.models.systems.fat_tree.
    """
    tiers = fabric.design.tiers
    rows = ("servers", *TIERS[:tiers])
    counts = np.array([-(-gpus // server_gpus), *(float(count) for count in fabric.tree.switches)])
    links = np.array([float(count) for count in fabric.tree.links])
    copper = fabric.classes[:, :COPPER_CLASSES].sum(axis=1)
    groups = _groups(counts, links, fabric)
    own_leaf = fabric.design.rails == fabric.design.planes == 1
    parts = np.minimum(groups, [MOST_DRAWN / 2 if own_leaf and not tier else 2 for tier in range(tiers)])
    copper_up, light_up = _ended(copper), _ended(links - copper)
    copper_m, light_m = (_ended(column) for column in fabric.metres.T)
    columns: tuple[Column | TermColumn, ...] = (
        TermColumn("tier", rows), Column("nodes", "count", counts), TermColumn("upwards", (*LINKS[:tiers], "none")),
        Column("links", "count", _ended(links)), Column("copper", "count", copper_up),
        Column("light", "count", light_up),
        Column("length", "m", copper_m + light_m),
    )  # fmt: skip
    drawn = _drawn(counts, groups, parts, own_leaf=own_leaf)
    return Chart(
        name="fabric", kind="fabric", x=Axis("nodes", "count"), y=Axis("tier", "", "rows"), rows=rows,
        series=(
            Series("nodes", "neutral", counts, drawn), Series("groups", "neutral", _ended(groups), _ended(parts)),
            Series("copper", "copper", copper_up, copper_m), Series("light", "light", light_up, light_m),
        ),
        table=Table("fabric", columns),
    )  # fmt: skip


def _ended(column: Numbers) -> Numbers:
    """Links go up from every tier but the top."""
    ended: Numbers = np.append(column, 0.0)
    return ended


def _groups(counts: Numbers, links: Numbers, fabric: Fabric) -> Numbers:
    """Into how many parts a tier and the one above fall, each joined within itself."""
    design = fabric.design
    spread = max(design.rails, design.planes)
    found = [max(1.0, np.ceil(counts[1] / spread))]
    for tier in range(1, len(links)):
        pods = np.ceil(counts[tier] / design.planes / design.down) if tier < len(links) - 1 else 1.0
        found.append(design.planes * max(1.0, pods))
    return np.array(found)


def _drawn(counts: Numbers, groups: Numbers, drawn_groups: Numbers, *, own_leaf: bool) -> Numbers:
    """How many nodes of each tier are drawn: whole groups of one size."""
    most = np.full(len(counts), float(MOST_DRAWN))
    if own_leaf:
        most[1] = drawn_groups[0]
    if len(counts) > 2:
        most[-1] = MOST_DRAWN / 2
    shown: Numbers = np.minimum(counts, most)
    for tier, parts in enumerate(drawn_groups):
        for end in (tier, tier + 1):
            if groups[tier] > 1 and shown[end] >= parts:
                shown[end] = parts * (shown[end] // parts)
    return shown


def by_length(fabric: Fabric) -> Chart:
    """Links of each tier by the kind of cable that their length allows.

    Parameters
    ----------
    fabric : Fabric    What is counted. [object]

    Returns
    -------
    Chart              kind "stack", links [1], with its table

    Source: explainers.models.systems.floor.
    """
    rows = LINKS[: fabric.design.tiers]
    bars = np.arange(len(rows), dtype=float)
    classes = links_by_class(fabric)
    series = tuple(Series(name, "copper" if "copper" in name else "light", classes[name], bars) for name in CLASSES)
    columns: tuple[Column | TermColumn, ...] = (
        TermColumn("upwards", rows), *(Column(name, "count", classes[name]) for name in CLASSES),
        Column("total", "count", fabric.classes.sum(axis=1)),
    )  # fmt: skip
    return Chart(
        name="by-length", kind="stack", x=Axis("links", "count"), y=Axis("upwards", "", "rows"), rows=rows,
        series=series, table=Table("by-length", columns),
    )  # fmt: skip


def per_gpu(name: str, unit: str, compared: Mapping[str, Other | None], chosen: str) -> Chart:
    """Price or power of a GPU's share of the network, in every layout.

    Parameters
    ----------
    name : str                 "cost" or "power". [text]
    unit : str                 "USD" or "W". [text]
    compared : mapping         Layouts, None where there is none. [object]
    chosen : str               The reader's own layout. [text]

    Returns
    -------
    Chart                      kind "stack", a GPU's share [USD or W], with its table

    Source: explainers.calculators.fabric_builder_sums.
    """
    rows = tuple(compared)
    parts = np.array([
        (np.nan, np.nan) if other is None else (other.usd if name == "cost" else other.watts)
        for other in compared.values()
    ]).T  # fmt: skip
    nan = float("nan")
    switches = np.array([nan if other is None else other.switches for other in compared.values()])
    links = np.array([nan if other is None else other.switch_links for other in compared.values()])
    bars = np.arange(len(rows), dtype=float)
    columns = (
        TermColumn("layout", rows), Column("switch-share", unit, parts[0], "gpu"),
        Column("link-share", unit, parts[1], "gpu"),
        Column("total", unit, parts.sum(axis=0), "gpu"),
        Column("switches", "count", switches), Column("switch-links", "count", links),
    )  # fmt: skip
    return Chart(
        name=name, kind="stack", x=Axis(name, unit, each="gpu"), y=Axis("layout", "", "rows"), rows=rows,
        series=(Series("switch-share", "neutral", parts[0], bars), Series("link-share", "neutral", parts[1], bars)),
        table=Table(name, columns), emphasis=chosen,
    )  # fmt: skip
