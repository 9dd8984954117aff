"""explainers.calculators.mesh_volume: the published arithmetic, the answer's structure and its laws."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import Answer, Column, TermColumn, Value
from explainers.base.parameters import parameters
from explainers.calculators.mesh_volume import OUTCOMES, PRESETS, RANGES, UNCERTAIN, Inputs, answer, likely_gpus
from tests.explainers.situations import situations

KNOWN = {parameter.name: parameter for parameter in parameters(Inputs)}


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("mesh-volume")]


def at(**inputs: Any) -> Answer:
    return answer(Inputs(**inputs))


def number(found: Answer, name: str) -> float:
    return found.value(name).number


def numbers(column: Column | TermColumn) -> Any:
    assert isinstance(column, Column)
    return column.numbers


def test_hand_the_default() -> None:
    found = answer(Inputs())
    # 1,000 x 365; / 5.12; / 50 million; 28 million / 365,000; 1,000 / (200 / 7)
    assert number(found, "units_per_year") == 365_000
    assert round(number(found, "gpus_per_year"), -3) == 71_000
    assert number(found, "demand_share") == pytest.approx(0.0073, rel=1e-14)
    assert number(found, "demand_share_1600g") == pytest.approx(0.0365, rel=1e-14)
    assert number(found, "demand_days") == pytest.approx(2.6645, rel=1e-14)
    assert round(number(found, "capacity_ratio")) == 77
    assert number(found, "ramp_ratio") == pytest.approx(35, rel=1e-14)
    # a tenth of 50 million is 5 million, over 365 days
    assert number(found, "required_units_per_day") == pytest.approx(13_698.63, abs=0.01)
    assert number(found, "required_units_per_day_1600g") == pytest.approx(2_739.73, abs=0.01)
    assert number(found, "required_growth") == pytest.approx(13.69863, abs=1e-5)
    # log2(13.70) and log2(76.71)
    assert number(found, "years_to_target_share") == pytest.approx(3.776, abs=1e-3)
    assert number(found, "years_to_capacity") == pytest.approx(6.261, abs=1e-3)


def test_hand_the_money() -> None:
    found = answer(Inputs())
    assert number(found, "funding_jpy") == 7.5e9
    assert number(found, "funding_per_annual_unit_usd") == pytest.approx(50e6 / 365e3, rel=1e-14)
    assert number(found, "funding_per_annual_unit_jpy") == pytest.approx(20_547.9, abs=0.1)


def test_hand_the_corners_of_the_ranges() -> None:
    # 1,000 x 250 x 0.7 = 175,000 with 6 modules each; 365,000 with 4
    found = answer(Inputs())
    units, gpus = found.value("units_per_year"), found.value("gpus_per_year")
    assert [units.low, units.high] == pytest.approx([175_000, 365_000], rel=1e-14)
    assert [gpus.low, gpus.high] == pytest.approx([175_000 / 6, 91_250], rel=1e-14)


def test_hand_the_late_starter() -> None:
    # log2(56 million / 365,000) = 7.261 doublings behind; 0.9 ** -7.261 = 2.149; 276 x 2.149 = 593
    found = answer(Inputs())
    assert number(found, "doublings_behind") == pytest.approx(7.2614, abs=1e-4)
    assert number(found, "cost_ratio") == pytest.approx(2.1491, abs=1e-4)
    assert number(found, "newcomer_cost_usd") == pytest.approx(593.2, abs=0.1)
    # 0.9 ** (15.773 / 8.512) = 0.8226
    assert number(found, "breakeven_learning_rate") == pytest.approx(1 - 0.8226, abs=1e-4)
    assert number(found, "breakeven_design_saving") == pytest.approx(1 - 1 / 2.1491, abs=1e-4)


def test_hand_every_preset_is_its_case() -> None:
    found = {name: answer(Inputs(**preset)) for name, preset in PRESETS.items()}
    assert number(found["innolight-2025"], "units_per_year") == pytest.approx(28e6, rel=1e-5)
    assert number(found["innolight-2025"], "capacity_ratio") == pytest.approx(1, rel=1e-5)
    assert number(found["starlink-lasers"], "ramp_ratio") == pytest.approx(1, rel=1e-3)
    assert number(found["one-hall"], "gpus_per_year") == pytest.approx(128_000, rel=1e-3)
    assert found["mesh-target"].notes[0].key == "target"
    assert all(one.notes[0].key != "target" for name, one in found.items() if name != "mesh-target")


def test_limit_the_same_volume_costs_the_same() -> None:
    # 28 million in the first year before, 28 million a year since: a line that makes 56 million in its year is even
    found = answer(Inputs(units_per_day=56e6 / 365))
    assert number(found, "cost_ratio") == pytest.approx(1, rel=1e-12)
    assert number(found, "breakeven_learning_rate") == pytest.approx(0.1, rel=1e-12)
    assert number(found, "breakeven_design_saving") == pytest.approx(0, abs=1e-12)


def test_limit_a_goal_that_is_reached_takes_no_years() -> None:
    found = answer(Inputs(units_per_day=200_000.0))
    assert number(found, "years_to_target_share") == number(found, "years_to_capacity") == 0
    assert found.headline.key == "enough"


def test_shape_outcomes_are_ascending_and_inside_the_corners() -> None:
    found, gpus = likely_gpus(1000.0), answer(Inputs()).value("gpus_per_year")
    assert found.shape == (OUTCOMES,)
    assert np.all(np.diff(found) > 0)
    assert gpus.low is not None
    assert gpus.high is not None
    assert gpus.low < found[0]
    assert found[-1] < gpus.high


def test_law_outcomes_agree_with_seeded_draws() -> None:
    """Another way to the same quantiles: 200,000 draws; their mean over each fortieth is an outcome."""
    chance = np.random.default_rng(20261124)
    days, good, modules = (chance.uniform(*RANGES[name], 200_000) for name in UNCERTAIN)
    drawn = np.sort(1000.0 * days * good / modules).reshape(OUTCOMES, -1).mean(axis=1)
    np.testing.assert_allclose(likely_gpus(1000.0), drawn, rtol=0.01)


def test_law_outcomes_scale_with_the_rate() -> None:
    np.testing.assert_allclose(likely_gpus(7000.0), 7 * likely_gpus(1000.0), rtol=1e-12)


def test_law_low_and_high_enclose_the_value(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        for value in found.values:
            if value.low is not None and value.high is not None:
                slack = 1e-12 * abs(value.number)
                assert value.low - slack <= value.number <= value.high + slack, (value.name, inputs)


def test_law_each_control_moves_what_it_should() -> None:
    ends = {name: (at(**{name: p.low}), at(**{name: p.high})) for name, p in KNOWN.items()}
    rising = [
        ("units_per_day", "gpus_per_year"), ("days_per_year", "units_per_year"), ("good_percent", "units_per_year"),
        ("target_percent", "required_units_per_day"), ("demand_units_per_year", "required_units_per_day"),
        ("capacity_units_per_year", "capacity_ratio"), ("funding_usd", "funding_jpy"), ("yen_per_usd", "funding_jpy"),
        ("learning_percent", "cost_ratio"), ("head_start_units", "cost_ratio"), ("years", "newcomer_units"),
        ("module_cost_usd", "newcomer_cost_usd"), ("first_units", "breakeven_learning_rate"),
    ]  # fmt: skip
    falling = [
        ("modules_per_gpu", "gpus_per_year"), ("growth_per_year", "years_to_target_share"), ("years", "cost_ratio"),
        ("demand_units_per_year", "demand_share"), ("units_per_day", "funding_per_annual_unit_usd"),
    ]  # fmt: skip
    assert {name for name, _ in (*rising, *falling)} == set(KNOWN)
    for name, value in rising:
        assert number(ends[name][0], value) < number(ends[name][1], value), (name, value)
    for name, value in falling:
        assert number(ends[name][0], value) > number(ends[name][1], value), (name, value)


def test_law_the_scale_of_cost_does_not_touch_the_condition() -> None:
    for name in ("cost_ratio", "breakeven_learning_rate", "breakeven_design_saving"):
        found = [number(answer(Inputs(module_cost_usd=usd)), name) for usd in (100.0, 1000.0)]
        assert found[0] == pytest.approx(found[1], rel=1e-12), name


def test_law_every_number_exists(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        for value in found.values:
            assert np.isfinite(value.number), (value.name, inputs)


def test_structure_the_sentence_turns_where_the_share_is_met(answers: list[tuple[Inputs, Answer]]) -> None:
    keys = set()
    for inputs, found in answers:
        keys.add(found.headline.key)
        assert (found.headline.key == "enough") == (number(found, "demand_share") >= inputs.target_percent / 1e2)
        assert all(isinstance(gap, Value) for gap in found.headline.gaps)
    assert keys == {"enough", "too-few"}


def test_structure_charts_say_what_the_values_say(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        rates, dots, lines = found.charts
        own = rates.rows.index("this-line")
        assert numbers(rates.table.columns[1])[own] == number(found, "units_per_year")
        assert np.all(np.diff(numbers(rates.table.columns[1])) >= 0)
        marked = np.nansum([series.x for series in rates.series], axis=0)
        np.testing.assert_array_equal(marked, numbers(rates.table.columns[1]))
        assert all(np.array_equal(one.x, one.y, equal_nan=True) for one in rates.series)
        np.testing.assert_array_equal(numbers(dots.table.columns[1]), likely_gpus(inputs.units_per_day))
        assert lines.rule_y == inputs.module_cost_usd
        same, steeper = lines.series[0], lines.series[1]
        assert same.y[0] == pytest.approx(steeper.y[0], rel=1e-12)
        assert steeper.y[-1] == pytest.approx(inputs.module_cost_usd, rel=1e-11)
        assert lines.series[2].y[0] == number(found, "newcomer_cost_usd")


def test_structure_every_dot_stands_within_half_a_step_of_its_outcome() -> None:
    for per_day in (20.0, 1000.0, 200_000.0):
        likely, dots = likely_gpus(per_day), answer(Inputs(units_per_day=per_day)).charts[1].series[0]
        step = (likely[-1] - likely[0]) / (OUTCOMES // 2)
        assert np.abs(dots.x - likely).max() <= step * (0.5 + 1e-9)
        stacks = [sorted(dots.y[dots.x == place].tolist()) for place in np.unique(dots.x)]
        assert all(stack == list(range(len(stack))) for stack in stacks)


def test_structure_the_ends_of_every_pair_are_answered() -> None:
    smallest = {name: p.low for name, p in KNOWN.items() if name in ("units_per_day", "days_per_year", "good_percent")}
    found = at(**smallest, years=0.5, first_units=1000)
    assert number(found, "newcomer_doublings") > 0
    moved = ("learning_percent", "first_units", "years")
    for ends in itertools.product(*((KNOWN[name].low, KNOWN[name].high) for name in moved)):
        one = at(**smallest, **dict(zip(moved, ends, strict=True)))
        assert 0 < number(one, "breakeven_learning_rate") < 1
