"""The numpy wheel for the browser: cache, registry, or Pyodide's own distribution; one sha256 decides."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
CORE = ROOT / "node_modules" / "pyodide"
WHEELS = ROOT / ".cache" / "wheels"
CARRIER = ROOT / "requirements-wasm.txt"
DOWNLOAD_TIMEOUT_S = 60.0
MISMATCH = re.compile(r"DO NOT MATCH.*?\n\s+(\S+) from .*?Expected sha256 (\S+).*?Got\s+(\S+)", re.S)


class RuntimeBuildError(RuntimeError):
    """The reader's runtime cannot be built; the message is one line for the terminal."""


class Wanted(NamedTuple):
    """What npm's pyodide names in its lock."""

    file_name: str
    sha256: str


class Source(NamedTuple):
    """One place that may hold the wheel."""

    origin: str
    fetch: Callable[[str], bytes]


def _from_cache(file_name: str) -> bytes:
    return (WHEELS / file_name).read_bytes()


def _from_carrier(file_name: str) -> bytes:
    """Download the registry wheel that carries numpy (pinned by hash), take numpy out, drop the rest."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    # The carrier declares an upper Python limit of its own; nothing of it is ever installed or run.
    pip += ["--require-hashes", "--only-binary", ":all:", "--python-version", "3.12", "-r", str(CARRIER)]
    (ROOT / ".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / ".cache") as folder:
        done = subprocess.run([*pip, "-d", folder], capture_output=True, text=True, check=False)
        other = MISMATCH.search(done.stderr)
        if other:
            raise RuntimeBuildError(
                f"hash mismatch: {other[1]} from the registry: expected sha256 {other[2]}, got {other[3]}"
            )
        if done.returncode != 0:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            raise OSError(lines[-1] if lines else f"pip download: exit code {done.returncode}")
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as carrier:
            member = next((n for n in carrier.namelist() if n.rpartition("/")[2] == file_name), None)
            if member is None:
                raise OSError("the registry wheel no longer carries it")
            return carrier.read(member)


def _from_distribution(file_name: str) -> bytes:
    """Download from the address that the pinned pyodide itself would use."""
    text = (CORE / "pyodide.mjs").read_text(encoding="utf-8")
    base = re.search(r"`(https://[^`$]*)\$\{\w+\}(/full/)`", text)
    if base is None:
        raise OSError("npm's pyodide names no distribution address")
    url = f"{base[1]}{pyodide_version()}{base[2]}{file_name}"
    try:
        with urllib.request.urlopen(url, timeout=DOWNLOAD_TIMEOUT_S) as answer:  # noqa: S310 - https, see the pattern
            return bytes(answer.read())
    except urllib.error.URLError as error:
        raise OSError(str(error.reason)) from error


SOURCES = (
    Source("the local cache (.cache/wheels)", _from_cache),
    Source("the registry wheel pinned in requirements-wasm.txt", _from_carrier),
    Source("Pyodide's own distribution", _from_distribution),
)


def pyodide_version() -> str:
    """The pinned version of npm's pyodide."""
    return str(json.loads((CORE / "package.json").read_text(encoding="utf-8"))["version"])


def verified_wheel(wanted: Wanted, sources: tuple[Source, ...] = SOURCES) -> tuple[Path, str]:
    """Path of the verified wheel in the cache, and where it came from.

    Raises RuntimeBuildError when every source fails, or at the first one that gives other bytes.
    """
    reasons = []
    for source in sources:
        try:
            content = source.fetch(wanted.file_name)
        except OSError as error:
            reasons.append(f"{source.origin}: {_short(error)}")
            continue
        found = hashlib.sha256(content).hexdigest()
        if found != wanted.sha256:  # never replaced in silence: other bytes under a pinned name are news
            raise RuntimeBuildError(
                f"hash mismatch: {wanted.file_name} from {source.origin}: expected sha256 {wanted.sha256}, got {found}"
            )
        return _keep(wanted.file_name, content), source.origin
    raise RuntimeBuildError(f"no source for {wanted.file_name}: " + "; ".join(reasons))


def _keep(file_name: str, content: bytes) -> Path:
    WHEELS.mkdir(parents=True, exist_ok=True)
    path = WHEELS / file_name
    if not path.is_file() or path.read_bytes() != content:
        part = path.with_suffix(".part")
        part.write_bytes(content)
        shutil.move(part, path)
    return path


def _short(error: OSError) -> str:
    return "not there" if isinstance(error, FileNotFoundError) else str(error).strip().splitlines()[0]
