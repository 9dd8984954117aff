"""A sweep of one part that takes no time, and its words."""

from __future__ import annotations

from pathlib import Path

from explainers.sweep.evaluate import code_digest, inputs_class, part_rows
from explainers.sweep.grid import parse_grid
from explainers.sweep.parts import Job

SLUG = "training-scaling"
TEXTS = ("tensor=1,2,4,8", "gpus=64:65536:log:80", "link_gbps=50:3200:log:20")
PART = "part-000000000.parquet"


def command(out: Path, *more: str, texts: tuple[str, ...] = TEXTS) -> list[str]:
    return ["sweep", SLUG, *(word for text in texts for word in ("--grid", text)), "--out", str(out), *more]


def job(*texts: str) -> Job:
    return Job(parse_grid(SLUG, inputs_class(SLUG), texts or TEXTS), part_rows(SLUG), code_digest(SLUG))
