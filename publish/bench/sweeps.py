"""Training configurations by the million: natively through `python -m explainers sweep`, and in the reader's worker."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from publish.paths import ROOT

SLUG = "training-scaling"
LAYOUTS = ("tensor=1,2,4,8", "pipeline=1,2,4,8,16", "microbatch=1,2,4")  # 60 of them
GRIDS = {  # rows: GPUs and link rates beside the layouts
    1_500_000: ("gpus=64:65536:log:250", "link_gbps=50:3200:log:100"),
    15_000_000: ("gpus=64:65536:log:500", "link_gbps=50:3200:log:500"),
}
_RATE = re.compile(r"\(([\d,]+) rows/s\)")

# what a page of the site would do in its worker: the site's own runtime, blocks of rows, time taken outside Python
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>many</title>
<script type="module">
const worker = new Worker("many.js", { type: "module" });
worker.onmessage = ({ data }) => { globalThis.done = data; };
</script>"""
WORKER = """const runtime = new URL("./RUNTIME/", import.meta.url).href;
const { loadPyodide } = await import(runtime + "pyodide.js");
const createPyodideModule = async (given) => (await import(runtime + "pyodide.asm.js")).default(given);
const python = await loadPyodide({ indexURL: runtime, packages: ["explainers"], createPyodideModule });
const run = python.runPython(`
import numpy as np
from dataclasses import asdict
from explainers.calculators.training_scaling_sweep import Inputs, sweep

ROWS = 8192
place = np.arange(ROWS)
fixed = {name: np.array(value) for name, value in asdict(Inputs()).items()}

def run(blocks):
    for block in range(blocks):
        moved = {
            "tensor": np.array([1, 2, 4, 8])[place % 4], "pipeline": np.array([1, 2, 4, 8, 16])[place % 5],
            "microbatch": np.array([1, 2, 4])[place % 3], "gpus": 64 + place + block, "link_gbps": 50.0 + place % 3000,
        }
        found = sweep({**fixed, **moved})
    return ROWS * blocks

run`);
run(4);
const began = performance.now();
const rows = run(64);
postMessage(rows / (performance.now() - began) / 1000);
"""


def write_page(folder: Path, runtime: str) -> None:
    """A page that evaluates training configurations in a worker and says how many million a second."""
    (folder / "many.html").write_text(PAGE, encoding="utf-8")
    (folder / "many.js").write_text(WORKER.replace("RUNTIME", runtime), encoding="utf-8")


def one_round() -> dict[str, float]:
    """Both grids once: million rows a second, files included, and the largest process's peak [MB]."""
    found = {}
    for rows, grid in GRIDS.items():
        with tempfile.TemporaryDirectory() as folder:
            texts = [word for text in (*LAYOUTS, *grid) for word in ("--grid", text)]
            command = [sys.executable, "-m", "explainers", "sweep", SLUG, *texts, "--out", f"{folder}/result.parquet"]
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout
                said = _RATE.search(process.stdout.read())
                _, _, used = os.wait4(process.pid, 0)  # with its workers, which it has waited for
                process.returncode = 0
        if not said:
            raise RuntimeError(f"the sweep of {rows} rows gave no rate")
        found[f"sweep_mps_{rows}"] = float(said[1].replace(",", "")) / 1e6
        found[f"sweep_mb_{rows}"] = used.ru_maxrss / 1e3  # kB on Linux
    return found
