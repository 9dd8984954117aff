"""explainers.calculators.energy_per_bit: the answer's structure and its laws."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import POINT_LIMIT, Answer, Column, Term, TermColumn, Value
from explainers.base.parameters import parameters
from explainers.calculators.energy_per_bit import (
    PRESETS,
    TECHNOLOGIES,
    UNCERTAIN,
    Inputs,
    answer,
    at_limits,
    rack_rate_bps,
    technologies,
)
from explainers.calculators.energy_per_bit_charts import OUTCOMES, equally_likely
from explainers.calculators.link_reach import PASSIVE_REACH_M
from explainers.models.links.energy import link_energy
from tests.explainers.situations import situations

KNOWN = {parameter.name: parameter for parameter in parameters(Inputs)}


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("energy-per-bit")]


def energy(found: Answer, name: str) -> Value:
    return found.value(f"{name}_j_per_bit".replace("-", "_"))


def numbers(column: Column | TermColumn) -> Any:
    assert isinstance(column, Column)
    return column.numbers


def test_hand_the_default() -> None:
    found = answer(Inputs())
    # ports 2 x 3.5, modules 2 x 15 W / 800 Gb/s = 37.5
    assert found.value("energy_j_per_bit").number == pytest.approx(44.5e-12, rel=1e-14)
    # ports 2 x 5.5, ends 2 x 0.1 W / 800 Gb/s = 0.25
    assert energy(found, "twinax").number == pytest.approx(11.25e-12, rel=1e-14)
    assert found.value("ratio").number == pytest.approx(44.5 / 11.25, rel=1e-14)
    assert found.value("link_w").number == pytest.approx(35.6, rel=1e-14)  # 44.5 pJ x 0.8 T
    # 72 GPUs x 900 GB/s x 8 = 518.4 Tb/s
    assert rack_rate_bps() == 518.4e12
    assert found.value("rack_w").number == pytest.approx(44.5 * 518.4, rel=1e-14)
    # 131,072 x 5 ends, two to a link: 327,680 links of 35.6 W
    assert found.value("hall_w").number == pytest.approx(327_680 * 35.6, rel=1e-14)
    assert found.value("dsp_optics_hall_ends_w").number == pytest.approx(655_360 * 15.0, rel=1e-14)


def test_hand_what_linear_modules_save() -> None:
    # a module saves 6.5 W, its port takes 2 pJ/bit x 800 Gb/s = 1.6 W more: 4.9 W x 5 = 24.5 W of 1,670 W
    found = answer(Inputs())
    assert found.value("linear_optics_ends_saving_w_per_gpu").number == pytest.approx(32.5, rel=1e-12)
    assert found.value("linear_optics_saving_w_per_gpu").number == pytest.approx(24.5, rel=1e-12)
    assert found.value("linear_optics_saving_share").number == pytest.approx(24.5 / 1670, rel=1e-12)
    assert found.value("linear_optics_extra_gpus").number == pytest.approx(131_072 * 24.5 / 1670, rel=1e-12)
    # log2(1 / (1 - 0.01467)) x 365 = 7.78
    assert found.value("linear_optics_days_until_regrown").number == pytest.approx(7.78, abs=0.01)


@pytest.mark.parametrize(
    ("technology", "length_m", "key"),
    [
        ("dsp-optics", 2.0, "against-copper"), ("twinax", 2.0, "passive-copper"), ("twinax", 2.01, "out-of-reach"),
        ("dsp-optics", 2.01, "beyond-copper"), ("linear-optics", 501.0, "out-of-reach"),
        ("co-packaged", 500.0, "beyond-copper"), ("active-copper", 7.01, "out-of-reach"),
    ],
)  # fmt: skip
def test_hand_the_sentences(technology: str, length_m: float, key: str) -> None:
    assert answer(Inputs(technology=technology, length_m=length_m)).headline.key == key


def test_hand_every_preset_reaches() -> None:
    assert all(answer(Inputs(**preset)).headline.key != "out-of-reach" for preset in PRESETS.values())


def test_limit_one_module_a_gpu_and_few_gpus() -> None:
    found = answer(Inputs(gpus=8, modules_per_gpu=1))
    assert found.value("hall_w").number == pytest.approx(4 * 35.6, rel=1e-14)  # eight ends are four links


def test_shape_equally_likely_is_ascending_and_keeps_the_mean() -> None:
    low, high = technologies(at_limits(Inputs(), "low")), technologies(at_limits(Inputs(), "high"))
    for name in TECHNOLOGIES:
        found = equally_likely(low[name], high[name])
        ends = [float(link_energy(one[name]).total_j_per_bit) for one in (low, high)]
        assert found.shape == (OUTCOMES,)
        assert np.all(np.diff(found) > 0)
        assert ends[0] < found[0]
        assert found[-1] < ends[1]
        # both ranges are even, so their sum's mean is its middle
        assert found.mean() == pytest.approx(sum(ends) / 2, rel=1e-12)


def corners() -> list[dict[str, Any]]:
    limits = [(KNOWN[name].low, KNOWN[name].high) for name in UNCERTAIN]
    return [dict(zip(UNCERTAIN, ends, strict=True)) for ends in itertools.product(*limits)]


def test_law_no_pluggable_optics_and_no_active_cable_beats_a_passive_cable_that_reaches() -> None:
    compared = 0
    for lane_rate_bps, reach_m in PASSIVE_REACH_M.items():
        for corner in [{}, *corners()]:
            every = technologies(Inputs(lane_rate_bps=lane_rate_bps, length_m=reach_m, **corner))
            copper = link_energy(every["twinax"]).total_j_per_bit
            for name in ("dsp-optics", "linear-optics"):
                assert link_energy(every[name]).total_j_per_bit > copper, (name, corner)
                compared += 1
    assert compared == 4 * (1 + 2 ** len(UNCERTAIN)) * 2


def test_law_sign_within_the_ranges_co_packaged_optics_may_come_out_below_copper() -> None:
    """The page says so: its port is the most frugal, and a passive cable's port the hungriest."""
    frugal = Inputs(package_pj=1.0, co_packaged_w=4.0, long_reach_pj=7.0)
    found = answer(frugal)
    assert energy(found, "co-packaged").number < energy(found, "twinax").number
    default = answer(Inputs())
    assert energy(default, "co-packaged").number > energy(default, "twinax").number


