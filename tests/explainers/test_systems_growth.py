"""Growth of compute and of links, and growth-gap: factors, what has no value, the step that follows."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import Column, Value
from explainers.calculators.growth_gap import PAIRS, RATES, Inputs, answer
from explainers.models.systems.growth import (
    GENERATIONS,
    TREND_COMPUTE,
    TREND_LINKS,
    TREND_MEMORY,
    flop_per_byte,
    generations,
    growth,
    growth_per,
    step_after,
)
from tests.explainers.situations import situations

FORMATS = ("bf16", "fp8", "fp4")
SITUATIONS = list(situations("growth-gap"))


def test_hand_two_generations() -> None:
    # 2250 / 312 = 7.21; 1800 / 600 = 3; 800 / 200 = 4; 8 / 2 = 4
    found = answer(Inputs())
    assert found.value("compute_growth").number == 2250 / 312
    assert found.value("nvlink_growth").number == pytest.approx(3, rel=1e-15)
    assert found.value("nic_growth").number == pytest.approx(4, rel=1e-15)
    assert found.value("memory_growth").number == pytest.approx(4, rel=1e-15)
    assert found.headline.key == "all-behind"


def test_hand_the_step_after_two_generations() -> None:
    # 0.8 / 7.2115 = 0.11093 and 0.2 / 3 = 0.06667: 37.5 % of 0.1776; 1 / 0.1776 = 5.63
    found = answer(Inputs())
    assert found.value("share_after").number == pytest.approx(0.06667 / 0.1776, rel=1e-3)
    assert found.value("step_speedup").number == pytest.approx(5.631, rel=1e-3)


def test_hand_work_for_each_byte() -> None:
    # 312 TFLOP/s over 2 TB/s = 156 FLOP/B; over 300 GB/s = 1040; over 25 GB/s = 12480
    found = answer(Inputs())
    before = [found.value(f"{name}_flop_per_byte_before").number for name in RATES]
    assert before == pytest.approx([156, 1040, 12480], rel=1e-15)


def test_hand_rates_of_one_direction() -> None:
    assert GENERATIONS["P100"].nvlink.rate == 80e9
    assert GENERATIONS["Rubin"].nvlink.rate == 1800e9
    assert GENERATIONS["Rubin"].nic.rate == 100e9
    assert GENERATIONS["B200"].fp4.rate == 10e15


def test_limit_what_no_page_gives_has_no_value() -> None:
    for pair in ("b200-rubin", "h100-rubin", "a100-rubin"):
        found = answer(Inputs(pair=pair))
        assert found.headline.key == "no-compute"
        for name in ("compute_growth", "share_after", "step_speedup", "memory_bytes_per_flop_ratio"):
            assert math.isnan(found.value(name).number), name
        for name in RATES:
            assert found.value(f"{name}_growth").number >= 1
    assert math.isnan(answer(Inputs(pair="a100-h100", number_format="fp8")).value("compute_growth").number)


def test_limit_equal_growth_keeps_the_share() -> None:
    for share in (0.01, 0.2, 0.6):
        computing, talking = step_after(share, 4.0, 4.0)
        assert talking / (computing + talking) == pytest.approx(share, rel=1e-14)
        assert computing + talking == pytest.approx(0.25, rel=1e-15)


def test_limit_a_link_that_does_not_grow_sets_the_pace() -> None:
    computing, talking = step_after(0.2, 1e12, 1.0)
    assert computing + talking == pytest.approx(0.2, rel=1e-9)


def test_law_growth_over_a_time_composes() -> None:
    for factor, years in ((7.2, 4.0), (3.0, 2.0), (1.0, 5.0)):
        assert growth_per(factor, years, years) == pytest.approx(factor, rel=1e-15)
        assert growth_per(factor, years, 1.0) ** years == pytest.approx(factor, rel=1e-13)
        assert growth_per(growth_per(factor, years, 2.0), 2.0, years) == pytest.approx(factor, rel=1e-13)


def test_law_growth_of_two_steps_multiplies() -> None:
    whole, first, second = (answer(Inputs(pair=pair)) for pair in ("a100-b200", "a100-h100", "h100-b200"))
    for name in ("compute", *RATES):
        product = first.value(f"{name}_growth").number * second.value(f"{name}_growth").number
        assert whole.value(f"{name}_growth").number == pytest.approx(product, rel=1e-14)


def test_law_links_fell_behind_exactly_where_a_byte_must_feed_more_work() -> None:
    for inputs in SITUATIONS:
        found = answer(inputs)
        compute = found.value("compute_growth").number
        for name in RATES if not math.isnan(compute) else ():
            ratio = found.value(f"{name}_bytes_per_flop_ratio").number
            assert ratio == pytest.approx(found.value(f"{name}_growth").number / compute, rel=1e-13)


def test_law_the_share_of_talking_grows_with_compute_and_falls_with_the_link() -> None:
    shares = [answer(Inputs(b200_bf16_tflops=flops)).value("share_after").number for flops in (2250.0, 2400.0, 2500.0)]
    assert shares == sorted(shares)
    assert answer(Inputs(link="nic")).value("share_after").number < answer(Inputs()).value("share_after").number
    assert shares[0] > answer(Inputs()).value("share_before").number


def test_law_no_step_is_faster_than_its_quicker_part() -> None:
    for inputs in SITUATIONS:
        found = answer(inputs)
        speedup = found.value("step_speedup").number
        if not math.isnan(speedup):
            grown = found.value("compute_growth").number, found.value("link_growth").number
            assert min(grown) <= speedup * (1 + 1e-12) <= max(grown) * (1 + 1e-11)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [(growth, ([1.0, 2.0], [3.0, 8.0])), (growth_per, ([3.0, 9.0], [2.0, 4.0], [2.0, 1.0])),
     (flop_per_byte, ([1e12, 2e12], [1e9, 3e9])), (step_after, ([0.1, 0.6], [7.0, 2.0], [3.0, 2.5]))],
)  # fmt: skip
def test_shape_vector_equals_scalar(function: Callable[..., Any], arguments: tuple[list[float], ...]) -> None:
    together = np.asarray(function(*(np.array(one) for one in arguments)))
    alone = [np.asarray(function(*one)) for one in zip(*arguments, strict=True)]
    np.testing.assert_allclose(together.T, np.array(alone), rtol=1e-15)


def test_reference_the_trends_of_twenty_years() -> None:
    assert (TREND_COMPUTE, TREND_MEMORY, TREND_LINKS) == (3.0, 1.6, 1.4)


def test_reference_the_open_numbers_reach_only_their_own_generation() -> None:
    other = generations(1.6e12, 2500e12, 200e9)
    assert (other["A100"].memory.rate, other["B200"].bf16.rate, other["Rubin"].nic.rate) == (1.6e12, 2500e12, 200e9)
    assert other["B200"].fp8.rate == 5000e12
    assert other["H100"] == GENERATIONS["H100"]
    assert list(other) == list(GENERATIONS)


def test_structure_rates_never_fall_and_years_are_sorted() -> None:
    for field in ("bf16", "fp8", "fp4", "memory", "nvlink", "nic"):
        dated = [getattr(one, field) for one in GENERATIONS.values()]
        years, rates = [one.year for one in dated], [one.rate for one in dated if not math.isnan(one.rate)]
        assert years == sorted(years)
        assert rates == sorted(rates)
        assert len(rates) >= 2


@pytest.mark.parametrize("pair", list(PAIRS))
@pytest.mark.parametrize("number_format", FORMATS)
def test_structure_charts_say_what_the_values_say(pair: str, number_format: str) -> None:
    found = answer(Inputs(pair=pair, number_format=number_format))
    bars, step, lines = found.charts
    np.testing.assert_array_equal(
        bars.series[0].x, [found.value(f"{name}_growth").number for name in ("compute", *RATES)]
    )
    assert step.series[0].x[0] + step.series[1].x[0] == pytest.approx(1, rel=1e-15)
    assert [column.name for column in bars.table.columns] == ["rate", "per-year", "per-two-years", "total"]
    share = step.table.columns[-1]
    assert isinstance(share, Column)
    np.testing.assert_allclose(share.numbers[1], found.value("share_after").number, rtol=1e-14)
    at_reference = [s for s in lines.series if s.mark == "line" and np.isclose(s.y, 1.0, rtol=1e-12).any()]
    assert len(at_reference) == len([s for s in lines.series if s.mark == "line"])


def test_structure_what_the_sentence_says_is_a_value_of_the_answer() -> None:
    for inputs in SITUATIONS:
        found = answer(inputs)
        values = {value.name: value for value in found.values}
        assert len(values) == len(found.values)
        assert all(gap is values[gap.name] for gap in found.headline.gaps if isinstance(gap, Value))
