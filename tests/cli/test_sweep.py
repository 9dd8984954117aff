"""python -m explainers sweep: strict grids, right rows, whole files, going on after a kill, and a cluster of two."""

from __future__ import annotations

import doctest
import importlib
import itertools
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
from explainers.base.errors import NoSolutionError
from explainers.base.parameters import parameters
from explainers.calculators import link_latency
from explainers.calculators.link_latency import Inputs, answer
from explainers.sweep import evaluate, grid
from explainers.sweep.evaluate import inputs_class
from explainers.sweep.folder import NOTE
from explainers.sweep.grid import Axis, Grid, parse_grid
from explainers.sweep.refusals import SweepError
from explainers.words import words

ROOT = Path(__file__).resolve().parents[2]
SLUG = "link-latency"
PATIENCE_S = 90.0  # of a machine that is busy with other things
LENGTHS = "length_m=0.5:2000:log:40"
SIZES = "message_bytes=64:65536:log:100"
Capture = pytest.CaptureFixture[str]


def command(out: Path, *texts: str, more: tuple[str, ...] = ()) -> list[str]:
    grids = [word for text in texts for word in ("--grid", text)]
    return ["sweep", SLUG, *grids, "--out", str(out), *more]


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


# --- the grid -------------------------------------------------------------------------------------------------------


def axis(text: str) -> tuple[Any, ...]:
    return parse_grid(SLUG, Inputs, [text]).axes[0].values


def test_lists_ranges_and_choices() -> None:
    assert axis("length_m=3,1,2.5") == (3.0, 1.0, 2.5)
    assert axis("length_m=1:2:lin:5") == (1.0, 1.25, 1.5, 1.75, 2.0)
    assert axis("length_m=1:1000:log:4") == pytest.approx((1.0, 10.0, 100.0, 1000.0), rel=1e-15)
    assert axis("medium=twinax,hollow-core") == ("twinax", "hollow-core")
    assert axis("lanes=8") == (8,)
    ends = axis("length_m=0.7:1999.9:log:33")
    assert (ends[0], ends[-1], len(ends)) == (0.7, 1999.9, 33)


def test_a_range_of_whole_numbers_is_rounded_and_each_is_taken_once() -> None:
    found = axis("message_bytes=64:128:log:1000")
    assert found == tuple(range(64, 129))
    assert {type(number) for number in found} == {int}


def test_rows_come_in_the_order_of_a_product_wherever_one_begins() -> None:
    some = Grid(SLUG, tuple(Axis(name, tuple(range(size))) for name, size in zip("abcd", (3, 1, 5, 4), strict=True)))
    every = np.array(list(itertools.product(*(one.values for one in some.axes))))
    for first, last in itertools.combinations(range(some.rows + 1), 2):
        assert (np.stack(list(some.indices(first, last).values()), axis=1) == every[first:last]).all()


def test_a_grid_of_any_size_costs_nothing_before_its_rows_are_asked_for() -> None:
    some = Grid(SLUG, tuple(Axis(name, tuple(range(1000))) for name in "abcdef"))
    assert some.rows == 10**18
    last = some.indices(some.rows - 3, some.rows)
    assert last["f"].tolist() == [997, 998, 999]
    assert [last[name].tolist() for name in "abcde"] == [[999] * 3] * 5


REFUSED = [
    (["length_m=9999"], ("9999", "0.5 m", "2,000 m", "length_m")),
    (["length_m=1:9999:lin:5"], ("9999", "2,000 m", "length_m")),
    (["length_m="], ("0.5 m", "2,000 m", "length_m")),
    (["length_m=1,,2"], ("0.5 m", "2,000 m", "length_m")),
    (["length_m=1,nan"], ("nan", "length_m")),
    (["length_m=1,2,1.0"], ("1,2,1.0", "length_m")),
    (["length_m=1:2:3"], ("1:2:3", "0.5 m", "2,000 m", "length_m")),
    (["length_m=1:2:cubic:3"], ("1:2:cubic:3", "length_m")),
    (["length_m=1:2:lin:1"], ("1,000,000", "0.5 m", "length_m")),
    (["length_m=1:2:lin:2.5"], ("2.5", "length_m")),
    (["length_m=1:2:lin:99999999999"], ("99999999999", "length_m")),
    (["length_m=2:1:lin:3"], ("2:1:lin:3", "length_m")),
    (["message_bytes=64.5"], ("64.5", "64 B", "message_bytes")),
    (["medium=string"], ("string", "twinax", "hollow-core", "medium")),
    (["medium=twinax:hollow-core"], ("twinax:hollow-core", "medium")),
    (["no_such=1"], ("no_such",)),
    (["length-m=1"], ("length-m",)),
    (["length_m=1", "length_m=2"], ("length_m",)),
]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("texts", "named"), REFUSED, ids=range(len(REFUSED)))
def test_a_refusal_names_field_value_and_limits(
    capsys: Capture, tmp_path: Path, texts: list[str], named: tuple[str, ...], language: str
) -> None:
    out = tmp_path / "result.parquet"
    assert main(command(out, *texts, more=("--lang", language))) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert all(word in captured.err for word in named), captured.err
    assert words(SLUG, language)["inputs"].get(named[-1], {}).get("label", "") in captured.err
    assert not out.exists()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_no_part_of_a_grid_is_refused(capsys: Capture, tmp_path: Path, language: str) -> None:
    assert main(command(tmp_path / "r", "length_m:1", more=("--lang", language))) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert "length_m:1" in captured.err


