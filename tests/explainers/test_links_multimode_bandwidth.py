"""explainers.models.links.multimode_bandwidth: two blurs, alone and together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.multimode_bandwidth import (
    chromatic_bandwidth_hz,
    effective_bandwidth_hz,
    modal_bandwidth_hz,
    reach_for_bandwidth_m,
    reach_ratio,
)

OM3, OM4 = 2000.0, 4700.0


def test_hand_a_hundred_metres() -> None:
    assert modal_bandwidth_hz(OM3, 100.0) == pytest.approx(20e9, rel=1e-14)  # 2,000 MHz km / 0.1 km
    assert chromatic_bandwidth_hz(-108.0, 0.6, 100.0) == pytest.approx(187e9 / 6.48, rel=1e-14)  # 108 x 0.6 x 0.1 ps
    assert effective_bandwidth_hz(3e9, 4e9) == pytest.approx(2.4e9, rel=1e-14)  # 1/9 + 1/16 = 25/144


def test_reference_at_nominal_reach_the_bandwidth_is_about_the_symbol_rate() -> None:
    # 25 and 50 Gb/s per lane: 70 m of OM3 and 100 m of OM4
    for bandwidth, length_m in ((OM3, 70.0), (OM4, 100.0)):
        left = effective_bandwidth_hz(
            modal_bandwidth_hz(bandwidth, length_m), chromatic_bandwidth_hz(-108.0, 0.6, length_m)
        )
        for symbol_rate_bd in (25.78125e9, 26.5625e9):
            assert 0.87 <= left / symbol_rate_bd <= 1.0


def test_limit_one_blur_alone() -> None:
    assert effective_bandwidth_hz(1e9, 1e18) == pytest.approx(1e9, rel=1e-12)
    # a laser of one colour leaves only the modes: the ratio of the fibres' bandwidths
    assert reach_ratio(OM4, OM3, -108.0, 1e-9) == pytest.approx(OM4 / OM3, rel=1e-9)
    # a very wide laser leaves only the colours: the grade no longer matters
    assert reach_ratio(OM4, OM3, -108.0, 1e3) == pytest.approx(1.0, abs=1e-5)


def test_shape_vector_is_scalar_by_scalar() -> None:
    lengths_m = np.array([10.0, 70.0, 100.0])
    together = effective_bandwidth_hz(
        modal_bandwidth_hz(OM4, lengths_m), chromatic_bandwidth_hz(-108.0, 0.6, lengths_m)
    )
    alone = [
        effective_bandwidth_hz(modal_bandwidth_hz(OM4, one), chromatic_bandwidth_hz(-108.0, 0.6, one))
        for one in (10.0, 70.0, 100.0)
    ]
    np.testing.assert_allclose(together, alone, rtol=1e-14)


def test_law_both_together_are_worse_than_either() -> None:
    for modal, chromatic in ((1e9, 2e9), (5e9, 1e9)):
        assert effective_bandwidth_hz(modal, chromatic) < min(modal, chromatic)


def test_law_the_ratio_is_that_of_the_reaches_at_any_rate() -> None:
    for wanted_hz in (1e9, 26.5625e9, 53.125e9):
        ratio = reach_for_bandwidth_m(wanted_hz, OM4, -108.0, 0.6) / reach_for_bandwidth_m(wanted_hz, OM3, -108.0, 0.6)
        assert math.isclose(ratio, reach_ratio(OM4, OM3, -108.0, 0.6), rel_tol=1e-14)
    assert reach_ratio(OM4, OM3, -108.0, 0.6) == reach_ratio(OM4, OM3, 108.0, 0.6)  # the sign does not matter
