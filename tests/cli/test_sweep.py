"""python -m explainers sweep: strict grids and the right rows."""

from __future__ import annotations

import doctest
import importlib
import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from explainers.__main__ import main
from explainers.base.errors import NoSolutionError
from explainers.base.parameters import parameters
from explainers.calculators import link_latency
from explainers.calculators.link_latency import Inputs, answer
from explainers.calculators.registry import CALCULATORS
from explainers.sweep import evaluate, grid
from explainers.sweep.evaluate import inputs_class
from explainers.sweep.grid import Axis, Grid, parse_grid
from explainers.sweep.refusals import SweepError
from explainers.words import words

SLUG = "link-latency"
Capture = pytest.CaptureFixture[str]


def command(out: Path, *texts: str, more: tuple[str, ...] = ()) -> list[str]:
    grids = [word for text in texts for word in ("--grid", text)]
    return ["sweep", SLUG, *grids, "--out", str(out), *more]


# --- the grid -------------------------------------------------------------------------------------------------------


def axis(text: str) -> tuple[Any, ...]:
    return parse_grid(SLUG, Inputs, [text]).axes[0].values


def test_lists_ranges_and_choices() -> None:
    assert axis("length_m=3,1,2.5") == (3.0, 1.0, 2.5)
    assert axis("length_m=1:2:lin:5") == (1.0, 1.25, 1.5, 1.75, 2.0)
    assert axis("length_m=1:1000:log:4") == pytest.approx((1.0, 10.0, 100.0, 1000.0), rel=1e-15)
    assert axis("medium=twinax,hollow-core") == ("twinax", "hollow-core")
    assert axis("lanes=8") == (8,)
    ends = axis("length_m=0.7:1999.9:log:33")
    assert (ends[0], ends[-1], len(ends)) == (0.7, 1999.9, 33)


def test_a_grid_is_read_in_any_width_and_a_range_may_have_commas_in_its_numbers() -> None:
    assert axis("length_m＝１，２．５、３") == (1.0, 2.5, 3.0)
    assert axis("length_m=１：1,000：log：４") == pytest.approx((1.0, 10.0, 100.0, 1000.0), rel=1e-15)
    assert axis("length_m=1,500") == (1.0, 500.0)
    assert axis("message_bytes=64 B,4 kB") == (64, 4000)


def test_rates_on_the_wire_are_nominal_in_every_row_and_a_note_says_so(capsys: Capture, tmp_path: Path) -> None:
    def rates(text: str) -> tuple[float, ...]:
        return parse_grid("copper-reach", inputs_class("copper-reach"), [f"lane_rate_gbps={text}"]).axes[0].values

    assert rates("25.78125,53.125,106.25") == (25.0, 50.0, 100.0)
    assert rates("25.78:53.13:lin:2") == (25.0, 50.0)
    assert rates("104:113:lin:10") == (
        100.0,
        104.0,
        105.0,
        107.0,
        108.0,
        109.0,
        110.0,
        111.0,
        113.0,
    )  # 106 and 112 are one
    with pytest.raises(SweepError) as refused:
        rates("100,106.25")
    assert refused.value.code == "grid-twice"
    out = tmp_path / "result.parquet"
    assert main(command(out, "lane_rate_bps=53.125 Gb/s,100e9")) == 0
    note = (
        words("common", "en")["notes"]["line-rate"]
        .replace("{given|=}", "53.125 Gb/s")
        .replace("{nominal|=}", "50 Gb/s")
    )
    assert capsys.readouterr().err.splitlines()[0] == note
    assert pq.read_table(out).column("lane_rate_bps").to_pylist() == [50e9, 100e9]


def test_a_range_of_whole_numbers_is_rounded_and_each_is_taken_once() -> None:
    found = axis("message_bytes=64:128:log:1000")
    assert found == tuple(range(64, 129))
    assert {type(number) for number in found} == {int}


def test_rows_come_in_the_order_of_a_product_wherever_one_begins() -> None:
    some = Grid(SLUG, tuple(Axis(name, tuple(range(size))) for name, size in zip("abcd", (3, 1, 5, 4), strict=True)))
    every = np.array(list(itertools.product(*(one.values for one in some.axes))))
    for first, last in itertools.combinations(range(some.rows + 1), 2):
        assert (np.stack(list(some.indices(first, last).values()), axis=1) == every[first:last]).all()


def test_a_grid_of_any_size_costs_nothing_before_its_rows_are_asked_for() -> None:
    some = Grid(SLUG, tuple(Axis(name, tuple(range(1000))) for name in "abcdef"))
    assert some.rows == 10**18
    last = some.indices(some.rows - 3, some.rows)
    assert last["f"].tolist() == [997, 998, 999]
    assert [last[name].tolist() for name in "abcde"] == [[999] * 3] * 5


