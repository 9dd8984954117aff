"""Set-up from nothing: an environment with hashed packages, the tools inside Pyodide, Node, npm packages."""

import hashlib
import os
import subprocess

from devtools.pythons import FITS, find_python, runs
from devtools.run import ROOT, install, tool_env
from devtools.say import DevError, Timed

VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MODULES = ROOT / "node_modules"
PYTHON_LOCKS = ("requirements.txt", "requirements-uv.txt", "requirements-notebooks.txt", "requirements-pyodide.txt")
NPM_LOCKS = ("package-lock.json", ".npmrc")
HAS_PIP = FITS.replace("import sys;", "import sys, pip;")
REGISTRY = "the Python registry"
NPM_CI = "from publish.node import run_npm; run_npm('ci', '--fetch-retries=1', '--fetch-retry-mintimeout=1000')"


def stamp_of(*names):
    """Digest of the files that decide what gets installed, whatever their line ends."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def set_up():
    """Make .venv and node_modules; nothing to do, and no network needed, when both are current."""
    wanted, stamp = stamp_of(*PYTHON_LOCKS), VENV / "installed.sha256"
    if not (VENV_PYTHON.exists() and stamp.is_file() and stamp.read_text() == wanted):
        with Timed("Python packages, each checked against requirements.txt"):
            if not runs(VENV_PYTHON, HAS_PIP):
                make_environment(find_python(), VENV)
            install_packages(VENV_PYTHON, VENV)
            keep(stamp, wanted)
    wanted, stamp = stamp_of(*NPM_LOCKS), MODULES / ".installed.sha256"
    if not (stamp.is_file() and stamp.read_text() == wanted):
        with Timed("npm packages, each checked against package-lock.json"):
            install([VENV_PYTHON, "-c", NPM_CI], "package-lock.json", "the npm registry")
            keep(stamp, wanted)


def keep(stamp, digest):
    """Say what is installed, in a new file: a copy of the folder by hard links keeps its own."""
    part = stamp.with_suffix(".part")
    part.write_text(digest)
    part.replace(stamp)


def make_environment(python, folder):
    """An empty environment with pip; what stood there before does not run and goes."""
    made = subprocess.run([str(python), "-m", "venv", "--clear", str(folder)], env=tool_env())
    if made.returncode:
        raise DevError(f"no virtual environment could be made in {folder}")


def install_packages(python, folder):
    """Every pinned package into an environment, each checked against its hash."""
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--require-hashes"]
    uv = [python, "-m", "uv", "--no-python-downloads", "pip", "install", "--require-hashes", "--python", python]
    install([*pip, "-r", "requirements-uv.txt"], "uv", REGISTRY)
    install([*uv, "-r", "requirements.txt"], "requirements.txt", REGISTRY)
    late = [*pip, "--no-deps", "--ignore-requires-python", "-r", "requirements-notebooks.txt"]
    install(late, "requirements-notebooks.txt", REGISTRY)
    inside = ["--target", folder / "pyodide", "--python-version", "3.14", "--no-build"]
    install([*uv, *inside, "-r", "requirements-pyodide.txt"], "requirements-pyodide.txt", REGISTRY)
