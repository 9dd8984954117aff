"""explainers.models.links.receiver_sensitivity: noise by hand, a quadratic against its iteration, the laser's floor."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explainers.models.links.multipath_interference import ratio_of_db
from explainers.models.links.receiver_sensitivity import (
    OpticalReceiver,
    dbm,
    ideal_sensitivity_w,
    levels_distance_in_sigma,
    sensitivity_dbm,
)

IDEAL = OpticalReceiver(responsivity_a_per_w=0.8, noise_a_per_rt_hz=20e-12, gap_db=0.0)
ELECTRON_C = 1.602176634e-19


def pam4_dbm(symbol_rate_bd: float, bit_error_ratio: float, rin_db_per_hz: float) -> float:
    return sensitivity_dbm(
        IDEAL, symbol_rate_bd, 4, bit_error_ratio=bit_error_ratio, extinction_db=3.5, rin_db_per_hz=rin_db_per_hz
    )


def test_hand_thermal_noise_alone() -> None:
    # no laser noise; at a weak signal the photons' noise is small, so OMA is close to 2 x 3 x q x i sqrt(B) / R
    quiet = replace(IDEAL, responsivity_a_per_w=1e3)  # photons enter with 1/R, the amplifier with 1/R^2
    q = levels_distance_in_sigma(2.4e-4, 4)
    found = ideal_sensitivity_w(quiet, 53.125e9, 4, q=q, extinction_db=3.5, rin_db_per_hz=-math.inf)
    wanted = 2 * 3 * q * 20e-12 * math.sqrt(53.125e9 / 2) / 1e3
    assert found > wanted
    assert found == pytest.approx(wanted, rel=0.1)  # the photons add some 5 %


@pytest.mark.parametrize(
    ("bit_error_ratio", "levels", "q"),
    [(2.4e-4, 4, 3.414), (1e-12, 2, 7.034), (1e-15, 2, 7.941)],  # the first is the TDECQ definition's own
)
def test_reference_distance_in_sigma(bit_error_ratio: float, levels: int, q: float) -> None:
    assert levels_distance_in_sigma(bit_error_ratio, levels) == pytest.approx(q, abs=5e-4)


def test_reference_ideal_receiver_at_53_gbd() -> None:
    assert pam4_dbm(53.125e9, 2.4e-4, -136.0) == pytest.approx(-9.9, abs=0.1)


def test_law_a_stronger_code_buys_more_light_when_the_laser_is_noisy() -> None:
    # at 200 Gb/s per lane: ten times the errors allowed saves over a decibel, and more the nearer the laser's floor is
    noisy, quiet = (pam4_dbm(113.4375e9, 2.4e-4, rin) - pam4_dbm(113.4375e9, 2.4e-3, rin) for rin in (-136.0, -142.0))
    assert 1 < quiet < noisy


def test_limit_too_noisy_a_laser_needs_infinite_light() -> None:
    assert math.isnan(pam4_dbm(53.125e9, 2.4e-4, -120.0))
    # the floor is where (2 (M - 1) q)^2 RIN B = 1; just above it the light needed is already very much
    q = levels_distance_in_sigma(2.4e-4, 4)
    floor_db = -10 * math.log10((6 * q) ** 2 * 53.125e9 / 2)
    assert math.isnan(pam4_dbm(53.125e9, 2.4e-4, floor_db + 1e-6))
    assert pam4_dbm(53.125e9, 2.4e-4, floor_db - 1e-6) > 30


def test_limit_milliwatts() -> None:
    assert dbm(1e-3) == 0.0
    np.testing.assert_allclose(dbm(np.array([1e-3, 1e-2])), [0.0, 10.0], atol=1e-14)


def test_shape_every_rate_alone() -> None:
    rates = (12.5e9, 25e9, 50e9, 100e9)
    assert len({pam4_dbm(rate, 2.4e-4, -142.0) for rate in rates}) == len(rates)


@pytest.mark.parametrize("rin_db_per_hz", [-160.0, -142.0, -136.0])
@pytest.mark.parametrize("levels", [2, 4, 6])
def test_law_the_quadratic_is_the_fixed_point_of_the_noise(levels: int, rin_db_per_hz: float) -> None:
    q, bandwidth, ratio = levels_distance_in_sigma(2.4e-4, levels), 53.125e9 / 2, ratio_of_db(3.5)
    found = ideal_sensitivity_w(IDEAL, 53.125e9, levels, q=q, extinction_db=3.5, rin_db_per_hz=rin_db_per_hz)
    if math.isnan(found):
        assert (2 * (levels - 1) * q) ** 2 * ratio_of_db(rin_db_per_hz) * bandwidth >= 1
        return
    oma = 1e-6
    for _ in range(2000):
        sigma2 = (20e-12) ** 2 * bandwidth + 2 * ELECTRON_C * 0.8 * oma * ratio / (ratio - 1) * bandwidth
        sigma2 += (0.8 * oma) ** 2 * ratio_of_db(rin_db_per_hz) * bandwidth
        oma = 2 * (levels - 1) * q * math.sqrt(sigma2) / 0.8
    assert found == pytest.approx(oma, rel=1e-9)


def test_law_faster_noisier_stricter_and_more_levels_need_more_light() -> None:
    rates = [pam4_dbm(rate, 2.4e-4, -142.0) for rate in (12.5e9, 25e9, 50e9, 100e9)]
    assert rates == sorted(rates)
    assert pam4_dbm(53.125e9, 2.4e-4, -140.0) < pam4_dbm(53.125e9, 2.4e-4, -136.0)
    assert pam4_dbm(53.125e9, 1e-3, -136.0) < pam4_dbm(53.125e9, 1e-5, -136.0)
    two = sensitivity_dbm(IDEAL, 53.125e9, 2, bit_error_ratio=2.4e-4, extinction_db=3.5, rin_db_per_hz=-136.0)
    assert two < pam4_dbm(53.125e9, 2.4e-4, -136.0)


def test_law_the_gap_is_added_as_it_is() -> None:
    worse = replace(IDEAL, gap_db=5.0)
    given = {"bit_error_ratio": 2.4e-4, "extinction_db": 3.5, "rin_db_per_hz": -136.0}
    difference = sensitivity_dbm(worse, 53.125e9, 4, **given) - sensitivity_dbm(IDEAL, 53.125e9, 4, **given)
    assert difference == pytest.approx(5.0, abs=1e-12)
