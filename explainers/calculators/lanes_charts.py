"""The two charts of lanes: the port rate of every modulation against the symbol rate, and the dated ports."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Series, Table, TermColumn
from explainers.base.sampling import marks_with
from explainers.base.units import GIGA
from explainers.calculators.lanes_dated import DATED
from explainers.models.links.lanes import GENERATIONS, bauds_of_generations, port_rate_bps

# how the charts are sampled; neither changes an answer
CURVE_POINTS = 31
TABLE_BAUDS_GBD = (10.3125, 25.78125, 26.5625, 53.125, 106.25, 212.5)
CURVE_ENDS_GBD = (10, 240)
KINDS = {"standard": "limit", "product": "light", "counted": "neutral"}  # of dated ports -> family


def by_baud(lanes: int, overhead: float, levels: Mapping[str, int], baud: float, *, emphasis: str) -> Chart:
    """Port rate against symbol rate for every modulation, with the lanes in use as points.

    Parameters
    ----------
    lanes : int                      Lanes of the port. [1]
    overhead : float                 Rate on the wire over payload rate. [1]
    levels : mapping name -> int     Levels of each modulation, in the order of the legend. [1]
    baud : float                     Where the rule stands. [Bd]
    emphasis : str                   Name of the reader's modulation. [text]

    Returns
    -------
    Chart                            kind "lines", x [Bd], y [bit/s], with its table

    Source: explainers.models.links.lanes.
    """
    bauds = GIGA * np.geomspace(*CURVE_ENDS_GBD, CURVE_POINTS)
    marks, chosen = marks_with(GIGA * np.array(TABLE_BAUDS_GBD), baud)
    used = np.array(bauds_of_generations())
    used_bps = lanes * np.array([one.lane_rate_bps for one in GENERATIONS])
    in_table = np.array([used_bps[used == mark].sum() if np.any(used == mark) else np.nan for mark in marks])
    series = [Series(name, "neutral", bauds, port_rate_bps(lanes, bauds, n, overhead)) for name, n in levels.items()]
    columns = (
        Column("baud", "Bd", marks),
        *(Column(name, "bit/s", port_rate_bps(lanes, marks, n, overhead)) for name, n in levels.items()),
        Column("generation", "bit/s", in_table),
    )
    return Chart(
        name="by-baud", kind="lines", x=Axis("baud", "Bd", "log"), y=Axis("port-rate", "bit/s", "log"),
        series=(*series, Series("generation", "limit", used, used_bps, "points")),
        table=Table("by-baud", columns, chosen), rule_x=baud, emphasis=emphasis,
    )  # fmt: skip


def timeline(rate_bps: float) -> Chart:
    """Dated port rates as points, with the reader's port as a level line.

    Parameters
    ----------
    rate_bps : float    Where the rule stands. [bit/s]

    Returns
    -------
    Chart               kind "lines" of points, x [year], y [bit/s], with its table

    Source: explainers.calculators.lanes_dated.
    """
    series = tuple(
        Series(
            kind, family, np.array([one.year for one in DATED if one.kind == kind]),
            np.array([one.rate_bps for one in DATED if one.kind == kind]), "points",
        )
        for kind, family in KINDS.items()
    )  # fmt: skip
    columns = (
        TermColumn("event", tuple(one.name for one in DATED)),
        TermColumn("kind", tuple(one.kind for one in DATED)),
        Column("date", "year", np.array([one.year for one in DATED])),
        Column("port-rate", "bit/s", np.array([one.rate_bps for one in DATED])),
    )
    return Chart(
        name="timeline", kind="lines", x=Axis("date", "year"), y=Axis("port-rate", "bit/s", "log"), series=series,
        table=Table("timeline", columns), rule_y=rate_bps,
    )  # fmt: skip
