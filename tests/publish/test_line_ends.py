"""What names a folder or says "the same code" does not hang on the line ends of a checkout."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.copies import ROOT, copy_of_project

pytestmark = pytest.mark.cpython
DIGESTS = """
from devtools import setup
from explainers.sweep.evaluate import code_digest
from publish import islands
from publish.steps import runtime
print(code_digest("link-latency"), code_digest("training-scaling"), runtime._inputs_hash(), islands._web_hash())
print(setup.stamp_of(*setup.PYTHON_LOCKS, *setup.NPM_LOCKS))
"""


def digests(folder: Path) -> list[str]:
    done = subprocess.run([sys.executable, "-c", DIGESTS], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_checkout_with_windows_line_ends_has_the_same_digests(tmp_path: Path) -> None:
    copy = copy_of_project(tmp_path / "copy", crlf=True)
    assert b"\r\n" in (copy / "explainers" / "wire.py").read_bytes()
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    here = digests(ROOT)
    assert len(set(here)) == 5
    assert digests(copy) == here
    with (copy / "explainers" / "base" / "parameters.py").open("a") as file:
        file.write("\r\nCHANGED = True\r\n")
    changed = digests(copy)
    assert [old != new for old, new in zip(here, changed, strict=True)] == [True, True, True, False, False]
