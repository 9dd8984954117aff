"""explainers.models.links.energy: joules a bit of a port, a module and a whole link."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.energy import (
    Technology,
    energy_per_bit_j,
    link_energy,
    link_energy_j_per_bit,
    power_of_rate_w,
    where_it_reaches,
)

OPTICS = Technology(name="optics", family="light", serdes_j_per_bit=3.5e-12, end_j_per_bit=18.75e-12, reach_m=2000.0)
LENGTHS_M = np.array([0.0, 0.5, 2.0, 500.0, 2000.0, 2001.0])


def test_hand_one_link() -> None:
    # two ports of 3.5 and two modules of 15 W / 800 Gb/s = 18.75: 7 + 37.5 = 44.5 pJ/bit
    found = link_energy(OPTICS)
    assert float(found.host_j_per_bit) == pytest.approx(7e-12, rel=1e-15)
    assert float(found.total_j_per_bit) == pytest.approx(44.5e-12, rel=1e-15)
    assert power_of_rate_w(float(found.total_j_per_bit), 800e9) == pytest.approx(35.6, rel=1e-15)


@pytest.mark.parametrize(
    ("power_w", "rate_gbps", "published_pj", "rounded_to_pj"),
    [
        (0.1, 800, 0.12, 0.01),  # passive copper; 0.125, rounded to the even digit
        (3.0, 800, 3.75, 0.01),  # retimer chip of an active cable
        (8.0, 400, 20.0, 0.1),  # SR4 with a DSP
        (9.0, 400, 22.5, 0.1),  # DR4 with a DSP
        (15.0, 800, 18.75, 0.01),  # 800G with a DSP
        (12.0, 400, 30.0, 0.1),  # FR4 and LR4, maximum
        (3.5, 100, 35.0, 0.1),  # QSFP28
        (17.0, 800, 21.3, 0.1),  # 2xDR4 with a DSP
        (25.0, 1600, 15.6, 0.1),  # 1.6T
        (30.0, 1600, 18.8, 0.1),  # 1.6T
        (9.0, 1600, 5.6, 0.1),  # 1.6T, co-packaged
        (1.0, 10, 100.0, 1.0),  # 10G
    ],
)
def test_reference_energy_of_one_end_to_rounding(
    power_w: float, rate_gbps: float, published_pj: float, rounded_to_pj: float
) -> None:
    got = energy_per_bit_j(power_w, rate_gbps * 1e9) * 1e12
    # half a step of the published last digit, and a billionth for halves that binary cannot write
    assert abs(got - published_pj) <= rounded_to_pj / 2 * (1 + 1e-9)


def test_limit_a_wire_without_ends_costs_its_ports_only() -> None:
    wire = Technology(name="wire", family="copper", serdes_j_per_bit=5e-12, end_j_per_bit=0.0, reach_m=2.0)
    assert link_energy(wire).total_j_per_bit == 10e-12
    assert link_energy_j_per_bit(10e-12, 0.0, 800e9) == 10e-12


def test_limit_the_reach_itself_is_reached() -> None:
    assert where_it_reaches(1.0, 2000.0, 2000.0) == 1.0
    assert np.isnan(where_it_reaches(1.0, math.nextafter(2000.0, 3000.0), 2000.0))


def test_shape_vector_equals_scalar() -> None:
    powers_w, rates_bps = np.array([0.1, 9.0, 30.0]), np.array([800e9, 400e9, 1600e9])
    together = energy_per_bit_j(powers_w, rates_bps)  # type: ignore[arg-type]
    alone = [energy_per_bit_j(float(p), float(r)) for p, r in zip(powers_w, rates_bps, strict=True)]
    np.testing.assert_array_equal(together, alone)
    reached = where_it_reaches(1.0, LENGTHS_M, 500.0)
    np.testing.assert_array_equal(reached, [float(where_it_reaches(1.0, float(x), 500.0)) for x in LENGTHS_M])
    several = Technology(name="x", family="light", serdes_j_per_bit=rates_bps, end_j_per_bit=powers_w, reach_m=1.0)
    single = [
        link_energy(
            Technology(name="x", family="light", serdes_j_per_bit=float(s), end_j_per_bit=float(e), reach_m=1.0)
        ).total_j_per_bit
        for s, e in zip(rates_bps, powers_w, strict=True)
    ]
    np.testing.assert_array_equal(link_energy(several).total_j_per_bit, single)


def test_law_the_parts_sum_to_the_total_and_both_formulas_agree() -> None:
    found = link_energy(OPTICS)
    assert list(found.terms()) == ["host", "near-module", "far-module"]
    assert sum(found.terms().values()) == pytest.approx(found.total_j_per_bit, rel=1e-15)
    assert found.total_j_per_bit == pytest.approx(link_energy_j_per_bit(7e-12, 15.0, 800e9), rel=1e-15)


def test_law_power_and_energy_are_each_others_inverse() -> None:
    for power_w in (0.1, 9.0, 27.2):
        for rate_bps in (10e9, 400e9, 1.6e12):
            assert power_of_rate_w(energy_per_bit_j(power_w, rate_bps), rate_bps) == pytest.approx(power_w, rel=4e-16)


def test_law_twice_the_rate_at_the_same_watts_halves_the_energy() -> None:
    assert energy_per_bit_j(15.0, 1.6e12) == energy_per_bit_j(15.0, 800e9) / 2
