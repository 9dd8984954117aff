"""The result: a folder of Parquet files, one a part, that an interrupted sweep finds again."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from explainers.sweep.lock import NAME as LOCK
from explainers.sweep.lock import RunLock
from explainers.sweep.note import NOTE, check_note, note_text
from explainers.sweep.parts import Job, is_sound
from explainers.sweep.refusals import SweepError, unwritable

_LIKE_A_PART = re.compile(r"part-.*\.parquet", re.DOTALL | re.IGNORECASE)
_PART = re.compile(r"part-(\d{9,18})\.parquet", re.ASCII)
_TEMPORARY = re.compile(r"\.(part-\d{9,}\.parquet|_sweep\.json)\..+", re.ASCII)


def part_name(number: int) -> str:
    """The file of one part.

    Parameters
    ----------
    number : int    Which part. [1]

    Returns
    -------
    str             [text]

    Source: this project's convention.
    >>> part_name(12)
    'part-000000012.parquet'
    """
    return f"part-{number:09d}.parquet"


class Folder:
    """Where the parts go. A part appears under its name only when it is whole, and counts only when it is sound."""

    def __init__(self, path: Path, job: Job, token: str = "") -> None:
        self.path, self.job = path, job
        self.token = token or secrets.token_hex(8)  # of the run; two machines may have a process of the same number
        self.sound: set[int] = set()

    @property
    def parts(self) -> int:
        """How many parts the whole grid makes. [1]

        Source: this project's convention.
        """
        return -(-self.job.grid.rows // self.job.part_rows)

    def look(self) -> list[str]:
        """Refuse a folder that is not this sweep's; nothing is changed.

        Returns
        -------
        list of str    what lies there and is not ours, but hinders whoever reads the folder. [text]

        Raises
        ------
        SweepError     "out-taken", "out-unwritable", "note-missing", "note-broken", "bogus-part" or one of `check_note`

        Source: this project's convention.
        """
        try:
            names = sorted(one.name for one in self.path.iterdir()) if self.path.exists() else []
            theirs = [n for n in names if n not in {NOTE, LOCK} and not _TEMPORARY.fullmatch(n)]
            if (self.path / NOTE).is_file():
                check_note(self.path, self.job)
            elif any(_PART.fullmatch(name) for name in theirs):
                raise SweepError("note-missing", {"value": str(self.path)})
            elif theirs or NOTE in names:
                raise SweepError("out-taken", {"value": str(self.path)})
        except NotADirectoryError:
            raise SweepError("out-taken", {"value": str(self.path)}) from None
        except OSError as error:
            raise unwritable(error, self.path, begun=False) from None
        for name in theirs:
            number = self._number(name)
            bogus = _LIKE_A_PART.fullmatch(name) if number is None else (self.path / name).is_dir()
            if bogus:
                raise SweepError("bogus-part", {"value": str(self.path), "name": name})
        return [name for name in theirs if self._number(name) is None and not name.startswith(("_", "."))]

    def _number(self, name: str) -> int | None:
        """The part of a name; only the name that we would give it counts."""
        found = _PART.fullmatch(name)
        number = int(found[1]) if found else -1
        return number if 0 <= number < self.parts and name == part_name(number) else None

    def named(self) -> list[int]:
        """Numbers of the parts whose names are there, lowest first, sound or not.

        Source: this project's convention.
        """
        if not self.path.is_dir():
            return []
        numbers = (self._number(path.name) for path in self.path.iterdir())
        return sorted(number for number in numbers if number is not None)

    def check(self, number: int) -> bool:
        """Whether a part holds what it should; it counts from then on.

        Parameters
        ----------
        number : int    Which part. [1]

        Returns
        -------
        bool            [yes or no]

        Source: this project's convention.
        """
        found = is_sound(self.job, number, self.path / part_name(number))
        (self.sound.add if found else self.sound.discard)(number)
        return found

    def missing(self) -> Iterator[int]:
        """Numbers of the parts that are not there yet, lowest first.

        Source: this project's convention.
        """
        return (number for number in range(self.parts) if number not in self.sound)

    def rows_of(self, number: int) -> int:
        """Rows of one part; the last may be short.

        Parameters
        ----------
        number : int    Which part. [1]

        Returns
        -------
        int             [1]

        Source: this project's convention.
        """
        return min(self.job.part_rows, self.job.grid.rows - number * self.job.part_rows)

    @contextmanager
    def held(self) -> Iterator[RunLock]:
        """Within it this run alone writes. What dead runs have left half done is removed, at the end our own too.

        Returns
        -------
        context of RunLock

        Raises
        ------
        SweepError    "busy", "out-unwritable"

        Source: this project's convention.
        """
        with ExitStack() as stack:
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                lock = stack.enter_context(RunLock(self.path))
            except OSError as error:
                raise unwritable(error, self.path, begun=False) from None
            stack.callback(self._tidy, re.compile(rf"\..+\.{self.token}\.\d+"))
            self._tidy(_TEMPORARY)
            if not (self.path / NOTE).is_file():
                with self._beside(NOTE, begun=False) as beside:
                    beside.write_text(note_text(self.job), encoding="utf-8")
            yield lock

    def _tidy(self, left: re.Pattern[str]) -> None:
        with suppress(OSError):
            for path in list(self.path.iterdir()):
                if left.fullmatch(path.name):
                    with suppress(OSError):
                        path.unlink()

    @contextmanager
    def place(self, number: int) -> Iterator[Path]:
        """Where to write one part; afterwards it gets its name, all or nothing.

        Parameters
        ----------
        number : int        Which part. [1]

        Returns
        -------
        context of Path     [path]

        Raises
        ------
        SweepError          "out-stopped" where the disk is full, the folder gone, or the like

        Source: this project's convention.
        """
        with self._beside(part_name(number), begun=True) as path:
            yield path

    @contextmanager
    def _beside(self, name: str, *, begun: bool) -> Iterator[Path]:
        beside = self.path / f".{name}.{self.token}.{os.getpid()}"
        try:
            yield beside
            beside.replace(self.path / name)
        except BaseException as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise unwritable(error, self.path, begun=begun) from None
            raise
