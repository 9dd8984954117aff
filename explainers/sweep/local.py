"""All parts on this machine: one process a core, with few parts under way at a time."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path

import numpy as np
import pyarrow as pa

from explainers.sweep.folder import Folder
from explainers.sweep.parts import Job, write_part

LARGE = 2**21  # numbers: 16 MB, below the 32 MB at which the C library stops learning
AHEAD = 2  # parts under way for each process: one in work, one waiting


def make_part(path: Path, job: Job, number: int) -> int:
    """Evaluate one part and write it. Runs in a worker process.

    Parameters
    ----------
    path : Path     The result's folder. [path]
    job : Job       What is swept. [object]
    number : int    Which part. [1]

    Returns
    -------
    int             The part's number. [1]

    Source: this project's convention.
    """
    with Folder(path, job).place(number) as beside, pa.OSFile(str(beside), "wb") as sink:
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

    Source: this project's convention.
    """
    missing = folder.missing()
    processes = min(os.cpu_count() or 1, folder.parts - len(folder.there()))
    if processes <= 1:
        yield from (make_part(folder.path, folder.job, number) for number in missing)
        return
    # spawned, not forked: a fork would copy whatever threads the parent's libraries hold
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=prepare_worker)
    try:
        waiting: set[Future[int]] = set()
        while True:
            for number in islice(missing, AHEAD * processes - len(waiting)):
                waiting.add(pool.submit(make_part, folder.path, folder.job, number))
            if not waiting:
                return
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
