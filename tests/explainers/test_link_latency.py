"""explainers.calculators.link_latency: the answer's structure and its laws."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import POINT_LIMIT, Answer, Chart, Column, Term, TermColumn, Value
from explainers.base.parameters import parameters
from explainers.calculators.link_latency import (
    MEDIA,
    PASSIVE_REACH_M,
    PRESETS,
    UNCERTAIN,
    Inputs,
    answer,
    latencies,
    media,
)  # fmt: skip
from explainers.calculators.registry import CALCULATORS
from explainers.models.links.latency import reaches
from explainers.words import LANGUAGES, words
from tests.explainers.situations import situations

LANES = (1, 2, 4, 8)
KNOWN = {parameter.name: parameter for parameter in parameters(Inputs)}


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("link-latency")]


def total_name(medium: str) -> str:
    return f"{medium}_total_s".replace("-", "_")


def test_hand_the_default() -> None:
    # serialisation 4096 x 8 / 800e9 = 40.96; codeword 25.6; logic 37; two DSPs 100; 2 m x 1.468/c = 9.794 -> 213.354
    found = answer(Inputs())
    assert found.value("total_s").number == pytest.approx(213.354e-9, abs=1e-12)
    # passive copper: 40.96 + 25.6 + 37 + 0 + 2 x 4.5 = 112.56
    assert found.value("twinax_total_s").number == pytest.approx(112.56e-9, rel=1e-12)
    assert found.value("ratio").number == pytest.approx(213.354 / 112.56, rel=1e-5)
    assert found.headline.key == "against-copper"


@pytest.mark.parametrize(
    ("preset", "key"),
    [("rack", "against-copper"), ("row", "beyond-copper"), ("hall", "beyond-copper"), ("campus", "beyond-copper")],
)
def test_hand_the_presets_sentences(preset: str, key: str) -> None:
    assert answer(Inputs(**PRESETS[preset])).headline.key == key


def test_hand_the_other_sentences() -> None:
    assert answer(Inputs(medium="twinax")).headline.key == "passive-copper"
    assert answer(Inputs(medium="twinax", length_m=2.01)).headline.key == "out-of-reach"
    assert answer(Inputs(medium="linear-optics", length_m=501.0)).headline.key == "out-of-reach"


@pytest.mark.parametrize(
    ("lane_gbps", "lanes", "wanted_ns"),
    [
        (25, 1, 204.8), (25, 4, 51.2), (25, 8, 51.2), (50, 1, 102.4), (50, 8, 25.6), (100, 1, 51.2), (100, 2, 51.2),
        (100, 4, 25.6), (100, 8, 25.6), (200, 1, 51.2), (200, 4, 25.6), (200, 8, 12.8),
    ],
)  # fmt: skip
def test_reference_codeword_times_of_ports(lane_gbps: int, lanes: int, wanted_ns: float) -> None:
    found = answer(Inputs(lane_rate_bps=lane_gbps * 1e9, lanes=lanes)).value("codeword_s")
    assert math.isclose(found.number, wanted_ns * 1e-9, rel_tol=4e-16)


def test_limit_the_shortest_link_is_almost_only_electronics() -> None:
    found = answer(Inputs(length_m=0.5))
    assert found.value("propagation_share").number < 0.02


def test_limit_a_huge_message_hides_the_link() -> None:
    found = answer(Inputs(message_bytes=16_777_216))
    assert found.value("ratio").number == pytest.approx(1.0, abs=1e-3)


def test_shape_lengths_together_and_alone() -> None:
    lengths_m = np.geomspace(0.5, 2000.0, 50)
    together = latencies(Inputs(), lengths_m)
    for name in MEDIA:
        alone = [latencies(Inputs(), float(length))[name].message_s for length in lengths_m]
        np.testing.assert_array_equal(together[name].message_s, alone)


def test_law_longer_is_later_for_every_medium() -> None:
    lengths_m = np.linspace(0.5, 2000.0, 4000)
    for terms in latencies(Inputs(), lengths_m).values():
        assert np.all(np.diff(terms.message_s) > 0)


def test_law_double_the_length_doubles_the_travel_exactly() -> None:
    for length_m, medium in itertools.product((0.5, 1.3, 30.0, 999.9), MEDIA):
        once = answer(Inputs(length_m=length_m, medium=medium)).value("propagation_s").number
        assert answer(Inputs(length_m=2 * length_m, medium=medium)).value("propagation_s").number == 2 * once


def test_law_a_quicker_lane_never_reaches_further() -> None:
    reach_m = [PASSIVE_REACH_M[rate] for rate in sorted(PASSIVE_REACH_M)]
    assert reach_m == sorted(reach_m, reverse=True)
    for rate in PASSIVE_REACH_M:
        every = media(Inputs(lane_rate_bps=rate))
        assert every["twinax"].reach_m < every["active-copper"].reach_m < every["linear-optics"].reach_m
        assert every["linear-optics"].reach_m < every["dsp-optics"].reach_m


def test_law_bytes_are_eight_bits() -> None:
    found = answer(Inputs(message_bytes=1000, lane_rate_bps=100e9, lanes=1))
    assert found.value("serialisation_s").number * 100e9 == pytest.approx(8000, rel=1e-15)


def test_law_more_lanes_and_quicker_lanes_are_never_later() -> None:
    for medium, message_bytes in itertools.product(MEDIA[1:], (64, 4096, 16_777_216)):
        for lane_rate_bps in PASSIVE_REACH_M:
            totals = [
                answer(Inputs(medium=medium, message_bytes=message_bytes, lane_rate_bps=lane_rate_bps, lanes=n))
                .value("serialisation_s").number for n in LANES
            ]  # fmt: skip
            assert totals == sorted(totals, reverse=True)


def corners() -> list[dict[str, Any]]:
    limits = [(KNOWN[name].low, KNOWN[name].high) for name in UNCERTAIN]
    return [dict(zip(UNCERTAIN, ends, strict=True)) for ends in itertools.product(*limits)]


@pytest.mark.parametrize("lane_rate_bps", sorted(PASSIVE_REACH_M))
def test_law_sign_where_copper_reaches_dsp_optics_is_never_sooner(lane_rate_bps: float) -> None:
    """Every 5 cm below 100 m, every lane count, the defaults and all corners of the assumptions' ranges."""
    lengths_m = np.arange(0.5, 100.0, 0.05)
    compared = 0
    for lanes, assumed in itertools.product(LANES, [{}, *corners()]):
        inputs = Inputs(lane_rate_bps=lane_rate_bps, lanes=lanes, **assumed)
        terms, every = latencies(inputs, lengths_m), media(inputs)
        reached = np.asarray(reaches(every["twinax"], lengths_m))
        for optics in ("dsp-optics", "hollow-core"):
            ahead_s = np.asarray(terms[optics].message_s - terms["twinax"].message_s)[reached]
            assert np.all(ahead_s >= 0), (lanes, assumed, optics)
            compared += len(ahead_s)
    # 4 lane counts x 129 corners x 2 kinds of optics x at least the 10 lengths up to 1 m
    assert compared >= 4 * 129 * 2 * 10


