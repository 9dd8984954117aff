"""All parts on a Dask cluster: its workers evaluate, this process writes."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from distributed import Client

from explainers.sweep.folder import Folder
from explainers.sweep.parts import Job, part_bytes
from explainers.sweep.refusals import SweepError

AHEAD = 2  # parts under way for each thread of the cluster: one in work, one waiting
CONNECT_S = 3
LOOK_S = 1.0  # without a part for so long, somebody looks whether there still is a worker
FETCH_S = 5.0  # for a part to come from its worker; twice as long each time that it does not
ALONE_S = 20.0  # so long a cluster may be without any, as when one is started again
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


def run_cluster(folder: Folder, scheduler: str, tell: Callable[[SweepError], None]) -> Iterator[int]:
    """Make every missing part; yields each part's number when it is there.

    Parameters
    ----------
    folder : Folder    Where the parts go. [object]
    scheduler : str    Address such as tcp://host:8786. [text]
    tell : callable    Says what may yet end the run, while it waits. [object]

    Returns
    -------
    iterator of int    [1]

    Raises
    ------
    SweepError         "no-scheduler", "no-workers", "no-worker-left", "scheduler-lost", "worker-failed", "out-stopped"

    Source: this project's convention.
    """
    if not _ADDRESS.fullmatch(scheduler):
        raise SweepError("no-scheduler", {"value": scheduler})
    for name in ("asyncio", "distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said once, by us
    try:
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError):  # nobody there, or a kind of address that Dask does not know
        raise SweepError("no-scheduler", {"value": scheduler}) from None
    try:
        yield from _Run(folder, scheduler, client, tell).made()
    finally:
        with suppress(Exception):  # of a scheduler that is gone, nothing more can be asked
            client.close(timeout=CONNECT_S)


class _Run:
    """One run on one cluster: what is under way, and what is said when nobody is left to make it."""

    def __init__(self, folder: Folder, scheduler: str, client: Client, tell: Callable[[SweepError], None]) -> None:
        self.folder, self.scheduler, self.client, self.tell = folder, scheduler, client, tell
        self.finished: SimpleQueue[Any] = SimpleQueue()
        self.missing = folder.missing()

    def made(self) -> Iterator[int]:
        threads = self.threads()
        if not threads:
            raise SweepError("no-workers", {"value": self.scheduler})
        under_way = self.submit(AHEAD * threads)
        while under_way:
            number, content = self.next_part()
            with self.folder.place(number) as beside:
                beside.write_bytes(content)
            under_way += self.submit(1) - 1
            yield number

    def submit(self, count: int) -> int:
        """Give out some parts; how many there were."""
        given = 0
        for number in islice(self.missing, count):
            # no part of another run may be taken for this one's: every key is new
            future = self.client.submit(remote_part, self.folder.job, number, pure=False)
            future.add_done_callback(self.finished.put)
            given += 1
        return given

    def next_part(self) -> tuple[int, bytes]:
        """The next part that a worker has made."""
        future = self.while_workers(lambda _: self.finished.get(timeout=LOOK_S))
        try:
            # it lies at the worker that made it: if that one dies before it is fetched, another makes it anew
            found: tuple[int, bytes] = self.while_workers(lambda tries: future.result(timeout=FETCH_S * 2**tries))
        except SweepError:
            raise
        except (CancelledError, OSError):
            raise SweepError("scheduler-lost", self.gaps()) from None
        except Exception as error:  # whatever a worker could not do, or a worker that died of it again and again
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            raise SweepError("worker-failed", self.gaps(reason=reason)) from None
        future.release()
        return found

    def while_workers(self, attempt: Callable[[int], Any]) -> Any:
        """What an attempt brings, made again if it takes long; refused once nobody has been left for a while."""
        alone, since, tries = SweepError("no-worker-left", self.gaps(seconds=f"{ALONE_S:.0f}")), 0.0, 0
        while True:
            try:
                return attempt(tries)
            except (Empty, TimeoutError):
                if self.threads():
                    since, tries = 0.0, tries + 1
                elif not since:
                    since = time.monotonic()
                    self.tell(alone)
                elif time.monotonic() - since > ALONE_S:
                    raise alone from None

    def threads(self) -> int:
        """Threads of all workers; a scheduler that does not say is gone."""
        try:
            known = self.client.sync(self.client.scheduler.ncores, callback_timeout=CONNECT_S)
        except Exception:  # closed, closing, silent: there are many ways not to answer
            raise SweepError("scheduler-lost", self.gaps()) from None
        return sum(known.values())

    def gaps(self, **more: str) -> dict[str, str]:
        """What fills the sentences of a run that ends.

        Parameters
        ----------
        more : str    Further gaps. [text]

        Returns
        -------
        dict          name -> text

        Source: this project's convention.
        """
        return {"scheduler": self.scheduler, "value": str(self.folder.path), **more}
