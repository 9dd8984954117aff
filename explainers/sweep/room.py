"""How large a result becomes, and whether its disk has room for it."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

from explainers.sweep.evaluate import units
from explainers.sweep.parts import FEW, Job
from explainers.sweep.refusals import SweepError

NUMBER_B = 8
CHUNK_B = 150  # what a Parquet file spends on one column of one part
PREFIXES = (("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3))
WORTH_SAYING_B = 1e9  # a larger result is announced before it is begun


def expected_bytes(job: Job, rows: int) -> float:
    """Size of some rows of a result.

    Parameters
    ----------
    job : Job     What is swept. [object]
    rows : int    How many of its rows. [1]

    Returns
    -------
    float         within some per cent. [B]

    Source: this project's convention.
    """
    columns = len(job.grid.axes) + len(units(job.grid.slug))
    row = NUMBER_B * len(units(job.grid.slug)) + sum(_input_bytes(len(axis.values)) for axis in job.grid.axes)
    return row * rows + CHUNK_B * columns * math.ceil(rows / job.part_rows)


def _input_bytes(values: int) -> float:
    """Few values are named by as many bits as that takes; the last axis changes with every row."""
    return NUMBER_B if values > FEW else math.ceil(math.log2(values)) / NUMBER_B


def size_text(size: float) -> str:
    """Bytes as a person says them.

    Parameters
    ----------
    size : float    [B]

    Returns
    -------
    str

    Source: SI prefixes.
    >>> size_text(1.6e14), size_text(2.5e9), size_text(800)
    ('160 TB', '2.5 GB', '800 B')
    >>> size_text(3e19)
    '30,000 PB'
    """
    unit, factor = next(((name, by) for name, by in PREFIXES if size >= by), ("B", 1.0))
    scaled = size / factor
    return f"{scaled:,.1f}".removesuffix(".0") + f" {unit}" if scaled < 10 else f"{scaled:,.0f} {unit}"


def check_room(job: Job, rows: int, folder: Path) -> float:
    """Refuse what the disk cannot hold, before anything is begun.

    Parameters
    ----------
    job : Job        What is swept. [object]
    rows : int       Rows that are still to be made. [1]
    folder : Path    Where they go; it need not exist yet. [path]

    Returns
    -------
    float            their size. [B]

    Raises
    ------
    SweepError       "too-large"

    Source: this project's convention.
    """
    size = expected_bytes(job, rows)
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(there).free
    if size > free:
        gaps = {"rows": f"{job.grid.rows:,}", "size": size_text(size), "free": size_text(free), "value": str(folder)}
        raise SweepError("too-large", gaps)
    return size
