"""The note beside the parts: of which grid they are, and with which models they were begun."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from explainers.sweep.parts import Job, description
from explainers.sweep.refusals import SweepError

NOTE = "_sweep.json"  # whoever reads a folder of Parquet files passes over names that begin with _ or .
NOTE_LIMIT = 2**27  # bytes: three inputs of a million values each; rows of more cannot be numbered


def note_of(job: Job) -> dict[str, Any]:
    """What stands in the note.

    Parameters
    ----------
    job : Job    What is swept. [object]

    Returns
    -------
    dict         plain data; "same" is what decides whether two runs belong together

    Source: this project's convention.
    """
    same = {**job.grid.as_dict(), "part_rows": job.part_rows, "code": job.code}
    return {"rows": job.grid.rows, "same": same, **description(job.grid)}


def note_text(job: Job) -> str:
    """The note as it stands in its file.

    Parameters
    ----------
    job : Job    What is swept. [object]

    Returns
    -------
    str          JSON

    Source: this project's convention.
    """
    return json.dumps(note_of(job), indent=1, ensure_ascii=False) + "\n"


def check_note(folder: Path, job: Job) -> None:
    """Refuse a folder whose note is not this sweep's.

    Parameters
    ----------
    folder : Path    The result. [path]
    job : Job        What is swept. [object]

    Raises
    ------
    SweepError       "note-broken", "other-grid" or "other-code-here"

    Source: this project's convention.
    """
    same, broken = _same(folder / NOTE), SweepError("note-broken", {"value": str(folder)})
    if same is None:
        raise broken
    before, now = dict(same), json.loads(note_text(job))["same"]
    codes = before.pop("code", ""), now.pop("code")
    grid = before.get("grid")
    if not isinstance(grid, dict):
        raise broken
    if before != now or list(grid) != list(now["grid"]):
        raise SweepError("other-grid", {"value": str(folder)})
    if codes[0] != codes[1]:
        raise SweepError("other-code-here", {"value": str(folder)})


def _same(path: Path) -> dict[str, Any] | None:
    """What a note says of its run; None where it says nothing."""
    if path.stat().st_size > NOTE_LIMIT:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return None
    same = found.get("same") if isinstance(found, dict) else None
    return same if isinstance(same, dict) else None
