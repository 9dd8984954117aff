"""Sweeps as processes of their own, and what they leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SLUG, QUICK = "link-latency", "training-scaling"
PATIENCE_S = 90.0  # of a machine that is busy with other things
BACKGROUND = "trap '' INT"  # as a shell does for what a script starts in the background
SMALL_FILES = "ulimit -f 40"  # less than a part, more than the note


def command(out: Path, *texts: str, slug: str = SLUG, more: tuple[str, ...] = ()) -> list[str]:
    grids = [word for text in texts for word in ("--grid", text)]
    return ["sweep", slug, *grids, "--out", str(out), *more]


def start(arguments: list[str], first: str = ":", at: Path = ROOT) -> subprocess.Popen[str]:
    """A sweep in a process group of its own, after a shell has done something first."""
    program = ["sh", "-c", f'{first}; exec "$@"', "sh", sys.executable, "-W", "error", "-m", "explainers", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(program, cwd=at, env=environment, text=True, start_new_session=True, **streams)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    said = process.communicate(timeout=PATIENCE_S)
    return process.returncode, said[0], said[1]


def until(condition: Callable[[], object]) -> None:
    for _ in range(int(PATIENCE_S / 0.02)):
        if condition():
            return
        time.sleep(0.02)
    raise TimeoutError


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.glob("part-*.parquet"))


def parts(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in names(out)}
