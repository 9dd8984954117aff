"""The Python that a reader downloads: size, provenance, reproducible bytes, and nothing missing."""

import ast
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from publish.node import ROOT, run_node
from publish.steps import runtime
from publish.steps.runtime import BUILD, LOCK, STDLIB, archives, manifest, numpy_wheel

GZIP_BYTES_MAX = 8_200_000
COMMAND_LINE_ONLY = {"__main__.py", "cli.py", "command.py"}


@pytest.fixture(scope="module")
def built() -> dict[str, Any]:
    return runtime.build()[0]


@pytest.fixture(scope="module")
def folder(built: dict[str, Any]) -> Path:
    return BUILD / "runtime" / str(built["dir"])


def test_the_download_stays_within_its_budget(built: dict[str, Any], folder: Path) -> None:
    assert built["gzip_bytes"] <= GZIP_BYTES_MAX
    assert built["gzip_bytes"] == sum(manifest.describe(folder / f["name"])["gzip_bytes"] for f in built["files"])


def test_the_manifest_names_every_file_with_hash_licence_and_origin(folder: Path) -> None:
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {entry["name"] for entry in listed} == {p.name for p in folder.iterdir()} - {"manifest.json"}
    for entry in listed:
        assert entry["sha256"] == archives.sha256(folder / entry["name"])
        assert entry["bytes"] == (folder / entry["name"]).stat().st_size
        assert all(entry[key] for key in ("version", "licence", "origin"))


def test_a_file_of_unknown_origin_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no provenance for stray\.bin"):
        manifest.provenance("stray.bin")


def test_the_lock_names_the_files_that_are_there(folder: Path) -> None:
    packages = json.loads((folder / LOCK).read_text(encoding="utf-8"))["packages"]
    assert set(packages) == {"explainers", "numpy"}
    assert packages["explainers"]["depends"] == ["numpy"]
    for entry in packages.values():
        assert entry["sha256"] == archives.sha256(folder / entry["file_name"])


def test_core_files_are_those_of_the_pinned_package(folder: Path) -> None:
    for name, shipped in runtime.CORE_FILES.items():
        assert (folder / shipped).read_bytes() == (numpy_wheel.CORE / name).read_bytes()
        assert ("renamed from " + name in manifest.provenance(shipped).origin) == (name != shipped)


def test_archives_hold_bytecode_with_fixed_dates_only(folder: Path) -> None:
    paths = [folder / STDLIB, *folder.glob("*.whl")]
    assert len(paths) == 3
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            assert {info.date_time for info in archive.infolist()} == {archives.ZIP_DATE}
            assert archive.namelist() == sorted(archive.namelist())
            assert not [name for name in archive.namelist() if name.endswith(".py")]
            code = [archive.read(name) for name in archive.namelist() if name.endswith(".pyc")]
        assert {content[archives.FLAGS_AT] for content in code} == {archives.UNCHECKED_HASH}


def test_what_only_the_command_line_and_the_press_read_stays_at_home(folder: Path) -> None:
    with zipfile.ZipFile(next(folder.glob("explainers-*.whl"))) as archive:
        names = archive.namelist()
    assert [name for name in names if name.startswith("explainers/sweep/")] == []
    assert [name for name in names if name.endswith(".toml")] == []  # records and words are in the page already
    assert [name for name in names if name.startswith("explainers/calculators/")]


def test_licence_texts_travel_with_numpy(folder: Path) -> None:
    with zipfile.ZipFile(next(folder.glob("numpy-*.whl"))) as archive:
        assert any(name.endswith("licenses/LICENSE.txt") for name in archive.namelist())


def test_nothing_is_built_again_for_the_same_inputs(built: dict[str, Any], folder: Path) -> None:
    assert runtime.build() == (built, False)
    files = [dict(built["files"][0], sha256="0" * 64)]
    assert not runtime.is_complete(folder, files)


def imported_modules() -> set[str]:
    """Every module that the package imports anywhere, also inside functions."""
    names = set()
    for path in (ROOT / "explainers").rglob("*.py"):
        inside = path.relative_to(ROOT / "explainers").as_posix()
        if inside in runtime.LEFT_OUT_FILES or inside.startswith(tuple(f"{room}/" for room in runtime.LEFT_OUT)):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return names


def test_every_import_of_the_package_works_in_the_cut_runtime(folder: Path) -> None:
    modules = sorted(imported_modules())
    assert "numpy" in modules
    request = {"core": str(folder), "modules": [*modules, "no.such.module"]}
    result = json.loads(run_node("tests/runtime/imports.mjs", stdin=json.dumps(request)))
    assert set(result["failed"]) == {"no.such.module"}
    assert "ValueError: shown" in result["trace"]
