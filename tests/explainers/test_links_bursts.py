"""explainers.models.links.bursts: errors that cause the next one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.bursts import (
    Bursts,
    burst_codeword_error_ratio,
    burst_post_fec_ber,
    burst_pre_fec_ber,
    bursts,
)
from explainers.models.links.fec import KP4, KR4, ReedSolomonCode
from explainers.models.links.post_fec import codeword_error_ratio, correctable_symbols, post_fec_ber

BERS = np.geomspace(1e-7, 0.02, 60)


def markov(start_ber: float, a: float, line_symbols: int, interleaved: int, code: ReedSolomonCode) -> float:
    """The same receiver without approximation: symbol by symbol, right or wrong, exact count of wrong code symbols."""
    start = 1 - (1 - start_ber) ** (code.symbol_bits / line_symbols)
    step = np.array([[1 - start, start], [(1 - a) * (1 - start), a + (1 - a) * start]])
    unharmed = np.linalg.matrix_power(np.array([[1 - start, 0], [(1 - a) * (1 - start), 0]]), line_symbols)
    harmed = np.linalg.matrix_power(step, line_symbols) - unharmed
    gap = np.linalg.matrix_power(step, (interleaved - 1) * line_symbols)
    wrong = start / (start + (1 - a) * (1 - start))
    too_many = correctable_symbols(code) + 1
    states = np.zeros((2, too_many + 1))  # columns: wrong code symbols so far; the last means too many
    states[:, 0] = 1 - wrong, wrong
    for _ in range(code.codeword_symbols):
        more = harmed.T @ states
        states = unharmed.T @ states
        states[:, 1:] += more[:, :-1]
        states[:, -1] += more[:, -1]
        states = gap.T @ states
    return float(states[:, -1].sum())


def test_hand_bursts_of_two_levels() -> None:
    # a = 1/2, two line symbols a code symbol: from either place in it 1/4 or 1/2 of the bursts go on: mean 3/8
    found = bursts(0.5, 2, 1)
    assert found == Bursts(hits=1.0, further=0.375, again=0.25, bit_factor=2.0)
    assert found.symbols == pytest.approx(1 + 0.375 / 0.75)  # 1 + 3/8 (1 + 1/4 + 1/16 + ...)
    # two codewords: the other one's bursts reach this one in 3/8 of cases, so 11/8 touch it;
    # own ones return after one foreign symbol: 3/8 x 1/4; those that came from outside: 1/16
    found = bursts(0.5, 2, 2)
    assert found.hits == pytest.approx(1.375)
    assert found.further == pytest.approx((0.375 * 0.25 + 0.375 * 0.0625) / 1.375)
    assert found.again == pytest.approx(0.0625)


def test_limit_no_feedback_is_the_random_case_exactly() -> None:
    for code in (KR4, KP4):
        for interleaved in (1, 2, 4):
            none = bursts(0.0, 5, interleaved)
            np.testing.assert_array_equal(
                burst_codeword_error_ratio(BERS, none, code), codeword_error_ratio(BERS, code)
            )
            np.testing.assert_allclose(burst_post_fec_ber(BERS, none, code), post_fec_ber(BERS, code), rtol=1e-13)
    assert burst_pre_fec_ber(1e-4, bursts(0.0, 5, 1)) == 1e-4


def test_limit_nothing_wrong_and_everything_wrong() -> None:
    worst = bursts(0.9, 10 / 3, 1)
    assert burst_codeword_error_ratio(0.0, worst, KP4) == 0.0
    assert burst_post_fec_ber(0.0, worst, KP4) == 0.0
    assert burst_post_fec_ber(0.4, worst, KP4) == 0.5
    assert burst_pre_fec_ber(0.4, worst) == 0.5


@pytest.mark.parametrize("interleaved", [1, 2, 4])
@pytest.mark.parametrize("a", [0.25, 0.5, 0.75, 0.9])
@pytest.mark.parametrize(("code", "line_symbols"), [(KP4, 5), (KR4, 10)], ids=["KP4-PAM4", "KR4-NRZ"])
def test_reference_the_exact_chain(code: ReedSolomonCode, line_symbols: int, a: float, interleaved: int) -> None:
    for ber in (1e-6, 1e-5, 1e-4, 1e-3):
        exact = markov(ber, a, line_symbols, interleaved, code)
        got = burst_codeword_error_ratio(ber, bursts(a, line_symbols, interleaved), code)
        # dark by less than a tenth of a decade, while answers span thirty decades; never bright by 1 %
        assert -0.005 < math.log10(got / exact) < 0.1


def test_reference_drawn_bursts() -> None:
    """Bursts drawn one by one, 60,000 codewords."""
    rng = np.random.default_rng(5)
    ber, a, line_symbols = 1e-3, 0.75, 5
    start = 1 - (1 - ber) ** (10 / line_symbols)
    failed, codewords = 0, 60_000
    for _ in range(codewords // 1000):
        begins = rng.random((1000, 544 * line_symbols)) < start
        goes_on = rng.random(begins.shape) < a
        wrong, before = begins, np.zeros(1000, dtype=bool)
        for place in range(wrong.shape[1]):
            before = wrong[:, place] = begins[:, place] | (before & goes_on[:, place])
        failed += int((wrong.reshape(1000, 544, line_symbols).any(axis=2).sum(axis=1) > 15).sum())
    drawn, noise = failed / codewords, math.sqrt(failed) / codewords
    got = burst_codeword_error_ratio(ber, bursts(a, line_symbols, 1), KP4)
    assert drawn - 4 * noise < got < 1.15 * drawn + 4 * noise  # four standard errors; the model is a little dark


def test_shape_vector_equals_scalar() -> None:
    found = bursts(0.6, 4, 2)
    for function in (burst_codeword_error_ratio, burst_post_fec_ber):
        alone = [function(float(ber), found, KP4) for ber in BERS]
        np.testing.assert_allclose(function(BERS, found, KP4), alone, rtol=1e-13)
    np.testing.assert_array_equal(burst_pre_fec_ber(BERS, found), [burst_pre_fec_ber(float(b), found) for b in BERS])


@pytest.mark.parametrize("line_symbols", [10, 5, 4, 10 / 3])
def test_law_more_feedback_is_never_better(line_symbols: float) -> None:
    ratios = np.array(
        [burst_codeword_error_ratio(BERS, bursts(a, line_symbols, 1), KP4) for a in np.arange(0, 0.91, 0.05)]
    )
    assert np.all(np.diff(ratios, axis=0) >= -1e-12 * ratios[1:])
    left = np.array([burst_post_fec_ber(BERS, bursts(a, line_symbols, 1), KP4) for a in np.arange(0, 0.91, 0.05)])
    assert np.all(np.diff(left, axis=0) >= -1e-12 * left[1:])


def test_law_interleaving_helps_while_errors_are_rare() -> None:
    rare = BERS[BERS < 3e-4]
    for a in (0.25, 0.5, 0.75, 0.9):
        one, two, four = (burst_post_fec_ber(rare, bursts(a, 5, depth), KP4) for depth in (1, 2, 4))
        assert np.all(two < one)
        assert np.all(four < two)
        assert np.all(post_fec_ber(rare, KP4) <= four)


def test_law_more_errors_in_more_errors_out() -> None:
    for a in (0.0, 0.5, 0.9):
        assert np.all(np.diff(burst_post_fec_ber(BERS, bursts(a, 5, 1), KP4)) > 0)