REFUSED = [
    (["length_m=9999"], ("9999", "0.5 m", "2000 m", "length_m")),
    (["length_m=1:9999:lin:5"], ("9999", "2000 m", "length_m")),
    (["length_m="], ("0.5 m", "2000 m", "length_m")),
    (["length_m=1,,2"], ("0.5 m", "2000 m", "length_m")),
    (["length_m=1,nan"], ("nan", "length_m")),
    (["length_m=1,000"], ("1,000", "000", "2000 m", "length_m")),
    (["message_bytes=16,777,216"], ("16,777,216", "16777216 B", "message_bytes")),
    (["lanes=1,024"], ("1,024", "024", "lanes")),
    (["length_m=8 GB"], ("8 GB", "km", "length_m")),
    (["length_m=1,2,1.0"], ("1,2,1.0", "length_m")),
    (["length_m=1:2:3"], ("1:2:3", "0.5 m", "2000 m", "length_m")),
    (["length_m=1:2:cubic:3"], ("1:2:cubic:3", "length_m")),
    (["length_m=1:2:lin:1"], ("1,000,000", "0.5 m", "length_m")),
    (["length_m=1:2:lin:2.5"], ("2.5", "length_m")),
    (["length_m=1:2:lin:99999999999"], ("99999999999", "length_m")),
    (["length_m=2:1:lin:3"], ("2:1:lin:3", "length_m")),
    (["message_bytes=64.5"], ("64.5", "64 B", "message_bytes")),
    (["medium=string"], ("string", "twinax", "hollow-core", "medium")),
    (["medium=twinax:hollow-core"], ("twinax:hollow-core", "medium")),
    (["no_such=1"], ("no_such",)),
    (["length-m=1"], ("length-m",)),
    (["length_m=1", "length_m=2"], ("length_m",)),
]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("texts", "named"), REFUSED, ids=range(len(REFUSED)))
def test_a_refusal_names_field_value_and_limits(
    capsys: Capture, tmp_path: Path, texts: list[str], named: tuple[str, ...], language: str
) -> None:
    out = tmp_path / "result.parquet"
    assert main(command(out, *texts, more=("--lang", language))) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert all(word in captured.err for word in named), captured.err
    assert words(SLUG, language)["inputs"].get(named[-1], {}).get("label", "") in captured.err
    assert not out.exists()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_no_part_of_a_grid_is_refused(capsys: Capture, tmp_path: Path, language: str) -> None:
    assert main(command(tmp_path / "r", "length_m:1", more=("--lang", language))) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert "length_m:1" in captured.err


def test_a_grid_whose_rows_cannot_be_numbered_is_refused(capsys: Capture, tmp_path: Path) -> None:
    numbers = [parameter for parameter in parameters(Inputs) if parameter.kind == "number"]
    texts = [f"{one.name}={one.low!r}:{one.high!r}:lin:1000000" for one in numbers[:4]]
    assert main(command(tmp_path / "r", *texts)) == 2
    assert capsys.readouterr().err == "The grid has 1.0e+24 rows; they are numbered up to 9.2e+18.\n"


def test_a_range_by_logarithm_cannot_begin_at_0() -> None:
    with pytest.raises(SweepError) as refused:
        parse_grid("training-scaling", inputs_class("training-scaling"), ["overlap_data=0:1:log:3"])
    assert refused.value.code == "grid-log"
    assert refused.value.gaps == {"field": "overlap_data", "value": "0:1:log:3", "low": "0", "high": "1"}


# --- the result -----------------------------------------------------------------------------------------------------


def test_every_row_is_what_answer_says(capsys: Capture, tmp_path: Path) -> None:
    out = tmp_path / "result.parquet"
    assert main(command(out, "length_m=1,30,500", "message_bytes=64:4096:lin:3", "medium=twinax,dsp-optics")) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"18 rows in {out}; 18 of them computed now, in ")
    assert captured.err == f"{SLUG} answers one row at a time, so this is slow, though right.\n"
    table = pq.read_table(out)
    assert [str(kind) for kind in table.schema.types[:3]] == ["double", "int64", "string"]
    rows = table.to_pylist()
    assert [(r["length_m"], r["message_bytes"], r["medium"]) for r in rows] == list(
        itertools.product((1.0, 30.0, 500.0), (64, 2080, 4096), ("twinax", "dsp-optics"))
    )
    for row in rows:
        wanted = answer(Inputs(**{name: row[name] for name in ("length_m", "message_bytes", "medium")}))
        for value in wanted.values:
            assert row[value.name] == value.number or (row[value.name] != row[value.name] != value.number)
    about = json.loads(pq.read_metadata(next(out.glob("part-*"))).metadata[b"explainers"])
    assert about["units"]["values"]["total_s"] == "s"
    assert about["units"]["inputs"] == {"length_m": "m", "message_bytes": "B", "medium": ""}
    assert about["fixed"]["lanes"] == Inputs().lanes


@pytest.mark.parametrize("slug", sorted(CALCULATORS))
def test_the_columns_are_the_same_for_every_row(slug: str) -> None:
    calculator = CALCULATORS[slug]
    wanted = [(value.name, value.unit) for value in calculator.answer(calculator.Inputs()).values]
    for preset in calculator.PRESETS.values():
        answered = calculator.answer(calculator.Inputs(**preset))
        assert [(value.name, value.unit) for value in answered.values] == wanted


def test_a_row_without_an_answer_stays_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sometimes(inputs: Inputs) -> Any:
        if inputs.length_m == 2.5:
            raise NoSolutionError("eye-closed")
        return answer(inputs)

    monkeypatch.setattr(link_latency, "answer", sometimes)
    assert main(command(tmp_path / "r", "length_m=1,2.5,3")) == 0
    totals = pq.read_table(tmp_path / "r").column("total_s").to_numpy()
    assert np.isnan(totals).tolist() == [False, True, False]


def test_the_examples_hold() -> None:
    assert sum(doctest.testmod(module).attempted for module in (grid, evaluate)) >= 2
    for name in ("refusals", "grid", "evaluate", "parts", "folder", "local", "cluster", "command"):
        assert doctest.testmod(importlib.import_module(f"explainers.sweep.{name}")).failed == 0
