"""Answers, sources and units: plain data that refuses to be inconsistent."""

from __future__ import annotations

import numpy as np
import pytest

from explainers.base import sources
from explainers.base.answer import POINT_LIMIT, Answer, Column, Message, Series, Table, TermColumn, Value
from explainers.base.errors import NoSolutionError
from explainers.base.units import DISPLAY_UNITS, bytes_to_bits, ns_to_s, to_display


def test_limit_a_series_has_at_most_400_points() -> None:
    longest = np.arange(float(POINT_LIMIT))
    assert len(Series("a", "copper", longest, longest).x) == 400
    one_more = np.arange(POINT_LIMIT + 1.0)
    with pytest.raises(AssertionError):
        Series("a", "copper", one_more, one_more)


def test_law_a_series_has_one_y_for_each_x() -> None:
    with pytest.raises(AssertionError):
        Series("a", "copper", np.zeros(2), np.zeros(3))
    with pytest.raises(AssertionError):
        Series("a", "copper", np.zeros((2, 2)), np.zeros((2, 2)))


def test_law_the_columns_of_a_table_have_one_length() -> None:
    assert Table("t", (Column("a", "s", np.zeros(2)), TermColumn("b", ("x", "y")))).name == "t"
    with pytest.raises(AssertionError):
        Table("t", (Column("a", "s", np.zeros(2)), TermColumn("b", ("x",))))


def test_hand_a_value_is_found_by_its_name() -> None:
    answer = Answer(
        main="a", headline=Message("k", ()), values=(Value("a_s", 1.0, "s"), Value("b_m", 2.0, "m")), charts=()
    )
    assert answer.value("b_m").number == 2.0
    with pytest.raises(KeyError):
        answer.value("c")


def test_hand_no_solution_carries_its_code() -> None:
    assert NoSolutionError("no-link").code == "no-link"


def test_hand_conversions() -> None:
    assert ns_to_s(1.0) == 1e-9
    assert bytes_to_bits(680) == 5440  # one KP4 codeword: 544 x 10 bit = 680 bytes
    assert to_display(2000.0, "m", "km") == 2.0
    assert to_display(0.25, "1", "%") == 25.0


def test_shape_conversions_take_arrays() -> None:
    times_ns = np.array([0.0, 1.0, 250.0])
    np.testing.assert_array_equal(ns_to_s(times_ns), [ns_to_s(t) for t in times_ns])  # type: ignore[arg-type]


def test_law_units_that_measure_different_things_are_refused() -> None:
    with pytest.raises(ValueError, match="ns does not measure m"):
        to_display(1.0, "m", "ns")
    with pytest.raises(KeyError):
        to_display(1.0, "m", "furlong")


@pytest.mark.parametrize("shown", sorted(DISPLAY_UNITS))
def test_law_every_shown_unit_converts_back(shown: str) -> None:
    inner, factor = DISPLAY_UNITS[shown]
    assert to_display(factor, inner, shown) == 1.0


def test_hand_ids_resolve_by_kind() -> None:
    assert sources.resolve("assumption:rack-row")[0] == "assumption"
    assert sources.resolve("speed-of-light")[1]["value"] == 299_792_458.0
    assert sources.resolve("fs-1037c")[0] == "source"
    assert sources.claims()["C18"]["verdict_class"]
    with pytest.raises(KeyError, match="no-such-id"):
        sources.resolve("no-such-id")


def test_law_an_id_belongs_to_one_record_only() -> None:
    tables = (sources.sources(), sources.assumptions(), sources.facts())
    assert len(set().union(*tables)) == sum(len(table) for table in tables)
