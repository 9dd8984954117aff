"""`python -m explainers sweep link-latency --grid length_m=1:100:log:50 --out result.parquet`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from explainers.base.errors import InputError
from explainers.sweep.evaluate import code_digest, inputs_class, is_vectorised, part_rows
from explainers.sweep.folder import Folder
from explainers.sweep.grid import line_notes_of, parse_grid
from explainers.sweep.local import run_local
from explainers.sweep.parts import Job
from explainers.sweep.refusals import SweepError
from explainers.text import error_text, note_text
from explainers.words import fill, words

INTERRUPTED = 130  # what a shell expects after Ctrl-C


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
    int                       0, 2 for what was refused, 130 when it was interrupted. [exit status]

    Source: this project's convention.
    """
    said = words("common", language)["sweep"]
    try:
        for note in line_notes_of(inputs_class(slug), texts):
            print(note_text(note, slug, language), file=sys.stderr)
        grid = parse_grid(slug, inputs_class(slug), texts)
        folder = Folder(Path(out), Job(grid, part_rows(slug), code_digest(slug)))
        folder.open()
        if not is_vectorised(slug):
            _say(said["slow"], sys.stderr, calculator=slug)
        began, rows = time.monotonic(), _made(folder, scheduler, said["progress"])
        seconds = time.monotonic() - began
    except InputError as error:
        print(error_text(error, slug, language, grouped=False), file=sys.stderr)
        return 2
    except SweepError as error:
        _say(said[error.code], sys.stderr, **_labelled(error, slug, language))
        return 2
    except KeyboardInterrupt:
        _say(said["interrupted"], sys.stderr, value=out)
        return INTERRUPTED
    given = {"value": out, "rows": f"{grid.rows:,}", "computed": f"{rows:,}", "seconds": f"{seconds:,.1f}"}
    rate = f"{rows / max(seconds, 1e-9):,.0f}"
    _say(said["done"] if rows else said["complete"], sys.stdout, rate=rate, **given)
    return 0


def _made(folder: Folder, scheduler: str | None, label: str) -> int:
    """Make what is missing and return how many rows that was."""
    before = sum(map(folder.rows_of, folder.there()))
    tqdm.monitor_interval = 0  # no thread beside ours
    bar = tqdm(total=folder.job.grid.rows, initial=before, desc=label, unit="", unit_scale=True, disable=None)
    made = 0
    with bar:
        for number in _running(folder, scheduler):
            made += folder.rows_of(number)
            bar.update(folder.rows_of(number))
    return made


def _running(folder: Folder, scheduler: str | None) -> Iterator[int]:
    if scheduler is None:
        return run_local(folder)
    from explainers.sweep.cluster import run_cluster  # a second to import; a sweep on one machine needs none of it

    return run_cluster(folder, scheduler)


def _labelled(error: SweepError, slug: str, language: str) -> dict[str, str]:
    field = error.gaps.get("field", "")
    label = words(slug, language)["inputs"].get(field, {}).get("label", "")
    return {**error.gaps, "field": f"{label} ({field})" if label else field}


def _say(sentence: str, stream: TextIO, **given: str) -> None:
    print(fill(sentence, lambda name, _: given[name]), file=stream)
