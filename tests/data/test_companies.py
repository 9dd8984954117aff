"""The two comparison tables: each filled cell is said by a fact, and an empty one is empty throughout."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.base.sources import claims, companies, facts, table_rows
from tests.data import checks

KINDS = {"pluggable", "active-copper", "co-packaged", "optical-io", "micro-led", "laser", "switch"}
COLUMNS = ("what", "rate", "energy", "stage", "status")
ROWS = list(companies().values())
CELL_LENGTH = 60


def cell_problems(record: checks.Record) -> list[str]:
    """Cells that are half filled, too long, in the wrong language or say a number that none of their facts says."""
    problems = []
    for column in COLUMNS:
        english, japanese = record[f"{column}_en"], record[f"{column}_ja"]
        cited = [facts()[one] for one in record[f"{column}_facts"] if one in facts()]
        name = f"{record['id']}.{column}"
        if not bool(english) == bool(japanese) == bool(record[f"{column}_facts"]):
            problems.append(f"{name}: half filled")
        if len(cited) != len(record[f"{column}_facts"]):
            problems.append(f"{name}: a fact does not resolve")
        if max(len(english), len(japanese)) > CELL_LENGTH:
            problems.append(f"{name}: longer than {CELL_LENGTH} characters")
        if checks.JAPANESE.search(english):
            problems.append(f"{name}: Japanese in the English cell")
        said = {number for fact in cited for number in checks.numbers(f"{fact['text']} {fact['as_of']}")}
        problems += [f"{name}: {number:g} is in none of its facts" for number in checks.numbers(english) - said]
    return problems


def test_there_are_many_companies_and_mesh_is_one() -> None:
    assert len(ROWS) >= 15
    assert "mesh" in companies()


@pytest.mark.parametrize("record", ROWS, ids=lambda record: str(record["id"]))
def test_each_cell_is_said_by_its_facts(record: checks.Record) -> None:
    assert cell_problems(record) == []


@pytest.mark.parametrize(
    "change",
    [
        {"rate_en": ""}, {"rate_ja": ""}, {"rate_facts": []}, {"stage_facts": ["no-such-fact"]},
        {"rate_en": "1.7 Tb/s a module"}, {"what_en": "光トランシーバー"}, {"status_en": "x" * 61},
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_cell_is_found(change: dict[str, Any]) -> None:
    assert cell_problems({**companies()["mesh"], **change})


def test_each_company_has_a_name_a_known_kind_and_says_what_it_makes() -> None:
    assert [r["id"] for r in ROWS if not (r["name"] and r["what_en"] and r["kind"] in KINDS)] == []


def test_a_rate_to_sort_by_stands_beside_a_rate_to_read() -> None:
    assert [r["id"] for r in ROWS if bool(r["rate_en"]) != ("rate_bps" in r)] == []


def test_the_rate_to_sort_by_is_the_largest_in_the_cell() -> None:
    def largest(record: checks.Record) -> float:
        unit = 1e12 if "Tb/s" in record["rate_en"] else 1e9
        return max(unit * number for number in checks.numbers(record["rate_en"]))

    assert {r["id"]: (r["rate_bps"], largest(r)) for r in ROWS if "rate_bps" in r and r["rate_bps"] != largest(r)} == {}


def test_a_row_has_the_date_of_its_newest_fact() -> None:
    newest = {r["id"]: max(facts()[one]["as_of"] for c in COLUMNS for one in r[f"{c}_facts"]) for r in ROWS}
    assert {r["id"]: r["as_of"] for r in ROWS} == newest


def test_the_posts_table_is_whole_and_each_row_has_its_claim() -> None:
    heading, *rows = table_rows().values()
    assert len(rows) == 5
    assert "claim" not in heading
    assert [row["claim"] for row in rows] == ["C34", "C35", "C36", "C37", "C38"]
    assert {claims()[row["claim"]]["sentence"] for row in rows} == {"S14"}


@pytest.mark.parametrize("row", table_rows().values(), ids=lambda row: str(row["id"]))
def test_each_cell_of_the_posts_table_is_in_both_languages(row: checks.Record) -> None:
    cells = [(row[f"{column}_en"], row[f"{column}_ja"]) for column in ("item", "mesh", "chatgpt", "claude")]
    assert all(english and japanese and not checks.JAPANESE.search(english) for english, japanese in cells)
