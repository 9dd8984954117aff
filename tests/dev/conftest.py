"""A copy of the project's own tools, and an environment without the help of this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEAD_INDEX = "http://127.0.0.1:9/simple"  # the discard port: refuses at once
TIMEOUT_S = 120

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """dev.py as in a fresh clone: nothing is set up."""
    folder = tmp_path / "clone"
    folder.mkdir()
    shutil.copytree(ROOT / "devtools", folder / "devtools", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (ROOT / "dev.py", *ROOT.glob("requirements*.txt"), ROOT / "package-lock.json", ROOT / ".npmrc"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def bare_env(tmp_path: Path) -> dict[str, str]:
    """No registry settings, no caches, no PATH and no Pythons of this machine."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "npm_", "PYTHON", "PYENV", "CHROM"))
    }
    bare = tmp_path / "bare"
    bare.mkdir()
    return {
        **kept,
        "HOME": str(bare),
        "PATH": str(bare),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
        "UV_NO_CONFIG": "1",
        "CI": "",
    }


@pytest.fixture
def run() -> Run:
    """Run a command of dev.py, or with `code` a line of Python that ends in it."""

    def start(folder: Path, env: dict[str, str], *args: str, code: str = "") -> subprocess.CompletedProcess[str]:
        head = [sys.executable, "-c", code] if code else [sys.executable, "dev.py"]
        return subprocess.run([*head, *args], cwd=folder, env=env, capture_output=True, text=True, timeout=TIMEOUT_S)

    return start
