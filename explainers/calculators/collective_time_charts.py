"""The two charts of collective-time: bus bandwidth by size of message, and what faster parts would buy."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.sampling import table_rows
from explainers.calculators.collective_time_measured import Measured

STRIDE = 2 * 2  # table rows are whole powers of two, the curve has four points for each


def by_size(sizes: Numbers, law_bps: Numbers, nccl_bps: Numbers, measured: Measured | None) -> Chart:
    """Bus bandwidth against size of message: the law, what NCCL expects of itself, and published points.

    Parameters
    ----------
    sizes : array (n + 1,)       Messages, four for each power of two, and last the chosen one. [B]
    law_bps : array (n + 1,)     Bus bandwidth by the law. [B/s]
    nccl_bps : array (n + 1,)    Bus bandwidth that NCCL's tuner expects. [B/s]
    measured : Measured          Published table, or nothing. [object]

    Returns
    -------
    Chart                        kind "lines", x [B], y [B/s], with its table

    Source: explainers.models.systems.all_reduce_law, explainers.models.systems.nccl_chooser.
    """
    series = [
        Series("law", "neutral", sizes[:-1], law_bps[:-1]), Series("nccl", "neutral", sizes[:-1], nccl_bps[:-1]),
    ]  # fmt: skip
    places, chosen = table_rows(sizes, STRIDE)
    rows = sizes[places]
    columns = [
        Column("size", "B", rows), Column("law", "B/s", law_bps[places]), Column("nccl", "B/s", nccl_bps[places]),
    ]  # fmt: skip
    if measured is not None:
        series.append(Series("measured", "limit", measured.sizes_bytes, measured.bus_bps, "points"))
        shown = np.full(len(rows), np.nan)
        shown[np.searchsorted(rows, measured.sizes_bytes)] = measured.bus_bps
        columns.append(Column("measured", "B/s", shown))
    return Chart(
        name="by-size", kind="lines", x=Axis("size", "B", "log"), y=Axis("bus", "B/s"), series=tuple(series),
        table=Table("by-size", tuple(columns), chosen), rule_x=float(sizes[-1]), emphasis="law",
    )  # fmt: skip


def changes(parts: Mapping[str, tuple[float, float, float]]) -> Chart:
    """Where the time goes now, and with one thing improved.

    Parameters
    ----------
    parts : mapping name -> three floats    Launch, steps and bytes of each case. [s]

    Returns
    -------
    Chart                                   kind "stack", parts [s], with its table

    Source: explainers.models.systems.all_reduce_law.
    """
    names = tuple(parts)
    launch, steps, moved = np.array(list(parts.values()), np.float64).T
    rows = np.arange(len(names), dtype=np.float64)
    columns = (
        TermColumn("case", names), Column("launch", "s", launch), Column("steps", "s", steps),
        Column("bytes", "s", moved), Column("total", "s", launch + steps + moved),
    )  # fmt: skip
    return Chart(
        name="changes", kind="stack", x=Axis("time", "s"), y=Axis("case", "", "rows"), rows=names,
        series=(
            Series("launch", "electronics", launch, rows), Series("steps", "travel", steps, rows),
            Series("bytes", "message", moved, rows),
        ),
        table=Table("changes", columns), emphasis="now",
    )  # fmt: skip
