"""The shipped records: every number has an address, in both languages, and none is dead weight."""

from __future__ import annotations

import pytest

from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from tests.data import checks

FILES = [checks.read(path) for path in sorted(checks.DATA.glob("*.toml"))]
SOURCES, ASSUMPTIONS, FACTS, CLAIMS, PLANNED, COMPANIES = (
    [record for file in FILES for record in file.get(table, [])]
    for table in ("source", "assumption", "fact", "claim", "planned", "company")
)
CASES = [
    case for path in sorted((checks.ROOT / "tests" / "reference").rglob("*.toml")) for case in checks.read(path)["case"]
]
SOURCE_IDS, FACT_IDS = {r["id"] for r in SOURCES}, {r["id"] for r in FACTS}
ALL = {"source": SOURCES, "assumption": ASSUMPTIONS, "fact": FACTS, "claim": CLAIMS, "case": CASES}
KEYS = {
    "source": ("title", "publisher", "published", "accessed", "kind"),
    "assumption": ("reason", "reason_ja", "low", "high", "unit"),
    "fact": ("text", "text_ja", "quantity", "quantity_ja", "as_of", "source_id", "other_source_ids", "confidence"),
    "claim": (
        "sentence", "claim_en", "claim_ja", "kind", "models", "planned", "testable", "evidence", "verdict_class",
        "verdict", "verdict_ja", "comment_en", "comment_ja",
    ),
    "case": (
        "quantity", "inputs", "unit", "tolerance", "tolerance_reason", "source_id", "fact_id", "independent",
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", ALL)
def test_a_table_has_records(table: str) -> None:
    assert ALL[table]


@pytest.mark.parametrize("table", ALL)
def test_an_id_is_given_once(table: str) -> None:
    assert checks.repeated(ALL[table]) == []


def test_facts_sources_and_assumptions_share_no_id() -> None:
    assert checks.repeated([*SOURCES, *ASSUMPTIONS, *FACTS]) == []


@pytest.mark.parametrize("table", ALL)
def test_every_key_is_filled(table: str) -> None:
    assert checks.missing(ALL[table], KEYS[table]) == []


def test_sources_are_dated_and_addressed() -> None:
    assert checks.sources(SOURCES) == []


def test_assumptions_have_a_reason_and_a_range() -> None:
    assert checks.assumptions(ASSUMPTIONS) == []


def test_facts_may_be_cited_and_say_their_numbers_in_both_languages() -> None:
    assert checks.facts(FACTS) == []


def test_claims_have_a_verdict_with_evidence() -> None:
    assert checks.claims(CLAIMS) == []


def test_reference_cases_have_a_reasoned_tolerance() -> None:
    assert checks.cases(CASES) == []


def test_reference_cases_repeat_the_number_of_their_fact() -> None:
    assert checks.case_values(CASES, {r["id"]: r for r in FACTS}) == []


@pytest.mark.parametrize(
    ("table", "keys", "known"),
    [
        ("fact", ("source_id", "other_source_ids"), SOURCE_IDS),
        ("claim", ("evidence",), FACT_IDS),
        ("assumption", ("evidence",), FACT_IDS),
        ("case", ("source_id",), SOURCE_IDS),
        ("case", ("fact_id",), FACT_IDS),
        ("claim", ("models",), set(CALCULATORS)),
        ("claim", ("planned",), {r["id"] for r in PLANNED}),
    ],
)
def test_every_reference_resolves(table: str, keys: tuple[str, ...], known: set[str]) -> None:
    assert checks.references(ALL[table], keys, known) == []


def test_some_cases_are_independent_of_the_models_own_inputs() -> None:
    assert sum(case["independent"] for case in CASES) >= len(CASES) / 2


def test_an_assumption_has_the_range_that_the_calculator_accepts() -> None:
    known = {r["id"]: r for r in ASSUMPTIONS}
    found = {
        f"{slug}.{p.name}": ((p.low, p.high, p.unit), tuple(known[p.source][key] for key in ("low", "high", "unit")))
        for slug, calculator in CALCULATORS.items() for p in parameters(calculator.Inputs) if p.source in known
    }  # fmt: skip
    assert found
    assert {name: pair for name, pair in found.items() if pair[0] != pair[1]} == {}


def test_nothing_is_unused() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in checks.citing_files())
    as_evidence = {one for record in [*CLAIMS, *ASSUMPTIONS] for one in record.get("evidence", [])}
    as_evidence |= {one for company in COMPANIES for key in company if key.endswith("_facts") for one in company[key]}
    by_facts = {one for fact in FACTS for one in (fact["source_id"], *fact["other_source_ids"])}
    assert {
        "assumptions": checks.unused((r["id"] for r in ASSUMPTIONS), text),
        "claims": checks.unshown((r["id"] for r in CLAIMS), text),
        "facts": checks.unused(FACT_IDS - as_evidence, text),
        "sources": checks.unused(SOURCE_IDS - by_facts, text),
    } == {"assumptions": [], "claims": [], "facts": [], "sources": []}
