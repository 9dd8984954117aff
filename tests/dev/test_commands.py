"""dev.py itself: old Pythons can start it, a second run needs no network, clean removes what it names."""

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
    for name in ("requirements.txt", "requirements-uv.txt", "package-lock.json", ".npmrc"):
        (tmp_path / name).write_text("one")
    for name in ("VENV", "MODULES"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(setup, name, tmp_path / name)
    setup.set_up()
    assert calls == ["uv", "requirements.txt", "package-lock.json"]
    setup.set_up()
    assert len(calls) == 3
    (tmp_path / "package-lock.json").write_text("two")
    setup.set_up()
    assert calls[3:] == ["package-lock.json"]


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


def test_the_build_date_is_that_of_the_commit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert dev.build_env()["SOURCE_DATE_EPOCH"] == "1700000000"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.build_env()["SOURCE_DATE_EPOCH"] == dev.NO_COMMIT_EPOCH
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    stamp = {**os.environ, "GIT_COMMITTER_DATE": "1600000000 +0000"}
    subprocess.run([*git, "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "--allow-empty", "--quiet", "-m", "one"], cwd=tmp_path, env=stamp, check=True)
    assert dev.build_env()["SOURCE_DATE_EPOCH"] == "1600000000"
