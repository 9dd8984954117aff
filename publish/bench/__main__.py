"""`python -m publish.bench [--runs 5] [--no-build]`; `dev.py bench` builds for a loopback SITE_URL first."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from publish.bench import browser, sizes, sweeps
from publish.bench.serving import served
from publish.paths import BUILD, ROOT

STEPS = ("runtime", "bundle", "figures", "pages", "finish")


def build_time_s() -> float:
    """All five steps from nothing but caches. [s]"""
    shutil.rmtree(BUILD, ignore_errors=True)
    began = time.monotonic()
    for step in STEPS:
        subprocess.run([sys.executable, "-m", f"publish.steps.{step}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


@contextmanager
def addresses() -> Iterator[tuple[str, str]]:
    """The site at SITE_URL, and a page that starts a worker with the same runtime and nothing else."""
    port = int(os.environ["SITE_URL"].rstrip("/").rpartition(":")[2])
    with tempfile.TemporaryDirectory() as folder:
        browser.write_bare(Path(folder), ROOT / "site" / "assets")
        with served(ROOT / "site", port) as site, served(Path(folder), 0) as bare:
            yield site, bare


def measure(runs: int) -> dict[str, list[float]]:
    """All figures, one round after another, so that a change of load meets each figure alike."""
    found: dict[str, list[float]] = {}
    with addresses() as (site, bare), sync_playwright() as playwright, browser.Bench(playwright, site, bare) as bench:
        bench.warm_up()
        for number in range(runs):
            print(f"bench: round {number + 1} of {runs}", file=sys.stderr, flush=True)
            for name, value in {**bench.one_round(), **sweeps.one_round()}.items():
                found.setdefault(name, []).append(value)
    return found


def row(name: str, values: list[float], unit: str, target: str) -> str:
    """One printed line: median, and the range behind it."""
    median = statistics.median(values)
    spread = f"{min(values):.0f} to {max(values):.0f}" if len(values) > 1 else ""
    return f"{name:<52} {median:>8.1f} {unit:<3} {spread:>16}   {target}"


def ratio_row(name: str, values: list[float], target: str) -> str:
    """A printed line for a ratio, two decimals."""
    spread = f"{min(values):.2f} to {max(values):.2f}"
    return f"{name:<52} {statistics.median(values):>8.2f}     {spread:>16}   {target}"


def report(found: dict[str, list[float]]) -> list[str]:
    """The browser's figures as lines."""
    ratios = [cold / bare for cold, bare in zip(found["cold_ms"], found["bare_ms"], strict=True)]
    extra = [mine - material for mine, material in zip(found["blocked_ms"], found["material_ms"], strict=True)]
    slugs = sorted({name.rpartition(" ")[0] for name in found if " " in name})
    return [
        row("first live answer, cold", found["cold_ms"], "ms", "target <= 1600"),
        row("bare worker with the same runtime, cold", found["bare_ms"], "ms", ""),
        ratio_row("ratio cold / bare, pair by pair", ratios, "target <= 1.20"),
        row("first live answer, warm", found["warm_ms"], "ms", "target <= 1100"),
        row("first readable content", found["readable_ms"], "ms", "target <= 500"),
        row("slider to paint, p50 of 60 moves", found["slider_p50_ms"], "ms", "target <= 20"),
        row("slider to paint, p95 of 60 moves", found["slider_p95_ms"], "ms", "target <= 33"),
        row("Python's share of one answer", found["python_ms"], "ms", ""),
        row("main thread blocked while loading, with our app", found["blocked_ms"], "ms", ""),
        row("the same page without our app (Material alone)", found["material_ms"], "ms", ""),
        row("blocked beyond Material", extra, "ms", "target 0"),
        *(line for slug in slugs for line in explainer_rows(slug, found)),
        ratio_row("million training steps/s, in the reader's worker", found["training_mps"], "target >= 1"),
        *(line for rows in sweeps.GRIDS for line in sweep_rows(rows, found)),
    ]


def sweep_rows(rows: int, found: dict[str, list[float]]) -> list[str]:
    """A native sweep's lines: rate, and memory, which must not grow with the grid."""
    name, largest = f"sweep of {rows / 1e6:g} million", rows == max(sweeps.GRIDS)
    return [
        ratio_row(f"{name}: million training steps/s", found[f"sweep_mps_{rows}"], "target >= 5" * largest),
        row(f"{name}: peak of its largest process", found[f"sweep_mb_{rows}"], "MB", "the same for both"),
    ]


def explainer_rows(slug: str, found: dict[str, list[float]]) -> list[str]:
    """An explainer's lines: its main slider, and its fuller method."""
    targets = {"p50": "target <= 20", "p95": "target <= 33", "full": "target <= 3000"}
    names = {"p50": "slider to paint, p50", "p95": "slider to paint, p95", "full": "full method, with progress"}
    return [
        row(f"{slug}: {names[kind]}", found[f"{slug} {kind}"], "ms", target)
        for kind, target in targets.items()
        if f"{slug} {kind}" in found
    ]


def main() -> int:
    """Measure and print; the exit status tells only whether it could be measured."""
    parser = argparse.ArgumentParser(prog="python -m publish.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds; medians are printed (default %(default)s)")
    parser.add_argument("--no-build", action="store_true", help="do not time a build from nothing")
    options = parser.parse_args()
    lines = []
    if not options.no_build:
        lines.append(row("build, all steps, after set-up", [build_time_s()], "s", "target <= 60"))
    load = os.getloadavg()[0]
    lines += report(measure(options.runs))
    lines += sizes.lines()
    print(f"medians of {options.runs} interleaved runs on {os.cpu_count()} processors, load {load:.1f} at the start")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
