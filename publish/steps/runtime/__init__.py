"""Step `runtime`: the Python that a reader downloads, cut to what is used and compiled.

1. Trace: run every calculator inside the full Pyodide on Node and note what gets loaded.
2. Cut the standard library and numpy to that set.
3. Compile with pyodide-build inside Pyodide: library and numpy at -OO,
   our own package at -O0 (its asserts stay).
4. Normalise the archives, write the lock with pyodide-lock, and a manifest.
"""

import argparse
import hashlib
import importlib.metadata
import json
import os
import shutil
import site
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from flit_core import buildapi
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from publish.node import run_node
from publish.steps.runtime.archives import cut, normalise, read_members, sha256, write_archive
from publish.steps.runtime.cases import cases, full_cases
from publish.steps.runtime.manifest import describe
from publish.steps.runtime.numpy_wheel import (
    CORE,
    ROOT,
    RuntimeBuildError,
    Wanted,
    pyodide_version,
    verified_wheel,
)

HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build"
COMPILED = ROOT / ".cache" / "compiled"
CORE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
EPOCH = "1577836800"  # 2020-01-01, as the dates inside the archives
HASH_DIGITS = 12
# rooms of our package that a calculator in the page does not enter: sweeps and the terminal are the command line's,
# records and words are already in the page
LEFT_OUT = ("sweep", "terminal", "data", "calculators/words")
LEFT_OUT_FILES = ("__main__.py", "text.py", "words.py", "base/sources.py")  # who would read them


def main(argv: list[str]) -> int:
    """Build the runtime unless it is there already for the same inputs."""
    parser = argparse.ArgumentParser(prog="publish.steps.runtime", description="Build the reader's Python.")
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    arguments = parser.parse_args(argv)
    started = time.monotonic()
    try:
        result, fresh = build(force=arguments.force)
    except RuntimeBuildError as error:
        print(f"runtime: {error}")
        return 1
    took = f"built in {time.monotonic() - started:.1f} s" if fresh else "unchanged"
    print(f"runtime: {result['dir']}, {result['gzip_bytes'] / 1e6:.2f} MB over a gzip host, {took}")
    return 0


def build(*, force: bool = False, out: Path = BUILD) -> tuple[dict[str, Any], bool]:
    """Write `out/runtime/rt-<hash>/` and `out/runtime.json`; False when they were there already."""
    note = out / "runtime.json"
    inputs = _inputs_hash()
    if not force and note.is_file():
        old: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        if old.get("inputs_sha256") == inputs and is_complete(out / "runtime" / old["dir"], old["files"]):
            return old, False
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        ready = _assemble(Path(scratch))
        files = [describe(path) for path in sorted(ready.iterdir())]
        digest = hashlib.sha256("".join(f["name"] + f["sha256"] for f in files).encode()).hexdigest()
        name = f"rt-{digest[:HASH_DIGITS]}"
        _write_json(ready / "manifest.json", {"pyodide": pyodide_version(), "files": files})
        shutil.rmtree(out / "runtime", ignore_errors=True)
        shutil.copytree(ready, out / "runtime" / name)
    result = {
        "dir": name,
        "files": files,
        "gzip_bytes": sum(f["gzip_bytes"] for f in files),
        "inputs_sha256": inputs,
    }
    _write_json(note, result)
    return result, True


