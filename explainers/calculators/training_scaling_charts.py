"""The two charts of training-scaling: MFU against GPUs for links of several rates, and a step by parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.parameters import constant
from explainers.base.sampling import table_rows
from explainers.base.units import BITS_PER_BYTE, GIGA

CURVE_POINTS = 17
TABLE_ROWS = 9
ENDS_GPUS = (
    constant(8.0, unit="GPU", source="assumption:training-gpus"),
    constant(100_000.0, unit="GPU", source="assumption:training-gpus"),
)
RATES = {  # bits a second of one GPU
    "link-50": constant(50.0, unit="Gb/s", source="assumption:training-link") * GIGA,
    "link-200": constant(200.0, unit="Gb/s", source="assumption:training-link") * GIGA,
    "link-800": constant(800.0, unit="Gb/s", source="assumption:training-link") * GIGA,
}
PUBLISHED = (  # GPUs, MFU of Megatron-LM, MFU of MegaScale [%]
    (constant(256, unit="GPU", source="megascale-rows"), constant(53.0, unit="%", source="megascale-rows"),
     constant(65.3, unit="%", source="megascale-rows")),
    (constant(512, unit="GPU", source="megascale-rows"), constant(49.9, unit="%", source="megascale-rows"),
     constant(63.5, unit="%", source="megascale-rows")),
    (constant(768, unit="GPU", source="megascale-rows"), constant(46.7, unit="%", source="megascale-rows"),
     constant(61.3, unit="%", source="megascale-rows")),
    (constant(1024, unit="GPU", source="megascale-rows"), constant(44.7, unit="%", source="megascale-rows"),
     constant(59.0, unit="%", source="megascale-rows")),
)  # fmt: skip
PERCENT = 0.01


def by_gpus(used: Callable[[Numbers, Numbers], Numbers], own_bps: float, gpus: float, *, published: bool) -> Chart:
    """MFU against GPUs, a line for each rate of link; the reader's rate is a line of its own.

    Parameters
    ----------
    used : function      MFU from GPUs [GPU] and links [B/s], arrays of one length. [1]
    own_bps : float      The reader's link. [B/s]
    gpus : float         Where the rule stands. [GPU]
    published : bool     Show published points, which belong to one model on one GPU. [1]

    Returns
    -------
    Chart                kind "lines", x [GPU], y [1], with its table

    Source: explainers.models.systems.training_step, megascale-rows.
    """
    sampled = np.append(np.geomspace(*ENDS_GPUS, CURVE_POINTS), gpus)
    rates = {**{name: rate / BITS_PER_BYTE for name, rate in RATES.items()}, "own": own_bps}
    lines = used(np.tile(sampled, len(rates)), np.repeat(np.array([*rates.values()]), len(sampled)))
    curves = dict(zip(rates, lines.reshape(len(rates), len(sampled)), strict=True))
    series = [
        Series(name, "light" if name == "own" else "neutral", sampled[:-1], curve[:-1])
        for name, curve in curves.items()
    ]
    if published:
        x, megatron, megascale = np.array(PUBLISHED, dtype=np.float64).T
        series.append(Series("megatron-lm", "limit", x, megatron * PERCENT, "points"))
        series.append(Series("megascale", "limit", x, megascale * PERCENT, "points"))
    rows, chosen = table_rows(sampled, (CURVE_POINTS - 1) // (TABLE_ROWS - 1))
    columns = (
        Column("gpus", "count", sampled[rows]),
        *(Column(name, "1", curve[rows]) for name, curve in curves.items()),
    )
    return Chart(
        name="by-gpus", kind="lines", x=Axis("gpus", "count", "log"), y=Axis("mfu", "1"), series=tuple(series),
        table=Table("by-gpus", columns, chosen), rule_x=gpus, emphasis="own",
    )  # fmt: skip


def step_parts(parts: Mapping[str, Numbers]) -> Chart:
    """The step's parts now and with links twice as fast.

    Parameters
    ----------
    parts : mapping name -> array (2,)    Now and doubled. [s]

    Returns
    -------
    Chart                                 kind "stack", parts [s], with its table

    Source: sum of the terms.
    """
    names = ("now", "doubled")
    rows = np.arange(len(names), dtype=np.float64)
    columns: tuple[Column | TermColumn, ...] = (
        TermColumn("link", names),
        *(Column(part, "s", numbers) for part, numbers in parts.items()),
        Column("total", "s", np.sum([*parts.values()], axis=0)),
    )
    return Chart(
        name="step-parts", kind="stack", x=Axis("time", "s"), y=Axis("link", "", "rows"), rows=names,
        series=tuple(Series(part, "neutral", numbers, rows) for part, numbers in parts.items()),
        table=Table("step-parts", columns), emphasis="now",
    )  # fmt: skip
