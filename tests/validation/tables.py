"""From published cases and predictions to the error table that pages print; the tests that enforce a bar write it."""

from __future__ import annotations

import json
import statistics
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    """Published cases of tests/reference/<name>.toml."""
    found: list[Case] = tomllib.loads((ROOT / f"tests/reference/{name}.toml").read_text(encoding="utf-8"))["case"]
    return found


def limits(case: Case) -> tuple[float, float]:
    """The published value as a range; a lone maximum has no low end."""
    if "published" in case:
        return case["published"], case["published"]
    return case.get("published_low", 0.0), case["published_high"]


def error(case: Case, value: float, unit: str = "1") -> float:
    """Distance from the published value or range: as a share of it (unit "1") or in the unit itself."""
    low, high = limits(case)
    if low <= value <= high:
        return 0.0
    end = low if value < low else high
    return abs(value - end) / (abs(end) if unit == "1" else 1.0)


def row(case: Case, predicted: float, baseline: float | None, unit: str = "1") -> Case:
    """One line of the table. A lone maximum says nothing about a baseline that is merely small."""
    two_sided = "published" in case or "published_low" in case
    return {
        "id": case["id"],
        "quantity": case["quantity"],
        "quantity_text": {"en": case["quantity_en"], "ja": case["quantity_ja"]},
        "text": {"en": case["text_en"], "ja": case["text_ja"]},
        "published": limits(case),
        "unit": case["unit"],
        "predicted": predicted,
        "error": error(case, predicted, unit),
        "baseline_error": error(case, baseline, unit) if baseline is not None and two_sided else None,
        "independent": case["independent"],
        "source_id": case["source_id"],
        "fact_id": case["fact_id"],
    }


def summary(errors: list[float]) -> dict[str, float | int]:
    """Number, median, 90th percentile and worst of some errors."""
    ordered = sorted(errors)
    return {
        "n": len(ordered),
        "median": statistics.median(ordered),
        "p90": ordered[min(len(ordered) - 1, round(0.9 * (len(ordered) - 1)))],
        "worst": ordered[-1],
    }


def write(name: str, rows: list[Case], baseline: dict[str, str], unit: str = "1") -> None:
    """Write build/validation/<name>.json for a page's validation block; `baseline` says in each language what it is."""
    independent = [entry for entry in rows if entry["independent"]]
    results = {
        "rows": rows,
        "error_unit": unit,
        "baseline_text": baseline,
        "independent": summary([entry["error"] for entry in independent]),
        "baseline": summary([e["baseline_error"] for e in independent if e["baseline_error"] is not None]),
    }
    path = ROOT / "build" / "validation" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
