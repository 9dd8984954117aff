"""Every command that the project writes down runs as written, from a copy as a clone is after its set-up."""

import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.copies import ROOT, set_up_copy
from tests.dev.written import INSTALL, commands, texts

PATIENCE_S = 90
# These run for minutes or for ever: they are started, and stopped when they say that they work at it.
AT_WORK = {
    **dict.fromkeys(("serve", "watch", "test", "build", "bench"), "... runtime"),
    "check": "... ruff: format",
    "http.server": "",
}
ENDS = {0: "", 2: "usage: |A command is needed"}  # a command without its arguments says how it is used
# pip would ask the registry for what is installed already
NO_REGISTRY = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = set_up_copy(tmp_path_factory.mktemp("written") / "copy")
    for name in ("site", "build"):  # as after a build
        (folder / name).mkdir()
    for name in ("app.json", "runtime.json"):
        (folder / "build" / name).write_bytes((ROOT / "build" / name).read_bytes())
    return folder


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """`python3` and `pip` as a person has them: a Python without packages, and the pip of an environment."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "python3").symlink_to(os.path.realpath(sys.executable))
    (folder / "pip").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pip "$@"\n')
    (folder / "pip").chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    path = f"{folder}{os.pathsep}{kept['PATH']}"
    return {**kept, **NO_REGISTRY, "PATH": path, "PIP_TARGET": str(tmp_path / "target"), "PYTHONUNBUFFERED": "1"}


def long(command: str) -> str | None:
    words = shlex.split(command)
    return next((said for word, said in AT_WORK.items() if word in words), None)


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_written_command_runs(command: str, copy: Path, env: dict[str, str]) -> None:
    at_work = long(command)
    if at_work is not None:
        return starts(command, at_work, copy, env)
    done = subprocess.run(
        ["sh", "-c", command], cwd=copy, env=env, capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=False
    )
    assert done.returncode in ENDS, done.stderr[-2000:]
    assert re.search(ENDS[done.returncode], done.stdout + done.stderr)
    assert "Traceback" not in done.stderr
    return None


def starts(command: str, at_work: str, copy: Path, env: dict[str, str]) -> None:
    """It says that it is at work within some seconds, and ends when it is asked to."""
    free = ["--port", "0"] if "serve" in command or "watch" in command else ["0"] if "http.server" in command else []
    program = subprocess.Popen(
        ["env", *shlex.split(command), *free],  # it takes settings before the command as a shell does
        cwd=copy,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert program.stdout
    said, deadline = [program.stdout.readline()], time.monotonic() + PATIENCE_S
    while at_work not in said[-1]:
        assert said[-1], said
        assert time.monotonic() < deadline, said
        said.append(program.stdout.readline())
    program.terminate()
    program.communicate(timeout=PATIENCE_S)
    assert "Traceback" not in "".join(said)


def test_the_commands_of_every_kind_of_text_are_found() -> None:
    places = {where for wheres in commands().values() for where in wheres}
    assert {"README.md", "CONTRIBUTING.md", "docs/en/contribute.md", "docs/ja/contribute.md"} <= places
    assert {"explainers/calculators/words/common.en.toml", "explainers/__init__.py"} <= places


def test_nothing_is_installed_by_a_name_that_nobody_owns() -> None:
    named = [(where, what) for where, text in texts() for what in INSTALL.findall(text)]
    assert named
    assert [(where, what) for where, what in named if not what.strip("\"'").startswith((".", "-"))] == []


def test_every_command_fence_says_what_is_typed() -> None:
    for where, text in texts():
        for fence in re.findall(r"^```(?:sh|bash|shell|text|cmd)\n.*?python.*?^```", text, re.M | re.S):
            pytest.fail(f"{where}: write it as ```console with a prompt, so that it is run here:\n{fence}")


OLD = ("2.7", "3.6", "3.8", "3.10")


def test_an_old_python_or_one_without_numpy_says_it_in_one_line(tmp_path: Path) -> None:
    """Without numpy: this very Python, without any packages (-S); too old: each that stands here."""
    pythons = [os.path.realpath(sys.executable)]
    pythons += [str(path) for old in OLD for path in Path.home().glob(f".pyenv/versions/{old}.*/bin/python")]
    for python in pythons:
        for more in (["list"], ["link-latency", "--lang", "ja"]):
            env = {"PATH": os.defpath, "HOME": str(tmp_path), "LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"}
            done = subprocess.run(
                [python, "-S", "-m", "explainers", *more], cwd=ROOT, env=env, capture_output=True, check=False
            )
            assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1), done.stderr
            assert done.stderr.startswith(b"explainers: Python 3.11 or newer with numpy is needed")
