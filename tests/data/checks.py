"""What must be true of the numbers' records; each check returns the problems it finds, in words."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

Record = dict[str, Any]

ROOT = Path(__file__).parents[2]
DATA = ROOT / "explainers" / "data"
KINDS = {"measured", "standard", "datasheet", "press", "derived", "assumption"}
CONFIDENCES = {"confirmed-on-page", "secondary"}  # "from-memory-unverified" may not be cited, so it is not here
VERDICTS = {
    "supported", "partly-supported", "partly-contradicted", "contradicted", "metaphor", "opinion", "unconfirmed",
}  # fmt: skip
QUANTITIES = {
    "propagation_s_per_m", "propagation_s", "latency_reduction_fraction", "speed_gain_fraction", "codeword_time_s",
    "line_rate_bps", "fec_total_s", "conversion_s", "end_to_end_without_fec_s",
    "insertion_loss_db", "cable_record_db", "com_db", "reach_m",
    "cluster_modules", "modules_per_gpu", "switch_count", "freed_power_w", "equivalent_gpus", "rack_ends_w",
    "saved_fraction", "power_ratio", "module_j_per_bit",
    "receiver_limit_dbm", "channel_loss_db", "reflections_penalty_db", "receiver_sensitivity_dbm", "fibre_reach_ratio",
    "codeword_error_ratio", "post_fec_ber", "symbol_error_ratio", "q_factor",
    "equipped_gpus", "units_per_year", "demand_share", "capacity_ratio", "ramp_ratio", "funding_jpy",
    "learned_cost_ratio",
}  # fmt: skip
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
POWER = re.compile(r"(?:(\d+(?:\.\d+)?) × )?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")  # 2.4 × 10⁻⁴
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(path: Path) -> dict[str, list[Record]]:
    with path.open("rb") as file:
        return tomllib.load(file)


def repeated(records: Iterable[Record]) -> list[str]:
    return [f"{name}: {count} records" for name, count in Counter(r["id"] for r in records).items() if count > 1]


def missing(records: Iterable[Record], keys: Iterable[str]) -> list[str]:
    """Keys that are absent, or empty although they must say something."""
    return [
        f"{r.get('id', r)}: no {key}" for r in records for key in keys
        if not (isinstance(r.get(key), bool | int | float | list) or r.get(key))
    ]  # fmt: skip


def sources(records: Iterable[Record]) -> list[str]:
    problems = []
    for r in records:
        if r["kind"] not in KINDS:
            problems.append(f"{r['id']}: kind {r['kind']!r}")
        if not (r.get("url") or r.get("page")):
            problems.append(f"{r['id']}: neither url nor page")
        if r.get("url") and not re.fullmatch(r"https?://[^\s]+", r["url"]):
            problems.append(f"{r['id']}: url {r['url']!r}")
        if r["published"] != "n.d." and not DAY.fullmatch(r["published"]):
            problems.append(f"{r['id']}: published {r['published']!r}")
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", r["accessed"]) or date.fromisoformat(r["accessed"]).year < 2026:
            problems.append(f"{r['id']}: accessed {r['accessed']!r}")
        elif r["published"] != "n.d." and r["published"] > r["accessed"]:
            problems.append(f"{r['id']}: published after it was read")
    return problems


def assumptions(records: Iterable[Record]) -> list[str]:
    problems = []
    for r in records:
        if not r["id"].startswith("assumption:"):
            problems.append(f"{r['id']}: does not begin with 'assumption:'")
        if not (math.isfinite(r["low"]) and math.isfinite(r["high"]) and r["low"] <= r["high"]):
            problems.append(f"{r['id']}: range {r['low']} to {r['high']}")
        if len(r["reason"]) < 40:
            problems.append(f"{r['id']}: the reason says nothing")
        problems += languages(r["id"], r["reason"], r["reason_ja"])
    return problems


def facts(records: Iterable[Record]) -> list[str]:
    problems = []
    for r in records:
        name = r["id"]
        if r["confidence"] not in CONFIDENCES:
            problems.append(f"{name}: confidence {r['confidence']!r} may not be cited")
        if not DAY.fullmatch(r["as_of"]):
            problems.append(f"{name}: as_of {r['as_of']!r}")
        if ("value" in r) == ("low" in r) or ("low" in r) != ("high" in r):
            problems.append(f"{name}: needs value, or low and high")
        elif "low" in r and not r["low"] < r["high"]:
            problems.append(f"{name}: range {r['low']} to {r['high']}")
        if isinstance(r.get("value"), str) != (r["unit"] == ""):
            problems.append(f"{name}: a number has a unit, words have none")
        if r["confidence"] == "secondary" and not r["note"]:
            problems.append(f"{name}: the weakness is not stated")
        if r.get("derived") and r["confidence"] != "secondary":
            problems.append(f"{name}: a derived value is not read on a page")
        if bool(r["note"]) != bool(r["note_ja"]):
            problems.append(f"{name}: note in one language only")
        problems += languages(name, r["text"], r["text_ja"])
        problems += unsaid(r)
    return problems


def languages(name: str, english: str, japanese: str) -> list[str]:
    problems = []
    if JAPANESE.search(english):
        problems.append(f"{name}: Japanese in the English text")
    if not JAPANESE.search(japanese):
        problems.append(f"{name}: no Japanese in the Japanese text")
    if not japanese.endswith("。"):
        problems.append(f"{name}: the Japanese text is not a sentence")
    return problems


def numbers(text: str) -> set[float]:
    powers = {float(f"{factor or 1}e{power.translate(LOWERED)}") for factor, power in POWER.findall(text)}
    return powers | {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def unsaid(fact: Record) -> list[str]:
    """Values that a fact's sentence does not say, in one of the languages (a ratio may be said in per cent)."""
    problems = []
    values = [fact[key] for key in ("value", "low", "high") if isinstance(fact.get(key), int | float)]
    for key in ("text", "text_ja"):
        said = numbers(fact[key])
        for value in values:
            ways = (value, value * 100) if fact["unit"] == "1" else (value,)
            if not any(math.isclose(number, way, rel_tol=1e-9) for number in said for way in ways):
                problems.append(f"{fact['id']}: {key} does not say {value}")
    return problems


