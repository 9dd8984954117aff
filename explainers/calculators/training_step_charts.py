"""The two charts of training-step: the strip in four cases, and what a step is made of at every rate of the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.sampling import table_rows
from explainers.models.systems.step_strip import Strip

FAMILIES = {  # part -> hue of the step's strip
    "computing": "neutral", "memory": "neutral", "talk_inside": "copper", "talk_network": "light",
    "pipeline": "limit", "others": "limit",
}  # fmt: skip
TABLE_ROWS = 9


def strips(cases: Mapping[str, Strip]) -> Chart:
    """One bar for each case, made of the parts of its step.

    Parameters
    ----------
    cases : mapping name -> Strip    The present one first. [s]

    Returns
    -------
    Chart                            kind "stack", parts [s], with its table

    Source: explainers.models.systems.step_strip.
    """
    names = tuple(cases)
    parts = {f.name: np.array([float(getattr(one, f.name)) for one in cases.values()]) for f in fields(Strip)}
    rows = np.arange(len(names), dtype=np.float64)
    columns: tuple[Column | TermColumn, ...] = (
        TermColumn("case", names), *(Column(part, "s", numbers) for part, numbers in parts.items()),
        Column("total", "s", np.array([float(one.total) for one in cases.values()])),
    )  # fmt: skip
    return Chart(
        name="strip", kind="stack", x=Axis("step", "s"), y=Axis("case", "", "rows"), rows=names,
        series=tuple(Series(part, FAMILIES[part], numbers, rows) for part, numbers in parts.items()),
        table=Table("strip", columns), emphasis=names[0],
    )  # fmt: skip


def by_rate(rates_bps: Numbers, curve: Strip) -> Chart:
    """Shares of working, talking and other waiting at every rate of the network.

    Parameters
    ----------
    rates_bps : array (n + 1,)    Network of one GPU; the last is the chosen rate, where the rule stands. [bit/s]
    curve : Strip                 The step at each of them. [s]

    Returns
    -------
    Chart                         kind "lines", x [bit/s], y [1], with its table

    Source: explainers.models.systems.step_strip.
    """
    total = curve.total
    shares = {
        "working": ("neutral", (curve.computing + curve.memory) / total),
        "talking": ("light", (curve.talk_inside + curve.talk_network) / total),
        "standing": ("limit", (curve.pipeline + curve.others) / total),
    }
    rows, chosen = table_rows(rates_bps, (len(rates_bps) - 2) // (TABLE_ROWS - 1))
    columns = (
        Column("network", "bit/s", rates_bps[rows]),
        *(Column(name, "1", share[rows]) for name, (_, share) in shares.items()),
        Column("step", "s", total[rows]),
    )
    return Chart(
        name="by-rate", kind="lines", x=Axis("network", "bit/s", "log"), y=Axis("share", "1"),
        series=tuple(Series(name, family, rates_bps[:-1], share[:-1]) for name, (family, share) in shares.items()),
        table=Table("by-rate", columns, chosen), rule_x=float(rates_bps[-1]),
    )  # fmt: skip
