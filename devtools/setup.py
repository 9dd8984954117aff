"""Set-up from nothing: a usable Python, hashed packages, Node, npm packages, Chromium."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.say import DevError, Timed

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MODULES = ROOT / "node_modules"
PYTHON_MIN = (3, 12)
NETWORK = re.compile(
    r"dns error|error sending request|[Cc]onnection refused|NewConnectionError|Network is unreachable|timed out|"
    r"Could not resolve|Name or service not known|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|"
    r"No matching distribution|tunnel|ProxyError|Failed to fetch"
)
HASHES = (  # of uv, pip and npm: file, expected, got
    re.compile(r"Hash mismatch for `([^`]+)`.*?Expected:\s*(\S+).*?Computed:\s*(\S+)", re.S),
    re.compile(r"DO NOT MATCH.*?\n\s+(\S+) from .*?Expected sha256 (\S+).*?Got\s+(\S+)", re.S),
    re.compile(r"EINTEGRITY()\s.*?wanted (\S+) but got (\S+?)\.?\s", re.S),
)


def runs(path):
    """Whether this is a Python that starts, is new enough and can make an environment."""
    code = f"import sys, venv, ensurepip; sys.exit(sys.version_info < {PYTHON_MIN})"
    try:
        return not subprocess.run([str(path), "-c", code], capture_output=True, timeout=20).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_python():
    """A Python >= 3.12 that really runs: a pyenv shim on PATH may exist and still fail."""
    named = [os.environ.get("PYTHON"), sys.executable]
    named += [shutil.which(f"python3.{minor}") for minor in (14, 13, 12)]
    versions = (str(path) for path in Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python3"))
    for path in filter(None, named + sorted(versions, reverse=True)):
        if runs(path):
            return path
    raise DevError("no suitable Python: 3.12 or newer with venv is needed; install one or set PYTHON=/path/to/it")


def install(command, what, registry):
    """Run an installer; turn its failure into one line."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=str(ROOT))
    if done.returncode == 0:
        return
    text = done.stdout + done.stderr
    for pattern in HASHES:
        found = pattern.search(text)
        if found:
            name, expected, got = found.groups()
            name = name or named_in_lock(expected) or what
            raise DevError(f"hash mismatch: {name} from {registry}: expected {expected}, got {got}")
    if NETWORK.search(text):
        raise DevError(f"no network: {registry} cannot be reached, and the first run needs it for {what}")
    lines = [line for line in text.strip().splitlines() if line.strip()]
    raise DevError(f"{what} could not be installed: {lines[-1].strip() if lines else 'no message'}")


def named_in_lock(integrity):
    """The npm package with this integrity; npm's own message names none."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return next((path for path, entry in packages.items() if entry.get("integrity") == integrity), None)


def stamp_of(*names):
    """Digest of the files that decide what gets installed."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def set_up():
    """Make .venv and node_modules; nothing to do, and no network needed, when both are current."""
    wanted, stamp = stamp_of("requirements.txt", "requirements-uv.txt"), VENV / "installed.sha256"
    if not (VENV_PYTHON.exists() and stamp.is_file() and stamp.read_text() == wanted):
        with Timed("Python packages, each checked against requirements.txt"):
            if not runs(VENV_PYTHON) and subprocess.run([find_python(), "-m", "venv", str(VENV)]).returncode:
                raise DevError(f"no virtual environment could be made in {VENV}")
            registry, pip = "the Python registry", [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check"]
            install([*pip, "install", "--require-hashes", "-r", "requirements-uv.txt"], "uv", registry)
            uv = [VENV_PYTHON, "-m", "uv", "pip", "install", "--require-hashes", "--python", VENV_PYTHON]
            install([*uv, "-r", "requirements.txt"], "requirements.txt", registry)
            stamp.write_text(wanted)
    wanted, stamp = stamp_of("package-lock.json", ".npmrc"), MODULES / ".installed.sha256"
    if not (stamp.is_file() and stamp.read_text() == wanted):
        with Timed("npm packages, each checked against package-lock.json"):
            code = (
                "from publish.node import run_npm; run_npm('ci', '--fetch-retries=1', '--fetch-retry-mintimeout=1000')"
            )
            install([VENV_PYTHON, "-c", code], "package-lock.json", "the npm registry")
            stamp.write_text(wanted)


def find_chromium():
    """Path of Chromium; on a build machine (CI=true, root) Debian's is installed where none is."""
    named = os.environ.get("CHROMIUM")
    if named:
        if shutil.which(named):
            return shutil.which(named)
        raise DevError(f"no Chromium: CHROMIUM={named} cannot be run")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    may_install = os.environ.get("CI") == "true" and hasattr(os, "geteuid") and os.geteuid() == 0
    if not found and may_install and shutil.which("apt-get"):
        with Timed("Chromium from the system's packages"):
            for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
                subprocess.run(["apt-get", *command], stdout=subprocess.DEVNULL)
        found = shutil.which("chromium")
    if not found:
        raise DevError("no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM=/path/to/it")
    return found
