"""The three charts of mesh-volume: a year's numbers side by side, what is uncertain, and cost against volume."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.units import DAYS_PER_YEAR
from explainers.calculators.mesh_volume_cost import Costs
from explainers.models.fleet.learning import cost_ratio, doublings

CURVE_POINTS = 31


@dataclass(frozen=True, slots=True)
class Maker:
    """A row: somebody's rate, or what somebody wants. name : key of its words; family : look; units : a year [1]"""

    name: str
    family: str
    units: float


def rates(makers: Sequence[Maker]) -> Chart:
    """Marks of one year's numbers on a logarithmic scale, smallest first.

    Parameters
    ----------
    makers : sequence of Maker    In any order. [object]

    Returns
    -------
    Chart                         kind "steps", every row a level [1], with its table

    Source: this model.
    """
    rows = sorted(makers, key=lambda one: one.units)
    own = next(one.units for one in rows if one.name == "this-line")
    units = np.array([one.units for one in rows])
    families = dict.fromkeys(one.family for one in rows)
    series = []
    for family in families:
        marked = np.where([one.family == family for one in rows], units, np.nan)
        name = {"light": "this-line", "limit": "wanted-level"}.get(family, "made")
        series.append(Series(name, family, marked, marked))
    names = tuple(one.name for one in rows)
    columns = (
        TermColumn("maker", names), Column("per-year", "1", units), Column("per-day", "1", units / DAYS_PER_YEAR),
        Column("times", "1", units / own),
    )  # fmt: skip
    return Chart(
        name="rates", kind="steps", x=Axis("per-year", "1", "log"), y=Axis("maker", "", "rows"), rows=names,
        series=tuple(series), table=Table("rates", columns), emphasis="this-line",
    )  # fmt: skip


def outcomes(likely: Numbers) -> Chart:
    """Equally likely numbers of GPUs, each moved to the nearest of some even steps so that dots can be stacked.

    Parameters
    ----------
    likely : array (n,)    GPUs a year, ascending. [1]

    Returns
    -------
    Chart                  kind "dots", outcomes [1], with its table

    Source: explainers.models.fleet.market.
    """
    count = len(likely)
    step = (likely[-1] - likely[0]) / (count // 2)
    places = likely[0] + np.round((likely - likely[0]) / step) * step
    heights = np.arange(count) - np.searchsorted(places, places)
    columns = (Column("outcome", "1", np.arange(1.0, count + 1)), Column("gpus", "1", likely))
    return Chart(
        name="outcomes", kind="dots", x=Axis("gpus", "1"), y=Axis("maker", "", "rows"), rows=("this-line",),
        series=(Series("this-line", "light", places, heights.astype(np.float64)),), table=Table("outcomes", columns),
    )  # fmt: skip


def by_volume(cost: Costs) -> Chart:
    """The cost of one module against all that its maker ever made: one curve for both, and the newcomer's steeper one.

    Parameters
    ----------
    cost : Costs    [see its fields]

    Returns
    -------
    Chart           kind "lines", x [1], y [USD], with its table

    Source: explainers.models.fleet.learning.
    """

    def usd(learning_rate: float, units: Numbers) -> Numbers:
        return cost.first_usd * np.asarray(cost_ratio(learning_rate, doublings(units, cost.first_units)))

    most = max(cost.newcomer_units, cost.other_units)
    whole = np.geomspace(cost.first_units, most, CURVE_POINTS)
    own = np.geomspace(cost.first_units, cost.newcomer_units, CURVE_POINTS)
    decades = 10.0 ** np.arange(math.ceil(math.log10(cost.first_units)), math.floor(math.log10(most)) + 1)
    marks = np.unique([cost.first_units, cost.newcomer_units, cost.other_units, *decades])
    steeper = np.where(marks <= cost.newcomer_units, usd(cost.even_learning_rate, marks), np.nan)
    columns = (
        Column("volume", "1", marks), Column("same-learning", "USD", usd(cost.learning_rate, marks), "module"),
        Column("even-learning", "USD", steeper, "module"),
    )  # fmt: skip
    places = ((cost.newcomer_units, cost.newcomer_usd, "this-line", "light"),
              (cost.other_units, cost.other_usd, "incumbent", "neutral"))  # fmt: skip
    return Chart(
        name="by-volume", kind="lines", x=Axis("volume", "1", "log"), y=Axis("cost", "USD", "log", "module"),
        series=(
            Series("same-learning", "neutral", whole, usd(cost.learning_rate, whole)),
            Series("even-learning", "light", own, usd(cost.even_learning_rate, own)),
            *(Series(name, family, np.array([x]), np.array([y]), "points") for x, y, name, family in places),
        ),
        table=Table("by-volume", columns, int(np.searchsorted(marks, cost.newcomer_units))), rule_y=cost.other_usd,
    )  # fmt: skip
