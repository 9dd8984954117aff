"""What each shipped file is, under which licence, and where it comes from."""

import gzip
import json
from pathlib import Path
from typing import Any, NamedTuple

from publish.steps.runtime.archives import sha256
from publish.steps.runtime.numpy_wheel import CORE, pyodide_version


class Provenance(NamedTuple):
    """Version, licence and origin of one file."""

    version: str
    licence: str
    origin: str


def describe(path: Path) -> dict[str, Any]:
    """The manifest's entry for one finished file."""
    known = provenance(path.name)
    content = path.read_bytes()
    return {
        "name": path.name,
        "bytes": len(content),
        "gzip_bytes": len(gzip.compress(content, 9, mtime=0)),  # what a host that compresses sends
        "sha256": sha256(path),
        "version": known.version,
        "licence": known.licence,
        "origin": known.origin,
    }


def provenance(file_name: str) -> Provenance:
    """Version, licence and origin by file name; an unknown file is an error."""
    package = f"npm package pyodide {pyodide_version()}"
    lock = json.loads((CORE / "pyodide-lock.json").read_text(encoding="utf-8"))
    numpy = lock["packages"]["numpy"]
    stem = file_name.partition("-")[0]
    if file_name == "python_stdlib.zip":
        origin = f"{package}: standard library, reduced to the modules in use and compiled"
        return Provenance(lock["info"]["python"], "PSF-2.0", origin)
    if file_name == "pyodide-lock.json":
        return Provenance(pyodide_version(), "MPL-2.0", f"{package}: lock, rewritten for these files")
    if file_name.startswith("pyodide."):
        change = f"unchanged, renamed from {Path(file_name).stem}.mjs" if file_name.endswith(".js") else "unchanged"
        return Provenance(pyodide_version(), "MPL-2.0", f"{package}, {change}")
    if stem == "numpy":
        origin = f"{numpy['file_name']} (sha256 {numpy['sha256']}), reduced to the modules in use and compiled"
        return Provenance(numpy["version"], "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", origin)
    if stem == "explainers":
        return Provenance(file_name.split("-")[1], "MIT", "this project, compiled")
    raise ValueError(f"no provenance for {file_name}")
