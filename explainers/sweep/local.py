"""All parts on this machine: one process a core, with few parts under way at a time."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process, resource_tracker
from pathlib import Path

import numpy as np
import pyarrow as pa

from explainers.sweep.folder import Folder
from explainers.sweep.parts import Job, write_part
from explainers.sweep.refusals import SweepError
from explainers.sweep.stops import held_back, leave_to_parent

LARGE = 2**21  # numbers: 16 MB, below the 32 MB at which the C library stops learning
AHEAD = 2  # parts under way for each process: one in work, one waiting


def make_part(path: Path, job: Job, token: str, number: int) -> int:
    """Evaluate one part and write it. Runs in a worker process.

    Parameters
    ----------
    path : Path     The result's folder. [path]
    job : Job       What is swept. [object]
    token : str     Of the run. [text]
    number : int    Which part. [1]

    Returns
    -------
    int             The part's number. [1]

    Raises
    ------
    SweepError      "out-stopped", "other-code"

    Source: this project's convention.
    """
    with Folder(path, job, token).place(number) as beside, pa.OSFile(str(beside), "wb") as sink:
        write_part(job, number, sink)
    return number


def run_local(folder: Folder) -> Iterator[int]:
    """Make every missing part; yields each part's number when it is there.

    Parameters
    ----------
    folder : Folder    Where the parts go. [object]

    Returns
    -------
    iterator of int    [1]

    Raises
    ------
    SweepError         "out-stopped", "worker-lost"

    Source: this project's convention.
    """
    missing, own = folder.missing(), (folder.path, folder.job, folder.token)
    processes = min(os.cpu_count() or 1, folder.parts - len(folder.sound))
    if processes <= 1:
        yield from (make_part(*own, number) for number in missing)
        return
    # spawned, not forked: a fork would copy whatever threads the parent's libraries hold
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=prepare_worker)
    resource_tracker.ensure_running()  # else it starts with the first worker, and lets orders to stop through
    try:
        waiting: set[Future[int]] = set()
        while True:
            for number in islice(missing, AHEAD * processes - len(waiting)):
                with held_back():
                    waiting.add(pool.submit(make_part, *own, number))
            if not waiting:
                return
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    except BrokenProcessPool:
        raise SweepError("worker-lost", {"value": str(folder.path)}) from None
    finally:
        pool.shutdown(cancel_futures=True)


def prepare_worker() -> None:
    """One thread a process; memory that is used again; Ctrl-C for the parent alone; no worker outlives its parent.

    Source: this project's convention.
    """
    pa.set_cpu_count(1)
    # The C library hands blocks over 128 kB back to the system each time, until it has once seen a larger one freed;
    # a block of rows has dozens of arrays of that size, and fetching their pages anew costs a third of the time.
    np.empty(LARGE)
    leave_to_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
