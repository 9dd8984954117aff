"""Which Python dev.py takes, how it completes or fetches one, and the one line where it cannot."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from devtools import packages, pythons, run
from devtools.say import DevError
from tests.copies import ROOT

REAL = os.path.realpath(sys.executable)
BROKEN = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"
FITTING = f'#!/bin/sh\nexec "{REAL}" "$@"\n'
# Debian's python3 without the package python3-venv: ensurepip is not there
WITHOUT_VENV = f'#!/bin/sh\ncase "$2" in *ensurepip*) [ -e "$0.complete" ] || exit 1 ;; esac\nexec "{REAL}" "$@"\n'
# An old one: does not fit, but makes an environment whose pip and uv are written below
OLD = """#!/bin/sh
case "$*" in
  *"<= sys.version_info"*) exit 1 ;;
  *"version_info < (3, 8)"*) exit 0 ;;
  "-m venv "*) mkdir -p "$3/bin"; cp "$0.inside" "$3/bin/python" ;;
esac
"""
LOG = 'echo "$@" >> "{log}"\n'
UV = "#!/bin/sh\n" + LOG + 'case "$*" in *"python install"*) {install} ;; esac\n'
MAKES_ONE = 'mkdir -p "{own}/cpython-3.13/bin"; ln -sf "{real}" "{own}/cpython-3.13/bin/python3"'
FAILS = 'echo "error: dns error"; echo "a page"; echo "of text"; exit 2'
Put = Callable[[str, str], Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Put a program on a PATH that holds nothing else; no home, no name, and dev.py itself was started by nothing."""
    for name in ("PYTHON", "PYENV_ROOT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pythons, "OWN", tmp_path / "own")
    monkeypatch.setattr(pythons, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(pythons.sys, "executable", "/no/such/python")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "mkdir", "ln", "cp", "touch"):
        (tools / name).symlink_to(str(shutil.which(name)))
    folders = [tmp_path / "first", tmp_path / "second", tools]
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))

    def place(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    return place


def test_a_shim_that_fails_does_not_hide_what_comes_later(put: Put) -> None:
    put("first/python3.13", BROKEN)
    put("first/python3", BROKEN)
    put("home/.pyenv/versions/3.12.9/bin/python3", BROKEN)
    found = put("second/python3", FITTING)
    assert pythons.find_python() == str(found)


@pytest.mark.parametrize("home", ["", "/no/such/home", None])
def test_no_home_is_no_trouble(home: str | None, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    found = put("second/python3", FITTING)
    if home is None:
        monkeypatch.delenv("HOME")
        monkeypatch.setattr(pythons.Path, "home", nobody)
    else:
        monkeypatch.setenv("HOME", home)
    assert pythons.find_python() == str(found)
    env = run.tool_env()
    assert Path(env["HOME"]).is_dir() if home is not None else "HOME" not in env or Path(env["HOME"]).is_dir()


def test_a_home_that_cannot_be_written_to_keeps_its_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(run.os, "access", lambda *_: False)
    env = run.tool_env()
    assert env["HOME"] == str(tmp_path)
    assert env["XDG_CACHE_HOME"].startswith(str(ROOT / ".cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", "/own")
    assert run.tool_env()["XDG_CACHE_HOME"] == "/own"


def test_a_named_python_that_does_not_fit_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("second/python3", FITTING)
    monkeypatch.setenv("PYTHON", str(put("first/odd", BROKEN)))
    with pytest.raises(DevError, match=r"^PYTHON=\S+/odd is no Python 3\.11 to 3\.14 with venv$"):
        pythons.find_python()
    named = str(put("first/good", FITTING))
    monkeypatch.setenv("PYTHON", "good")
    assert pythons.find_python() == named


def test_root_completes_debians_python(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, log = put("second/python3", WITHOUT_VENV), tmp_path / "log"
    put("first/apt-get", "#!/bin/sh\n" + LOG.format(log=log) + f'touch "{found}.complete"\n')
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    assert pythons.find_python() == str(found)
    asked = log.read_text().splitlines()
    assert asked[0] == "update -qq"
    assert asked[1].split()[:1] == ["install"]
    assert asked[1].split()[-1] == "python3-venv"


def test_anybody_else_is_told_the_one_package(put: Put) -> None:
    found = put("second/python3", WITHOUT_VENV)
    put("first/apt-get", "#!/bin/sh\nexit 1\n")
    wanted = f"{found} cannot make an environment: install venv for it (Debian: apt-get install python3-venv)"
    with pytest.raises(DevError) as caught:
        pythons.find_python()
    assert str(caught.value) == wanted


def test_a_python_is_fetched_through_the_machines_uv(put: Put, tmp_path: Path) -> None:
    log = tmp_path / "log"
    put("second/python3", WITHOUT_VENV)
    put("first/uv", UV.format(log=log, install=MAKES_ONE.format(own=tmp_path / "own", real=REAL)))
    assert pythons.find_python() == str(tmp_path / "own" / "cpython-3.13" / "bin" / "python3")
    own = tmp_path / "own"
    assert log.read_text().splitlines()[-1] == f"python install --managed-python --no-bin --install-dir {own} 3.13"


def test_an_old_python_brings_uv_along(put: Put, tmp_path: Path) -> None:
    log, own = tmp_path / "log", tmp_path / "own"
    put("second/python3", OLD)
    put("second/python3.inside", UV.format(log=log, install=MAKES_ONE.format(own=own, real=REAL)))
    assert pythons.find_python() == str(own / "cpython-3.13" / "bin" / "python3")
    pip, uv = log.read_text().splitlines()
    assert pip.startswith("-m pip ")
    assert pip.endswith("install --require-hashes -r " + str(ROOT / "requirements-uv.txt"))
    assert uv == f"-m uv python install --managed-python --no-bin --install-dir {own} 3.13"


@pytest.mark.parametrize("uv", [True, False])
def test_what_cannot_be_fetched_is_one_line(uv: bool, put: Put, tmp_path: Path) -> None:
    put("first/python3", BROKEN)
    if uv:
        put("first/uv", UV.format(log=tmp_path / "log", install=FAILS))
    with pytest.raises(DevError) as caught:
        pythons.find_python()
    assert str(caught.value) == (
        "no suitable Python: 3.11 to 3.14 with venv is needed, and none could be fetched; install python3.13"
    )


def test_uv_knows_the_words_of_the_command() -> None:
    """The command line above, as the pinned uv reads it; nothing is fetched."""
    said = subprocess.run(
        [sys.executable, "-m", "uv", "python", "install", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert all(word in said for word in ("--managed-python", "--no-bin", "--install-dir"))
