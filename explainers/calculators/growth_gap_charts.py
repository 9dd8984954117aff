"""The three charts of growth-gap: growth side by side, the step before and after, and every dated rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Series, Table, TermColumn
from explainers.models.systems.growth import Dated, Generation

FAMILIES = {"compute": "limit", "memory": "neutral", "nvlink": "copper", "nic": "light"}


def bars(factors: Mapping[str, float], per_year: Sequence[float], per_two_years: Sequence[float]) -> Chart:
    """Growth of each rate from the older generation to the newer.

    Parameters
    ----------
    factors : mapping name -> float     Growth; NaN where no page gives it. [1]
    per_year : sequence of float        The same in one year. [1]
    per_two_years : sequence of float   The same in two years. [1]

    Returns
    -------
    Chart                               kind "stack", growth [1], with its table

    Source: explainers.models.systems.growth.
    """
    names, numbers = tuple(factors), np.array(list(factors.values()))
    columns = (
        TermColumn("rate", names), Column("per-year", "1", np.array(per_year)),
        Column("per-two-years", "1", np.array(per_two_years)), Column("total", "1", numbers),
    )  # fmt: skip
    return Chart(
        name="growth", kind="stack", x=Axis("growth", "1"), y=Axis("rate", "", "rows"), rows=names,
        series=(Series("growth", "neutral", numbers, np.arange(len(names), dtype=np.float64)),),
        table=Table("growth", columns),
    )  # fmt: skip


def steps(names: Sequence[str], parts: tuple[float, float, float]) -> Chart:
    """One step before and after, in units of the older step.

    Parameters
    ----------
    names : sequence of str     The older and the newer generation. [text]
    parts : tuple of float      Talking before, computing after, talking after. [1]

    Returns
    -------
    Chart                       kind "stack", parts of the step [1], with its table

    Source: explainers.models.systems.growth.
    """
    talking_before, computing_after, talking_after = parts
    computing = np.array([1 - talking_before, computing_after])
    talking = np.where(np.isnan(computing), np.nan, [talking_before, talking_after])  # a bar has all parts or none
    rows = np.arange(2, dtype=np.float64)
    columns = (
        TermColumn("generation", tuple(names)), Column("computing", "1", computing), Column("talking", "1", talking),
        Column("total", "1", computing + talking), Column("talk-share", "1", talking / (computing + talking)),
    )  # fmt: skip
    return Chart(
        name="step", kind="stack", x=Axis("step", "1"), y=Axis("generation", "", "rows"), rows=tuple(names),
        series=(Series("computing", "neutral", computing, rows), Series("talking", "copper", talking, rows)),
        table=Table("step", columns),
    )  # fmt: skip


def over_years(every: Mapping[str, Generation], number_format: str, reference: str) -> Chart:
    """Every dated rate, each in units of the older generation's.

    Parameters
    ----------
    every : mapping name -> Generation    In the order of their years. [object]
    number_format : str                   Of the compute that is shown. [text]
    reference : str                       Name of the generation whose rates are 1. [text]

    Returns
    -------
    Chart                                 kind "lines", x [year], y [1], with its table

    Source: explainers.models.systems.growth.
    """
    shown = {"compute": number_format, "memory": "memory", "nvlink": "nvlink", "nic": "nic"}
    series, columns, points = [], [], []
    for name, field in shown.items():
        dated: list[Dated] = [getattr(one, field) for one in every.values()]
        unit = getattr(every[reference], field).rate
        years, rates = np.array([one.year for one in dated]), np.array([one.rate for one in dated]) / unit
        known = np.isfinite(rates)
        columns.append(Column(name, "1", rates))
        if known.any():
            series.append(Series(name, FAMILIES[name], years[known], rates[known]))
            points.append((years[known], rates[known]))
    x, y = (np.concatenate(one) for one in zip(*points, strict=True))
    series.append(Series("on-a-page", "neutral", x, y, "points"))
    years = np.array([one.nvlink.year for one in every.values()])
    return Chart(
        name="over-years", kind="lines", x=Axis("year", "year"), y=Axis("relative", "1", "log"), series=tuple(series),
        table=Table("over-years", (TermColumn("generation", tuple(every)), Column("year", "year", years), *columns)),
        rule_y=1.0,
    )  # fmt: skip
