"""The results that the last release showed, and what has become of them since."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

from explainers.calculators.registry import CALCULATORS
from explainers.text import quantity

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("defaults.json")
CHANGELOG = ROOT / "CHANGELOG.md"
RTOL = 1e-12  # what two platforms' maths libraries may differ by, with room to spare
Results = dict[str, dict[str, dict[str, dict[str, Any]]]]  # slug -> case -> value -> number, low, high, unit


def number(value: float | None) -> float | None:
    """JSON has no NaN; null means: there is no such value."""
    return None if value is None or math.isnan(value) else float(value)


def current() -> Results:
    """Every value of every calculator's default and presets."""
    return {
        slug: {
            case: {
                value.name: {
                    "number": number(value.number), "low": number(value.low), "high": number(value.high),
                    "unit": value.unit,
                }
                for value in calculator.answer(calculator.Inputs(**inputs)).values
            }
            for case, inputs in {"default": {}, **calculator.PRESETS}.items()
        }
        for slug, calculator in CALCULATORS.items()
    }  # fmt: skip


def same(old: Any, new: Any) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=RTOL)
    return bool(old == new)


def changes(old: Results, new: Results) -> list[str]:
    """What the change log must say: one line a changed, vanished or new value of a case that was there before."""
    lines = []
    for slug, cases in old.items():
        for case, values in cases.items():
            now = new.get(slug, {}).get(case, {})
            for name in [*values, *(extra for extra in now if extra not in values)]:
                was, is_now = values.get(name, {}), now.get(name, {})
                ends = [end for end in ("number", "low", "high") if not same(was.get(end), is_now.get(end))]
                lines += [f"`{slug}` {case} `{name}` {end}: {shown(was, end)} -> {shown(is_now, end)}" for end in ends]
    return lines


def shown(value: dict[str, Any], end: str) -> str:
    return quantity(value.get(end), value.get("unit", "1"))


def entries(changelog: str, released: str) -> str:
    """Text under every "Changed results" heading above the release that the golden file holds."""
    newer = re.split(rf"^## \[{re.escape(released)}\]", changelog, maxsplit=1, flags=re.M)[0]
    return "\n".join(re.findall(r"^### Changed results\n(.*?)(?=^##|\Z)", newer, re.M | re.S))


def unexplained(golden: dict[str, Any], new: Results, changelog: str) -> list[str]:
    """Changed results that no entry of the change log names."""
    told = entries(changelog, golden["version"])
    return [line for line in changes(golden["results"], new) if line not in told]


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found
