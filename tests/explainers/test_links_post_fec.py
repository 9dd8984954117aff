"""explainers.models.links.post_fec: Reed-Solomon codes and random errors."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest

from explainers.models.links.fec import KP4, KR4, ReedSolomonCode
from explainers.models.links.post_fec import (
    binomial_sum,
    codeword_error_ratio,
    correctable_symbols,
    failed_codeword_ratio,
    left_symbol_ratio,
    post_fec_ber,
    threshold,
    threshold_ber,
    wrong_share,
    wrong_symbol_ratio,
)

BERS = (1e-6, 1e-5, 5e-5, 2.4e-4, 1e-3, 1e-2)
LITTLE = ReedSolomonCode("RS(7,5)", 7, 5, 3)  # corrects one symbol of three bits


def exact(ber: float, code: ReedSolomonCode) -> tuple[float, float]:
    """Failed codewords and wrong bits with 60 digits, term by term."""
    n, t = code.codeword_symbols, correctable_symbols(code)
    with localcontext(prec=60):
        p = Decimal(ber)
        wrong = 1 - (1 - p) ** code.symbol_bits
        terms = {i: math.comb(n, i) * wrong**i * (1 - wrong) ** (n - i) for i in range(t + 1, n + 1)}
        return float(sum(terms.values())), float(sum(i * one for i, one in terms.items()) / n * p / wrong)


def test_hand_a_small_code() -> None:
    # p = 0.1: a symbol is wrong with 1 - 0.9^3 = 0.271; all right 0.729^7, one wrong 7 x 0.271 x 0.729^6
    good = 0.729**7 + 7 * 0.271 * 0.729**6
    assert wrong_symbol_ratio(0.1, LITTLE) == pytest.approx(0.271, rel=1e-14)
    assert codeword_error_ratio(0.1, LITTLE) == pytest.approx(1 - good, rel=1e-13)
    # wrong symbols left: all 7 x 0.271, less the lone one that is corrected
    left = (7 * 0.271 - 7 * 0.271 * 0.729**6) / 7
    assert left_symbol_ratio(0.271, LITTLE) == pytest.approx(left, rel=1e-13)
    assert post_fec_ber(0.1, LITTLE) == pytest.approx(left * 0.1 / 0.271, rel=1e-13)
    assert (correctable_symbols(LITTLE), correctable_symbols(KR4), correctable_symbols(KP4)) == (1, 7, 15)


@pytest.mark.parametrize("code", [KR4, KP4], ids=["KR4", "KP4"])
@pytest.mark.parametrize("ber", [1e-8, 1e-6, 1e-5, 2.2e-5, 1e-4, 2.4e-4, 5e-4])
def test_reference_sixty_digits(ber: float, code: ReedSolomonCode) -> None:
    failed, left = exact(ber, code)
    # logarithms of order 300 keep about 13 digits
    assert codeword_error_ratio(ber, code) == pytest.approx(failed, rel=1e-11, abs=0)
    assert post_fec_ber(ber, code) == pytest.approx(left, rel=1e-11, abs=0)


@pytest.mark.parametrize(
    ("ber", "failed", "left"),
    [
        (1e-5, 2.13967e-34, 6.29465e-37), (5e-5, 2.6689e-23, 7.8592e-26), (1e-4, 1.35981e-18, 4.00923e-21),
        (2e-4, 5.3899e-14, 1.59322e-16), (2.4e-4, 8.15157e-13, 2.41209e-15), (3e-4, 2.14322e-11, 6.35221e-14),
        (5e-4, 2.79258e-8, 8.32465e-11), (1e-3, 0.000153026, 4.64119e-7),
    ],
)  # fmt: skip
def test_reference_kp4_table(ber: float, failed: float, left: float) -> None:
    # the bar is 0.005 in the logarithm; the table's six digits allow 2.2e-6
    assert math.log10(codeword_error_ratio(ber, KP4) / failed) == pytest.approx(0, abs=5e-6)
    assert math.log10(post_fec_ber(ber, KP4) / left) == pytest.approx(0, abs=5e-6)


@pytest.mark.parametrize("target", [1e-12, 1e-13, 1e-15, 1e-17])
@pytest.mark.parametrize("code", [KR4, KP4], ids=["KR4", "KP4"])
def test_law_the_threshold_is_where_the_target_is_met(code: ReedSolomonCode, target: float) -> None:
    found = threshold_ber(target, code)
    assert post_fec_ber(found, code) == pytest.approx(target, rel=1e-9)  # 1e-15 of the logarithm, times t + 1
    assert exact(found * 1.01, code)[1] > target > exact(found * 0.99, code)[1]


def test_limit_nothing_wrong_and_everything_wrong() -> None:
    for code in (KR4, KP4):
        assert codeword_error_ratio(0.0, code) == 0.0
        assert post_fec_ber(0.0, code) == 0.0
        assert codeword_error_ratio(0.5, code) == pytest.approx(1, rel=1e-10)
        assert post_fec_ber(0.5, code) == pytest.approx(0.5, rel=1e-10)  # a failed codeword keeps its errors
    assert 0 < post_fec_ber(1e-8, KP4) < 1e-80
    assert threshold(lambda ratio: ratio, 1e-3) == pytest.approx(1e-3, rel=1e-12)


@pytest.mark.parametrize("code", [KR4, KP4], ids=["KR4", "KP4"])
def test_shape_vector_equals_scalar(code: ReedSolomonCode) -> None:
    ratios = np.array((0.0, *BERS, 0.3))
    for function in (wrong_symbol_ratio, codeword_error_ratio, post_fec_ber, failed_codeword_ratio, left_symbol_ratio):
        got = function(ratios, code)
        # sums of a matrix and of a row may be taken in another order
        np.testing.assert_allclose(got, [function(float(one), code) for one in ratios], rtol=1e-13)
    np.testing.assert_array_equal(wrong_share(ratios, ratios * 2), [0.0] + [0.5] * len(ratios[1:]))


def test_law_every_probability_together_is_one() -> None:
    for symbol_ratio in (1e-9, 0.01, 0.3, 0.99):
        assert binomial_sum(symbol_ratio, 544, np.ones(545)) == pytest.approx(1, rel=1e-11)
        assert binomial_sum(symbol_ratio, 544, np.arange(545.0)) == pytest.approx(544 * symbol_ratio, rel=1e-11)


def test_law_fewer_errors_in_fewer_errors_out_and_the_longer_code_is_stronger() -> None:
    ratios = np.geomspace(1e-7, 0.05, 500)
    for code in (KR4, KP4):
        assert np.all(np.diff(np.log(post_fec_ber(ratios, code))) > 0)
        assert np.all(post_fec_ber(ratios, code) <= ratios * (1 + 1e-11))  # rounding, where nothing is corrected
    assert np.all(codeword_error_ratio(ratios, KP4) <= codeword_error_ratio(ratios, KR4) * (1 + 1e-11))


def test_law_slope_far_below_the_threshold_is_one_symbol_more_than_the_code_corrects() -> None:
    for code in (KR4, KP4):
        slope = math.log10(codeword_error_ratio(1e-7, code) / codeword_error_ratio(1e-8, code))
        assert slope == pytest.approx(correctable_symbols(code) + 1, abs=0.01)
