"""explainers.models.links.pam: levels, thresholds and how often noise crosses them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from explainers.models.links.gaussian import q_function
from explainers.models.links.pam import (
    bit_error_ratio,
    bits_per_symbol,
    level_amplitudes,
    noise_amplitude,
    q_factor,
    snr_db_for_bit_error_ratio,
    snr_db_for_q_factor,
    symbol_error_ratio,
    threshold_amplitudes,
)

LEVELS = (2, 4, 6, 8)
# levels, dB, symbol error ratio, Gray bit error ratio; six levels are divided by log2 6 = 2.585
TABLE = (
    (2, 10, 0.000782701, 0.000782701), (2, 14, 2.69515e-7, 2.69515e-7), (2, 18, 9.845e-16, 9.845e-16),
    (2, 20, 7.61985e-24, 7.61985e-24), (2, 24, 7.14952e-57, 7.14952e-57), (4, 10, 0.117974, 0.0589872),
    (4, 16, 0.00358244, 0.00179122), (4, 18, 0.000286362, 0.000143181), (4, 20, 5.80816e-6, 2.90408e-6),
    (4, 24, 1.02153e-12, 5.10764e-13), (6, 10, 0.29545, 0.114295), (6, 16, 0.0539253, 0.0208611),
    (6, 20, 0.00284566, 0.00110085), (6, 24, 2.90212e-6, 1.12269e-6), (8, 10, 0.428884, 0.142961),
    (8, 16, 0.147486, 0.0491619), (8, 20, 0.0254593, 0.00848643), (8, 24, 0.000475257, 0.000158419),
)  # fmt: skip


def test_hand_four_levels() -> None:
    # mean square of -1, -1/3, 1/3, 1 is (1 + 1/9)/2 = 5/9; half the spacing is 1/3, its square 1/9: ratio 5
    np.testing.assert_allclose(level_amplitudes(4), [-1, -1 / 3, 1 / 3, 1], rtol=1e-15)
    np.testing.assert_allclose(threshold_amplitudes(4), [-2 / 3, 0, 2 / 3], atol=1e-16)
    assert q_factor(10 * math.log10(5), 4) == pytest.approx(1, rel=1e-15)
    assert noise_amplitude(10 * math.log10(5), 4) == pytest.approx(1 / 3, rel=1e-15)
    # at q = 1: edge levels err with Q(1), inner ones with 2 Q(1), on average 1.5 Q(1); Gray: half of it
    assert symbol_error_ratio(10 * math.log10(5), 4) == pytest.approx(1.5 * q_function(1.0), rel=1e-14)
    assert bit_error_ratio(10 * math.log10(5), 4) == pytest.approx(0.75 * q_function(1.0), rel=1e-14)


def test_hand_six_levels_carry_five_bits_in_two_symbols() -> None:
    assert [bits_per_symbol(levels) for levels in LEVELS] == [1, 2, 2.5, 3]
    assert 2 ** (2 * bits_per_symbol(6)) <= 6**2 < 2 ** (2 * bits_per_symbol(6) + 1)


@pytest.mark.parametrize(("levels", "snr_db", "ser", "ber"), TABLE)
def test_reference_exact_table(levels: int, snr_db: float, ser: float, ber: float) -> None:
    # the table prints six digits: half of the last is 5e-6 at worst
    assert symbol_error_ratio(float(snr_db), levels) == pytest.approx(ser, rel=1e-5)
    assert bit_error_ratio(float(snr_db), levels) == pytest.approx(ber, rel=1e-5)


def test_reference_the_limit_of_kp4_is_the_q_of_tdecq() -> None:
    # SER 4.8e-4 of PAM4 is 1.5 Q(3.414), the Qt of TDECQ's definition; the published figure has four digits
    assert q_factor(snr_db_for_bit_error_ratio(2.4e-4, 4), 4) == pytest.approx(3.414, abs=0.0005)


def test_limit_no_noise_and_nothing_but_noise() -> None:
    for levels in LEVELS:
        assert symbol_error_ratio(60.0, levels) == 0.0
        assert symbol_error_ratio(-200.0, levels) == pytest.approx(1 - 1 / levels, rel=1e-9)  # blind guessing


@pytest.mark.parametrize("ratio", [0.0, -1e-3, 0.5, 1.0, math.nan])
def test_limit_ratios_that_no_signal_gives(ratio: float) -> None:
    with pytest.raises(ValueError, match="error ratio"):
        snr_db_for_bit_error_ratio(ratio, 2)


@pytest.mark.parametrize("levels", LEVELS)
def test_shape_vector_equals_scalar(levels: int) -> None:
    snrs_db = np.linspace(5.0, 30.0, 26)
    for function in (q_factor, symbol_error_ratio, bit_error_ratio):
        # numpy's power of an array may differ from that of a float in the last bit; the tail magnifies it by q squared
        np.testing.assert_allclose(function(snrs_db, levels), [function(float(s), levels) for s in snrs_db], rtol=1e-12)


@pytest.mark.parametrize("levels", LEVELS)
def test_law_the_inverse_returns(levels: int) -> None:
    for ratio in (1e-1, 1e-2, 2.4e-4, 1e-9, 1e-15, 1e-60):
        found = bit_error_ratio(snr_db_for_bit_error_ratio(ratio, levels), levels)
        assert found == pytest.approx(ratio, rel=1e-10)  # 2e-16 of the argument, times q squared
    for q in (0.1, 1.0, 7.03):
        assert q_factor(snr_db_for_q_factor(q, levels), levels) == pytest.approx(q, rel=1e-14)


def test_law_noise_and_levels_only_harm() -> None:
    snrs_db = np.linspace(0.0, 35.0, 701)
    for levels in LEVELS:
        ratios = bit_error_ratio(snrs_db, levels)
        assert np.all(np.diff(ratios[ratios > 0]) < 0)
    for fewer, more in itertools.pairwise(LEVELS):
        assert np.all(symbol_error_ratio(snrs_db, fewer) <= symbol_error_ratio(snrs_db, more))


def test_law_the_level_of_each_error_adds_up() -> None:
    """Level by level: an edge level errs one way, an inner one both ways; the mean is the formula."""
    for levels in LEVELS:
        q = q_factor(14.0, levels)
        ways = np.where(np.abs(level_amplitudes(levels)) == 1, 1, 2)
        assert float((ways * q_function(q)).mean()) == pytest.approx(symbol_error_ratio(14.0, levels), rel=1e-14)