def _assemble(scratch: Path) -> Path:
    """Everything of the runtime in one folder, without its manifest."""
    base = PyodideLockSpec.from_json(CORE / LOCK)
    entry = base.packages["numpy"]
    numpy_path, _origin = verified_wheel(Wanted(entry.file_name, entry.sha256))
    packages, plain, ready = (_folder(scratch / name) for name in ("packages", "plain", "ready"))
    wheel = our_wheel(packages)
    shutil.copy(numpy_path, packages)
    lock = PyodideLockSpec(info=base.info, packages={"numpy": entry})
    lock = add_wheels_to_spec(lock, [wheel], base_path=packages)
    lock.to_json(packages / LOCK)
    shutil.copy(wheel, plain)
    lock.to_json(plain / LOCK)
    with ThreadPoolExecutor(2) as pool:  # one Pyodide traces while the other compiles our package
        compiled = pool.submit(compile_folder, plain, [])
        loaded = trace(packages)
        stripped = _stripped(numpy_path, loaded, scratch)
        compiled.result()
    for name in CORE_FILES:
        shutil.copy(CORE / name, ready)
    for path in (*stripped.iterdir(), *plain.glob("*.whl")):
        normalise(path, ready / path.name)
    lock = PyodideLockSpec.from_json(plain / LOCK)  # py-compile renamed our wheel in it
    for package in lock.packages.values():
        package.sha256 = sha256(ready / package.file_name)
    lock.to_json(ready / LOCK)
    return ready


def our_wheel(folder: Path) -> Path:
    """Build the wheel of `explainers` for the reader; the same sources give the same bytes."""
    before = Path.cwd(), os.environ.get("SOURCE_DATE_EPOCH")
    os.chdir(ROOT)
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    try:
        wheel = folder / str(buildapi.build_wheel(str(folder)))
    finally:
        os.chdir(before[0])
        os.environ.pop("SOURCE_DATE_EPOCH")
        if before[1] is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before[1]
    left_out = (*(f"explainers/{room}/" for room in LEFT_OUT), *(f"explainers/{name}" for name in LEFT_OUT_FILES))
    write_archive(wheel, {n: c for n, c in read_members(wheel).items() if not n.startswith(left_out)})
    return wheel


def trace(packages: Path) -> dict[str, list[str]]:
    """Archive members that boot, numpy and every calculator load, per archive."""
    request = {
        "core": str(CORE),
        "packages": str(packages),
        "lock": str(packages / LOCK),
        "cases": cases(),
        "full": full_cases(),
    }
    loaded: dict[str, list[str]] = json.loads(run_node(HERE / "trace.mjs", stdin=json.dumps(request)))
    return loaded


def compile_folder(folder: Path, arguments: list[str]) -> None:
    """Run `pyodide py-compile` on a folder, inside a Pyodide started with these arguments."""
    request = {
        "core": str(CORE),
        "sitePackages": site.getsitepackages()[0],
        "folder": str(folder),
        "arguments": arguments,
        "epoch": EPOCH,
    }
    run_node(HERE / "compile.mjs", stdin=json.dumps(request))


def _stripped(numpy_path: Path, loaded: dict[str, list[str]], scratch: Path) -> Path:
    """Library and numpy cut to what was loaded and compiled at -OO; kept, since they change seldom."""
    parts = [json.dumps(loaded), sha256(numpy_path), sha256(CORE / STDLIB), sha256(HERE / "compile.mjs")]
    parts += [importlib.metadata.version("pyodide-build"), sha256(HERE / "archives.py")]
    kept = COMPILED / hashlib.sha256("\n".join(parts).encode()).hexdigest()[:HASH_DIGITS]
    if not kept.is_dir():
        work = _folder(scratch / "stripped")
        cut(CORE / STDLIB, work / STDLIB, loaded["stdlib"])
        cut(numpy_path, work / numpy_path.name, loaded["numpy"])
        compile_folder(work, ["-OO"])
        COMPILED.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(kept, ignore_errors=True)
        shutil.move(work, kept)
    return kept


def _inputs_hash() -> str:
    """Everything that decides the bytes of the runtime."""
    digest = hashlib.sha256()
    for tool in ("pyodide-build", "pyodide-lock", "flit_core"):
        digest.update(importlib.metadata.version(tool).encode())
    paths = [ROOT / "pyproject.toml", ROOT / "LICENSE", CORE / "package.json", CORE / LOCK]
    for folder in (ROOT / "explainers", HERE):
        paths += [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def is_complete(folder: Path, files: list[dict[str, Any]]) -> bool:
    """Whether every file stands there as it was built."""
    return all((folder / f["name"]).is_file() and sha256(folder / f["name"]) == f["sha256"] for f in files)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
