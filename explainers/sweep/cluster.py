"""All parts on a Dask cluster: its workers evaluate, this process writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from distributed import Client, as_completed

from explainers.sweep.folder import Folder
from explainers.sweep.parts import Job, part_bytes
from explainers.sweep.refusals import SweepError

AHEAD = 2  # parts under way for each thread of the cluster: one in work, one waiting
CONNECT_S = 3
_ADDRESS = re.compile(r"[a-z]+://\S+:\d{1,5}")  # checked first: a client of an impossible address takes long to give up


def remote_part(job: Job, number: int) -> tuple[int, bytes]:
    """One part as bytes. Runs on a worker, which needs no folder in common with us.

    Parameters
    ----------
    job : Job       What is swept. [object]
    number : int    Which part. [1]

    Returns
    -------
    (int, bytes)    the part's number and a whole Parquet file. [1, B]

    Source: this project's convention.
    """
    return number, part_bytes(job, number)


def run_cluster(folder: Folder, scheduler: str) -> Iterator[int]:
    """Make every missing part; yields each part's number when it is there.

    Parameters
    ----------
    folder : Folder    Where the parts go. [object]
    scheduler : str    Address such as tcp://host:8786. [text]

    Returns
    -------
    iterator of int    [1]

    Raises
    ------
    SweepError         "no-scheduler" or "no-workers"

    Source: this project's convention.
    """
    if not _ADDRESS.fullmatch(scheduler):
        raise SweepError("no-scheduler", {"value": scheduler})
    try:
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError):  # nobody there, or a kind of address that Dask does not know
        raise SweepError("no-scheduler", {"value": scheduler}) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise SweepError("no-workers", {"value": scheduler})
        missing = folder.missing()

        def submit(count: int) -> list[Any]:
            # no part of another run may be taken for this one's: every key is new
            return [client.submit(remote_part, folder.job, n, pure=False) for n in islice(missing, count)]

        under_way = as_completed(submit(AHEAD * threads), loop=client.loop)
        for future in under_way:
            number, content = future.result()
            with folder.place(number) as beside:
                beside.write_bytes(content)
            future.release()
            for more in submit(1):
                under_way.add(more)
            yield number
