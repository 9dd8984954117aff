"""Channel operating margin (COM), the full path: how far the eye stands above everything that disturbs it.

After the method of Annex 178A of draft P802.3dj: settings of the transmitter and of the continuous-time equaliser are
tried, for each the best taps are computed, and the best setting's noise is added up by its characteristic function.
Not modelled: crosstalk of a particular cable (a class is used), maximum-likelihood sequence detection, floating taps.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import DECIBEL_FACTOR
from explainers.models.links.distribution import clipping_amplitude, level_cosines, tail_amplitude, tail_frequencies
from explainers.models.links.equaliser import Equalised, noise_behind, set_equaliser
from explainers.models.links.generation import Receiver
from explainers.models.links.pulse import SAMPLES_PER_SYMBOL, Link, Response, frequencies_hz, response, transfer
from explainers.models.links.spectrum import crosstalk_ratios

PASS_DB = constant(3.0, unit="dB", source="com-method")
_GAINS_DB = (
    -constant(4.0, unit="dB", source="assumption:com-search"),
    -constant(8.0, unit="dB", source="assumption:com-search"),
    -constant(12.0, unit="dB", source="assumption:com-search"),
    -constant(16.0, unit="dB", source="assumption:com-search"),
    -constant(20.0, unit="dB", source="assumption:com-search"),
)
_LOW_GAINS_DB = (0.0, -2.0)
_FIRST_BEFORE = (
    0.0, -constant(0.1, unit="1", source="assumption:com-search"),
    -constant(0.2, unit="1", source="assumption:com-search"),
)  # fmt: skip
_PHASES = constant(8, unit="1", source="assumption:com-search")  # a symbol's sampling instants that are tried
_CLIPPING = constant(1e-7, unit="1", source="com-dj")
_WINDOW_BEFORE = constant(30, unit="1", source="assumption:pulse-grid")
_WINDOW_AFTER = constant(120, unit="1", source="assumption:pulse-grid")
_SMALLEST_PART = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbances:
    """Autocorrelation of each noise before the taps, shape (t,) [V^2]; bounded jitter's slope, shape (n,) [V]."""

    thermal: Numbers
    transmitter: Numbers
    random_jitter: Numbers
    crosstalk: Numbers
    slope_v: Numbers
    step_v: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """A link's margin and what it is made of, each at the slicer, as shares of the wanted symbol's height. [1]

    com_db [dB]; snr_db behind the equaliser [dB]; eye: half the distance of two levels; others: rms
    """

    com_db: float
    snr_db: float
    eye: float
    thermal: float
    transmitter: float
    jitter: float
    interference: float
    crosstalk: float
    quantiser: float


def margin(link: Link, receiver: Receiver, crosstalk_offset_db: float = 0.0) -> Margin:
    """The margin of a link.

    Parameters
    ----------
    link : Link                    [see its fields]
    receiver : Receiver            [see its fields]
    crosstalk_offset_db : float    Worse or better crosstalk than assumed; -inf for none. [dB]

    Returns
    -------
    Margin                         [see its fields]

    Source: com-method, com-noise.
    """
    *_, last = margin_steps(link, receiver, crosstalk_offset_db)
    assert isinstance(last, Margin)
    return last


def margin_steps(link: Link, receiver: Receiver, crosstalk_offset_db: float = 0.0) -> Iterator[float | Margin]:
    """The same in steps, so that a reader sees progress and can stop.

    Parameters
    ----------
    link : Link                    [see its fields]
    receiver : Receiver            [see its fields]
    crosstalk_offset_db : float    Worse or better crosstalk than assumed; -inf for none. [dB]

    Returns
    -------
    iterator                       the share done, 0 to 1, several times; last the Margin

    Source: com-method, com-noise.
    """
    link_transfer = transfer(link, receiver)
    settings = [(gain_db, low_db) for gain_db in _GAINS_DB for low_db in _LOW_GAINS_DB]
    best: tuple[Equalised, Disturbances] | None = None
    for done, (gain_db, low_gain_db) in enumerate(settings):
        yield done / len(settings)
        analogue = response(receiver, link_transfer, gain_db, low_gain_db)
        crosstalk = _crosstalk(receiver, link_transfer, gain_db, low_gain_db, crosstalk_offset_db)
        for candidate in _candidates(receiver, analogue, crosstalk):
            if best is None or candidate[0].snr > best[0].snr:
                best = candidate
    assert best is not None
    yield _margin_of(receiver, *best)


def _crosstalk(
    receiver: Receiver, link_transfer: np.ndarray, gain_db: float, low_gain_db: float, offset_db: float
) -> Numbers:
    """Autocorrelation of near-end and far-end crosstalk at the taps. [V^2]"""
    frequency_hz = frequencies_hz(receiver)
    near, far = crosstalk_ratios(receiver, frequency_hz, offset_db)
    spectrum = np.sqrt(near + far * np.abs(link_transfer) ** 2)
    heard = response(receiver, spectrum, gain_db, low_gain_db).pulse_v
    # the other transmitters' symbols begin at any instant: the mean over all of them
    everywhere = np.fft.irfft(np.abs(np.fft.rfft(heard)) ** 2, len(heard))[::SAMPLES_PER_SYMBOL] / SAMPLES_PER_SYMBOL
    folded: Numbers = receiver.signal_power * everywhere
    return folded


