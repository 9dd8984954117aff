"""dev.py itself: old Pythons can start it, a second run needs no network, clean removes what it names."""

import argparse
import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from devtools import setup
from tests.dev.conftest import DEAD_INDEX, ROOT, Run

TOOLS = [ROOT / "dev.py", *sorted((ROOT / "devtools").glob("*.py"))]


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.name)
def test_python_3_8_can_read_it_and_it_needs_no_package(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.partition(".")[0] in sys.stdlib_module_names | {"devtools"}


def test_help_names_every_command(project: Path, bare_env: dict[str, str], run: Run) -> None:
    done = run(project, bare_env, "--help")
    assert done.returncode == 0
    assert all(f"\n    {name} " in done.stdout for name in dev.COMMANDS)
    assert run(project, bare_env).returncode == 2
    assert run(project, bare_env, "nonsense").returncode == 2


def test_a_second_set_up_needs_no_network() -> None:
    dead = {"PIP_INDEX_URL": DEAD_INDEX, "UV_INDEX_URL": DEAD_INDEX, "npm_config_registry": DEAD_INDEX}
    done = subprocess.run(
        [sys.executable, "-c", "from devtools.setup import set_up; set_up()"],
        cwd=ROOT, env={**os.environ, **dead}, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_changed_requirement_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(setup, "install", lambda _command, what, _registry: calls.append(what))
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "find_python", lambda: sys.executable)
    monkeypatch.setattr(setup, "make_environment", lambda _python, _folder: None)
    for name in (*setup.PYTHON_LOCKS, *setup.NPM_LOCKS):
        (tmp_path / name).write_text("one")
    for name in ("VENV", "MODULES"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(setup, name, tmp_path / name)
    monkeypatch.setattr(setup, "VENV_PYTHON", Path(sys.executable))
    setup.set_up()
    python_locks = ["uv", "requirements.txt", "requirements-notebooks.txt", "requirements-pyodide.txt"]
    assert calls == [*python_locks, "package-lock.json"]
    calls.clear()
    (tmp_path / "package-lock.json").write_bytes(b"one")  # a checkout may change line ends
    setup.set_up()
    assert calls == []
    (tmp_path / "package-lock.json").write_text("two")
    setup.set_up()
    assert calls == ["package-lock.json"]
    calls.clear()
    (tmp_path / "requirements-pyodide.txt").write_text("two")
    setup.set_up()
    assert calls == python_locks


def test_locks_are_hashed_and_name_no_place() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--find-links" not in text
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_clean_removes_what_a_build_makes(project: Path, bare_env: dict[str, str], run: Run) -> None:
    for name in ("build", "site", ".cache"):
        (project / name / "deep").mkdir(parents=True)
    assert run(project, bare_env, "clean").returncode == 0
    assert {p.name for p in project.iterdir()} & {"build", "site", ".cache"} == {".cache"}
    assert run(project, bare_env, "clean", "--all").returncode == 0
    assert not (project / ".cache").exists()


def test_the_date_inside_archives_is_no_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert dev.build_env()["SOURCE_DATE_EPOCH"] == dev.EPOCH
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert dev.build_env()["SOURCE_DATE_EPOCH"] == "1700000000"


def test_quick_leaves_the_browser_out_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "run", lambda command: not ran.append(command))
    for name in ("set_up", "build_for_browser", "prepare_browser"):
        monkeypatch.setattr(dev, name, lambda name=name: ran.append([name]))
    monkeypatch.setattr(dev, "provide", lambda _needs: [])
    options = argparse.Namespace(quick=True, rest=[])
    assert dev.test(options) == 0
    said = capsys.readouterr().out
    assert "left out: tests/browser" in said
    assert "Chromium" not in said
    assert [words[0] for words in ran[:2]] == ["set_up", "build_for_browser"]
    assert {"--ignore=tests/browser", "not browser"} <= set(ran[2])
    options.quick = False
    assert dev.test(options) == 0
    assert [words[0] for words in ran[3:5]] == ["prepare_browser", "build_for_browser"]
    assert "not browser" not in ran[5]
