"""explainers.models.links.fec: codes, line rates and codeword times."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from explainers.models.links.fec import (
    KP4,
    KR4,
    ReedSolomonCode,
    code_of_lane,
    codeword_fill_time_s,
    interleaved_codewords,
    line_rate_bps,
)

EXACT = 4e-16  # two units in the last place of a double: three roundings in the formula


def test_hand_codeword_sizes() -> None:
    assert KP4.codeword_bits == 544 * 10
    assert KR4.codeword_bits == 528 * 10


@pytest.mark.parametrize(("code", "corrects"), [(KP4, 15), (KR4, 7)])
def test_hand_symbols_corrected(code: ReedSolomonCode, corrects: int) -> None:
    assert (code.codeword_symbols - code.data_symbols) // 2 == corrects  # t = (n - k) / 2
    assert code.name == f"RS({code.codeword_symbols},{code.data_symbols})"


@pytest.mark.parametrize(
    ("payload_gbps", "code", "codewords", "wanted_ns"),
    [
        (25, KR4, 1, 204.8),  # 5280 bit / 25.78125 Gb/s
        (100, KR4, 1, 51.2),  # 5280 bit / 103.125 Gb/s
        (50, KP4, 1, 102.4),  # 5440 bit / 53.125 Gb/s
        (100, KP4, 1, 51.2),  # 5440 bit / 106.25 Gb/s
        (200, KP4, 2, 51.2),  # 10,880 bit / 212.5 Gb/s
        (400, KP4, 2, 25.6),  # 10,880 bit / 425 Gb/s
        (800, KP4, 4, 25.6),  # 21,760 bit / 850 Gb/s
        (1600, KP4, 4, 12.8),  # 21,760 bit / 1.7 Tb/s
    ],
)
def test_reference_codeword_times_are_exact(
    payload_gbps: int, code: ReedSolomonCode, codewords: int, wanted_ns: float
) -> None:
    line_gbps = Fraction(payload_gbps) * 257 / 256 * code.codeword_symbols / code.data_symbols
    assert Fraction(codewords * code.codeword_bits) / line_gbps == Fraction(str(wanted_ns))  # no rounding at all
    got = codeword_fill_time_s(payload_gbps * 1e9, code, codewords)
    assert math.isclose(got, wanted_ns * 1e-9, rel_tol=EXACT)


@pytest.mark.parametrize(
    ("payload_bps", "code", "line_bps"),
    [(25e9, KR4, 25.78125e9), (50e9, KP4, 53.125e9), (100e9, KP4, 106.25e9), (800e9, KP4, 850e9)],
)
def test_reference_line_rates_are_exact(payload_bps: float, code: ReedSolomonCode, line_bps: float) -> None:
    assert math.isclose(line_rate_bps(payload_bps, code), line_bps, rel_tol=EXACT)


@pytest.mark.parametrize(
    ("port_gbps", "codewords"), [(25, 1), (100, 1), (100.001, 2), (200, 2), (400, 2), (400.001, 4), (800, 4), (1600, 4)]
)
def test_limit_interleaving_changes_just_above_100_and_400(port_gbps: float, codewords: int) -> None:
    assert interleaved_codewords(port_gbps * 1e9) == codewords


def test_limit_two_level_lanes_end_at_25_gbps() -> None:
    assert code_of_lane(25e9) is KR4
    assert code_of_lane(math.nextafter(25e9, math.inf)) is KP4


def test_shape_vector_equals_scalar() -> None:
    rates = np.array([25e9, 100e9, 800e9])
    np.testing.assert_array_equal(line_rate_bps(rates, KP4), [line_rate_bps(r, KP4) for r in rates])  # type: ignore[arg-type]
    got = codeword_fill_time_s(rates, KP4, 4)  # type: ignore[arg-type]
    np.testing.assert_array_equal(got, [codeword_fill_time_s(r, KP4, 4) for r in rates])


def test_law_the_code_only_adds_bits_and_twice_the_rate_halves_the_wait() -> None:
    for code in (KP4, KR4):
        for rate in (25e9, 100e9, 800e9):
            assert line_rate_bps(rate, code) > rate
            assert codeword_fill_time_s(2 * rate, code, 1) == codeword_fill_time_s(rate, code, 1) / 2
            assert codeword_fill_time_s(rate, code, 4) == 4 * codeword_fill_time_s(rate, code, 1)
