"""Whole published tables as cases: relative errors of a model and of a one-line baseline, one row a data set.

A table is either retyped here (tests/reference/systems/<name>.csv) or an extract of somebody's repository, which stays
beside the project (../shared/data/systems) and is not copied into it. Of an extract only the computed errors are kept,
in tests/reference/recorded/<name>.json; the tests recompute them where the extract is at hand.
"""

from __future__ import annotations

import csv
import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
RETYPED = ROOT / "tests" / "reference" / "systems"
RECORDED = ROOT / "tests" / "reference" / "recorded"
EXTRACTS = ROOT.parent / "shared" / "data" / "systems"
AGREEMENT = 1e-6  # of recorded and recomputed errors

Row = dict[str, Any]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return [{name: _number(text) for name, text in row.items()} for row in csv.DictReader(lines)]


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def table(name: str) -> list[Row]:
    """Rows of a retyped table; numbers as floats."""
    return _read(RETYPED / f"{name}.csv")


def extract(name: str) -> list[Row]:
    """Rows of a repository's extract; skips the test, saying so, where it is absent."""
    path = EXTRACTS / f"{name}.csv"
    if not path.is_file():
        pytest.skip(
            f"{name}.csv is an extract that is not part of the project, and is not beside it; recorded errors stand"
        )
    return _read(path)


@dataclass(frozen=True)
class DataSet:
    """Errors over one published table; `role`: "fitted" (it set a constant), "blind", "formula" or "failure"."""

    id: str
    text_en: str
    text_ja: str
    role: str
    bar: float | None
    source_id: str
    n: int
    mean: float
    median: float
    p90: float
    worst: float
    worst_en: str
    worst_ja: str
    baseline_mean: float | None


def data_set(
    identity: str, texts: tuple[str, str], source_id: str,
    predicted: Sequence[float], published: Sequence[float], labels: Sequence[tuple[str, str]],
    *, role: str, bar: float | None = None, baseline: Sequence[float] | None = None,
) -> DataSet:  # fmt: skip
    """One row of the table from predictions and published values; `labels` name each point in English and Japanese."""
    errors = [abs(p / q - 1) for p, q in zip(predicted, published, strict=True)]
    ordered, at = sorted(errors), errors.index(max(errors))
    base = None if baseline is None else [abs(p / q - 1) for p, q in zip(baseline, published, strict=True)]
    return DataSet(
        id=identity, text_en=texts[0], text_ja=texts[1], role=role, bar=bar, source_id=source_id, n=len(errors),
        mean=statistics.fmean(errors), median=statistics.median(errors), p90=ordered[round(0.9 * (len(ordered) - 1))],
        worst=ordered[-1], worst_en=labels[at][0], worst_ja=labels[at][1],
        baseline_mean=None if base is None else statistics.fmean(base),
    )  # fmt: skip


def recorded(name: str) -> list[DataSet]:
    """What was computed from extracts when they were last at hand."""
    path = RECORDED / f"{name}.json"
    return [DataSet(**row) for row in json.loads(path.read_text(encoding="utf-8"))] if path.is_file() else []


def record(name: str, rows: Sequence[DataSet]) -> None:
    """Keep the errors computed from extracts (python -m tests.validation.record)."""
    RECORDED.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False)
    (RECORDED / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def assert_recorded(name: str, rows: Sequence[DataSet]) -> None:
    """Recomputed errors are those that pages print where the extract is absent."""
    kept = {row.id: row for row in recorded(name)}
    for row in rows:
        assert row.id in kept, f"{row.id}: record its errors anew, see tests/validation/record.py"
        for name, value in asdict(row).items():  # approx with a tolerance takes no text
            wanted = pytest.approx(value, rel=AGREEMENT) if isinstance(value, float) else value
            assert asdict(kept[row.id])[name] == wanted, f"{row.id}: {name}"


def write_sets(name: str, rows: Sequence[DataSet], baseline: dict[str, str]) -> None:
    """Write build/validation/<name>.json for a page's `validation` block; `baseline` says what it is, by language."""
    results = {"sets": [asdict(row) for row in rows], "baseline_text": baseline}
    path = ROOT / "build" / "validation" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