def test_law_more_of_anything_uncertain_never_lowers_an_energy() -> None:
    base = at_limits(Inputs(), "low")
    for name in UNCERTAIN:
        more = Inputs(**{**{n: getattr(base, n) for n in UNCERTAIN}, name: KNOWN[name].high})
        for technology in TECHNOLOGIES:
            before, after = energy(answer(base), technology).number, energy(answer(more), technology).number
            assert math.isnan(before) == math.isnan(after)
            assert math.isnan(before) or after >= before


def test_law_energy_does_not_depend_on_rate_but_watts_do() -> None:
    slow, quick = answer(Inputs(length_m=1.0)), answer(Inputs(length_m=1.0, lane_rate_bps=200e9))
    assert slow.value("energy_j_per_bit").number == quick.value("energy_j_per_bit").number
    assert quick.value("link_w").number == 2 * slow.value("link_w").number
    assert quick.value("dsp_optics_end_w").number == pytest.approx(30.0, rel=1e-14)  # what NVIDIA states for 1.6 Tb/s
    assert quick.value("co_packaged_end_w").number == pytest.approx(9.0, rel=1e-14)


def test_law_a_hall_is_made_of_its_links(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        links = inputs.gpus * inputs.modules_per_gpu / 2
        hall_w, link_w = found.value("hall_w").number, found.value("link_w").number
        assert math.isnan(hall_w) == math.isnan(link_w)
        assert math.isnan(hall_w) or hall_w == pytest.approx(links * link_w, rel=1e-12)


def test_structure_every_chart_has_its_table_twin(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        breakdown, outcomes, by_length = found.charts
        columns = {column.name: column for column in breakdown.table.columns}
        for series in breakdown.series:
            np.testing.assert_array_equal(numbers(columns[series.name]), series.x)
        own = [energy(found, name).number for name in TECHNOLOGIES]
        np.testing.assert_array_equal(numbers(columns["total"]), own)
        np.testing.assert_allclose(np.sum([s.x for s in breakdown.series], axis=0), own, rtol=1e-14)
        reached = tuple(n for n, e in zip(TECHNOLOGIES, own, strict=True) if not math.isnan(e))
        assert outcomes.rows == reached == tuple(series.name for series in outcomes.series)
        for series, column in zip(outcomes.series, outcomes.table.columns[1:], strict=True):
            np.testing.assert_array_equal(numbers(column), series.x)
            assert len(series.x) == OUTCOMES
        assert [column.name for column in by_length.table.columns[1:]] == [s.name for s in by_length.series]
        assert by_length.rule_x == inputs.length_m
        assert all(len(series.x) <= POINT_LIMIT for chart in found.charts for series in chart.series)


def test_structure_dots_stack_without_gaps(answers: list[tuple[Inputs, Answer]]) -> None:
    for series in answers[0][1].charts[1].series:
        for place in np.unique(series.x):
            heights = np.sort(series.y[series.x == place])
            np.testing.assert_array_equal(heights, np.arange(len(heights)))


def test_structure_dots_do_not_move_with_the_readers_own_numbers() -> None:
    one, two = answer(Inputs(dsp_module_w=12.0)).charts[1], answer(Inputs(dsp_module_w=18.0)).charts[1]
    for a, b in zip(one.series, two.series, strict=True):
        np.testing.assert_array_equal(a.x, b.x)


def test_structure_low_number_high(answers: list[tuple[Inputs, Answer]]) -> None:
    ranged = 0
    for _, found in answers:
        for value in found.values:
            if value.low is not None and value.high is not None and not math.isnan(value.number):
                assert value.low * (1 - 1e-12) <= value.number <= value.high * (1 + 1e-12), value
                ranged += 1
    assert ranged > 1000


def test_structure_what_the_sentence_says_is_a_value_of_the_answer(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        values = {value.name: value for value in found.values}
        assert len(values) == len(found.values)
        for gap in found.headline.gaps:
            if isinstance(gap, Value) and gap.name != "best_j_per_bit":
                assert gap is values[gap.name]
        best = next(gap.key for gap in found.headline.gaps if isinstance(gap, Term) and gap.name == "best")
        assert energy(found, best).number == np.nanmin([energy(found, name).number for name in TECHNOLOGIES])


def test_structure_notes_speak_up_away_from_100_gbps() -> None:
    assert answer(Inputs()).notes == ()
    assert [n.key for n in answer(Inputs(lane_rate_bps=200e9)).notes] == ["assumed:scaled", "assumed:reach"]
