"""The package as others install it: ranges in its metadata, exact releases in the lock alone."""

import re
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.copies import ROOT, copy_of_project
from tests.dev.test_one_line_errors import make_wheel

LOCKED = dict(re.findall(r"^([\w.-]+)==([^ ;]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `pip install .` makes, from a copy with the line ends of Windows."""
    folder = tmp_path_factory.mktemp("package")
    copy = copy_of_project(folder / "copy", crlf=True)
    command = [
        *PIP,
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(copy),
    ]
    subprocess.run(command, check=True, timeout=120)
    return next(folder.glob("*.whl"))


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        return message_from_string(archive.read(name).decode())


def test_its_needs_are_ranges_that_hold_the_locked_releases(wheel: Path) -> None:
    needs = [Requirement(text) for text in metadata(wheel).get_all("Requires-Dist") or []]
    assert {need.name for need in needs} == {"numpy", "pyarrow", "dask", "distributed", "tqdm"}
    for need in needs:
        assert {part.operator for part in need.specifier} <= {">=", "<"}, need
        assert need.specifier.contains(LOCKED[need.name]), need
        assert len({release for release in ("0.1", LOCKED[need.name]) if need.specifier.contains(release)}) == 1


def test_it_names_the_pythons_that_the_tools_check_for(wheel: Path) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    asked = SpecifierSet(metadata(wheel)["Requires-Python"])
    assert asked == SpecifierSet(">=3.11")
    assert settings["ruff"]["target-version"] == "py311"
    assert settings["mypy"]["python_version"] == "3.11"


def test_pip_installs_it_beside_another_numpy(wheel: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels", "numpy", "2.2.0")
    assert LOCKED["numpy"] != "2.2.0"
    where = ["--no-index", "--find-links", str(tmp_path / "wheels"), "--target", str(tmp_path / "to")]
    subprocess.run([*PIP, "install", "--quiet", *where, str(wheel)], check=True, timeout=120)
    assert (tmp_path / "to" / "numpy-2.2.0.dist-info").is_dir()
    assert (tmp_path / "to" / "explainers" / "__main__.py").is_file()