def _candidates(receiver: Receiver, analogue: Response, crosstalk: Numbers) -> Iterator[tuple[Equalised, Disturbances]]:
    """Every setting of the transmitter at every instant, equalised."""
    bare = analogue.pulse_v
    for before in _FIRST_BEFORE:
        shaped = (1 - abs(before)) * bare + before * np.roll(bare, -SAMPLES_PER_SYMBOL)
        peak = int(np.argmax(shaped))
        for phase in range(_PHASES):
            at = peak + (phase - _PHASES // 2) * (SAMPLES_PER_SYMBOL // _PHASES)
            yield _at_instant(receiver, analogue, crosstalk, shaped, at)


def _window(pulse: Numbers, at: int) -> Numbers:
    """One sample a symbol around an instant; the window turns round at the ends of the pulse."""
    places = at + SAMPLES_PER_SYMBOL * np.arange(-_WINDOW_BEFORE, _WINDOW_AFTER)
    return pulse[places % len(pulse)]


def _at_instant(
    receiver: Receiver, analogue: Response, crosstalk: Numbers, shaped: Numbers, at: int
) -> tuple[Equalised, Disturbances]:
    count = receiver.taps_before + receiver.taps_after + 1
    samples = _window(shaped, at)
    slope = (_window(shaped, at + 1) - _window(shaped, at - 1)) * (SAMPLES_PER_SYMBOL / 2)
    thermal, heard = analogue.thermal_v2[:count], crosstalk[:count]
    transmitter = 10 ** (-receiver.transmitter_snr_db / 10) * _lags(_window(analogue.pulse_v, at), count)
    of_slope = receiver.signal_power * _lags(slope, count)
    jitter = (receiver.random_jitter_ui**2 + receiver.dual_dirac_ui**2) * of_slope
    noise = thermal + transmitter + jitter + heard
    step = _quantiser_step(receiver, samples, float(noise[0]))
    rounding = np.zeros(count)
    rounding[0] = float(step) ** 2 / _TWELVE
    found = Disturbances(
        thermal=thermal, transmitter=transmitter, random_jitter=receiver.random_jitter_ui**2 * of_slope,
        crosstalk=heard, slope_v=slope, step_v=step,
    )  # fmt: skip
    return set_equaliser(receiver, samples, _WINDOW_BEFORE, noise + rounding), found


_TWELVE = constant(12, unit="1", source="com-noise")  # variance of rounding: step squared over twelve


def _lags(samples: Numbers, count: int) -> Numbers:
    return np.array([samples[: len(samples) - lag] @ samples[lag:] for lag in range(count)])


def _quantiser_step(receiver: Receiver, samples: Numbers, noise_v2: float) -> float:
    if not receiver.quantiser_bits:
        return 0.0
    largest = clipping_amplitude(samples, receiver.levels, math.sqrt(noise_v2), _CLIPPING / 2)
    return 2 * largest / float(2**receiver.quantiser_bits - 1)


def _margin_of(receiver: Receiver, equalised: Equalised, found: Disturbances) -> Margin:
    taps, main = equalised.taps, equalised.main
    eye = receiver.level_mismatch * main / (receiver.levels - 1)
    thermal, transmitter, jitter, crosstalk = (
        noise_behind(taps, one) for one in (found.thermal, found.transmitter, found.random_jitter, found.crosstalk)
    )
    rest = equalised.rest[np.abs(equalised.rest) > _SMALLEST_PART * main]
    bounded = receiver.dual_dirac_ui * np.convolve(found.slope_v, taps)
    bounded = bounded[np.abs(bounded) > _SMALLEST_PART * main]
    power = receiver.signal_power
    interference, shaking = math.sqrt(power * float(rest @ rest)), math.sqrt(power * float(bounded @ bounded))
    rounding = found.step_v * math.sqrt(float(taps @ taps) / _TWELVE)
    gaussian = math.hypot(thermal, transmitter, jitter, crosstalk)
    total = math.hypot(gaussian, interference, shaking, rounding)
    frequencies = tail_frequencies(total)
    others = level_cosines(rest, receiver.levels, frequencies) * level_cosines(bounded, receiver.levels, frequencies)
    for tap in taps if found.step_v else ():
        others = others * np.sinc(frequencies * tap * found.step_v / (2 * math.pi))
    noise = tail_amplitude(total, gaussian, others, receiver.error_ratio)
    return Margin(
        com_db=DECIBEL_FACTOR * math.log10(eye / noise), snr_db=10 * math.log10(equalised.snr), eye=eye / main,
        thermal=thermal / main, transmitter=transmitter / main, jitter=math.hypot(jitter, shaking) / main,
        interference=interference / main, crosstalk=crosstalk / main, quantiser=rounding / main,
    )  # fmt: skip
