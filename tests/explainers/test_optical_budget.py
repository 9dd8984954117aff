"""explainers.calculators.optical_budget: the answer's structure and its laws."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import Answer, Chart, Column
from explainers.calculators.optical_budget import CLASSES, PRESETS, Inputs, answer
from explainers.models.links.optical_pmds import MULTIMODE, PMDS
from tests.explainers.situations import situations


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("optical-budget")]


def value(name: str, **inputs: Any) -> float:
    return answer(Inputs(**inputs)).value(name).number


def column(chart: Chart, name: str) -> Any:
    found = next(one for one in chart.table.columns if one.name == name)
    assert isinstance(found, Column)
    return found.numbers


def test_hand_the_default() -> None:
    found = answer(Inputs())
    # -2.2 after the transmitter's penalty, 0.25 + 2.75 of way, 0.1 held back: -5.3, and the receiver needs -5.3
    assert found.value("arriving_dbm").number == pytest.approx(-5.3, abs=1e-12)
    assert found.value("margin_db").number == 0.0
    assert found.headline.key == "just-closes"


@pytest.mark.parametrize("preset", PRESETS)
def test_reference_every_class_is_used_up_at_its_reach(preset: str) -> None:
    found = answer(Inputs(**PRESETS[preset]))
    assert found.headline.key == "just-closes"
    assert found.value("longest_m").number == pytest.approx(found.value("reach_m").number, rel=1e-9)


def test_hand_real_fibre_and_a_dirty_connector() -> None:
    assert value("margin_db", fibre="g652") == pytest.approx(0.25 - 0.175, abs=1e-12)
    assert value("margin_db", extra_loss_db=1.0) == pytest.approx(-1.0, abs=1e-12)
    assert answer(Inputs(fibre="g652")).headline.key == "closes"
    assert answer(Inputs(extra_loss_db=1.0)).headline.key == "fails"
    assert value("shortfall_db", extra_loss_db=1.0) == pytest.approx(1.0, abs=1e-12)


def test_hand_copper_against_fibre() -> None:
    # 22.48 dB over 5 m are 4.496 dB/m; fibre of 0.35 dB/km loses as much over 12.8 km
    assert value("fibre_for_copper_metre_m", fibre="g652") == pytest.approx(4.496 / 0.35e-3, rel=1e-12)
    # what the article says in words: ten thousand times the decibels of copper, ten times the glass's share for plugs
    assert value("copper_loss_db_per_m") / value("fibre_loss_db_per_m", fibre="g652") > 10_000
    assert value("connections_db") / value("fibre_db") > 10
    assert value("longest_m", fibre="ull") / 500.0 > 1.5


def test_limit_a_metre_of_fibre_is_free() -> None:
    assert value("fibre_db", length_m=1.0) < 0.001


def test_limit_where_colours_share_a_fibre_the_laser_is_not_split() -> None:
    assert value("split_db", pmd="fr4") == 0.0
    assert value("split_db", pmd="dr4", lanes_per_laser=1) == 0.0
    assert value("split_db", pmd="dr4") == pytest.approx(10 * math.log10(4), abs=1e-12)


def test_law_longer_leaves_less() -> None:
    for pmd in CLASSES:
        margins = [value("margin_db", pmd=pmd, length_m=float(one)) for one in np.geomspace(1.0, 20_000.0, 12)]
        assert margins == sorted(margins, reverse=True)


def test_law_the_longest_link_has_no_margin() -> None:
    for pmd in CLASSES:
        longest_m = value("longest_m", pmd=pmd, fibre="ull")
        assert value("margin_db", pmd=pmd, fibre="ull", length_m=longest_m) == pytest.approx(0.0, abs=1e-9)


def test_law_the_chip_s_laser_and_the_class_agree() -> None:
    for pmd in CLASSES:
        needed = value("needed_laser_dbm", pmd=pmd)
        assert value("lane_oma_dbm", pmd=pmd, laser_dbm=needed) == pytest.approx(PMDS[pmd].oma_min_dbm, abs=1e-9)


def test_structure_staircases_hang_together(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        for chart in (found.charts[0], found.charts[2]):
            starts, ends = (
                np.nansum([getattr(series, axis) for series in chart.series], axis=0) for axis in ("x", "y")
            )
            assert len(starts) == len(chart.rows)
            assert all(len(series.x) == len(chart.rows) for series in chart.series)
            last = list(chart.rows).index("receiver-limit" if chart.name == "budget" else "lane-oma")
            # each step begins where the one before ends, down to the level that it is held against
            np.testing.assert_allclose(starts[1 : last + 1], ends[:last], atol=1e-9)
            np.testing.assert_allclose(np.nansum(column(chart, "change")), ends[last] - starts[0], atol=1e-9)


def test_structure_a_step_of_nothing_stays_in_the_table_only() -> None:
    chart = answer(Inputs()).charts[0]
    assert "margin" not in chart.rows
    assert column(chart, "change")[-2] == 0.0
    assert "allowance" not in answer(Inputs(pmd="lr4")).charts[0].rows


def test_structure_the_margin_chart_agrees_with_the_sentence(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        chart = found.charts[1]
        assert chart.rule_y == 0.0
        assert chart.rule_x == inputs.length_m
        assert chart.emphasis == inputs.pmd
        own = next(series for series in chart.series if series.name == inputs.pmd)
        if inputs.length_m <= own.x[-1]:
            read = np.interp(np.log(inputs.length_m), np.log(own.x), own.y)
            # straight lines between 41 points of a curve that bends: 0.05 dB is far below a pixel
            assert read == pytest.approx(found.value("margin_db").number, abs=0.05)
        points = next(series for series in chart.series if series.mark == "points")
        assert len(points.x) == len(CLASSES)


def test_structure_low_number_high(answers: list[tuple[Inputs, Answer]]) -> None:
    ranged = 0
    for _, found in answers:
        for one in found.values:
            if one.low is not None and one.high is not None:
                assert one.low <= one.number <= one.high, one
                ranged += 1
    assert ranged >= 2 * len(answers)


def test_structure_multimode_has_no_single_mode_dispersion(answers: list[tuple[Inputs, Answer]]) -> None:
    seen = 0
    for inputs, found in answers:
        missing = math.isnan(found.value("fading_db").number)
        assert missing == (PMDS[inputs.pmd].fibre == MULTIMODE)
        seen += missing
    assert seen > 0


def test_structure_notes_speak_up_where_the_model_stops() -> None:
    def keys(**inputs: Any) -> list[str]:
        return [note.key for note in answer(Inputs(**inputs)).notes]

    assert keys() == []
    assert keys(pmd="sr4", length_m=100.0) == ["not-modelled:multimode"]
    assert keys(pmd="lr4", length_m=10_000.0) == ["assumed:two-level", "limit:next-rate"]
    assert keys(pmd="fr4", length_m=10_000.0) == ["extrapolated:length", "not-modelled:dispersion", "limit:next-rate"]
    assert keys(laser_dbm=12.0) == ["limit:laser"]
