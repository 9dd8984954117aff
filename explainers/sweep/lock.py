"""One run at a time writes into a folder, also where two machines share it, and a dead run blocks nobody."""

from __future__ import annotations

import json
import os
import platform
import secrets
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from explainers.sweep.refusals import SweepError

if sys.platform != "win32":  # there the heart alone says who lives
    import fcntl

NAME = "_sweep.lock"
BEAT_S = 2.0
LOOK_S = 0.5
WATCH_S = 4 * BEAT_S  # without a beat for so long a run is dead, or stands still
_SIZE = 512  # bytes of the file; a beat is written over the last one and needs no more of a full disk


def machine() -> str:
    """The running system, by an identity that no other has; its name where there is none.

    Source: this project's convention.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return platform.node()


class RunLock:
    """Held while a run writes. On one machine the kernel knows who lives; across machines a heart beats in the file."""

    def __init__(self, folder: Path) -> None:
        self.path, self.folder = folder / NAME, folder
        self.token = secrets.token_hex(8)
        self.lost = False  # another run took us for dead
        self._file = -1
        self._beats = 0
        self._end = threading.Event()
        self._heart = threading.Thread(target=self._live, daemon=True)

    def __enter__(self) -> RunLock:
        made = self._open()
        try:
            self._take(made=made)
        except BaseException:
            with suppress(OSError):
                if made and self._holder() in (None, self.token):
                    self.path.unlink()
            os.close(self._file)
            raise
        self._heart.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end.set()
        self._heart.join()
        with suppress(OSError):
            if self._holder() == self.token:
                self.path.unlink()
        os.close(self._file)

    def _take(self, *, made: bool) -> None:
        there = self._read()
        known = _parsed(there)
        locked = self._locked(known)
        if not made and not (locked and known.get("machine") == machine()):
            self._watch(there)
        os.ftruncate(self._file, _SIZE)
        self._beat()
        if not made and not locked:  # two may have waited for the same dead run: the last who wrote has it
            time.sleep(BEAT_S)
            if self._holder() != self.token:
                raise self._busy(_parsed(self._read()))

    def _open(self) -> bool:
        """Whether the file was made by us; making it is one step, even on a shared disk."""
        flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(self.path, flags | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            self._file = os.open(self.path, flags)
            return False
        return True

    def _locked(self, known: dict[str, Any]) -> bool:
        """Whether the kernel gave us the file; False where it cannot say."""
        if sys.platform == "win32":
            return False
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise self._busy(known) from None
        except OSError:  # a shared disk that has no such locks
            return False
        if not os.path.samestat(os.fstat(self._file), self.path.stat()):  # its run has just ended
            raise self._busy(known)
        return True

    def _watch(self, before: bytes) -> None:
        """Refuse as soon as the heart of the other run beats."""
        for _ in range(int(WATCH_S / LOOK_S)):
            time.sleep(LOOK_S)
            now = self._read()
            if now != before:
                raise self._busy(_parsed(now))

    def _busy(self, known: dict[str, Any]) -> SweepError:
        process, host = (str(known.get(key, "?")) for key in ("process", "host"))
        return SweepError("busy", {"value": str(self.folder), "process": process, "host": host})

    def _read(self) -> bytes:
        try:
            with self.path.open("rb") as file:  # opened anew: a shared disk shows others' bytes only then
                return file.read(_SIZE)
        except OSError:
            return b""

    def _holder(self) -> Any:
        """Whose token stands in the file; None where there is none."""
        return _parsed(self._read()).get("token")

    def _beat(self) -> None:
        self._beats += 1
        known = {"token": self.token, "process": os.getpid(), "host": platform.node()[:80], "machine": machine()}
        line = json.dumps({**known, "beat": self._beats}).encode("ascii")
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, line.ljust(_SIZE - 1)[: _SIZE - 1] + b"\n")
        os.fsync(self._file)

    def _live(self) -> None:
        while not self._end.wait(BEAT_S):
            if self._holder() not in (None, self.token):
                self.lost = True
                return
            with suppress(OSError):
                self._beat()


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
