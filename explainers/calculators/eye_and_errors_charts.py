"""The two charts of eye-and-errors: what the receiver sees, and the error ratios at every signal-to-noise ratio."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Axis, Chart, Column, Numbers, Series, Table
from explainers.base.sampling import marks_with
from explainers.models.links.gaussian import q_function
from explainers.models.links.pam import level_amplitudes, noise_amplitude, q_factor, threshold_amplitudes

# how the charts are sampled and cut; none changes an answer
CURVE_POINTS = 67
TABLE_SNRS_DB = (8, 10, 12, 14, 16, 17, 18, 19, 20, 22, 24, 26, 28, 30)
SEEN_SIGMAS = 4
FLOOR = 1e-20  # curves end here
TABLE_FLOOR = 1e-24  # what is smaller is shown as this
Points = Mapping[str, Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Curves:
    """Share of wrong bits against signal-to-noise ratio [dB], and what follows from it: corrected, and with bursts."""

    before: Callable[[Numbers], Numbers]
    after: Callable[[Numbers], float | Numbers]
    bursts: Callable[[Numbers], float | Numbers]


def eye(snr_db: float, levels: int) -> Chart:
    """How often each amplitude is received, for each level sent; the thresholds stand where bells cross.

    Parameters
    ----------
    snr_db : float    Signal over noise at the decision. [dB]
    levels : int      Number of levels. [1]

    Returns
    -------
    Chart             kind "lines", x amplitude over that of the outer level [1], y density [1], with its table

    Source: explainers.models.links.pam.
    """
    amplitudes, noise = level_amplitudes(levels), noise_amplitude(snr_db, levels)
    steps = np.linspace(-SEEN_SIGMAS, SEEN_SIGMAS, CURVE_POINTS)
    bell = np.exp(-(steps**2) / 2) / (noise * math.sqrt(2 * math.pi) * levels)
    top = np.array([0.0, float(bell.max())])
    wrong = q_function(q_factor(snr_db, levels)) * np.where(np.abs(amplitudes) == 1, 1.0, 2.0)
    return Chart(
        name="levels", kind="lines", x=Axis("amplitude", "1"), y=Axis("density", "1"),
        series=(
            *(Series("level", "light", centre + noise * steps, bell) for centre in amplitudes),
            *(Series("threshold", "limit", np.full(2, t), top) for t in threshold_amplitudes(levels)),
        ),
        table=Table("levels", (
            Column("level", "1", np.arange(1, levels + 1, dtype=np.float64)),
            Column("amplitude", "1", amplitudes),
            Column("misread", "ratio", wrong),
        )),
    )  # fmt: skip


def _seen(snrs_db: Numbers, ratios: Numbers) -> tuple[Numbers, Numbers]:
    """A falling curve down to the floor, ending on it; NaN has no curve."""
    above = ratios >= FLOOR
    if not above.any():
        return np.empty(0), np.empty(0)
    last = int(np.flatnonzero(above)[-1])
    x, y = snrs_db[: last + 1], ratios[: last + 1]
    if last + 1 < len(ratios):
        logs = np.log(np.maximum(ratios[last : last + 2], np.finfo(np.float64).tiny))
        share = (logs[0] - math.log(FLOOR)) / (logs[0] - logs[1])
        x = np.append(x, snrs_db[last] + share * (snrs_db[last + 1] - snrs_db[last]))
        y = np.append(y, FLOOR)
    return x, y


def error_ratios(curves: Curves, points: Points, *, snr_db: float, target: float) -> Chart:
    """Wrong bits before and after error correction at every signal-to-noise ratio.

    Parameters
    ----------
    curves : Curves                                  What is drawn as lines. [1]
    points : mapping name -> sequence of (x, y)      What is drawn as points. [dB and 1]
    snr_db : float                                   Where the upright rule stands. [dB]
    target : float                                   Where the level rule stands. [1]

    Returns
    -------
    Chart                                            kind "lines", x [dB], y [ratio], with its table

    Source: explainers.models.links.post_fec, explainers.models.links.bursts.
    """
    snrs_db = np.linspace(TABLE_SNRS_DB[0], TABLE_SNRS_DB[-1], CURVE_POINTS)
    marks_db, chosen = marks_with(np.array(TABLE_SNRS_DB, dtype=np.float64), snr_db)
    at_curve, at_marks = curves.before(snrs_db), curves.before(marks_db)
    rows = (
        ("pre-fec", "neutral", lambda ratio: ratio), ("post-fec", "light", curves.after),
        ("bursts", "copper", curves.bursts),
    )  # fmt: skip
    lines = [Series(name, family, *_seen(snrs_db, np.asarray(after(at_curve)))) for name, family, after in rows]
    shown = [
        Series(name, "limit", np.array([x for x, _ in found]), np.array([y for _, y in found]), "points")
        for name, found in points.items()
    ]
    columns = [Column(name, "ratio", np.maximum(np.asarray(after(at_marks)), TABLE_FLOOR)) for name, _, after in rows]
    return Chart(
        name="error-ratios", kind="lines", x=Axis("snr", "dB"), y=Axis("ratio", "ratio", "log"),
        series=(*(line for line in lines if len(line.x)), *shown),
        table=Table("error-ratios", (Column("snr", "dB", marks_db), *columns), chosen),
        rule_x=snr_db, rule_y=target, emphasis="post-fec",
    )  # fmt: skip
