"""--csv: one table a stream, whichever is asked for."""

from __future__ import annotations

import csv
import io

import pytest
from pyarrow.csv import read_csv

from explainers.__main__ import main
from explainers.calculators.link_latency import Inputs, answer
from explainers.calculators.registry import CALCULATORS
from explainers.words import words
from tests.cli.test_command_line import SLUG, Capture, said


@pytest.mark.parametrize("language", ["en", "ja"])
def test_csv_is_the_named_table(capsys: Capture, language: str) -> None:
    rows = table(capsys, SLUG, "--csv", "breakdown", "--length-m", "30", "--lang", language)
    terms = words(SLUG, language)["terms"]
    assert rows[0][0] == terms["medium"]
    assert rows[0][1] == f"{terms['serialisation']} [s]"
    assert rows[1][0] == terms["twinax"]
    assert rows[1][1] == ""  # passive copper does not reach 30 m
    assert float(rows[3][6]) == answer(Inputs(length_m=30.0)).value("total_s").number
    assert len(rows) == 6
    lengths = table(capsys, SLUG, "--csv", "by-length", "--length-m", "30", "--lang", language)
    assert lengths[0][0] == f"{terms['length']} [m]"
    assert len(lengths) == 14
    values = table(capsys, SLUG, "--length-m", "30", "--lang", language, "--csv=values")
    total = next(row for row in values if row[0] == "total_s")
    wanted = answer(Inputs(length_m=30.0)).value("total_s")
    assert (float(total[1]), total[2], float(total[3]), float(total[4])) == (
        wanted.number, "s", wanted.low, wanted.high
    )  # fmt: skip
    assert ["length_m", "30.0", "m"] in table(capsys, SLUG, "--csv", "inputs", "--length-m", "30", "--lang", language)


def table(capsys: Capture, *arguments: str) -> list[list[str]]:
    """What a reader of CSV finds: one head, and as many fields in every line."""
    text = said(capsys, *arguments)
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(rows[0])}, arguments
    assert len(set(rows[0])) == len(rows[0])
    read = read_csv(io.BytesIO(text.encode("utf-8")))
    assert (read.column_names, read.num_rows) == (rows[0], len(rows) - 1)
    return rows


@pytest.mark.parametrize("slug", sorted(CALCULATORS))
def test_every_csv_is_one_table(capsys: Capture, slug: str) -> None:
    calculator = CALCULATORS[slug]
    for inputs in ({}, *calculator.PRESETS.values()):
        flags = [f"--{name.replace('_', '-')}={value}" for name, value in inputs.items()]
        names = [chart.name for chart in calculator.answer(calculator.Inputs(**inputs)).charts]
        each = {name: table(capsys, slug, *flags, "--csv", name) for name in (*names, "values", "inputs")}
        whole = table(capsys, slug, *flags, "--csv")
        assert [row[0] for row in whole[1:]] == [name for name in names for _ in each[name][1:]]
        for name in names:  # as one table they say what they say alone
            places = [whole[0].index(head) for head in each[name][0]]
            assert [[row[p] for p in places] for row in whole if row[0] == name] == each[name][1:]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_unknown_table_is_refused_with_the_names_of_all(capsys: Capture, language: str) -> None:
    assert main([SLUG, "--csv", "nothing", "--lang", language]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert all(name in captured.err for name in ("nothing", "breakdown, by-length, values, inputs"))
