"""Runs of a sweep: going on after a kill, ending politely, and refusing what is not its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pyarrow.parquet as pq
import pytest

from explainers.__main__ import main
from explainers.sweep.note import NOTE
from tests.cli.runs import BACKGROUND, PATIENCE_S, ROOT, SLUG, SMALL_FILES, command, ended, parts, start, until

Capture = pytest.CaptureFixture[str]


# --- going on, or not -----------------------------------------------------------------------------------------------


def test_a_killed_sweep_goes_on_where_it_stopped(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "result.parquet"
    arguments = command(out, "length_m=0.5:2000:log:40", "message_bytes=64:65536:log:150")
    first = start(arguments, BACKGROUND)
    until(lambda: parts(out))
    first.send_signal(signal.SIGINT)
    assert first.communicate(timeout=PATIENCE_S)[1].splitlines()[-1].startswith("Stopped. What is finished stays in ")
    assert first.returncode == 130
    before = parts(out)
    assert sorted(path.name for path in out.iterdir()) == [NOTE, *before]
    second = start(arguments)
    until(lambda: len(parts(out)) > len(before))
    assert main(arguments) == 2  # a run that lives keeps others out
    assert f"(process {second.pid} on " in capsys.readouterr().err
    workers = psutil.Process(second.pid).children(recursive=True)
    second.kill()
    second.communicate(timeout=PATIENCE_S)
    assert psutil.wait_procs(workers, timeout=PATIENCE_S)[1] == []  # no worker outlives its parent
    kept = parts(out)
    assert before.items() <= kept.items()
    assert len(kept) < 12
    third = start(arguments)
    said = third.communicate(timeout=PATIENCE_S)[0]
    assert third.returncode == 0
    done = sum(pq.read_metadata(out / name).num_rows for name in kept)
    assert said.startswith(f"6,000 rows in {out}; {6000 - done:,} of them computed now, in ")
    assert kept.items() <= parts(out).items()
    assert sorted(path.name for path in out.iterdir()) == [NOTE, *(f"part-{n:09d}.parquet" for n in range(12))]
    lengths = pq.read_table(out).column("length_m").to_numpy()
    assert len(lengths) == 6000
    assert (np.diff(lengths) >= 0).all()


def hang_up(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGHUP)


def end_group(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGTERM)


def kill_a_worker(process: subprocess.Popen[str]) -> None:
    workers = psutil.Process(process.pid).children()
    next(one for one in workers if "spawn_main" in " ".join(one.cmdline())).kill()


ENDS: list[tuple[Callable[[Any], object] | None, str, int, str]] = [
    (subprocess.Popen.terminate, BACKGROUND, 143, "Stopped. What is finished stays in r; the same command"),
    (hang_up, ":", 129, "Stopped. What is finished stays in r; the same command"),
    (end_group, ":", 143, "Stopped. What is finished stays in r; the same command"),
    (kill_a_worker, ":", 2, "A process of this sweep was ended from outside, perhaps because memory ran out."),
    (None, SMALL_FILES, 2, "r can no longer be written: a file would become larger than this system allows."),
]


@pytest.mark.parametrize(("end", "first", "status", "said"), ENDS, ids=["TERM", "HUP", "all", "worker", "disk"])
def test_however_it_ends_there_is_one_line_and_nothing_half_done(
    tmp_path: Path, end: Any, first: str, status: int, said: str
) -> None:
    out = tmp_path / "r"
    words_given = command(Path("r"), "length_m=0.5:2000:log:40", "message_bytes=64:65536:log:150")
    run = start(words_given, first, at=tmp_path)  # so that no sentence cuts the name of the folder
    if end is not None:
        until(lambda: parts(out))
        end(run)
    found = ended(run)
    assert (found[0], found[1]) == (status, ""), found
    assert found[2].splitlines()[-1].startswith(said), found
    assert len(found[2].splitlines()) == 2  # the first says that this calculator is slow
    assert sorted(path.name for path in out.iterdir()) == [NOTE, *parts(out)]


@pytest.fixture
def finished(tmp_path: Path, capsys: Capture) -> Path:
    out = tmp_path / "result.parquet"
    assert main(command(out, "length_m=1,30")) == 0
    capsys.readouterr()
    return out


def test_a_finished_sweep_computes_nothing_again(finished: Path, capsys: Capture) -> None:
    before = {path: path.stat().st_mtime_ns for path in finished.iterdir()}
    assert main(command(finished, "length_m=1,30")) == 0
    assert capsys.readouterr().out == f"2 rows in {finished}; all of them were there already.\n"
    assert {path: path.stat().st_mtime_ns for path in finished.iterdir()} == before


@pytest.mark.parametrize(("language", "said"), [("en", "another grid"), ("ja", "別の格子")])
@pytest.mark.parametrize("texts", [("length_m=1,31",), ("length_m=30,1",), ("length_m=1,30", "lanes=1,2")])
def test_another_grid_is_refused(
    finished: Path, capsys: Capture, texts: tuple[str, ...], language: str, said: str
) -> None:
    before = parts(finished)
    assert main(command(finished, *texts, more=("--lang", language))) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert said in captured.err
    assert str(finished)[:40] in captured.err
    assert parts(finished) == before


def test_axes_in_another_order_are_another_grid(tmp_path: Path, capsys: Capture) -> None:
    assert main(command(tmp_path / "r", "length_m=1,30", "lanes=1,2")) == 0
    assert main(command(tmp_path / "r", "lanes=1,2", "length_m=1,30")) == 2
    assert "another grid" in capsys.readouterr().err


def test_other_models_are_refused(finished: Path, capsys: Capture) -> None:
    note = json.loads((finished / NOTE).read_text(encoding="utf-8"))
    note["same"]["code"] = "0" * 64
    (finished / NOTE).write_text(json.dumps(note), encoding="utf-8")
    assert main(command(finished, "length_m=1,30")) == 2
    assert "other models or another numpy" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["file", "folder", "broken note", "empty note", "below a file"])
def test_what_is_not_a_sweep_is_never_touched(tmp_path: Path, capsys: Capture, kind: str) -> None:
    out = tmp_path / "thing"
    if kind in {"file", "below a file"}:
        out.write_text("mine", encoding="utf-8")
    else:
        out.mkdir()
        text = {"folder": "mine", "broken note": "{", "empty note": "[]"}[kind]
        (out / ("mine.txt" if kind == "folder" else NOTE)).write_text(text, encoding="utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert main(command(out / "r" if kind == "below a file" else out, "length_m=1,30")) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    assert main(command(tmp_path, "length_m=1,30")) == 0
    assert list(parts(tmp_path)) == ["part-000000000.parquet"]


# --- what is not there ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "said"), [("en", "is not installed"), ("ja", "インストールされていません")])
@pytest.mark.parametrize(
    ("package", "more"), [("pyarrow", []), ("tqdm", []), ("distributed", ["--scheduler", "tcp://x:1"])]
)
def test_a_missing_extra_is_one_line(tmp_path: Path, package: str, more: list[str], language: str, said: str) -> None:
    arguments = command(tmp_path / "r", "length_m=1,30", more=("--lang", language, *more))
    without = f"import sys; sys.modules[{package!r}] = None; "
    code = without + "from explainers.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stdout) == (2, "")
    last = done.stderr.splitlines()[-1]
    assert all(part in last for part in (package, said, 'pip install ".[sweep]"'))
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [[], [SLUG], ["no-such", "--grid", "a=1", "--out", "x"], [SLUG, "--grid", "a=1"]])
def test_a_wrong_command_is_refused_with_usage(capsys: Capture, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["sweep", *arguments])
    assert done.value.code == 2
    assert "python -m explainers sweep" in capsys.readouterr().err


def test_a_flag_of_another_command_is_refused(tmp_path: Path, capsys: Capture) -> None:
    assert main(command(tmp_path / "r", "length_m=1", more=("--length-m", "3"))) == 2
    assert "--length-m" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()
