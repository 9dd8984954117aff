"""explainers.calculators.lanes: the answer's structure, its names and its dates."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import POINT_LIMIT, Answer, Column, Term, TermColumn, Value
from explainers.base.sources import facts
from explainers.calculators.lanes import LEVELS, PRESETS, Inputs, answer
from explainers.calculators.lanes_dated import DATED, middle
from explainers.models.links.lanes import NAMED_PORTS_BPS
from tests.explainers.situations import situations

FACT_OF = {  # dated point -> the fact whose as_of, or whose own words, give its year
    "cr4-2014": "ieee-cr-25g", "a100-2020": "a100-nic", "h100-2022": "h100-nic", "b200-2025": "b200-nic",
    "majority-2025": "port-speed-transition", "linux-2025": "ieee-1600-cr8", "rubin-2026": "rubin-nic",
    "shipments-800g-2026": "shipments-800g-2026", "shipments-1600g-2026": "shipments-1p6t-2026",
    "mesh-2026": "mesh-alpha-c1-rate", "standard-2026": "ieee-802-3dj-date",
}  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("lanes")]


def numbers(column: Column | TermColumn) -> Any:
    assert isinstance(column, Column)
    return column.numbers


def term(found: Answer, name: str) -> str:
    return next(gap.key for gap in found.headline.gaps if isinstance(gap, Term) and gap.name == name)


def test_hand_the_default_is_an_800g_port() -> None:
    # 53.125 GBd x 2 bit = 106.25 Gb/s; / 1.0625 = 100 Gb/s; x 8 = 800 Gb/s
    found = answer(Inputs())
    assert found.value("lane_line_rate_bps").number == 106.25e9
    assert found.value("lane_rate_bps").number == pytest.approx(100e9, rel=1e-15)
    assert found.value("port_rate_bps").number == pytest.approx(800e9, rel=1e-15)
    assert found.value("line_rate_bps").number == pytest.approx(850e9, rel=1e-15)
    assert found.value("nyquist_hz").number == 26.5625e9
    assert (found.headline.key, term(found, "port")) == ("named", "800g")


@pytest.mark.parametrize("preset", list(PRESETS))
def test_hand_every_preset_has_its_name_exactly(preset: str) -> None:
    found = answer(Inputs(**PRESETS[preset]))
    assert preset == f"port-{term(found, 'port')}"
    assert abs(found.value("named_deviation").number) < 1e-12
    assert found.headline.key.startswith("named")


def test_hand_the_sentences() -> None:
    assert answer(Inputs(lanes=1)).headline.key == "named-lane"
    assert answer(Inputs(symbol_rate_gbd=40.0)).headline.key == "between"
    assert answer(Inputs(symbol_rate_gbd=40.0, lanes=1)).headline.key == "between-lane"


def test_hand_notes() -> None:
    assert answer(Inputs()).notes == ()
    assert [n.key for n in answer(Inputs(modulation="pam6", coding="kp4-inner")).notes] == [
        "assumed:modulation", "not-modelled:framing",
    ]  # fmt: skip


def test_limit_a_rate_one_per_cent_off_still_has_the_name() -> None:
    assert answer(Inputs(symbol_rate_gbd=53.125 * 1.0099)).headline.key == "named"
    assert answer(Inputs(symbol_rate_gbd=53.125 * 1.0101)).headline.key == "between"


def test_shape_of_the_curves() -> None:
    for series in answer(Inputs()).charts[0].series[:-1]:
        assert series.x.shape == series.y.shape == (31,)
        alone = [
            answer(Inputs(symbol_rate_gbd=min(240.0, x / 1e9), modulation=series.name)).value("port_rate_bps").number
            for x in series.x
        ]
        np.testing.assert_allclose(series.y, alone, rtol=1e-12)


def test_law_the_baud_that_a_port_needs_gives_that_port() -> None:
    for modulation in LEVELS:
        for lanes in (4, 8, 16):
            inputs = Inputs(modulation=modulation, lanes=lanes)
            for name in ("400g", "800g", "1600g", "3200g"):
                baud_gbd = answer(inputs).value(f"baud_for_{name}_bd").number / 1e9
                if 10 <= baud_gbd <= 240:
                    again = answer(Inputs(modulation=modulation, lanes=lanes, symbol_rate_gbd=baud_gbd))
                    assert again.value("port_rate_bps").number == pytest.approx(NAMED_PORTS_BPS[name], rel=1e-14)


def test_law_the_readers_modulation_is_one_of_the_four(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        own = found.value(f"{inputs.modulation}_port_rate_bps").number
        assert own == found.value("port_rate_bps").number
        rates = [found.value(f"{name}_port_rate_bps").number for name in LEVELS]
        assert rates == sorted(rates)


def test_reference_dates_are_those_of_the_facts() -> None:
    for one in DATED:
        if one.name == "majority-2027":  # a forecast; the fact says the year in words
            assert "2027" in facts()["port-speed-transition"]["text"]
            continue
        as_of = facts()[FACT_OF[one.name]]["as_of"]
        assert int(one.year) == int(as_of[:4]), one.name
        if one.name in {"linux-2025", "rubin-2026", "mesh-2026", "standard-2026"}:
            assert one.year == middle(int(as_of[:4]), int(as_of[5:7])), one.name


def test_structure_dates_are_sorted_and_rates_never_fall_by_kind() -> None:
    for kind in {one.kind for one in DATED}:
        years = [one.year for one in DATED if one.kind == kind]
        assert years == sorted(years)
    assert all(one.rate_bps in NAMED_PORTS_BPS.values() for one in DATED)


def test_structure_every_chart_has_its_table_twin(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        by_baud, timeline = found.charts
        assert [c.name for c in by_baud.table.columns[1:]] == [s.name for s in by_baud.series]
        assert by_baud.rule_x == inputs.symbol_rate_gbd * 1e9
        points = by_baud.series[-1]
        shown = numbers(by_baud.table.columns[-1])
        np.testing.assert_allclose(shown[np.isfinite(shown)], points.y, rtol=1e-15)
        assert timeline.rule_y == found.value("port_rate_bps").number
        assert sum(len(series.x) for series in timeline.series) == len(DATED) == len(timeline.table.columns[2].numbers)  # type: ignore[union-attr]
        for chart in found.charts:
            assert all(np.isfinite(s.x).all() and np.isfinite(s.y).all() for s in chart.series)
            assert all(len(series.x) <= POINT_LIMIT for series in chart.series)


def test_structure_what_the_sentence_says_is_a_value_of_the_answer(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        values = {value.name: value for value in found.values}
        assert len(values) == len(found.values) >= 20
        assert all(gap is values[gap.name] for gap in found.headline.gaps if isinstance(gap, Value))
        assert all(math.isfinite(value.number) for value in found.values)
