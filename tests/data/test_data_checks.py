"""The checks themselves: each one finds the fault it is there for, and lets a good record pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.data import checks

Check = Callable[[list[checks.Record]], list[str]]

SOURCE = {
    "id": "paper", "title": "A paper", "publisher": "A publisher", "published": "2020-05", "accessed": "2026-11-23",
    "url": "https://example.org/paper", "kind": "measured",
}  # fmt: skip
FACT = {
    "id": "speed", "text": "The cable carries 4.5 ns/m.", "text_ja": "ケーブルの遅延は4.5 ns/mです。", "value": 4.5,
    "unit": "ns/m", "quantity": "delay", "quantity_ja": "遅延", "as_of": "2025", "source_id": "paper",
    "other_source_ids": [], "note": "", "note_ja": "", "confidence": "confirmed-on-page",
}  # fmt: skip
ASSUMPTION = {
    "id": "assumption:delay", "reason": "No maker publishes the delay, so two second-hand figures set the range.",
    "reason_ja": "遅延を公表したメーカーがないため、間接的な数字から範囲を決めました。",
    "low": 1.0, "high": 2.0, "unit": "ns",
}  # fmt: skip
CLAIM = {
    "id": "C1", "sentence": "S6", "testable": True, "models": [], "planned": ["race"],
    "claim_en": "Light is faster.", "claim_ja": "光は速い", "evidence": ["speed"], "verdict": "Wrong.",
    "verdict_class": "contradicted", "verdict_ja": "誤りです。",
    "comment_en": "It is not.", "comment_ja": "速くありません。",
}  # fmt: skip
CASE = {
    "id": "case", "quantity": "propagation_s_per_m", "inputs": {}, "published": 4.5e-9, "unit": "s/m",
    "tolerance": 0.01, "tolerance_reason": "the page rounds to two digits", "source_id": "paper", "fact_id": "speed",
    "independent": True,
}  # fmt: skip


def case_values(records: list[checks.Record]) -> list[str]:
    return checks.case_values(records, {"speed": FACT})


GOOD: list[tuple[Check, checks.Record]] = [
    (checks.sources, SOURCE), (checks.facts, FACT), (checks.assumptions, ASSUMPTION), (checks.claims, CLAIM),
    (checks.cases, CASE), (case_values, CASE),
]  # fmt: skip
BAD: list[tuple[Check, checks.Record, dict[str, Any]]] = [
    (checks.sources, SOURCE, {"kind": "rumour"}),
    (checks.sources, SOURCE, {"url": ""}),
    (checks.sources, SOURCE, {"url": "example.org"}),
    (checks.sources, SOURCE, {"published": "last year"}),
    (checks.sources, SOURCE, {"published": "2027-01"}),
    (checks.sources, SOURCE, {"accessed": "2026-11"}),
    (checks.claims, CLAIM, {"sentence": "S25"}),
    (checks.claims, CLAIM, {"planned": []}),
    (checks.claims, CLAIM, {"verdict_class": "testable"}),
    (checks.facts, FACT, {"confidence": "from-memory-unverified"}),
    (checks.facts, FACT, {"confidence": "secondary"}),
    (checks.facts, FACT, {"derived": True}),
    (checks.facts, FACT, {"as_of": "recently"}),
    (checks.facts, FACT, {"low": 4.0, "high": 4.5}),
    (checks.facts, FACT, {"unit": ""}),
    (checks.facts, FACT, {"value": 4.6}),
    (checks.facts, FACT, {"text_ja": "ケーブルの遅延は4.6 ns/mです。"}),
    (checks.facts, FACT, {"text_ja": "The cable carries 4.5 ns/m."}),
    (checks.facts, FACT, {"text": "遅延は4.5 ns/m."}),
    (checks.facts, FACT, {"note": "In one language."}),
    (checks.assumptions, ASSUMPTION, {"id": "delay"}),
    (checks.assumptions, ASSUMPTION, {"low": 3.0}),
    (checks.assumptions, ASSUMPTION, {"high": float("inf")}),
    (checks.assumptions, ASSUMPTION, {"reason": "A guess."}),
    (checks.assumptions, ASSUMPTION, {"reason_ja": "delay"}),
    (checks.claims, CLAIM, {"verdict_class": "true"}),
    (checks.claims, CLAIM, {"evidence": []}),
    (checks.claims, CLAIM, {"claim_ja": "光" * 61}),
    (checks.claims, CLAIM, {"comment_ja": "It is not."}),
    (checks.cases, CASE, {"quantity": "speed"}),
    (checks.cases, CASE, {"published_low": 4e-9}),
    (checks.cases, CASE, {"tolerance": 0.9}),
    (checks.cases, CASE, {"tolerance_reason": "fits"}),
    (checks.cases, CASE, {"independent": "yes"}),
    (case_values, CASE, {"published": 4.4e-9}),
    (case_values, CASE, {"arithmetic": {"bits": 5440, "rate_bps": 106.25e9}}),
    (case_values, CASE, {"source_id": "another"}),
]


@pytest.mark.parametrize(("check", "record"), GOOD, ids=lambda item: getattr(item, "__name__", ""))
def test_a_good_record_passes(check: Check, record: checks.Record) -> None:
    assert check([record]) == []


@pytest.mark.parametrize(("check", "record", "change"), BAD, ids=lambda item: getattr(item, "__name__", str(item)[:60]))
def test_a_fault_is_found(check: Check, record: checks.Record, change: dict[str, Any]) -> None:
    assert check([{**record, **change}])


def test_a_repeated_id_is_found() -> None:
    assert checks.repeated([FACT, FACT]) == ["speed: 2 records"]


def test_an_empty_key_is_found() -> None:
    assert checks.missing([{**FACT, "text_ja": ""}], ["text_ja"]) == ["speed: no text_ja"]
    assert checks.missing([{**ASSUMPTION, "low": 0.0}], ["low"]) == []


def test_powers_of_ten_are_numbers() -> None:
    assert checks.numbers("from 2.4 × 10⁻⁴ to 10⁻¹²") >= {2.4e-4, 1e-12}
    assert 2.4e-12 not in checks.numbers("from 2.4 × 10⁻⁴ to 10⁻¹²")


def test_an_id_that_resolves_to_nothing_is_found() -> None:
    assert checks.references([FACT], ["source_id"], {"other"}) == ["speed: source_id 'paper'"]
    assert checks.references([CLAIM], ["evidence"], {"speed"}) == []


@pytest.mark.parametrize("text", ['source="speed"', "Light [@speed] is", "[@other; @speed]", r"fact(\"speed\")"])
def test_a_citation_counts_as_use(text: str) -> None:
    assert checks.unused(["speed"], text) == []


@pytest.mark.parametrize("text", ["the speed of light", "[@speed-limit]", 'source="speed-limit"', "lightspeed"])
def test_a_mere_word_is_not_a_use(text: str) -> None:
    assert checks.unused(["speed"], text) == ["speed"]


def test_a_claim_is_shown_only_in_a_verdicts_block() -> None:
    assert checks.unshown(["C1", "C2"], "C2 is wrong\n```verdicts\nC1 C3\n```\nC2\n") == ["C2"]
