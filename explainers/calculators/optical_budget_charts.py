"""The three charts of optical-budget: budget and chip as staircases, and the margin at every length."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.sampling import marks_with
from explainers.models.links.optical_budget import OpticalBudget
from explainers.models.links.photonic_chain import PhotonicChain

# how the charts are sampled; neither changes an answer
CURVE_POINTS = 41
TABLE_LENGTHS_M = (1, 10, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)


class Step(NamedTuple):
    """One row of a staircase. [dBm]"""

    row: str
    series: str
    start: float
    end: float


def budget_steps(own: OpticalBudget, margin_db: float) -> Chart:
    """From the transmitter's OMA down to what the receiver needs; a step of nothing is left out.

    Parameters
    ----------
    own : OpticalBudget    At the reader's length. [dBm and dB]
    margin_db : float      Its margin, exactly zero where it is zero on paper. [dB]

    Returns
    -------
    Chart                  kind "steps", powers [dBm], with its table

    Source: explainers.models.links.optical_budget.
    """
    losses = {
        "transmitter": own.transmitter_penalty_db,
        "fibre": float(own.fibre_db),
        "connections": own.connections_db,
        "allowance": own.allowance_db,
    }
    steps = descent("launch", own.launch_oma_dbm, losses)
    steps += [
        Step("margin", "margin", own.receiver_limit_dbm + margin_db, own.receiver_limit_dbm),
        Step("receiver-limit", "receiver-limit", own.receiver_limit_dbm, own.receiver_limit_dbm),
    ]
    return staircase("budget", steps)


def chain_steps(own: PhotonicChain, laser_dbm: float, oma_min_dbm: float) -> Chart:
    """From the laser to the OMA of one lane in the fibre, and the least that the class asks for.

    Parameters
    ----------
    own : PhotonicChain    Losses of the chip. [dB]
    laser_dbm : float      Power of the laser. [dBm]
    oma_min_dbm : float    Least OMA of the class. [dBm]

    Returns
    -------
    Chart                  kind "steps", powers [dBm], with its table

    Source: explainers.models.links.photonic_chain.
    """
    steps = descent("laser", laser_dbm, own.terms())
    out_dbm = own.lane_oma_dbm(laser_dbm)
    steps += [Step("lane-oma", "way", out_dbm, out_dbm), Step("oma-min", "oma-min", oma_min_dbm, oma_min_dbm)]
    return staircase("chain", steps)


def descent(start: str, power_dbm: float, losses_db: Mapping[str, float]) -> list[Step]:
    """Steps from a level downwards, one for each loss.

    Parameters
    ----------
    start : str                         Name of the first level. [text]
    power_dbm : float                   Where it is. [dBm]
    losses_db : mapping name -> float   In order. [dB]

    Returns
    -------
    list of Step                        [dBm]

    Source: sum of the terms.
    >>> [(step.row, step.start, step.end) for step in descent("laser", 10.0, {"split": 3.0})]
    [('laser', 10.0, 10.0), ('split', 10.0, 7.0)]
    """
    steps = [Step(start, "way", power_dbm, power_dbm)]
    for name, loss_db in losses_db.items():
        steps.append(Step(name, "way", power_dbm, power_dbm - loss_db))
        power_dbm -= loss_db
    return steps


FAMILIES = {"way": "light", "margin": "neutral"}  # the others are limits
LEVELS = ("launch", "laser", "lane-oma", "receiver-limit", "oma-min")


def staircase(name: str, steps: list[Step]) -> Chart:
    """A chart of steps; the table keeps those of nothing.

    Parameters
    ----------
    name : str     Name of chart and table. [text]
    steps : list of Step    [dBm]

    Returns
    -------
    Chart          kind "steps"

    Source: this project's convention.
    """
    shown = [step for step in steps if step.row in LEVELS or step.start != step.end]
    changes = [math.nan if step.row in LEVELS else step.end - step.start for step in steps]
    table = Table(name, (
        TermColumn("step", tuple(step.row for step in steps)),
        Column("change", "dB", np.array(changes)),
        Column("power", "dBm", np.array([step.end for step in steps])),
    ))  # fmt: skip
    return Chart(
        name=name, kind="steps", x=Axis("power", "dBm"), y=Axis("step", "", "rows"), table=table,
        rows=tuple(step.row for step in shown),
        series=tuple(_part(series, shown) for series in dict.fromkeys(step.series for step in shown)),
    )  # fmt: skip


def _part(series: str, shown: list[Step]) -> Series:
    starts = np.array([step.start if step.series == series else math.nan for step in shown])
    ends = np.array([step.end if step.series == series else math.nan for step in shown])
    return Series(series, FAMILIES.get(series, "limit"), starts, ends)


def margin_by_length(
    reaches_m: Mapping[str, float],
    margin_db: Callable[[str, Numbers], float | Numbers],
    length_m: float,
    *,
    emphasis: str,
) -> Chart:
    """The margin of every class against length, up to twice the reach that it promises; points mark the promise.

    Parameters
    ----------
    reaches_m : mapping name -> float    Promised reach of each class. [m]
    margin_db : function                 Margin of a class at lengths. [dB]
    length_m : float                     Where the rule stands. [m]
    emphasis : str                       Name of the reader's class. [text]

    Returns
    -------
    Chart                                kind "lines", x [m], y [dB], with its table

    Source: explainers.models.links.optical_pmds.
    """
    marks, chosen = marks_with(np.array(TABLE_LENGTHS_M, dtype=np.float64), length_m)
    series: list[Series] = []
    columns = [Column("length", "m", marks)]
    for name, reach_m in reaches_m.items():
        lengths_m = np.geomspace(TABLE_LENGTHS_M[0], 2 * reach_m, CURVE_POINTS)
        series.append(Series(name, "light", lengths_m, np.asarray(margin_db(name, lengths_m))))
        columns.append(Column(name, "dB", np.where(marks <= 2 * reach_m, margin_db(name, marks), math.nan)))
    promised = np.array(list(reaches_m.values()))
    series.append(Series("class-reach", "limit", promised, np.zeros(len(promised)), "points"))
    return Chart(
        name="margin", kind="lines", x=Axis("length", "m", "log"), y=Axis("margin", "dB"), series=tuple(series),
        table=Table("margin", tuple(columns), chosen), rule_x=length_m, rule_y=0.0, emphasis=emphasis,
    )  # fmt: skip
