"""explainers.models.links.energy_totals: counts, watts, savings, carbon."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explainers.models.links.energy_totals import (
    cluster_power_w,
    emissions_kg_per_year,
    gpus_for_power,
    modules_in_cluster,
    saved_fraction,
    switch_ports_per_gpu,
    total_power_w,
    years_until_regrown,
)


def test_hand_a_million_gpus() -> None:
    # six modules of 30 W: 180 W a GPU, 180 MW in all
    assert cluster_power_w(1, 6, 30.0) == 180.0
    assert cluster_power_w(1_000_000, 6, 30.0) == 180e6


def test_hand_emissions_of_a_kilowatt() -> None:
    # 1 kW x 8760 h x 1.54 x 0.445 kg/kWh = 6003.2 kg
    assert emissions_kg_per_year(1e3, 1.54, 0.445) == pytest.approx(8760 * 1.54 * 0.445, rel=1e-15)


def test_reference_five_modules_a_gpu_in_three_layers() -> None:
    assert modules_in_cluster(131_072, switch_ports_per_gpu(3)) == 655_360


def test_limit_no_layer_is_no_tree() -> None:
    with pytest.raises(ValueError, match="layer"):
        switch_ports_per_gpu(0)


def test_limit_nothing_saved_is_regrown_at_once() -> None:
    assert years_until_regrown(0.0, 2.0) == 0.0
    assert saved_fraction(30.0, 30.0) == 0.0


def test_limit_half_saved_at_doubling_lasts_a_year() -> None:
    assert years_until_regrown(0.5, 2.0) == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize(
    ("function", "rest"),
    [
        (total_power_w, (15.0,)), (modules_in_cluster, (5,)), (cluster_power_w, (5, 15.0)), (saved_fraction, (9.0,)),
        (gpus_for_power, (1400.0,)), (emissions_kg_per_year, (1.54, 0.445)),
    ],
)  # fmt: skip
def test_shape_vector_equals_scalar(function: Callable[..., Any], rest: tuple[float, ...]) -> None:
    given = np.array([1.0, 36.6, 4392e3])
    np.testing.assert_array_equal(function(given, *rest), [function(float(one), *rest) for one in given])


def test_law_growth_eats_exactly_what_was_saved() -> None:
    for fraction in (0.01, 0.05, 0.3, 0.9):
        for growth in (1.1, 2.0, 4.6):
            grown = (1 - fraction) * growth ** years_until_regrown(fraction, growth)
            assert math.isclose(grown, 1.0, rel_tol=1e-14)


def test_law_totals_are_linear() -> None:
    for gpus in (8, 576, 131_072):
        assert cluster_power_w(2 * gpus, 5, 15.0) == 2 * cluster_power_w(gpus, 5, 15.0)
        assert cluster_power_w(gpus, 5, 15.0) == total_power_w(modules_in_cluster(gpus, 5), 15.0)
        assert gpus_for_power(total_power_w(gpus, 1400.0), 1400.0) == gpus