def test_a_grid_whose_rows_cannot_be_numbered_is_refused(capsys: Capture, tmp_path: Path) -> None:
    numbers = [parameter for parameter in parameters(Inputs) if parameter.kind == "number"]
    texts = [f"{one.name}={one.low!r}:{one.high!r}:lin:1000000" for one in numbers[:4]]
    assert main(command(tmp_path / "r", *texts)) == 2
    assert all(part in capsys.readouterr().err for part in ("1.0e+24 rows", "9.2e+18"))


def test_a_range_by_logarithm_cannot_begin_at_0() -> None:
    with pytest.raises(SweepError) as refused:
        parse_grid("training-scaling", inputs_class("training-scaling"), ["overlap_data=0:1:log:3"])
    assert refused.value.code == "grid-log"
    assert refused.value.gaps == {"field": "overlap_data", "value": "0:1:log:3", "low": "0", "high": "1"}


# --- the result -----------------------------------------------------------------------------------------------------


def test_every_row_is_what_answer_says(capsys: Capture, tmp_path: Path) -> None:
    out = tmp_path / "result.parquet"
    assert main(command(out, "length_m=1,30,500", "message_bytes=64:4096:lin:3", "medium=twinax,dsp-optics")) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"18 rows in {out}; 18 of them computed now, in ")
    assert captured.err == f"{SLUG} answers one row at a time, so this is slow, though right.\n"
    table = pq.read_table(out)
    assert [str(kind) for kind in table.schema.types[:3]] == ["double", "int64", "string"]
    rows = table.to_pylist()
    assert [(r["length_m"], r["message_bytes"], r["medium"]) for r in rows] == list(
        itertools.product((1.0, 30.0, 500.0), (64, 2080, 4096), ("twinax", "dsp-optics"))
    )
    for row in rows:
        wanted = answer(Inputs(**{name: row[name] for name in ("length_m", "message_bytes", "medium")}))
        for value in wanted.values:
            assert row[value.name] == value.number or (row[value.name] != row[value.name] != value.number)
    about = json.loads(pq.read_metadata(next(out.glob("part-*"))).metadata[b"explainers"])
    assert about["units"]["values"]["total_s"] == "s"
    assert about["units"]["inputs"] == {"length_m": "m", "message_bytes": "B", "medium": ""}
    assert about["fixed"]["lanes"] == Inputs().lanes


def test_a_row_without_an_answer_stays_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sometimes(inputs: Inputs) -> Any:
        if inputs.length_m == 2.5:
            raise NoSolutionError("eye-closed")
        return answer(inputs)

    monkeypatch.setattr(link_latency, "answer", sometimes)
    assert main(command(tmp_path / "r", "length_m=1,2.5,3")) == 0
    totals = pq.read_table(tmp_path / "r").column("total_s").to_numpy()
    assert np.isnan(totals).tolist() == [False, True, False]


def test_the_examples_hold() -> None:
    assert sum(doctest.testmod(module).attempted for module in (grid, evaluate)) >= 2
    for name in ("refusals", "grid", "evaluate", "parts", "folder", "local", "cluster", "command"):
        assert doctest.testmod(importlib.import_module(f"explainers.sweep.{name}")).failed == 0


# --- going on, or not -----------------------------------------------------------------------------------------------


def test_a_killed_sweep_goes_on_where_it_stopped(tmp_path: Path) -> None:
    out = tmp_path / "result.parquet"
    arguments = command(out, LENGTHS, "message_bytes=64:65536:log:150")
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
    assert len(kept) < 6
    third = start(arguments)
    said = third.communicate(timeout=PATIENCE_S)[0]
    assert third.returncode == 0
    done = sum(pq.read_metadata(out / name).num_rows for name in kept)
    assert said.startswith(f"6,000 rows in {out}; {6000 - done:,} of them computed now, in ")
    assert kept.items() <= parts(out).items()
    assert sorted(path.name for path in out.iterdir()) == [NOTE, *(f"part-{n:09d}.parquet" for n in range(6))]
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
    assert all(part in last for part in (package, said, 'pip install "explainers[sweep]"'))
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
    common = [sys.executable, "-m"]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    flags = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(note)]
    started = [
        subprocess.Popen([*common, "distributed.cli.dask_scheduler", *flags, "--port", "0"], **quiet)  # type: ignore[call-overload]
    ]
    for number in range(2):
        own = ["--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / f"worker-{number}")]
        started.append(subprocess.Popen([*common, "distributed.cli.dask_worker", *flags, *own], **quiet))  # type: ignore[call-overload]
    try:
        until(note.is_file)
        yield json.loads(note.read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def test_two_workers_of_a_cluster_make_the_same_files(tmp_path: Path, scheduler: str) -> None:
    far, near = tmp_path / "far", tmp_path / "near"
    done = start(command(far, LENGTHS, SIZES, more=("--scheduler", scheduler)))
    here = start(command(near, LENGTHS, SIZES))
    said = done.communicate(timeout=PATIENCE_S)
    assert done.returncode == 0, said
    assert here.communicate(timeout=PATIENCE_S)[1].count("\n") == 1
    assert len(parts(far)) == 4
    assert parts(far) == parts(near)


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = start(command(tmp_path / "r", "length_m=1,30", more=("--scheduler", "tcp://127.0.0.1:9")))
    said = done.communicate(timeout=PATIENCE_S)
    assert done.returncode == 2
    assert said[1].splitlines()[-1] == "No Dask scheduler answers at tcp://127.0.0.1:9."
    assert parts(tmp_path / "r") == {}
