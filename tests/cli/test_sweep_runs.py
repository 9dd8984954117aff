"""Runs of a sweep: going on after a kill, refusing what is not its own, and a cluster of two."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pyarrow.parquet as pq
import pytest

from explainers.__main__ import main
from explainers.sweep.evaluate import code_digest, inputs_class, part_rows
from explainers.sweep.folder import NOTE
from explainers.sweep.grid import parse_grid
from explainers.sweep.parts import Job, part_bytes

ROOT = Path(__file__).resolve().parents[2]
SLUG, QUICK = "link-latency", "training-scaling"
PATIENCE_S = 90.0  # of a machine that is busy with other things
Capture = pytest.CaptureFixture[str]


def command(out: Path, *texts: str, slug: str = SLUG, more: tuple[str, ...] = ()) -> list[str]:
    grids = [word for text in texts for word in ("--grid", text)]
    return ["sweep", slug, *grids, "--out", str(out), *more]


def start(arguments: list[str]) -> subprocess.Popen[str]:
    words_given = [sys.executable, "-W", "error", "-m", "explainers", *arguments]
    return subprocess.Popen(words_given, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until(condition: Any) -> None:
    for _ in range(int(PATIENCE_S / 0.02)):
        if condition():
            return
        time.sleep(0.02)
    raise TimeoutError


def parts(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("part-*.parquet"))}


# --- going on, or not -----------------------------------------------------------------------------------------------


def test_a_killed_sweep_goes_on_where_it_stopped(tmp_path: Path) -> None:
    out = tmp_path / "result.parquet"
    arguments = command(out, "length_m=0.5:2000:log:40", "message_bytes=64:65536:log:150")
    first = start(arguments)
    until(lambda: parts(out))
    first.send_signal(signal.SIGINT)
    assert first.communicate(timeout=PATIENCE_S)[1].splitlines()[-1].startswith("Stopped. What is finished stays in ")
    assert first.returncode == 130
    before = parts(out)
    second = start(arguments)
    until(lambda: len(parts(out)) > len(before))
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


# --- a cluster ------------------------------------------------------------------------------------------------------


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """A scheduler and two workers on loopback, each a process of its own."""
    note = tmp_path / "scheduler.json"
    flags = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(note)]
    started = [background("dask_scheduler", *flags, "--port", "0")]
    for number in range(2):
        own = ["--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / f"worker-{number}")]
        started.append(background("dask_worker", *flags, *own))
    try:
        until(note.is_file)
        yield json.loads(note.read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def background(name: str, *flags: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", f"distributed.cli.{name}", *flags]
    return subprocess.Popen(program, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_two_workers_of_a_cluster_make_the_same_files(tmp_path: Path, scheduler: str) -> None:
    out, texts = tmp_path / "r", ("tensor=1,2,4,8", "gpus=64:65536:log:400", "link_gbps=50:3200:log:400")
    done = start(command(out, *texts, slug=QUICK, more=("--scheduler", scheduler)))
    said = done.communicate(timeout=PATIENCE_S)
    assert (done.returncode, said[1]) == (0, ""), said
    assert said[0].startswith(f"640,000 rows in {out}; 640,000 of them computed now, in ")
    job = Job(parse_grid(QUICK, inputs_class(QUICK), texts), part_rows(QUICK), code_digest(QUICK))
    assert list(parts(out).values()) == [part_bytes(job, number) for number in range(3)]


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    arguments = command(tmp_path / "r", "gpus=64", slug=QUICK, more=("--scheduler", "tcp://127.0.0.1:9"))
    done = start(arguments)
    said = done.communicate(timeout=PATIENCE_S)
    assert (done.returncode, *said) == (2, "", "No Dask scheduler answers at tcp://127.0.0.1:9.\n")
    assert parts(tmp_path / "r") == {}


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:9", "tcp://", "tcp://a b:1"])
def test_what_is_no_address_of_a_scheduler_is_one_line(tmp_path: Path, capsys: Capture, address: str) -> None:
    assert main(command(tmp_path / "r", "gpus=64", slug=QUICK, more=("--scheduler", address))) == 2
    assert capsys.readouterr() == ("", f"No Dask scheduler answers at {address}.\n")
