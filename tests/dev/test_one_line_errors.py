"""What goes wrong on a reader's machine is said in one line, with exit code 1 and no traceback."""

import re
import socket
import stat
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import dev
import publish.node
from devtools import run as tools
from devtools.run import install
from devtools.say import DevError
from tests.dev.conftest import DEAD_INDEX, ROOT, Run

WITHOUT_OWN_PYTHON = (
    "import runpy, sys; sys.executable = '/no/such/python'; sys.argv = ['dev.py', *sys.argv[1:]]; "
    "sys.path.insert(0, '.'); runpy.run_path('dev.py', run_name='__main__')"
)
ZERO_SHA256 = "0" * 64


def the_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("dev.py: ")
    return lines[0].removeprefix("dev.py: ")


def test_no_suitable_python(project: Path, bare_env: dict[str, str], tmp_path: Path, run: Run) -> None:
    for folder, minor in (("bare", 13), ("bare/.pyenv/versions/3.12.9/bin", 0)):
        shim = tmp_path / folder / (f"python3.{minor}" if minor else "python3")
        shim.parent.mkdir(parents=True, exist_ok=True)
        shim.write_text("#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n")
        shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    line = the_line(run(project, bare_env, "build", code=WITHOUT_OWN_PYTHON))
    assert line.startswith("no suitable Python: 3.11 to 3.14 with venv is needed")


def test_no_network_at_the_first_run(project: Path, bare_env: dict[str, str], run: Run) -> None:
    line = the_line(run(project, {**bare_env, "PIP_INDEX_URL": DEAD_INDEX}, "build"))
    assert line == "no network: the Python registry cannot be reached, and the first run needs it for uv"


NPM_VIEW = (
    "import publish.node as n; from pathlib import Path; n.ROOT = Path('{folder}'); "
    "n.run_npm('view', 'demo', '--registry=http://127.0.0.1:9/', '--fetch-retries=0')"
)


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("uv", ["-m", "uv", "pip", "install", "--index-url", DEAD_INDEX, "--target", "{folder}", "demo==1.0"]),
        ("npm", ["-c", NPM_VIEW]),
    ],
    ids=["uv", "npm"],
)
def test_no_network_for_the_other_installers(
    tool: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("UV_FIND_LINKS", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    filled = [sys.executable, *(part.replace("{folder}", str(tmp_path)) for part in command)]
    with pytest.raises(DevError, match=f"no network: {tool}'s registry cannot be reached"):
        install(filled, "demo", f"{tool}'s registry")


def test_hash_mismatch_of_pip(project: Path, bare_env: dict[str, str], tmp_path: Path, run: Run) -> None:
    pinned = (project / "requirements-uv.txt").read_text(encoding="utf-8")
    version = re.search(r"uv==(\S+)", pinned)
    assert version
    make_wheel(tmp_path / "wheels", "uv", version[1])
    env = {**bare_env, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "wheels")}
    line = the_line(run(project, env, "build"))
    pattern = rf"hash mismatch: uv=={re.escape(version[1])} from the Python registry: expected (\w+), got (\w+)"
    found = re.fullmatch(pattern, line)
    assert found
    assert found[1] in pinned
    assert found[2] not in pinned


def test_hash_mismatch_of_uv(tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels", "demo", "1.0")
    (tmp_path / "wanted.txt").write_text(f"demo==1.0 --hash=sha256:{ZERO_SHA256}\n")
    uv = [sys.executable, "-m", "uv", "pip", "install", "--no-index", "--find-links", str(tmp_path / "wheels")]
    uv += ["--no-cache", "--require-hashes", "--target", str(tmp_path / "to"), "-r", str(tmp_path / "wanted.txt")]
    with pytest.raises(DevError) as caught:
        install(uv, "wanted.txt", "the Python registry")
    assert re.fullmatch(
        rf"hash mismatch: demo==1\.0 from the Python registry: expected sha256:{ZERO_SHA256}, got sha256:\w+",
        str(caught.value),
    )


def test_hash_mismatch_of_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package.json").write_text('{"name": "demo", "version": "1.0.0"}')
    with tarfile.open(tmp_path / "demo.tgz", "w:gz") as archive:
        archive.add(tmp_path / "package.json", "package/package.json")
    wanted = "sha512-" + "A" * 86 + "=="
    (tmp_path / "package.json").write_text('{"name": "top", "dependencies": {"demo": "file:demo.tgz"}}')
    (tmp_path / "package-lock.json").write_text(
        '{"name": "top", "lockfileVersion": 3, "requires": true, "packages": {'
        '"": {"name": "top", "dependencies": {"demo": "file:demo.tgz"}}, "node_modules/demo": '
        f'{{"version": "1.0.0", "resolved": "file:demo.tgz", "integrity": "{wanted}"}}}}}}'
    )
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    code = f"import publish.node as n; from pathlib import Path; n.ROOT = Path({str(tmp_path)!r}); n.run_npm('ci')"
    with pytest.raises(DevError) as caught:
        install([sys.executable, "-c", code], "package-lock.json", "the npm registry")
    assert re.fullmatch(
        rf"hash mismatch: node_modules/demo from the npm registry: expected {re.escape(wanted)}, got sha512-\S+==",
        str(caught.value),
    )
    assert publish.node.ROOT == ROOT


def test_an_installer_that_fails_otherwise_is_quoted() -> None:
    with pytest.raises(DevError, match=r"^demo could not be installed: ValueError: disk full$"):
        install([sys.executable, "-c", "raise ValueError('disk full')"], "demo", "the registry")


@pytest.mark.parametrize("command", ["serve", "watch"])
def test_port_in_use_is_said_before_any_work(command: str, project: Path, bare_env: dict[str, str], run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = the_line(run(project, bare_env, command, "--port", port))
    assert line.startswith(f"port {port} cannot be used")
    assert "choose another with --port" in line


@pytest.mark.parametrize("command", ["test", "bench"])
def test_a_browser_that_is_named_and_missing(command: str, project: Path, bare_env: dict[str, str], run: Run) -> None:
    line = the_line(run(project, {**bare_env, "CHROMIUM": "/no/such/chromium"}, command))
    assert line == "no Chromium: CHROMIUM=/no/such/chromium cannot be run"


def test_a_failing_step_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    with pytest.raises(DevError, match="step nowhere failed; its message stands above"):
        dev.step("nowhere")


def make_wheel(folder: Path, name: str, version: str) -> None:
    folder.mkdir()
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        info = f"{name}-{version}.dist-info"
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
