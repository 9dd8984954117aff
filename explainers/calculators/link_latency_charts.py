"""The two charts of link-latency: where the time goes at one length, and the whole race at every length."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Series, Table, TermColumn
from explainers.base.sampling import marks_with
from explainers.models.links.latency import Latency, Medium, link_latency, reached_time_s, reaches

# how the charts are sampled; neither changes an answer
CURVE_POINTS = 31
TABLE_LENGTHS_M = (0.5, 1, 2, 3, 5, 7, 10, 30, 100, 300, 500, 1000, 2000)
FAMILIES = {"propagation": "travel", "serialisation": "message", "electronics": "electronics"}


def breakdown(every: Mapping[str, Medium], terms: Mapping[str, Latency], length_m: float, *, emphasis: str) -> Chart:
    """Each medium's bar of parts; a medium that does not reach has NaN parts.

    Parameters
    ----------
    every : mapping name -> Medium     In the order of the bars. [object]
    terms : mapping name -> Latency    Each medium's parts at that length. [s]
    length_m : float                   Length. [m]
    emphasis : str                     Name of the reader's medium. [text]

    Returns
    -------
    Chart                              kind "stack", parts [s], with its table

    Source: explainers.models.links.latency.
    """
    names = tuple(every)
    parts = list(terms[names[0]].terms())
    numbers = {
        part: np.array([reached_time_s(every[n], length_m, terms[n].terms()[part]) for n in names]) for part in parts
    }
    rows = np.arange(len(names), dtype=np.float64)
    columns: tuple[Column | TermColumn, ...] = (
        TermColumn("medium", names),
        *(Column(part, "s", numbers[part]) for part in parts),
        Column("total", "s", np.array([reached_time_s(every[n], length_m, terms[n].message_s) for n in names])),
        Column("reach", "m", np.array([every[n].reach_m for n in names])),
    )
    return Chart(
        name="breakdown", kind="stack", x=Axis("time", "s"), y=Axis("medium", "", "rows"), rows=names,
        series=tuple(Series(part, FAMILIES.get(part, "coding"), numbers[part], rows) for part in parts),
        table=Table("breakdown", columns), emphasis=emphasis,
    )  # fmt: skip


def by_length(every: Mapping[str, Medium], shared: Mapping[str, float], length_m: float, *, emphasis: str) -> Chart:
    """Each medium's time against length; its curve ends where the medium does.

    Parameters
    ----------
    every : mapping name -> Medium    In the order of the legend. [object]
    shared : mapping name -> float    The terms that no medium changes, as `link_latency` names them. [s]
    length_m : float                  Where the rule stands. [m]
    emphasis : str                    Name of the reader's medium. [text]

    Returns
    -------
    Chart                             kind "lines", x [m], y [s], with its table

    Source: explainers.models.links.latency.
    """
    marks, chosen = marks_with(np.array(TABLE_LENGTHS_M, dtype=np.float64), length_m)
    series: list[Series] = []
    columns: list[Column] = [Column("length", "m", marks)]
    for name, medium in every.items():
        lengths_m = np.geomspace(TABLE_LENGTHS_M[0], medium.reach_m, CURVE_POINTS)
        total_s = np.asarray(link_latency(medium, lengths_m, **shared).message_s)
        series.append(Series(name, medium.family, lengths_m, total_s))
        at_marks = link_latency(medium, marks, **shared).message_s
        columns.append(Column(name, "s", np.where(reaches(medium, marks), at_marks, np.nan)))
    return Chart(
        name="by-length", kind="lines", x=Axis("length", "m", "log"), y=Axis("time", "s", "log"),
        series=tuple(series), table=Table("by-length", tuple(columns), chosen), rule_x=length_m, emphasis=emphasis,
    )  # fmt: skip