@pytest.mark.parametrize("lane_rate_bps", sorted(PASSIVE_REACH_M))
def test_law_sign_active_copper_with_chips_as_slow_as_the_dsp_is_never_later(lane_rate_bps: float) -> None:
    lengths_m = np.arange(0.5, 100.0, 0.05)
    for lanes, assumed in itertools.product(LANES, [{}, *corners()]):
        inputs = Inputs(lane_rate_bps=lane_rate_bps, lanes=lanes, **assumed)
        inputs = replace(inputs, retimer_ns=inputs.dsp_module_ns)
        terms, every = latencies(inputs, lengths_m), media(inputs)
        reached = np.asarray(reaches(every["active-copper"], lengths_m))
        ahead_s = np.asarray(terms["dsp-optics"].message_s - terms["active-copper"].message_s)
        assert np.all(ahead_s[reached] >= 0)
        assert reached.sum() >= 130  # 0.5 m to 7 m every 5 cm


def test_structure_every_chart_has_its_table_twin(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        breakdown, by_length = found.charts
        columns = {column.name: column for column in breakdown.table.columns}
        for series in breakdown.series:
            np.testing.assert_array_equal(numbers(columns[series.name]), series.x)
        parts = np.sum([series.x for series in breakdown.series], axis=0)
        own = [found.value(total_name(medium)).number for medium in MEDIA]
        np.testing.assert_array_equal(numbers(columns["total"]), own)
        np.testing.assert_allclose(parts, own, rtol=1e-14)
        assert isinstance(columns["medium"], TermColumn)
        assert columns["medium"].keys == breakdown.rows == MEDIA
        assert [column.name for column in by_length.table.columns[1:]] == [s.name for s in by_length.series]
        assert by_length.rule_x == inputs.length_m


def numbers(column: Column | TermColumn) -> Any:
    assert isinstance(column, Column)
    return column.numbers


def test_structure_series_are_short_and_finite_but_for_links_that_do_not_reach(
    answers: list[tuple[Inputs, Answer]],
) -> None:
    seen_short = 0
    for inputs, found in answers:
        every = media(inputs)
        for chart in found.charts:
            assert all(len(series.x) <= POINT_LIMIT for series in chart.series)
        breakdown, by_length = found.charts
        reached = np.array([bool(reaches(every[name], inputs.length_m)) for name in MEDIA])
        seen_short += int((~reached).sum())
        for series in breakdown.series:
            np.testing.assert_array_equal(np.isfinite(series.x), reached)
            assert np.all(series.x[reached] >= 0)
        check_curves(by_length, every)
    assert seen_short > 0


def check_curves(chart: Chart, every: dict[str, Any]) -> None:
    marks = numbers(chart.table.columns[0])
    for series, column in zip(chart.series, chart.table.columns[1:], strict=True):
        assert np.all(np.isfinite(series.x))
        assert np.all(series.y > 0)
        assert series.x[-1] == every[series.name].reach_m
        np.testing.assert_array_equal(np.isfinite(numbers(column)), marks <= every[series.name].reach_m)


def test_structure_the_table_by_length_agrees_with_the_sentence() -> None:
    for length_m in (0.5, 2.0, 30.0, 2000.0):
        found = answer(Inputs(length_m=length_m))
        columns = {column.name: numbers(column) for column in found.charts[1].table.columns}
        place = list(columns["length"]).index(length_m)
        for medium in MEDIA:
            np.testing.assert_allclose(columns[medium][place], found.value(total_name(medium)).number, rtol=1e-15)


def test_structure_low_number_high(answers: list[tuple[Inputs, Answer]]) -> None:
    ranged = 0
    for inputs, found in answers:
        for value in found.values:
            if value.low is None or value.high is None:
                continue
            if math.isnan(value.number):
                assert math.isnan(value.low)
                assert math.isnan(value.high)
            else:
                assert value.low <= value.number <= value.high, (inputs, value)
                ranged += 1
    assert ranged > 1000


def test_structure_low_and_high_are_the_lowest_and_highest_of_all_corners() -> None:
    for length_m in (0.5, 2.0, 2000.0):
        found = answer(Inputs(length_m=length_m))
        cornered = [answer(Inputs(length_m=length_m, **corner)) for corner in corners()]
        for medium in MEDIA:
            value = found.value(total_name(medium))
            totals = [one.value(total_name(medium)).number for one in cornered]
            np.testing.assert_allclose((value.low, value.high), (min(totals), max(totals)), rtol=1e-15)


def test_structure_names_are_unique_and_keys_are_words(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        names = [value.name for value in found.values]
        assert len(names) == len(set(names))
        for language in LANGUAGES:
            own = words("link-latency", language)
            assert found.headline.key in own["messages"]
            assert all(note.key in own["notes"] for note in found.notes)
            assert all(chart.name in own["charts"] and chart.table.name in own["tables"] for chart in found.charts)


def test_structure_what_the_sentence_says_is_a_value_of_the_answer(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        values = {value.name: value for value in found.values}
        for gap in found.headline.gaps:
            if isinstance(gap, Value) and gap.name != "best_total_s":
                assert gap is values[gap.name]
        best = next(gap.key for gap in found.headline.gaps if isinstance(gap, Term) and gap.name == "best")
        totals = [values[total_name(medium)].number for medium in MEDIA]
        assert values[total_name(best)].number == np.nanmin(totals)


def test_structure_notes_speak_up_at_200_gbps() -> None:
    assert answer(Inputs()).notes == ()
    keys = [note.key for note in answer(Inputs(lane_rate_bps=200e9)).notes]
    assert keys == ["not-modelled:inner-code", "assumed:reach"]


@pytest.mark.parametrize("slug", sorted(CALCULATORS))
def test_structure_presets_are_inputs(slug: str) -> None:
    calculator = CALCULATORS[slug]
    assert slug == calculator.SLUG
    assert calculator.PRESETS
    for preset in calculator.PRESETS.values():
        assert calculator.Inputs(**preset)
