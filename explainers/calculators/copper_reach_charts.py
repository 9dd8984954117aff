"""The two charts of copper-reach: reach over lane rates with published classes, and margin over length."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table
from explainers.base.parameters import constant
from explainers.base.sampling import table_rows
from explainers.models.links.generation import TWO_LEVELS_UP_TO_BPS
from explainers.models.links.margin import PASS_DB
from explainers.models.links.reach import Copper, fast_margins_db, reaches_m

CURVE_POINTS = 9  # for each of the three stretches
LENGTH_POINTS = 41
TABLE_ROWS = 9
HOST_CLASSES = ("HL", "HN", "HH")
SHORTEST_SHOWN_M = 0.1
_SLOWEST_BPS = 10e9
_CLASSES_FROM_BPS = constant(200e9, unit="bit/s", source="com-dj")
_FASTEST_BPS = constant(400e9, unit="bit/s", source="assumption:lane-rate-range")
PUBLISHED = (  # lane rate [bit/s], reach [m]
    (10e9, constant(7.0, unit="m", source="dac-10g-reach")),
    (constant(25e9, unit="bit/s", source="ieee-cr-25g"), constant(5.0, unit="m", source="ieee-cr-25g")),
    (constant(50e9, unit="bit/s", source="ieee-cr-50g"), constant(3.0, unit="m", source="ieee-cr-50g")),
    (100e9, constant(2.0, unit="m", source="dac-100g-lengths")),
)
EXPECTED = ((_CLASSES_FROM_BPS, constant(1.0, unit="m", source="assumption:reach-200g")),)
_TABLE_BPS = (
    10e9, constant(25e9, unit="bit/s", source="ieee-cr-25g"), constant(50e9, unit="bit/s", source="ieee-cr-50g"),
    100e9, _CLASSES_FROM_BPS, _FASTEST_BPS,
)  # fmt: skip


def _stretches() -> tuple[tuple[str, str, Numbers], ...]:
    """Name, family and lane rates of each part of the curve; the modulation changes between the first two."""
    above = TWO_LEVELS_UP_TO_BPS * (1 + 1e-9)
    return (
        ("two-level", "copper", np.geomspace(_SLOWEST_BPS, TWO_LEVELS_UP_TO_BPS, CURVE_POINTS)),
        ("four-level", "copper", np.geomspace(above, _CLASSES_FROM_BPS, CURVE_POINTS)),
        ("extrapolated", "neutral", np.geomspace(_CLASSES_FROM_BPS, _FASTEST_BPS, CURVE_POINTS)),
    )


@cache
def _curve(copper: Copper) -> tuple[tuple[str, str, Numbers, Numbers], ...]:
    """The stretches with their reaches; the lane rate of the argument does not count."""
    return tuple((name, family, rates, _reaches(copper, rates)) for name, family, rates in _stretches())


@cache
def _marked(copper: Copper) -> Numbers:
    """Reaches at the table's own rates; the lane rate of the argument does not count."""
    return _reaches(copper, np.array(_TABLE_BPS))


def _table(copper: Copper, lane_rate_bps: float, reach_m: float) -> Table:
    """Reach and published reach; the lane rate of the first argument does not count."""
    sampled = np.append(_TABLE_BPS, lane_rate_bps)
    rows, chosen = table_rows(sampled)
    known = dict((*PUBLISHED, *EXPECTED))
    columns = (
        Column("rate", "bit/s", sampled[rows]),
        Column("reach", "m", np.append(_marked(copper), reach_m)[rows]),
        Column("published", "m", np.array([known.get(float(rate), np.nan) for rate in sampled[rows]])),
    )
    return Table("by-rate", columns, chosen)


def _reaches(copper: Copper, rates: Numbers) -> Numbers:
    return reaches_m([replace(copper, lane_rate_bps=float(rate)) for rate in rates])


def by_rate(copper: Copper, reach_m: float) -> Chart:
    """Reach against lane rate, and what was published.

    Parameters
    ----------
    copper : Copper    The reader's cable; its rate is where the rule stands. [object]
    reach_m : float    Its reach. [m]

    Returns
    -------
    Chart              kind "lines", x [bit/s], y [m], with its table

    Source: explainers.models.links.reach.
    """
    any_rate = replace(copper, lane_rate_bps=_CLASSES_FROM_BPS)
    series = []
    for name, family, rates, reaches in _curve(any_rate):
        shown = reaches >= SHORTEST_SHOWN_M
        series.append(Series(name, family, rates[shown], reaches[shown]))
    for name, points in (("published", PUBLISHED), ("expected", EXPECTED)):
        x, y = np.array(points).T
        series.append(Series(name, "limit", x, y, "points"))
    return Chart(
        name="by-rate", kind="lines", x=Axis("rate", "bit/s", "log"), y=Axis("reach", "m", "log"),
        series=tuple(one for one in series if len(one.x)), table=_table(any_rate, copper.lane_rate_bps, reach_m),
        rule_x=copper.lane_rate_bps,
    )  # fmt: skip


def by_length(copper: Copper, reach: float, length_m: float) -> Chart:
    """Margin against length between each class of host.

    Parameters
    ----------
    copper : Copper    The reader's cable. [object]
    reach : float      Where the margin is spent; the chart goes somewhat further. [m]
    length_m : float   The reader's own length, a row of the table. [m]

    Returns
    -------
    Chart              kind "lines", x [m], y [dB], with its table

    Source: explainers.models.links.reach.
    """
    lengths_m = np.linspace(0, max(2 * reach, 1.0), LENGTH_POINTS)
    sampled = np.append(lengths_m, length_m)
    rows, chosen = table_rows(sampled, (LENGTH_POINTS - 1) // (TABLE_ROWS - 1))
    series, columns = [], [Column("length", "m", sampled[rows])]
    every = [replace(copper, host=name) for name in HOST_CLASSES]
    for name, margins in zip(HOST_CLASSES, fast_margins_db(every, np.array([sampled] * len(every))), strict=True):
        series.append(Series(name, "copper" if name == copper.host else "neutral", lengths_m, margins[:-1]))
        columns.append(Column(name, "dB", margins[rows]))
    return Chart(
        name="by-length", kind="lines", x=Axis("length", "m"), y=Axis("margin", "dB"), series=tuple(series),
        table=Table("by-length", tuple(columns), chosen), rule_y=PASS_DB, rule_x=reach or None, emphasis=copper.host,
    )  # fmt: skip
