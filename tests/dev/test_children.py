"""dev.py ends whatever it started, on Ctrl-C, TERM and HUP, and says so in one line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devtools.children import processes
from tests.copies import ROOT, set_up_copy

PATIENCE_S = 90
LOOK_S = 0.05
UNDER_SIGNALS = """
import sys, dev
dev.run_under_test = lambda _options: 0 if dev.run([sys.executable, *sys.argv[1:]]) else 1
dev.COMMANDS = {"go": dev.run_under_test}
dev.run_under_test.__doc__ = "Run a program."
sys.exit(dev.main(["go"]))
"""
LATE = """
import concurrent.futures, pathlib, sys, time, dev
def late(name):
    pathlib.Path({mark!r}).touch()
    time.sleep(1.5)
    return dev.run([sys.executable, "-c", "import time; time.sleep(600)"])
def go(_options):
    "Start a program in another thread, a moment later."
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(late, "ab"))
dev.COMMANDS = {{"go": go}}
sys.exit(dev.main(["go"]))
"""
NOTEBOOK = "import os, pathlib, time\npathlib.Path({mark!r}).write_text(str(os.getpid()))\ntime.sleep(600)"
CONFIG = """
site_name: slow
docs_dir: {folder}
plugins:
  mkdocs-jupyter: {{execute: true, allow_errors: false, include: ["*.ipynb"]}}
"""
PAGES = """
import sys
from pathlib import Path
from publish.steps import pages
sys.exit(pages.build_config(Path({config!r}), Path({out!r})))
"""
DEAF = """
import pathlib, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path({mark!r}).touch()
time.sleep(600)
"""
BROWSER = """
import os, pathlib, time
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=["--no-sandbox"])
    pathlib.Path({mark!r}).write_text("open")
    time.sleep(600)
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start dev.py, with a signal ignored as for what a shell runs in the background; nothing outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(command: list[str], cwd: Path, ignored: signal.Signals | None = None) -> subprocess.Popen[str]:
        shell = ["sh", "-c", f"trap '' {ignored.name.removeprefix('SIG')}; exec \"$@\"", "sh"] if ignored else []
        program = subprocess.Popen(
            [*shell, sys.executable, *command],
            cwd=cwd, env={**os.environ, "PYTHONPATH": str(cwd), "PYTHONUNBUFFERED": "1"}, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(program)
        return program

    yield begin
    for program in started:
        for pid in (*below(program.pid), program.pid):
            if pid in processes():
                os.kill(pid, signal.SIGKILL)
        program.communicate()


def below(pid: int) -> dict[int, str]:
    """Every process below one: number and start."""
    table, found = processes(), {pid: ""}
    for _ in table:
        more = {p: start for p, (parent, start) in table.items() if parent in found and p not in found}
        if not more:
            break
        found |= more
    return {p: start for p, start in found.items() if p != pid}


def names(pids: dict[int, str]) -> str:
    """Their command lines, which say what runs."""
    paths = [Path(f"/proc/{pid}/cmdline") for pid in pids]
    return "\n".join(path.read_text(errors="replace").replace("\0", " ") for path in paths if path.exists())


def wait_for(true: Callable[[], object], program: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert program.poll() is None, program.communicate()
        assert time.monotonic() < deadline
        time.sleep(LOOK_S)


def ends(program: subprocess.Popen[str], number: signal.Signals) -> str:
    """Send the signal; every process below is gone when dev.py is. Answers what it said on standard error."""
    running = below(program.pid)
    assert running
    program.send_signal(number)
    said = program.communicate(timeout=PATIENCE_S)[1]
    assert program.returncode == 128 + number, said
    after = processes()
    assert {pid: begun for pid, begun in running.items() if after.get(pid, (0, ""))[1] == begun} == {}
    return said


@pytest.mark.parametrize(("number", "ignored"), [(signal.SIGTERM, signal.SIGINT), (signal.SIGHUP, None)])
def test_a_build_ends_with_node_and_python_below_it(
    number: signal.Signals, ignored: signal.Signals | None, start: Start, tmp_path: Path
) -> None:
    program = start(["dev.py", "serve", "--port", "0"], set_up_copy(tmp_path / "copy"), ignored)
    wait_for(lambda: "mjs" in (running := names(below(program.pid))) and "pytest" in running, program)
    assert ends(program, number) == f"dev.py: stopped by {number.name}\n"


def test_a_child_that_another_thread_is_about_to_start_ends_too(start: Start, tmp_path: Path) -> None:
    program = start(["-c", LATE.format(mark=str(tmp_path / "up"))], ROOT)
    wait_for((tmp_path / "up").exists, program)
    program.send_signal(signal.SIGTERM)
    assert program.communicate(timeout=PATIENCE_S)[1] == "dev.py: stopped by SIGTERM\n"
    assert program.returncode == 128 + signal.SIGTERM


def test_mkdocs_and_the_kernel_of_a_workbook_end(start: Start, tmp_path: Path) -> None:
    mark, docs = tmp_path / "kernel.pid", tmp_path / "docs"
    docs.mkdir()
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**cell, "source": NOTEBOOK.format(mark=str(mark))}]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}}
    (docs / "index.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})
    )
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(folder=docs))
    pages = PAGES.format(config=str(tmp_path / "mkdocs.yml"), out=str(tmp_path / "site"))
    program = start(["-c", UNDER_SIGNALS, "-c", pages], ROOT)
    wait_for(mark.exists, program)
    assert int(mark.read_text()) in below(program.pid)
    assert ends(program, signal.SIGTERM) == "dev.py: stopped by SIGTERM\n"


@pytest.mark.browser
def test_the_browser_of_a_test_run_ends(start: Start, tmp_path: Path) -> None:
    mark = tmp_path / "open"
    program = start(["-c", UNDER_SIGNALS, "-c", BROWSER.format(mark=str(mark))], ROOT)
    wait_for(mark.exists, program)
    assert "chrom" in names(below(program.pid))
    assert ends(program, signal.SIGINT) == "dev.py: stopped by SIGINT\n"


def test_a_child_that_does_not_listen_is_killed(start: Start, tmp_path: Path) -> None:
    program = start(["-c", UNDER_SIGNALS, "-c", DEAF.format(mark=str(tmp_path / "up"))], ROOT)
    wait_for((tmp_path / "up").exists, program)
    assert ends(program, signal.SIGTERM) == "dev.py: stopped by SIGTERM\n"


def test_children_of_a_run_in_the_background_hear_ctrl_c_and_nohup_is_kept(start: Start) -> None:
    code = "import signal; print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN)"
    program = start(["-c", UNDER_SIGNALS, "-c", code], ROOT, signal.SIGINT)
    assert program.communicate(timeout=PATIENCE_S)[0] == "False\n"
    code = "import os, signal; os.kill(os.getppid(), signal.SIGHUP); print('still here')"
    program = start(["-c", UNDER_SIGNALS, "-c", code], ROOT, signal.SIGHUP)
    assert program.communicate(timeout=PATIENCE_S)[0] == "still here\n"
    assert program.returncode == 0
