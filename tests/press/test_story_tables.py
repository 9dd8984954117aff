"""The story's tables: the post's own leads to our verdicts, and each cell about a company carries its source."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

import pytest

from explainers.base.sources import claims, facts, table_rows
from publish import story_tables
from publish.errors import PublishError
from publish.origins import origin
from tests.press.conftest import Convert

SOURCES = "\n\n```sources\n```\n"
COLUMNS = ("what", "rate", "energy", "stage", "status")
SUPPORTED = {"verdict_class": "supported"}
ROW = re.compile(r'<tr data-item data-maker="([a-z-]+)">(.*?)</tr>', re.S)


def company(name: str, kind: str, **facts_of: str) -> dict[str, Any]:
    row: dict[str, Any] = {"id": name.lower(), "name": name, "kind": kind, "as_of": "2026-06"}
    for column in COLUMNS:
        fact = facts_of.get(column, "")
        said = {"en": f'{name}, "{column}"', "ja": f"{name}の{column}"} if fact else {"en": "", "ja": ""}
        row |= {f"{column}_{language}": text for language, text in said.items()}
        row[f"{column}_facts"] = [fact] if fact else []
    return row


COMPANIES = {
    "a": {**company("A", "laser", what="mesh-product", rate="mesh-alpha-c1-rate"), "rate_bps": 1.6e12},
    "b": company("B", "switch", status="mesh-ftc-clearance"),
}


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_tables, "all_companies", lambda: COMPANIES)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_posts_table_leads_to_the_claims_that_judge_it(
    convert: Convert, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = {row["claim"]: SUPPORTED for row in table_rows().values() if "claim" in row}
    monkeypatch.setattr(story_tables, "claims", lambda: {**judged, **claims()})
    page = convert("```seed-table\n```\n", language)
    assert re.findall(r'href="page:claims/#(c\d+)"', page) == [name.lower() for name in judged]
    head, *rows = table_rows().values()
    assert page.count("<tr>") == 1 + len(rows)
    for row in (head, *rows):
        assert all(html.escape(row[f"{voice}_{language}"]) in page for voice in ("item", "mesh", "chatgpt", "claude"))


def test_a_row_that_no_claim_judges_stops_the_build(convert: Convert, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_tables, "claims", dict)
    with pytest.raises(PublishError, match="unknown claim id: C"):
        convert("```seed-table\n```\n")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_filled_cell_has_its_source_and_an_empty_one_says_so(convert: Convert, language: str) -> None:
    rows = ROW.findall(convert(f"```companies\n```\n{SOURCES}", language))
    assert [maker for maker, _ in rows] == ["laser", "switch"]
    for row, (_, cells) in zip(COMPANIES.values(), rows, strict=True):
        for cell, column in zip(re.findall(r"<td.*?</td>", cells)[1:], COLUMNS, strict=True):
            assert ('class="cl-cite"' in cell) == bool(row[f"{column}_facts"])
            assert ("data-empty" in cell) != bool(row[f"{column}_{language}"])
            assert ('<span class="cl-hidden">' in cell) == ("data-empty" in cell)
    assert 'data-sort="1.6e+12"' in rows[0][1]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_file_holds_the_rows_with_titles_addresses_and_dates(convert: Convert, language: str) -> None:
    page = convert(f"```companies\n```\n{SOURCES}", language)
    text = story_tables.companies_csv(language)
    head, *rows = csv.reader(io.StringIO(text))
    assert len(set(head)) == len(head) == 4 + 2 * len(COLUMNS)
    assert [row[1] for row in rows] == ["A", "B"]
    for row, record in zip(rows, COMPANIES.values(), strict=True):
        assert len(row) == len(head)
        for index, column in enumerate(COLUMNS):
            said, named = row[3 + 2 * index : 5 + 2 * index]
            assert said == record[f"{column}_{language}"]
            for fact in record[f"{column}_facts"]:
                found = origin(fact, language)
                assert all(str(found[key]) in named for key in ("title", "url", "as_of"))
    # the rows of the page are the lines of the file, in its order: the page takes from it what is shown
    names = re.findall(r'<tr data-item[^>]*><th scope="row">([^<]*)</th>', page)
    assert [html.unescape(name) for name in names] == [row[1] for row in rows]
    assert text.count("\n") == 1 + len(rows)


@pytest.mark.usefixtures("two")
def test_a_kind_without_a_word_stops_the_build(convert: Convert, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_tables, "all_companies", lambda: {"c": company("C", "magic", what="mesh-product")})
    with pytest.raises(PublishError, match="no word for the kind magic"):
        convert(f"```companies\n```\n{SOURCES}")


def test_no_companies_stop_the_build(convert: Convert, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_tables, "all_companies", dict)
    with pytest.raises(PublishError, match="there are no records"):
        convert("```companies\n```\n")


def test_the_facts_of_the_examples_exist() -> None:
    assert {fact for row in COMPANIES.values() for column in COLUMNS for fact in row[f"{column}_facts"]} <= set(facts())
