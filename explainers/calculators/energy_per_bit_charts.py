"""The three charts of energy-per-bit: where a bit's energy goes, what is uncertain, and what each length costs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.sampling import marks_with
from explainers.base.units import PICO
from explainers.models.links.energy import Technology, link_energy, where_it_reaches

# how the charts are sampled; none of them changes an answer
CURVE_POINTS = 31
OUTCOMES = 20
TABLE_LENGTHS_M = (0.5, 1, 2, 3, 5, 7, 10, 30, 100, 300, 500, 1000, 2000)
FAMILIES = {"host": "electronics", "near-module": "travel", "far-module": "message"}
Ranges = tuple[Mapping[str, Technology], Mapping[str, Technology]]


def breakdown(every: Mapping[str, Technology], length_m: float, *, emphasis: str) -> Chart:
    """Each technology's bar of host, near and far module; one that does not reach has NaN parts.

    Parameters
    ----------
    every : mapping name -> Technology    In the order of the bars. [object]
    length_m : float                      Length. [m]
    emphasis : str                        Name of the reader's technology. [text]

    Returns
    -------
    Chart                                 kind "stack", parts [J/bit], with its table

    Source: explainers.models.links.energy.
    """
    names = tuple(every)
    energies = {name: link_energy(one) for name, one in every.items()}

    def reached(name: str, number: float | Numbers) -> float:
        return float(where_it_reaches(number, length_m, every[name].reach_m))

    parts = tuple(energies[names[0]].terms())
    numbers = {part: np.array([reached(name, energies[name].terms()[part]) for name in names]) for part in parts}
    rows = np.arange(len(names), dtype=np.float64)
    columns: tuple[Column | TermColumn, ...] = (
        TermColumn("technology", names),
        *(Column(part, "J/bit", numbers[part]) for part in parts),
        Column("total", "J/bit", np.array([reached(name, energies[name].total_j_per_bit) for name in names])),
        Column("reach", "m", np.array([one.reach_m for one in every.values()])),
    )
    return Chart(
        name="breakdown", kind="stack", x=Axis("energy", "J/bit"), y=Axis("technology", "", "rows"), rows=names,
        series=tuple(Series(part, FAMILIES[part], numbers[part], rows) for part in parts),
        table=Table("breakdown", columns), emphasis=emphasis,
    )  # fmt: skip


def equally_likely(low: Technology, high: Technology) -> Numbers:
    """Outcomes of equal probability, host and ends each anywhere in its range, independent of each other.

    All pairs of the midpoints of both ranges' equal parts are formed; the sorted sums fall into equal groups, and
    each group's mean is an outcome.

    Parameters
    ----------
    low, high : Technology    With every uncertain number at its lowest and at its highest. [J/bit]

    Returns
    -------
    array (20,)               Energy of the whole link, ascending. [J/bit]

    Source: this model.
    """
    part = (np.arange(OUTCOMES) + 0.5) / OUTCOMES
    from_j, to_j = link_energy(low), link_energy(high)
    host = from_j.host_j_per_bit + part * (to_j.host_j_per_bit - from_j.host_j_per_bit)
    ends_from = from_j.near_j_per_bit + from_j.far_j_per_bit
    ends = ends_from + part * (to_j.near_j_per_bit + to_j.far_j_per_bit - ends_from)
    sums = np.sort(np.add.outer(host, ends), axis=None)
    found: Numbers = sums.reshape(OUTCOMES, OUTCOMES).mean(axis=1)
    return found


def outcomes(ranges: Ranges, length_m: float, *, emphasis: str) -> Chart:
    """Twenty equally likely outcomes of every technology that reaches, rounded to whole picojoules a bit.

    Parameters
    ----------
    ranges : pair of mappings name -> Technology    Uncertain numbers at their lowest and highest. [object]
    length_m : float                                Length. [m]
    emphasis : str                                  Name of the reader's technology. [text]

    Returns
    -------
    Chart                                           kind "dots", outcomes [J/bit], with its table

    Source: explainers.models.links.energy.
    """
    low, high = ranges
    names = tuple(name for name, one in low.items() if length_m <= one.reach_m)
    series = []
    for name in names:
        whole_pj = np.round(equally_likely(low[name], high[name]) / PICO)
        heights = np.arange(OUTCOMES) - np.searchsorted(whole_pj, whole_pj)
        series.append(Series(name, low[name].family, whole_pj * PICO, heights.astype(np.float64)))
    columns = (
        Column("outcome", "1", np.arange(1.0, OUTCOMES + 1)), *(Column(one.name, "J/bit", one.x) for one in series),
    )  # fmt: skip
    return Chart(
        name="outcomes", kind="dots", x=Axis("energy", "J/bit"), y=Axis("technology", "", "rows"), rows=names,
        series=tuple(series), table=Table("outcomes", columns), emphasis=emphasis,
    )  # fmt: skip


def by_length(every: Mapping[str, Technology], length_m: float, *, emphasis: str) -> Chart:
    """Each technology's energy against length; its line ends where the technology does.

    Parameters
    ----------
    every : mapping name -> Technology    In the order of the legend. [object]
    length_m : float                      Where the rule stands. [m]
    emphasis : str                        Name of the reader's technology. [text]

    Returns
    -------
    Chart                                 kind "lines", x [m], y [J/bit], with its table

    Source: explainers.models.links.energy.
    """
    marks, chosen = marks_with(np.array(TABLE_LENGTHS_M, dtype=np.float64), length_m)
    series: list[Series] = []
    columns: list[Column] = [Column("length", "m", marks)]
    for name, one in every.items():
        total_j_per_bit = float(link_energy(one).total_j_per_bit)
        lengths_m = np.geomspace(TABLE_LENGTHS_M[0], one.reach_m, CURVE_POINTS)
        series.append(Series(name, one.family, lengths_m, np.full(CURVE_POINTS, total_j_per_bit)))
        columns.append(Column(name, "J/bit", where_it_reaches(total_j_per_bit, marks, one.reach_m)))
    return Chart(
        name="by-length", kind="lines", x=Axis("length", "m", "log"), y=Axis("energy", "J/bit", "log"),
        series=tuple(series), table=Table("by-length", tuple(columns), chosen), rule_x=length_m, emphasis=emphasis,
    )  # fmt: skip
