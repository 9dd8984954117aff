"""One run at a time writes into the folder of a sweep, and no disk is asked for what it has not."""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from explainers.__main__ import main
from explainers.sweep import evaluate, lock, note, room, stops
from explainers.sweep.evaluate import code_digest, inputs_class
from explainers.sweep.grid import parse_grid
from explainers.sweep.lock import RunLock
from explainers.sweep.note import NOTE
from explainers.sweep.parts import part_bytes
from explainers.sweep.refusals import SweepError
from explainers.sweep.room import expected_bytes
from explainers.words import LANGUAGES
from tests.cli.quick import PART, SLUG, TEXTS, command, job

Capture = pytest.CaptureFixture[str]


# --- one run at a time ----------------------------------------------------------------------------------------------


def test_a_second_run_is_refused_and_a_dead_ones_lock_is_not_minded(out: Path, capsys: Capture) -> None:
    (out / PART).unlink()
    beside = out / f".{PART}.abcd.1"
    with RunLock(out):
        beside.write_bytes(b"half a part")
        for language in LANGUAGES:
            assert main(command(out, "--lang", language)) == 2
            captured = capsys.readouterr()
            assert (captured.out, captured.err.count("\n")) == ("", 1)
            assert str(os.getpid()) in captured.err
        assert beside.exists()  # of a run that lives
        left = (out / lock.NAME).read_bytes()
    (out / lock.NAME).write_bytes(left)  # as after kill -9
    assert main(command(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == [NOTE, PART]


@pytest.fixture
def quick_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "BEAT_S", 0.05)
    monkeypatch.setattr(lock, "LOOK_S", 0.05)
    monkeypatch.setattr(lock, "WATCH_S", 1.5)


BEATING = """
import sys, time
from pathlib import Path
n = 0
while True:
    n += 1
    Path(sys.argv[1]).write_text('{"machine": "far", "host": "far-away", "process": 7, "token": "x", "beat": %d}' % n)
    time.sleep(0.1)
"""


@pytest.mark.usefixtures("quick_heart")
def test_a_run_on_another_machine_is_known_by_its_heart(out: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", BEATING, str(out / lock.NAME)]) as other:
        try:
            while not (out / lock.NAME).exists():
                pass
            with pytest.raises(SweepError) as refused, RunLock(out):
                pass
        finally:
            other.kill()
    assert (refused.value.code, refused.value.gaps["host"], refused.value.gaps["process"]) == ("busy", "far-away", "7")
    assert (out / lock.NAME).exists()  # it is not ours
    with RunLock(out) as mine:  # whose heart has stopped
        assert not mine.lost
        (out / lock.NAME).write_text('{"token": "y"}', encoding="utf-8")  # and so it would see that ours had
        mine._heart.join(timeout=60)
        assert mine.lost


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"[" * 10_000, b"5"])
@pytest.mark.usefixtures("quick_heart")
def test_a_lock_that_says_nothing_blocks_nobody(out: Path, content: bytes) -> None:
    (out / lock.NAME).write_bytes(content)
    with RunLock(out):
        assert json.loads((out / lock.NAME).read_bytes())["process"] == os.getpid()


# --- size -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_disk_holds_is_refused_with_its_size(tmp_path: Path, capsys: Capture, language: str) -> None:
    texts = ("gpus=64:65536:log:100000", "link_gbps=50:3200:log:100000", "overlap_data=0:1:lin:1000")
    rows = f"{parse_grid(SLUG, inputs_class(SLUG), texts).rows:,}"
    assert main(command(tmp_path / "r", "--lang", language, texts=texts)) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert rows in captured.err
    assert re.search(r"\d TB|\d PB", captured.err)
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("texts", [TEXTS, ("gpus=64:65536:log:5000", "link_gbps=50:3200:log:40"), ("tensor=1,2",)])
def test_the_size_is_what_the_files_have(texts: tuple[str, ...]) -> None:
    one = job(*texts)
    assert expected_bytes(one, one.grid.rows) == pytest.approx(len(part_bytes(one, 0)), rel=0.15, abs=3000)


# --- the same text --------------------------------------------------------------------------------------------------


def test_line_ends_do_not_make_other_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Path(evaluate.__file__).parents[1]
    for path in package.rglob("*.py"):
        copy = tmp_path / path.relative_to(package)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    wanted = {slug: code_digest(slug) for slug in (SLUG, "link-latency")}
    code_digest.cache_clear()
    monkeypatch.setattr(evaluate, "files", lambda _: tmp_path)
    try:
        assert {slug: code_digest(slug) for slug in wanted} == wanted
        (tmp_path / "base" / "units.py").write_bytes(b"other = 1\n")
        code_digest.cache_clear()
        assert code_digest(SLUG) != wanted[SLUG]
    finally:
        code_digest.cache_clear()


def test_the_examples_hold() -> None:
    for module in (room, lock, note, stops):
        assert doctest.testmod(module).failed == 0
