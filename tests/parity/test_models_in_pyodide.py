"""The model tests, the same files, pass inside Pyodide as well."""

import json
import re
import site
import subprocess
import sys

import pytest

from publish.node import ROOT, run_node
from publish.steps.runtime.numpy_wheel import CORE, WHEELS, Wanted, verified_wheel

PATHS = ["tests/explainers"]


def collected() -> set[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "not cpython", *PATHS]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return {stable(line) for line in done.stdout.splitlines() if "::" in line}


def stable(test_id: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x", test_id)  # addresses in a parameter's text differ by process


@pytest.mark.slow
def test_model_tests_pass_inside_pyodide() -> None:
    entry = json.loads((CORE / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]["numpy"]
    verified_wheel(Wanted(entry["file_name"], entry["sha256"]))
    request = {
        "core": str(CORE),
        "wheels": str(WHEELS),
        "sitePackages": site.getsitepackages()[0],
        "root": str(ROOT),
        "paths": PATHS,
    }
    result = json.loads(run_node("tests/parity/inside.mjs", stdin=json.dumps(request)).splitlines()[-1])
    assert result["other"] == []
    assert result["code"] == 0
    assert {stable(one) for one in result["passed"]} == collected()  # none was left out on the way
