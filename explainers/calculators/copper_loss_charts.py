"""The two charts of copper-loss: a waterfall at the Nyquist frequency, and loss over frequency with class limits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table, TermColumn
from explainers.base.parameters import constant
from explainers.base.sampling import marks_with
from explainers.models.links.connector import connector_loss_db
from explainers.models.links.pulse import Link, cable_assembly
from explainers.models.links.twinax import conductor_loss_db_per_m, loss_db_per_m
from explainers.models.links.twoport import insertion_loss_db

CURVE_POINTS = 90
TABLE_ROWS = 9
FAMILIES = {"conductor": "copper", "dielectric": "copper"}
_REFERENCE_OHM = constant(50.0, unit="ohm", source="com-dj-host-loss")
_LOWEST_HZ = 0.1e9
LIMITS = (  # frequency [Hz], insertion loss of a cable with its test fixtures [dB]
    (constant(12.89e9, unit="Hz", source="cr-25g-s"), constant(16.48, unit="dB", source="cr-25g-s")),
    (constant(12.89e9, unit="Hz", source="cr-25g-l"), constant(22.48, unit="dB", source="cr-25g-l")),
)


def waterfall(parts: Mapping[str, float]) -> Chart:
    """Each part's loss, one after another, and their sum.

    Parameters
    ----------
    parts : mapping name -> float    Loss of each part, in the order of the signal. [dB]

    Returns
    -------
    Chart                            kind "steps", steps [dB], with its table

    Source: sum of the terms.
    """
    ends = np.cumsum(list(parts.values()))
    starts = ends - np.array(list(parts.values()))
    names = (*parts, "total")
    start, end = np.append(starts, 0.0), np.append(ends, ends[-1])
    family_of = [*(FAMILIES.get(name, "neutral") for name in parts), "limit"]
    series = []
    for name, family in (("cable", "copper"), ("others", "neutral"), ("sum", "limit")):
        own = np.array([one == family for one in family_of])
        series.append(Series(name, family, np.where(own, start, np.nan), np.where(own, end, np.nan)))
    columns = (TermColumn("part", names), Column("loss", "dB", np.append(list(parts.values()), ends[-1])),
               Column("so-far", "dB", end))  # fmt: skip
    return Chart(
        name="waterfall", kind="steps", x=Axis("loss", "dB"), y=Axis("part", "", "rows"), rows=names,
        series=tuple(series), table=Table("waterfall", columns),
    )  # fmt: skip


def by_frequency(link: Link, nyquist_hz: float) -> Chart:
    """Insertion loss of the cable between its two connectors, with and without reflections.

    Parameters
    ----------
    link : Link           Its cable counts, its hosts do not. [object]
    nyquist_hz : float    Where the rule stands. [Hz]

    Returns
    -------
    Chart                 kind "lines", x [Hz], y [dB], with its table

    Source: explainers.models.links.twoport.
    """
    frequency_hz = np.linspace(_LOWEST_HZ, nyquist_hz * (1 + 0.5), CURVE_POINTS + 1)
    with_ripple = insertion_loss_db(cable_assembly(link, frequency_hz), _REFERENCE_OHM)
    skin = link.length_m * np.asarray(conductor_loss_db_per_m(link.pair, frequency_hz))
    series = (
        Series("measured-like", "copper", frequency_hz, with_ripple),
        Series("smooth", "neutral", frequency_hz, _smooth_db(link, frequency_hz)),
        Series("skin-only", "copper", frequency_hz, skin),
        *_limits(frequency_hz[-1]),
    )
    rows, chosen = marks_with(frequency_hz[:: CURVE_POINTS // (TABLE_ROWS - 1)][:TABLE_ROWS], nyquist_hz)
    columns = (
        Column("frequency", "Hz", rows),
        Column("measured-like", "dB", insertion_loss_db(cable_assembly(link, rows), _REFERENCE_OHM)),
        Column("smooth", "dB", _smooth_db(link, rows)),
        Column("skin-only", "dB", link.length_m * np.asarray(conductor_loss_db_per_m(link.pair, rows))),
    )
    return Chart(
        name="by-frequency", kind="lines", x=Axis("frequency", "Hz"), y=Axis("loss", "dB"), series=series,
        table=Table("by-frequency", columns, chosen), rule_x=nyquist_hz,
    )  # fmt: skip


def _smooth_db(link: Link, frequency_hz: Numbers) -> Numbers:
    pair_db = link.length_m * np.asarray(loss_db_per_m(link.pair, frequency_hz))
    loss_db: Numbers = pair_db + 2 * np.asarray(connector_loss_db(frequency_hz, link.connector_db))
    return loss_db


def _limits(highest_hz: float) -> tuple[Series, ...]:
    shown = [point for point in LIMITS if point[0] <= highest_hz]
    if not shown:
        return ()
    x, y = np.array(shown).T
    return (Series("class-limit", "limit", x, y, "points"),)
