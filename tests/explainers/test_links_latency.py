"""explainers.models.links.latency: the terms of one message's journey."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.latency import (
    SPEED_OF_LIGHT_M_PER_S,
    Latency,
    Medium,
    delay_at_velocity_s_per_m,
    delay_per_metre_s,
    link_latency,
    propagation_time_s,
    reached_time_s,
    reaches,
    serialisation_time_s,
    velocity_fraction,
)

CABLE = Medium(name="cable", family="copper", delay_s_per_m=4.5e-9, electronics_s=100e-9, reach_m=7.0)
SHARED = {"serialisation_s": 41e-9, "codeword_s": 25.6e-9, "fec_logic_s": 37e-9}
LENGTHS_M = np.array([0.0, 0.5, 2.0, 7.0, 100.0, 2000.0])


def test_hand_one_message_over_two_metres() -> None:
    # 2 m x 4.5 ns/m = 9 ns; + 25.6 + 37 + 100 = 171.6 ns first bit; + 41 = 212.6 ns whole message
    found = link_latency(CABLE, 2.0, **SHARED)
    assert math.isclose(float(found.propagation_s), 9e-9)
    assert math.isclose(float(found.first_bit_s), 171.6e-9)
    assert math.isclose(float(found.message_s), 212.6e-9)


def test_hand_serialisation() -> None:
    assert math.isclose(serialisation_time_s(4096, 800e9), 40.96e-9)  # 4096 x 8 = 32,768 bit / 800 Gb/s


def test_hand_light_in_vacuum_needs_3_336_ns_a_metre() -> None:
    assert SPEED_OF_LIGHT_M_PER_S == 299_792_458
    assert math.isclose(delay_per_metre_s(1.0), 3.33564095e-9, rel_tol=1e-9)  # 1 / 299,792,458


@pytest.mark.parametrize(
    ("delay_s_per_m", "published_ns_per_m"),
    [
        (delay_per_metre_s(1.468), 4.895),  # MapYourTech, 1310 nm
        (delay_per_metre_s(1.4682), 4.9),  # Nexgen: 4.9 us/km
        (delay_at_velocity_s_per_m(0.997), 3.35),  # Southampton hollow core, 99.7 % of c
        (delay_at_velocity_s_per_m(0.81), 4.12),  # foam coax, 81 % of c
    ],
)
def test_reference_delays_within_one_percent(delay_s_per_m: float, published_ns_per_m: float) -> None:
    assert math.isclose(delay_s_per_m * 1e9, published_ns_per_m, rel_tol=0.01)  # the bar


def test_limit_no_length_no_travel() -> None:
    assert propagation_time_s(0.0, 4.5e-9) == 0.0
    found = link_latency(CABLE, 0.0, **SHARED)
    assert found.message_s == pytest.approx(sum(SHARED.values()) + CABLE.electronics_s, rel=1e-15)


def test_limit_a_huge_message_is_all_serialisation() -> None:
    huge_s = serialisation_time_s(1e15, 800e9)
    found = link_latency(CABLE, 2000.0, **{**SHARED, "serialisation_s": huge_s})
    assert math.isclose(float(found.message_s), huge_s, rel_tol=1e-6)


def test_limit_an_empty_message_leaves_at_once() -> None:
    assert serialisation_time_s(0, 800e9) == 0.0


def test_limit_the_reach_itself_is_reached() -> None:
    assert reaches(CABLE, 7.0)
    assert not reaches(CABLE, math.nextafter(7.0, 8.0))
    assert reached_time_s(CABLE, 7.0, 1e-9) == 1e-9
    assert math.isnan(reached_time_s(CABLE, 7.1, 1e-9))


def test_shape_vector_equals_scalar() -> None:
    together = link_latency(CABLE, LENGTHS_M, **SHARED)
    alone = [link_latency(CABLE, float(length), **SHARED) for length in LENGTHS_M]
    np.testing.assert_array_equal(together.message_s, [one.message_s for one in alone])
    np.testing.assert_array_equal(together.first_bit_s, [one.first_bit_s for one in alone])
    np.testing.assert_array_equal(reaches(CABLE, LENGTHS_M), [reaches(CABLE, float(length)) for length in LENGTHS_M])


@pytest.mark.parametrize("function", [delay_per_metre_s, delay_at_velocity_s_per_m, velocity_fraction])
def test_shape_of_the_speed_functions(function: object) -> None:
    given = np.array([0.5, 0.997, 1.468])
    assert callable(function)
    np.testing.assert_array_equal(function(given), [function(float(one)) for one in given])


def test_law_double_the_length_doubles_the_travel_exactly() -> None:
    for length_m in (0.1, 0.5, 3.3, 29.97, 777.7, 1999.9):
        assert propagation_time_s(2 * length_m, 4.5e-9) == 2 * propagation_time_s(length_m, 4.5e-9)


def test_law_bytes_times_eight_are_bits() -> None:
    for size_bytes in (1, 64, 1500, 4096, 16_777_216):
        assert serialisation_time_s(size_bytes, 8.0) == size_bytes  # 8 bit/s: a byte a second


def test_law_longer_is_never_sooner() -> None:
    lengths_m = np.linspace(0.0, 2000.0, 4001)
    assert np.all(np.diff(link_latency(CABLE, lengths_m, **SHARED).message_s) > 0)


def test_law_the_parts_sum_to_the_total() -> None:
    found = link_latency(CABLE, LENGTHS_M, **SHARED)
    assert isinstance(found, Latency)
    assert list(found.terms()) == ["serialisation", "electronics", "propagation", "codeword", "fec-logic"]
    np.testing.assert_allclose(sum(found.terms().values()), found.message_s, rtol=1e-15)
    np.testing.assert_allclose(found.message_s - found.first_bit_s, SHARED["serialisation_s"], rtol=1e-9)


def test_law_speed_and_delay_are_each_others_inverse() -> None:
    for fraction in (0.5, 0.681, 0.741, 0.997, 1.0):
        assert math.isclose(velocity_fraction(delay_at_velocity_s_per_m(fraction)), fraction, rel_tol=4e-16)
        assert math.isclose(velocity_fraction(delay_per_metre_s(1 / fraction)), fraction, rel_tol=4e-16)


def test_law_nothing_outruns_vacuum() -> None:
    for group_index in (1.0, 1.0003, 1.468):
        assert velocity_fraction(delay_per_metre_s(group_index)) <= 1.0
