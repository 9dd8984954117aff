"""The receiver: generations, filters, noise, equaliser, tails, margin."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explainers.models.links.distribution import (
    clipping_amplitude,
    level_cosines,
    tail_amplitude,
    tail_frequencies,
)
from explainers.models.links.equaliser import correlation_matrix, noise_behind, set_equaliser
from explainers.models.links.gaussian import q_inverse
from explainers.models.links.generation import GENERATIONS, receiver_at
from explainers.models.links.host import HOSTS
from explainers.models.links.margin import margin_steps
from explainers.models.links.pulse import SAMPLES_PER_SYMBOL, Link, frequencies_hz, response, symbols_of, transfer
from explainers.models.links.salz import noise_shares, salz_snr
from explainers.models.links.spectrum import crosstalk_ratios, near_crosstalk_db, receiver_filter, transmitter_edge

SLOW, LAST = GENERATIONS[0], GENERATIONS[-1]


@pytest.mark.parametrize(("rate", "baud_gbd"), [(25e9, 25.78125), (50e9, 26.5625), (100e9, 53.125), (200e9, 106.25)])
def test_hand_symbol_rates_are_those_of_the_standards(rate: float, baud_gbd: float) -> None:
    assert receiver_at(rate).baud_bd == pytest.approx(baud_gbd * 1e9, rel=1e-12)


def test_limit_at_its_own_rate_a_receiver_is_its_generation() -> None:
    for generation in GENERATIONS:
        assert receiver_at(generation.lane_rate_bps) == generation


def test_law_between_generations_every_number_lies_between() -> None:
    below, above, middle = GENERATIONS[1], GENERATIONS[2], receiver_at(70e9)
    for name in ("noise_v2_per_ghz", "edge_ui", "termination_ohm", "gap_db"):
        low, high = sorted((getattr(below, name), getattr(above, name)))
        assert low <= getattr(middle, name) <= high, name


def test_hand_power_of_levels() -> None:
    assert SLOW.signal_power == pytest.approx(1, rel=1e-15)
    assert LAST.signal_power == pytest.approx((1 + 1 / 9) / 2, rel=1e-15)


def test_hand_filters() -> None:
    corner = np.array([LAST.bandwidth_over_baud * LAST.baud_bd])
    assert np.abs(receiver_filter(LAST, corner))[0] == pytest.approx(1 / math.sqrt(2), rel=1e-6)  # 3 dB
    assert np.abs(receiver_filter(LAST, np.array([1e3])))[0] == pytest.approx(1, rel=1e-9)
    assert transmitter_edge(LAST, np.array([0.0]))[0] == 1


def test_hand_crosstalk_gets_five_decibels_better_each_octave() -> None:
    assert near_crosstalk_db(52e9) == pytest.approx(-55, rel=1e-12)
    near, far = crosstalk_ratios(LAST, np.array([LAST.nyquist_hz]))
    near_db = float(near_crosstalk_db(LAST.nyquist_hz))
    assert 10 * math.log10(near[0]) == pytest.approx(near_db, rel=1e-12)
    assert 10 * math.log10(far[0]) == pytest.approx(0.6 * near_db - 5, rel=1e-12)
    assert np.array(crosstalk_ratios(LAST, np.array([1e9]), -math.inf)).sum() == 0


@pytest.mark.parametrize("snr", [3.0, 100.0, 1e4])
def test_law_salz_of_a_flat_channel_is_its_signal_to_noise_ratio(snr: float) -> None:
    assert salz_snr(np.full(64, 1 / snr)) == pytest.approx(snr, rel=1e-9)


def test_law_more_noise_or_a_longer_link_lowers_the_bound() -> None:
    frequency_hz = (np.arange(64) + 0.5) * (LAST.nyquist_hz / 64)
    with_signal, at_end = noise_shares(LAST, frequency_hz)
    bounds = [float(salz_snr(with_signal + at_end * 10 ** (loss / 10))) for loss in (10, 20, 30, 40)]
    assert bounds == sorted(bounds, reverse=True)
    worse, _ = noise_shares(LAST, frequency_hz, 5.0)
    assert (worse > with_signal).all()


def pulse_at_symbols(length_m: float = 1.0) -> tuple[np.ndarray, int]:
    link = Link(length_m=length_m, transmitter=HOSTS["HL"], receiver=HOSTS["HL"])
    pulse = response(LAST, transfer(link, LAST), -12.0, 0.0).pulse_v
    peak = int(np.argmax(pulse))
    places = peak + SAMPLES_PER_SYMBOL * np.arange(-30, 120)
    return pulse[places % len(pulse)], 30


def test_law_a_pulse_is_causal_and_carries_its_spectrum() -> None:
    link = Link(length_m=1.0, transmitter=HOSTS["HL"], receiver=HOSTS["HL"])
    pulse = response(LAST, transfer(link, LAST), 0.0, 0.0).pulse_v
    delay = int(4.41e-9 * LAST.baud_bd * SAMPLES_PER_SYMBOL)  # a metre of cable, in samples
    early = np.abs(pulse[: int(0.9 * delay)]).max()
    assert early < 2e-3 * pulse.max(), "almost nothing arrives before the signal can"
    assert len(pulse) == symbols_of(LAST) * SAMPLES_PER_SYMBOL
    step = frequencies_hz(LAST)[2] - frequencies_hz(LAST)[1]
    assert step <= 40e6


def test_limit_without_noise_or_interference_the_equaliser_does_nothing() -> None:
    samples = np.zeros(60)
    samples[30] = 0.1
    plain = replace(LAST, feedback_taps=0)
    found = set_equaliser(plain, samples, 30, np.r_[1e-9, np.zeros(23)])
    # snr = power x height squared / noise
    assert found.snr == pytest.approx(LAST.signal_power * 0.01 / 1e-9, rel=1e-6)
    assert np.abs(found.rest).max() < 1e-9


def test_law_more_taps_never_lower_the_ratio() -> None:
    samples, main = pulse_at_symbols()
    noise = np.r_[1e-7, np.zeros(40)]
    ratios = []
    for before, after in ((1, 2), (3, 5), (6, 17), (8, 24)):
        receiver = replace(LAST, taps_before=before, taps_after=after)
        ratios.append(set_equaliser(receiver, samples, main, noise[: before + after + 1]).snr)
    assert ratios == sorted(ratios)
    fed_back = replace(LAST, feedback_taps=4)
    assert set_equaliser(fed_back, samples, main, noise[:24]).snr >= ratios[2]


def test_hand_noise_behind_two_taps() -> None:
    taps, white = np.array([3.0, 4.0]), np.array([2.0, 0.0])
    assert noise_behind(taps, white) == pytest.approx(math.sqrt(50), rel=1e-12)
    assert correlation_matrix(np.array([2.0, 1.0])).tolist() == [[2.0, 1.0], [1.0, 2.0]]


@pytest.mark.parametrize("probability", [1e-3, 2e-4, 1e-5])
def test_limit_the_tail_of_a_gaussian_is_its_own(probability: float) -> None:
    nothing = np.ones(len(tail_frequencies(1.0)))
    found = tail_amplitude(1.0, 1.0, nothing, probability)
    assert found == pytest.approx(float(q_inverse(probability)), rel=2e-4)


def test_law_a_bounded_part_is_never_worse_than_a_gaussian_of_the_same_size() -> None:
    frequencies = tail_frequencies(1.0)
    bounded = level_cosines(np.array([0.6]), 2, frequencies)
    mixed = tail_amplitude(1.0, 0.8, bounded, 2e-4)
    assert 0.6 + 0.8 * 2 < mixed < float(q_inverse(2e-4))


def test_limit_clipping_of_noise_alone_and_of_one_symbol() -> None:
    found = clipping_amplitude(np.array([1e-9]), 4, 1.0, 5e-8)
    assert found == pytest.approx(float(q_inverse(5e-8)), rel=1e-3)
    whole = clipping_amplitude(np.array([1.0, 0.2]), 2, 1e-3, 1e-7)
    assert 1.19 < whole < 1.21  # two symbols cannot add up to more than 1.2, and noise is small


def test_law_the_full_path_tells_its_progress_and_ends_with_a_margin() -> None:
    quick = replace(SLOW, feedback_taps=2)
    *progress, last = margin_steps(Link(length_m=1.0), quick)
    assert progress == sorted(progress)
    assert progress[0] == 0
    assert progress[-1] < 1
    assert last.com_db > 3
    assert last.quantiser == 0
