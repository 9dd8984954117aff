"""`python -m explainers sweep link-latency --grid length_m=1:100:log:50 --out result.parquet`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from tqdm import tqdm

from explainers.base.errors import InputError
from explainers.sweep.evaluate import code_digest, inputs_class, is_vectorised, part_rows
from explainers.sweep.folder import Folder, part_name
from explainers.sweep.grid import line_notes_of, parse_grid
from explainers.sweep.local import run_local
from explainers.sweep.lock import NAME as LOCK
from explainers.sweep.parts import Job
from explainers.sweep.refusals import SweepError, reason
from explainers.sweep.room import WORTH_SAYING_B, check_room, size_text
from explainers.sweep.stops import Stopped, stopping
from explainers.text import error_text, note_text
from explainers.words import fill, words

REFUSED = 2
NAMED = 3  # of broken parts or foreign files; a line names no more


def sweep(slug: str, texts: Sequence[str], out: str, scheduler: str | None, language: str) -> int:
    """Run one sweep from its words to its last line.

    Parameters
    ----------
    slug : str                Explainer. [text]
    texts : sequence of str   The grid, one word for each input. [each in its parameter's unit]
    out : str                 Folder of the result. [path]
    scheduler : str or None   Address of a Dask scheduler; None computes here. [text]
    language : str            "en" or "ja". [text]

    Returns
    -------
    int                       0, 2 for what was refused or ended, 128 and the signal's number for who was told to stop.
                              [exit status]

    Source: this project's convention.
    """
    said = words("common", language)["sweep"]
    try:
        with stopping():
            for note in line_notes_of(inputs_class(slug), texts):
                print(note_text(note, slug, language), file=sys.stderr)
            grid = parse_grid(slug, inputs_class(slug), texts)
            folder = Folder(Path(out), Job(grid, part_rows(slug), code_digest(slug)))
            began, rows = time.monotonic(), _made(folder, scheduler, language)
            seconds = time.monotonic() - began
    except InputError as error:
        print(error_text(error, slug, language, grouped=False), file=sys.stderr)
        return REFUSED
    except SweepError as error:
        if not error.told:
            _tell(error, slug, language)
        return REFUSED
    except Stopped as order:
        _say(said["stopped"], sys.stderr, value=out)
        return order.status
    given = {"value": out, "rows": f"{grid.rows:,}", "computed": f"{rows:,}", "seconds": f"{seconds:,.1f}"}
    rate = f"{rows / max(seconds, 1e-9):,.0f}"
    _say(said["done"] if rows else said["complete"], sys.stdout, rate=rate, **given)
    return 0


def _made(folder: Folder, scheduler: str | None, language: str) -> int:
    """Make what is missing or broken and return how many rows that was."""
    said = words("common", language)["sweep"]
    foreign, named = folder.look(), folder.named()
    if foreign:
        _say(said["foreign"], sys.stderr, value=str(folder.path), names=_listed(foreign))
    alone = (folder.path / LOCK).exists() or len(named) < folder.parts  # what is whole needs no right to write
    if not alone and not _broken(folder, named, said):
        return 0
    grid = folder.job.grid
    size = check_room(folder.job, grid.rows - sum(map(folder.rows_of, named)), folder.path)
    with folder.held() as lock:
        broken = _broken(folder, folder.named(), said)
        if broken:
            _say(said["remade"], sys.stderr, value=str(folder.path), names=_listed([part_name(n) for n in broken]))
        if size >= WORTH_SAYING_B:
            _say(said["begins"], sys.stderr, rows=f"{grid.rows:,}", size=size_text(size), value=str(folder.path))
        if not is_vectorised(grid.slug):
            _say(said["slow"], sys.stderr, calculator=grid.slug)
        made = 0
        with _bar(folder, grid.rows, sum(map(folder.rows_of, folder.sound)), said["progress"]) as bar:
            for number in _running(folder, scheduler, language):
                made += folder.rows_of(number)
                bar.update(folder.rows_of(number))
                if lock.lost:
                    raise SweepError("taken-over", {"value": str(folder.path)})
    return made


def _broken(folder: Folder, numbers: Sequence[int], said: dict[str, Any]) -> list[int]:
    """Which parts do not hold what their names say."""
    broken = []
    with _bar(folder, sum(map(folder.rows_of, numbers)), 0, said["checking"]) as bar:
        for number in numbers:
            if not folder.check(number):
                broken.append(number)
            bar.update(folder.rows_of(number))
    return broken


def _bar(folder: Folder, rows: int, before: int, label: str) -> Any:
    tqdm.monitor_interval = 0  # no thread beside ours
    shown = None if folder.parts > 1 else True
    return tqdm(total=rows, initial=before, desc=label, unit="", unit_scale=True, disable=shown, leave=rows > before)


def _running(folder: Folder, scheduler: str | None, language: str) -> Iterator[int]:
    if scheduler is None:
        return run_local(folder)
    from explainers.sweep.cluster import run_cluster  # a second to import; a sweep on one machine needs none of it

    return run_cluster(folder, scheduler, lambda error: _tell(error, folder.job.grid.slug, language))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" ... ({len(names)})" if len(names) > NAMED else "")


def _tell(error: SweepError, slug: str, language: str) -> None:
    error.told = True
    said = words("common", language)["sweep"]
    _say(said[error.code], sys.stderr, **_labelled(error, slug, language))


def _labelled(error: SweepError, slug: str, language: str) -> dict[str, str]:
    field = error.gaps.get("field", "")
    label = words(slug, language)["inputs"].get(field, {}).get("label", "")
    why = {"reason": reason(error.system, words("common", language)["reasons"])} if error.system else {}
    return {**error.gaps, **why, "field": f"{label} ({field})" if label else field}


def _say(sentence: str, stream: TextIO, **given: str) -> None:
    print(fill(sentence, lambda name, _: given[name]), file=stream)
