"""explainers.models.fleet: hand-computed cases, limits, laws, shapes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explainers.models.fleet.learning import cost_ratio, doublings, learning_rate_for, yearly_fall
from explainers.models.fleet.market import (
    equally_likely,
    gpus_equipped,
    grouped,
    units_in_year,
    units_per_day_for,
    years_to_grow,
)


def test_hand_a_year_of_a_thousand_a_day() -> None:
    # 1,000 x 365 = 365,000; 365,000 / 5.12 = 71,289; 365,000 / 5 = 73,000
    assert units_in_year(1000.0, 365, 1.0) == 365_000
    assert gpus_equipped(365_000.0, 5.12) == pytest.approx(71_289, abs=0.1)
    assert gpus_equipped(365_000.0, 5.0) == 73_000
    assert units_in_year(1000.0, 250, 0.8) == 200_000


def test_hand_growth() -> None:
    assert years_to_grow(1000.0, 10.0) == pytest.approx(3, rel=1e-15)
    assert years_to_grow(1.0, 1.1) == 0
    assert years_to_grow(0.01, 1.1) == 0


def test_hand_learning() -> None:
    # 0.9 after one doubling, 0.81 after two; half after one doubling is a rate of one half
    assert cost_ratio(0.1, 2.0) == pytest.approx(0.81, rel=1e-15)
    assert learning_rate_for(0.5, 1.0) == pytest.approx(0.5, rel=1e-15)
    assert doublings(365_000.0, 1000.0) == pytest.approx(math.log(365) / math.log(2), rel=1e-15)
    assert yearly_fall(0.1, 2.0) == pytest.approx(0.1, rel=1e-14)


def test_limit_nothing_learned_and_nothing_made() -> None:
    assert cost_ratio(0.0, 20.0) == 1
    assert cost_ratio(0.3, 0.0) == 1
    assert doublings(7.0, 7.0) == 0
    assert yearly_fall(0.3, 1.0) == 0
    assert units_in_year(0.0, 365, 1.0) == 0


def test_law_what_a_share_takes_gives_that_share() -> None:
    for share, wanted, days, good in itertools.product((0.01, 0.1, 1.0), (2e7, 1e8), (250, 365), (0.7, 1.0)):
        per_day = units_per_day_for(share, wanted, days, good)
        assert units_in_year(per_day, days, good) / wanted == pytest.approx(share, rel=1e-14)


def test_law_a_year_is_linear_in_each_of_its_factors() -> None:
    once = units_in_year(700.0, 300, 0.9)
    for many in ((1400.0, 300, 0.9), (700.0, 600, 0.9), (700.0, 300, 1.8)):
        assert units_in_year(*many) == pytest.approx(2 * once, rel=1e-15)


def test_law_growth_of_that_many_years_reaches_the_goal() -> None:
    for factor, growth in itertools.product((1.5, 13.7, 479.0), (1.1, 2.0, 5.0)):
        assert growth ** years_to_grow(factor, growth) == pytest.approx(factor, rel=1e-13)


def test_law_doublings_add_and_cost_ratios_multiply() -> None:
    for first, middle, last in ((10.0, 1e3, 1e7), (1e3, 365e3, 56e6)):
        assert doublings(middle, first) + doublings(last, middle) == pytest.approx(doublings(last, first), rel=1e-14)
        whole = cost_ratio(0.15, doublings(last, first))
        parts = cost_ratio(0.15, doublings(middle, first)) * cost_ratio(0.15, doublings(last, middle))
        assert parts == pytest.approx(whole, rel=1e-13)


def test_law_the_rate_found_gives_back_the_ratio() -> None:
    for ratio, count in itertools.product((0.05, 0.5, 0.99, 1.3), (0.5, 8.5, 20.0)):
        assert cost_ratio(learning_rate_for(ratio, count), count) == pytest.approx(ratio, rel=1e-12)


def test_law_steady_growth_makes_a_steady_fall() -> None:
    """Wright's law in volume and a fixed fall each year are one law where everything ever made grows steadily."""
    rate, growth, first = 0.17, 1.6, 1e4
    costs = [float(cost_ratio(rate, doublings(first * growth**year, first))) for year in range(6)]
    for before, after in itertools.pairwise(costs):
        assert 1 - after / before == pytest.approx(yearly_fall(rate, growth), rel=1e-12)


def test_law_more_learning_and_more_doublings_never_cost_more() -> None:
    rates, counts = np.linspace(0.0, 0.5, 11), np.linspace(0.0, 25.0, 11)
    table = np.array([cost_ratio(rate, counts) for rate in rates])
    assert np.all(np.diff(table, axis=0) <= 0)
    assert np.all(np.diff(table, axis=1) <= 0)


def test_shape_outcomes_are_every_combination() -> None:
    ranges = [(0.0, 1.0), (10.0, 20.0), (-2.0, 2.0)]
    found = equally_likely(ranges, 4, 8)
    assert len({tuple(point) for point in np.array(found).T.tolist()}) == 4**3
    for numbers, (low, high) in zip(found, ranges, strict=True):
        assert numbers.shape == (64,)
        assert low < numbers.min() < numbers.max() < high
        assert numbers.mean() == pytest.approx((low + high) / 2, rel=1e-12)


def test_shape_groups_are_ascending_and_keep_the_mean() -> None:
    numbers = np.array([5.0, 1.0, 9.0, 3.0, 7.0, 2.0])
    found = grouped(numbers, 3)
    assert found.tolist() == [1.5, 4.0, 8.0]
    assert found.mean() == pytest.approx(numbers.mean(), rel=1e-15)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [(units_in_year, ([1e3, 2e4], [250.0, 365.0], [0.7, 1.0])), (gpus_equipped, ([1e5, 3e6], [4.0, 6.0])),
     (units_per_day_for, ([0.1, 1.0], [2e7, 5e7], [250.0, 365.0], [0.7, 1.0])), (doublings, ([1e5, 3e6], [10.0, 1e3])),
     (cost_ratio, ([0.05, 0.3], [3.0, 17.0]))],
)  # fmt: skip
def test_shape_vector_equals_scalar(function: Callable[..., Any], arguments: tuple[list[float], ...]) -> None:
    together = function(*(np.array(one) for one in arguments))
    alone = [function(*one) for one in zip(*arguments, strict=True)]
    np.testing.assert_allclose(together, alone, rtol=1e-14)
