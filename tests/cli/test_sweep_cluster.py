"""A sweep on a cluster: the same files as alone, and one line when nobody is left."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from explainers.__main__ import main
from explainers.sweep.evaluate import code_digest, inputs_class, part_rows
from explainers.sweep.grid import parse_grid
from explainers.sweep.note import NOTE
from explainers.sweep.parts import Job, part_bytes
from tests.cli.runs import PATIENCE_S, QUICK, ROOT, command, ended, names, parts, start, until

Capture = pytest.CaptureFixture[str]


class Cluster:
    """A scheduler and two workers on loopback, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.note, self.workers = folder, folder / "scheduler.json", 0
        self.flags = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(self.note)]
        self.started = [background("scheduler", *self.flags, "--port", "0")]
        self.add_worker()
        self.add_worker()
        self.spare = folder / "now"  # the third is ready, and comes when this file does
        self.add_worker(self.spare)

    @property
    def address(self) -> str:
        until(self.note.is_file)
        return str(json.loads(self.note.read_text(encoding="utf-8"))["address"])

    def add_worker(self, when: Path | None = None) -> None:
        self.workers += 1
        own = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder / f"worker-{self.workers}")]
        self.started.append(background("worker", *self.flags, *own, when=when))

    def kill(self, processes: list[subprocess.Popen[bytes]]) -> None:
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield made
    finally:
        made.kill(made.started[::-1])


def background(name: str, *flags: str, when: Path | None = None) -> subprocess.Popen[bytes]:
    code = f"""
import sys, time
from pathlib import Path
from distributed.cli.dask_{name} import main
while not Path({str(when or ROOT)!r}).exists():
    time.sleep(0.05)
main(sys.argv[1:])
"""
    program = [sys.executable, "-c", code, *flags]
    return subprocess.Popen(program, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def told(run: subprocess.Popen[str]) -> str:
    """The next line, or a failure instead of waiting for ever."""
    assert run.stderr
    line = ThreadPoolExecutor(1).submit(run.stderr.readline)
    try:
        return line.result(PATIENCE_S)
    except TimeoutError:
        run.kill()
        raise


def test_two_workers_of_a_cluster_make_the_same_files(tmp_path: Path, cluster: Cluster) -> None:
    scheduler = cluster.address
    out, texts = tmp_path / "r", ("tensor=1,2,4,8", "gpus=64:65536:log:400", "link_gbps=50:3200:log:400")
    done = start(command(out, *texts, slug=QUICK, more=("--scheduler", scheduler)))
    said = done.communicate(timeout=PATIENCE_S)
    assert (done.returncode, said[1]) == (0, ""), said
    assert said[0].startswith(f"640,000 rows in {out}; 640,000 of them computed now, in ")
    job = Job(parse_grid(QUICK, inputs_class(QUICK), texts), part_rows(QUICK), code_digest(QUICK))
    assert list(parts(out).values()) == [part_bytes(job, number) for number in range(3)]


def test_a_cluster_may_lose_its_workers_and_then_its_scheduler(tmp_path: Path, cluster: Cluster) -> None:
    out, address = tmp_path / "r", cluster.address
    texts = ("tensor=1,2,4,8", "gpus=64:65536:log:2000", "link_gbps=50:3200:log:4000")
    arguments = command(Path("r"), *texts, slug=QUICK, more=("--scheduler", address))
    run = start(arguments, at=tmp_path)  # so that no sentence cuts the name of the folder
    assert "rows, about 1.5 GB, go to r." in told(run)
    until(lambda: len(names(out)) > 2)
    cluster.kill(cluster.started[1:3])
    assert told(run).startswith(f"No worker is left at {address}; if none comes within ")
    before = names(out)
    cluster.spare.touch()
    until(lambda: len(names(out)) > len(before) + 2)  # it goes on with the new one
    cluster.kill(cluster.started[:1])
    lost = ended(run)
    gone = f"The scheduler at {address} is gone. What is finished stays in r; the same command goes on from there.\n"
    assert lost == (2, "", gone)
    assert sorted(path.name for path in out.iterdir()) == [NOTE, *names(out)]


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    arguments = command(tmp_path / "r", "gpus=64", slug=QUICK, more=("--scheduler", "tcp://127.0.0.1:9"))
    done = start(arguments)
    assert ended(done) == (2, "", "No Dask scheduler answers at tcp://127.0.0.1:9.\n")
    assert parts(tmp_path / "r") == {}


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:9", "tcp://", "tcp://a b:1"])
def test_what_is_no_address_of_a_scheduler_is_one_line(tmp_path: Path, capsys: Capture, address: str) -> None:
    assert main(command(tmp_path / "r", "gpus=64", slug=QUICK, more=("--scheduler", address))) == 2
    assert capsys.readouterr() == ("", f"No Dask scheduler answers at {address}.\n")