def claims(records: Iterable[Record]) -> list[str]:
    problems = []
    for r in records:
        if r["verdict_class"] not in VERDICTS:
            problems.append(f"{r['id']}: verdict_class {r['verdict_class']!r}")
        if not r["evidence"]:
            problems.append(f"{r['id']}: no evidence")
        if not re.fullmatch(r"S([1-9]|1\d|2[0-4])", r["sentence"]):
            problems.append(f"{r['id']}: sentence {r['sentence']!r}")
        if r["testable"] and not (r["models"] or r["planned"]):
            problems.append(f"{r['id']}: testable, but no explainer is named")
        if len(r["claim_ja"]) > 60:
            problems.append(f"{r['id']}: quotes more than 60 characters")
        if not JAPANESE.search(r["claim_ja"]):
            problems.append(f"{r['id']}: the quotation is not Japanese")
        problems += languages(r["id"], r["comment_en"], r["comment_ja"])
        problems += languages(r["id"], r["verdict"], r["verdict_ja"])
    return problems


def cases(records: Iterable[Record]) -> list[str]:
    problems = []
    for r in records:
        published = [r[key] for key in ("published", "published_low", "published_high") if key in r]
        if r["quantity"] not in QUANTITIES:
            problems.append(f"{r['id']}: quantity {r['quantity']!r}")
        if not published or ("published" in r and len(published) > 1):
            problems.append(f"{r['id']}: needs published, or published_low and/or published_high")
        if len(published) == 2 and published[0] >= published[1]:
            problems.append(f"{r['id']}: range {published}")
        relative = r["unit"] not in {"dB", "dBm"}  # of a decibel value the tolerance is in decibels
        if not 0 <= r["tolerance"] < (0.5 if relative else 2):
            problems.append(f"{r['id']}: tolerance {r['tolerance']}")
        if len(r["tolerance_reason"]) < 20:
            problems.append(f"{r['id']}: the tolerance has no reason")
        if not isinstance(r["independent"], bool):
            problems.append(f"{r['id']}: independent is not true or false")
    return problems


def case_values(records: Iterable[Record], known: dict[str, Record]) -> list[str]:
    """Cases whose published number is neither said by their fact nor exact arithmetic."""
    prefixes = {
        "s": (1e-9,), "s/m": (1e-9,), "bit/s": (1e9,), "1": (1, 0.01), "W": (1, 1e3), "J/bit": (1e-12,), "dB": (1,),
        "m": (1,), "ratio": (1,), "dBm": (1, -1),
    }  # fmt: skip
    problems = []
    for r in records:
        fact = known[r["fact_id"]]
        if r["source_id"] not in {fact["source_id"], *fact["other_source_ids"]}:
            problems.append(f"{r['id']}: {r['fact_id']} does not come from {r['source_id']}")
        said = [number * prefix for number in numbers(fact["text"]) for prefix in prefixes[r["unit"]]]
        if "arithmetic" in r:
            above, below = r["arithmetic"].values()
            said = [above / below]
        published = (r[key] for key in ("published", "published_low", "published_high") if key in r)
        problems += [
            f"{r['id']}: {value} is not in {r['fact_id']}" for value in published
            if not any(math.isclose(value, number, rel_tol=1e-9) for number in said)
        ]  # fmt: skip
    return problems


def references(records: Iterable[Record], keys: Iterable[str], known: set[str]) -> list[str]:
    """Ids that resolve to nothing."""
    problems = []
    for r in records:
        for key in keys:
            found = r.get(key, [])
            problems += [f"{r['id']}: {key} {one!r}" for one in ([found] if isinstance(found, str) else found)
                         if one not in known]  # fmt: skip
    return problems


def unused(ids: Iterable[str], text: str) -> list[str]:
    """Ids that nothing cites: neither "id" in code and data nor [@id] in prose."""

    def cited(one: str) -> bool:
        return bool(re.search(rf"""["']{re.escape(one)}\\?["']|@{re.escape(one)}(?![\w-])""", text))

    return sorted(one for one in ids if not cited(one))


def unshown(ids: Iterable[str], text: str) -> list[str]:
    """Claims that no ```verdicts``` block of a page shows."""
    shown = " ".join(re.findall(r"^```verdicts\n(.*?)^```", text, re.M | re.S)).split()
    return sorted(set(ids) - set(shown))


def citing_files() -> Iterator[Path]:
    """Everything that may cite a record; data files and tests of the records do not count as uses."""
    for folder, patterns in (
        ("explainers", ("*.py", "words/*.toml")), ("docs", ("*.md", "*.ipynb")), ("tests/reference", ("*.toml",)),
        ("tests/validation", ("test_*.py", "*_sets.py")),
    ):  # fmt: skip
        for pattern in patterns:
            yield from sorted((ROOT / folder).rglob(pattern))
