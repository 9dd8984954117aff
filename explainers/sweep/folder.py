"""The result: a folder of Parquet files, one a part, and the note that lets an interrupted sweep go on."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from explainers.sweep.parts import Job, description
from explainers.sweep.refusals import SweepError

NOTE = "_sweep.json"  # whoever reads a folder of Parquet files passes over names that begin with _ or .
_PART = re.compile(r"part-(\d{9,})\.parquet")


class Folder:
    """Where the parts go. A part appears under its name only when it is whole."""

    def __init__(self, path: Path, job: Job) -> None:
        self.path, self.job = path, job

    @property
    def parts(self) -> int:
        """How many parts the whole grid makes. [1]

        Source: this project's convention.
        """
        return -(-self.job.grid.rows // self.job.part_rows)

    def open(self) -> None:
        """Make the folder, or check that what lies in it belongs to this very sweep.

        Raises
        ------
        SweepError    "out-taken", "out-unwritable", "other-grid" or "other-code"

        Source: this project's convention.
        """
        note, wanted = self.path / NOTE, self._note()
        try:
            if note.is_file():
                self._compare(json.loads(note.read_text(encoding="utf-8")), wanted)
                for left in self.path.glob(".part-*"):  # of a run that was killed
                    left.unlink()
                return
            if self.path.exists() and not (self.path.is_dir() and not any(self.path.iterdir())):
                raise SweepError("out-taken", {"value": str(self.path)})
            self.path.mkdir(parents=True, exist_ok=True)
            with self._beside(NOTE) as beside:
                beside.write_text(json.dumps(wanted, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except ValueError as error:
            if isinstance(error, SweepError):
                raise
            raise SweepError("out-taken", {"value": str(self.path)}) from None
        except OSError as error:
            raise SweepError("out-unwritable", {"value": str(self.path), "reason": str(error.strerror)}) from None

    def _note(self) -> dict[str, Any]:
        job = self.job
        same = {**job.grid.as_dict(), "part_rows": job.part_rows, "code": job.code}
        return {"rows": job.grid.rows, "same": same, **description(job.grid)}

    def _compare(self, found: Any, wanted: dict[str, Any]) -> None:
        before, now = dict(found["same"]) if "same" in found else {}, dict(wanted["same"])
        code = before.pop("code", ""), now.pop("code")
        if before != json.loads(json.dumps(now)) or list(before["grid"]) != list(now["grid"]):
            raise SweepError("other-grid", {"value": str(self.path)})
        if code[0] != code[1]:
            raise SweepError("other-code-here", {"value": str(self.path)})

    def missing(self) -> Iterator[int]:
        """Numbers of the parts that are not there yet, lowest first.

        Source: this project's convention.
        """
        there = self.there()
        return (number for number in range(self.parts) if number not in there)

    def there(self) -> set[int]:
        """Numbers of the parts that are there.

        Source: this project's convention.
        """
        found = (_PART.fullmatch(path.name) for path in self.path.iterdir())
        return {int(match[1]) for match in found if match}

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
    def place(self, number: int) -> Iterator[Path]:
        """Where to write one part; afterwards it gets its name, all or nothing.

        Parameters
        ----------
        number : int        Which part. [1]

        Returns
        -------
        context of Path     [path]

        Source: this project's convention.
        """
        with self._beside(f"part-{number:09d}.parquet") as path:
            yield path

    @contextmanager
    def _beside(self, name: str) -> Iterator[Path]:
        beside = self.path / f".{name}.{os.getpid()}"
        yield beside
        beside.replace(self.path / name)
