"""Small charts of every kind, as a calculator would make them, and their drawings."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from explainers.base.answer import Answer, Axis, Chart, Column, Message, Series, Table, Value
from explainers.wire import pack
from publish.node import run_node

NAN = math.nan
SCRIPT = Path(__file__).parent / "charts.mjs"
WIDTHS = {"narrow": 350, "wide": 720}


def series(name: str, family: str, x: Any, y: Any, mark: str = "line") -> Series:
    return Series(name, family, np.asarray(x, dtype=float), np.asarray(y, dtype=float), mark)


def chart(kind: str, x: Axis, y: Axis, *made: Series, **options: Any) -> Chart:
    table = Table("made", (Column("made", "1", np.array([1.0])),))
    return Chart(name="made", kind=kind, x=x, y=y, series=made, table=table, **options)


def curves(**options: Any) -> Chart:
    """Negative decibels over a linear axis, with published points beyond the curve and a limit."""
    hz = np.linspace(1e9, 53e9, 40)
    return chart(
        "lines", Axis("frequency", "Hz"), Axis("loss", "dB"),
        series("thick", "copper", hz, -hz / 4e9), series("thin", "copper", hz, -hz / 3e9),
        series("measured", "copper", [26.56e9, 60e9], [-7.0, -21.5], "points"),
        series("allowed", "limit", hz, np.full(40, -19.0)),
        **{"rule_x": 26.56e9, "rule_y": -19.75, **options},
    )  # fmt: skip


def waterfall(**options: Any) -> Chart:
    """Error ratios down to 1e-24, some of them zero."""
    db = np.linspace(8, 24, 60)
    before = 10 ** (-np.linspace(1, 12, 60))
    after = np.where(before**2 < 1e-24, 0.0, before**2)
    return chart(
        "lines", Axis("snr", "dB"), Axis("errors", "ratio", "log"),
        series("before", "neutral", db, before), series("after", "light", db, after),
        series("published", "limit", [13.0], [2.4e-4], "points"),
        **{"rule_y": 2.4e-4, **options},
    )  # fmt: skip


def years(**options: Any) -> Chart:
    return chart(
        "lines", Axis("year", "year"), Axis("rate", "bit/s", "log"),
        series("lane", "light", [2010, 2014, 2018, 2022, 2026], [10e9, 25e9, 50e9, 100e9, 200e9], "points"),
        series("port", "copper", [2010, 2014, 2018, 2022, 2026], [40e9, 100e9, 400e9, 800e9, 1.6e12], "points"),
        **options,
    )  # fmt: skip


BUDGET = ("launched", "connectors", "fibre", "penalties", "received", "needed")


def staircase(shift: float = 0.0) -> Chart:
    """A budget in dBm: a level, three losses, a level, and a limit of another series."""
    return chart(
        "steps", Axis("power", "dBm"), Axis("step", "", "rows"),
        series("ours", "light", [2.0, 2.0, 1.0, -1.0 - shift, -3.5, NAN], [2.0, 1.0, -1.0 - shift, -3.5, -3.5, NAN]),
        series("needed", "limit", [NAN] * 5 + [-6.0], [NAN] * 5 + [-6.0]),
        rows=BUDGET,
    )  # fmt: skip


def outcomes(scale: str = "linear") -> Chart:
    rows = []
    for name, family, centre in (("cable", "copper", 4.0), ("module", "light", 15.0), ("shared", "light", 6.0)):
        x = np.repeat(centre * np.array([0.8, 0.9, 1.0, 1.1, 1.3]), [2, 5, 7, 4, 2])
        y = np.concatenate([np.arange(n) for n in (2, 5, 7, 4, 2)])
        rows.append(series(name, family, x * 1e-12, y))
    names = tuple(row.name for row in rows)
    return chart("dots", Axis("energy", "J/bit", scale), Axis("step", "", "rows"), *rows, rows=names)


def parts(factor: float = 1.0) -> Chart:
    """Two parts of three bars, the last of which has no value."""
    return chart(
        "stack", Axis("power", "W"), Axis("step", "", "rows"),
        series("laser", "light", factor * np.array([3.0, 5.0, NAN]), np.arange(3)),
        series("driver", "electronics", factor * np.array([4.0, 2.0, NAN]), np.arange(3)),
        rows=("short", "long", "none"), emphasis="long",
    )  # fmt: skip


def fabric(spines: int = 320) -> Chart:
    """Three tiers over servers: copper at the foot, both in the middle, light at the top; a few nodes are drawn."""
    return chart(
        "fabric", Axis("links", "1"), Axis("step", "", "rows"),
        series("nodes", "neutral", [1250, 320, spines, 160], [8, 8, 8, 4]),
        series("groups", "neutral", [40, 10, 1, 0], [2, 2, 1, 0]),
        series("copper", "copper", [10_000, 4_457, 0, 0], [53e3, 28e3, 0, 0]),
        series("light", "light", [0, 5_783, 10_240, 0], [0, 92e3, 165e3, 0]),
        rows=("servers", "leaf", "spine", "core"),
    )  # fmt: skip


ALL = {
    "curves": curves(), "waterfall": waterfall(), "years": years(), "staircase": staircase(),
    "outcomes": outcomes(), "outcomes-log": outcomes("log"), "parts": parts(),
    "fabric": fabric(),
}  # fmt: skip


def packed(made: Chart) -> dict[str, Any]:
    """A chart as the page gets it."""
    answer = Answer(headline=Message("made", ()), main="made", values=(Value("made", 1.0, "1"),), charts=(made,))
    header, numbers = pack(answer)
    return {"chart": header["charts"][0], "numbers": [None if n != n else n for n in numbers.tolist()]}


def words_of(made: Chart, language: str = "en") -> dict[str, Any]:
    """Every name is its own word."""
    names = [made.x.name, made.y.name, *made.rows, *(item.name for item in made.series)]
    terms = {name: name.capitalize() for name in names}
    return {"lang": language, "own": {"terms": terms, "charts": {"made": {"empty": "no value"}}}}


def draw(made: Chart, pinned: Chart | None = None, language: str = "en") -> dict[str, str]:
    """The chart as SVG text in both widths."""
    job = {**packed(made), "words": words_of(made, language), "pinned": pinned and packed(pinned)}
    jobs = [{**job, "narrow": width == "narrow"} for width in WIDTHS]
    return dict(zip(WIDTHS, run_jobs(jobs), strict=True))


def run_jobs(jobs: list[dict[str, Any]]) -> list[str]:
    """SVG text of each job."""
    return list(json.loads(run_node(SCRIPT, stdin=json.dumps(jobs))))
