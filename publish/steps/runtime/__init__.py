"""Step `runtime`: the Python that a reader downloads, cut to what is used and compiled.

1. Trace: run every calculator inside the full Pyodide on Node and note what gets loaded.
2. Cut the standard library and numpy to that set.
3. Compile with pyodide-build inside Pyodide: library and numpy at -OO,
   our own package at -O0 (its asserts stay).
4. Normalise the archives, write the lock with pyodide-lock (inside Pyodide as well), and a manifest.
"""

import argparse
import hashlib
import importlib.metadata
import json
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from publish.node import run_node
from publish.paths import TOOLS, text_bytes
from publish.rights.texts import text_of
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
from publish.steps.runtime.wheel import EPOCH, build_wheel

HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build"
COMPILED = ROOT / ".cache" / "compiled"
PYODIDE_TOOLS = ROOT / "requirements-pyodide.txt"
# of npm's package -> as shipped: many hosts know no .mjs and call it a download, which no browser runs
CORE_FILES = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}
STDLIB = "python_stdlib.zip"
PYTHON_LICENCE = "dist:typing_extensions/LICENSE"  # a licence travels with what it covers; Pyodide's archive has none
LOCK = "pyodide-lock.json"
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
    base = json.loads((CORE / LOCK).read_text(encoding="utf-8"))
    entry = base["packages"]["numpy"]
    numpy_path, _origin = verified_wheel(Wanted(entry["file_name"], entry["sha256"]))
    packages, plain, ready = (_folder(scratch / name) for name in ("packages", "plain", "ready"))
    wheel = our_wheel(packages)
    shutil.copy(numpy_path, packages)
    _write_json(packages / LOCK, {"info": base["info"], "packages": {"numpy": entry}})
    add_to_lock(packages, wheel.name)
    for path in (wheel, packages / LOCK):
        shutil.copy(path, plain)
    with ThreadPoolExecutor(2) as pool:  # one Pyodide traces while the other compiles our package
        compiled = pool.submit(compile_folder, plain, [])
        loaded = trace(packages)
        stripped = _stripped(numpy_path, loaded, scratch)
        compiled.result()
    for name, shipped in CORE_FILES.items():
        shutil.copy(CORE / name, ready / shipped)
    for path in (*stripped.iterdir(), *plain.glob("*.whl")):
        more = {"LICENSE.txt": text_of(PYTHON_LICENCE).encode()} if path.name == STDLIB else {}
        normalise(path, ready / path.name, more)
    lock = json.loads((plain / LOCK).read_text(encoding="utf-8"))  # py-compile renamed our wheel in it
    for package in lock["packages"].values():
        package["sha256"] = sha256(ready / package["file_name"])
    (ready / LOCK).write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    return ready


def our_wheel(folder: Path) -> Path:
    """Build the wheel of `explainers` for the reader; the same sources give the same bytes."""
    wheel = build_wheel(folder)
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


def add_to_lock(folder: Path, wheel: str) -> None:
    """Enter a wheel of the folder in its lock, with what it imports and needs."""
    request = {"core": str(CORE), "tools": str(TOOLS), "folder": str(folder), "lock": LOCK, "wheel": wheel}
    run_node(HERE / "lock.mjs", stdin=json.dumps(request))


def compile_folder(folder: Path, arguments: list[str]) -> None:
    """Run `pyodide py-compile` on a folder, inside a Pyodide started with these arguments."""
    request = {
        "core": str(CORE),
        "tools": str(TOOLS),
        "folder": str(folder),
        "arguments": arguments,
        "epoch": EPOCH,
    }
    run_node(HERE / "compile.mjs", stdin=json.dumps(request))


def _stripped(numpy_path: Path, loaded: dict[str, list[str]], scratch: Path) -> Path:
    """Library and numpy cut to what was loaded and compiled at -OO; kept, since they change seldom."""
    parts = [json.dumps(loaded), sha256(numpy_path), sha256(CORE / STDLIB)]
    tools = b"".join(map(text_bytes, (PYODIDE_TOOLS, HERE / "compile.mjs", HERE / "archives.py")))
    kept = COMPILED / hashlib.sha256("\n".join(parts).encode() + tools).hexdigest()[:HASH_DIGITS]
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
    digest.update(importlib.metadata.version("flit_core").encode())
    paths = [PYODIDE_TOOLS, ROOT / "pyproject.toml", ROOT / "LICENSE", CORE / "package.json", CORE / LOCK]
    for folder in (ROOT / "explainers", HERE):
        paths += [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + text_bytes(path))
    return digest.hexdigest()


def is_complete(folder: Path, files: list[dict[str, Any]]) -> bool:
    """Whether every file stands there as it was built."""
    return all((folder / f["name"]).is_file() and sha256(folder / f["name"]) == f["sha256"] for f in files)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
