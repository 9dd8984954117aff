"""The reference receivers of the Ethernet generations, and what lies between them.

A generation is a set of numbers that a standard assumes for the worst transmitter and receiver it allows. Between two
generations of one modulation the numbers are interpolated in the logarithm of the lane rate; below the first and beyond
the last they stay as they are, which is a guess.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from explainers.base.parameters import constant
from explainers.models.links.fec import KP4, KR4, line_rate_bps


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Transmitter and receiver of a link as a standard's channel operating margin (COM) assumes them.

    lane_rate_bps [bit/s]; levels [1]; error_ratio: symbol error ratio the slicer may reach [1]; amplitude_v: peak [V];
    noise_v2_per_ghz: one-sided, at the receiver's input [V^2/GHz]; transmitter_snr_db [dB]; random_jitter_ui, rms [UI];
    dual_dirac_ui: bounded jitter, peak [UI]; level_mismatch: smallest eye over the ideal one [1];
    bandwidth_over_baud: of the receiver's filter [1]; edge_ui: transition time over a unit interval [1];
    termination_ohm, each wire [ohm]; pad_scale: pads against those of 200 Gb/s [1];
    taps_before, taps_after, feedback_taps [1];
    quantiser_bits, 0 = none [bit]; gap_db: what a real equaliser of this kind loses against the Salz bound [dB]
    """

    lane_rate_bps: float
    levels: int
    error_ratio: float
    amplitude_v: float
    noise_v2_per_ghz: float
    transmitter_snr_db: float
    random_jitter_ui: float
    dual_dirac_ui: float
    level_mismatch: float
    bandwidth_over_baud: float
    edge_ui: float
    termination_ohm: float
    pad_scale: float
    taps_before: int
    taps_after: int
    feedback_taps: int
    quantiser_bits: int
    gap_db: float

    @property
    def baud_bd(self) -> float:
        """Symbols a second, coding included. [Bd]

        Source: kp4-line-rate-ratio, kr4-lane-rate.
        """
        code = KR4 if self.levels == 2 else KP4  # both line rates carry their code, used or not
        return line_rate_bps(self.lane_rate_bps, code) / math.log2(self.levels)

    @property
    def nyquist_hz(self) -> float:
        """Half the symbol rate. [Hz]

        Source: definition.
        """
        return self.baud_bd / 2

    @property
    def signal_power(self) -> float:
        """Mean square of equally likely levels between -1 and 1. [1]

        Source: definition.
        """
        return (self.levels**2 - 1) / (constant(3, unit="1", source="pychopmarg") * (self.levels - 1) ** 2)


GENERATIONS = (
    Receiver(
        lane_rate_bps=constant(25e9, unit="bit/s", source="ieee-cr-25g"), levels=2,
        error_ratio=1e-5, amplitude_v=constant(0.4, unit="V", source="com-by"),
        noise_v2_per_ghz=constant(5.2e-8, unit="V^2/GHz", source="com-by"),
        transmitter_snr_db=constant(27.0, unit="dB", source="com-by"), random_jitter_ui=0.01,
        dual_dirac_ui=constant(0.05, unit="UI", source="com-by"), level_mismatch=1.0,
        bandwidth_over_baud=constant(0.75, unit="1", source="com-by"),
        edge_ui=constant(0.258, unit="1", source="assumption:com-by-rest"),
        termination_ohm=constant(55.0, unit="ohm", source="com-by"), pad_scale=1.0,
        taps_before=1, taps_after=constant(3, unit="1", source="assumption:com-by-rest"),
        feedback_taps=constant(14, unit="1", source="assumption:com-by-rest"), quantiser_bits=0,
        gap_db=constant(0.5, unit="dB", source="assumption:salz-gap"),
    ),
    Receiver(
        lane_rate_bps=constant(50e9, unit="bit/s", source="ieee-cr-50g"),
        levels=constant(4, unit="1", source="assumption:com-cd"), error_ratio=1e-4,
        amplitude_v=constant(0.415, unit="V", source="assumption:com-cd"),
        noise_v2_per_ghz=constant(1.64e-8, unit="V^2/GHz", source="assumption:com-cd"),
        transmitter_snr_db=constant(32.5, unit="dB", source="assumption:com-cd"), random_jitter_ui=0.01,
        dual_dirac_ui=constant(0.02, unit="UI", source="assumption:com-cd"),
        level_mismatch=constant(0.95, unit="1", source="assumption:com-cd"),
        bandwidth_over_baud=constant(0.75, unit="1", source="assumption:com-cd"),
        edge_ui=constant(0.319, unit="1", source="assumption:com-cd"),
        termination_ohm=constant(55.0, unit="ohm", source="assumption:com-cd"), pad_scale=1.0,
        taps_before=constant(3, unit="1", source="assumption:com-cd"),
        taps_after=constant(3, unit="1", source="assumption:com-cd"),
        feedback_taps=constant(12, unit="1", source="assumption:com-cd"), quantiser_bits=0,
        gap_db=constant(0.3, unit="dB", source="assumption:salz-gap"),
    ),
    Receiver(
        lane_rate_bps=constant(100e9, unit="bit/s", source="lanes-800g"),
        levels=constant(4, unit="1", source="assumption:com-ck"), error_ratio=1e-4,
        amplitude_v=constant(0.413, unit="V", source="assumption:com-ck"),
        noise_v2_per_ghz=constant(8.2e-9, unit="V^2/GHz", source="assumption:com-ck"),
        transmitter_snr_db=constant(32.5, unit="dB", source="assumption:com-ck"), random_jitter_ui=0.01,
        dual_dirac_ui=constant(0.02, unit="UI", source="assumption:com-ck"),
        level_mismatch=constant(0.95, unit="1", source="assumption:com-ck"),
        bandwidth_over_baud=constant(0.75, unit="1", source="assumption:com-ck"),
        edge_ui=constant(0.398, unit="1", source="assumption:com-ck"),
        termination_ohm=constant(50.0, unit="ohm", source="assumption:com-ck"), pad_scale=1.0,
        taps_before=constant(3, unit="1", source="assumption:com-ck"),
        taps_after=constant(5, unit="1", source="assumption:com-ck"),
        feedback_taps=constant(12, unit="1", source="assumption:com-ck"), quantiser_bits=0,
        gap_db=constant(1.1, unit="dB", source="assumption:salz-gap"),
    ),
    Receiver(
        lane_rate_bps=constant(200e9, unit="bit/s", source="inner-code-200g"),
        levels=constant(4, unit="1", source="com-dj"), error_ratio=constant(2e-4, unit="1", source="com-dj"),
        amplitude_v=constant(0.385, unit="V", source="com-dj"),
        noise_v2_per_ghz=constant(7.5e-9, unit="V^2/GHz", source="com-dj"),
        transmitter_snr_db=constant(33.5, unit="dB", source="com-dj"), random_jitter_ui=0.01,
        dual_dirac_ui=constant(0.02, unit="UI", source="com-dj"),
        level_mismatch=constant(0.95, unit="1", source="com-dj"),
        bandwidth_over_baud=constant(0.55, unit="1", source="com-dj"),
        edge_ui=constant(0.425, unit="1", source="com-dj"),
        termination_ohm=constant(46.25, unit="ohm", source="com-dj"), pad_scale=1.0,
        taps_before=constant(6, unit="1", source="com-dj"), taps_after=constant(17, unit="1", source="com-dj"),
        feedback_taps=1, quantiser_bits=constant(6, unit="bit", source="com-dj"),
        gap_db=constant(2.6, unit="dB", source="assumption:salz-gap"),
    ),
)  # fmt: skip
# two levels up to here, four above: the last NRZ lanes of Ethernet and Fibre Channel ran at 28 Gb/s
TWO_LEVELS_UP_TO_BPS = constant(28e9, unit="bit/s", source="assumption:modulation-switch")
_BLENDED = (
    "error_ratio", "amplitude_v", "noise_v2_per_ghz", "transmitter_snr_db", "dual_dirac_ui", "bandwidth_over_baud",
    "edge_ui", "termination_ohm", "gap_db",
)  # fmt: skip
_GEOMETRIC = ("error_ratio", "noise_v2_per_ghz")


def receiver_at(lane_rate_bps: float) -> Receiver:
    """The receiver a standard would assume at a lane rate.

    Parameters
    ----------
    lane_rate_bps : float    Nominal rate of one lane, above 0. [bit/s]

    Returns
    -------
    Receiver                 of the generation at its own rate; between two of the same modulation a blend of both, with
                             the structure (levels, taps) of the nearer one

    Source: com-by, assumption:com-cd, assumption:com-ck, com-dj, assumption:modulation-switch.
    >>> receiver_at(100e9).levels, receiver_at(25e9).levels, round(receiver_at(100e9).nyquist_hz / 1e9, 2)
    (4, 2, 26.56)
    """
    two_levels = lane_rate_bps <= TWO_LEVELS_UP_TO_BPS
    fitting = tuple(g for g in GENERATIONS if (g.levels == 2) == two_levels)
    nearest = min(fitting, key=lambda g: abs(math.log(g.lane_rate_bps / lane_rate_bps)))
    below, above, share = _neighbours(fitting, lane_rate_bps)
    blended: dict[str, Any] = {name: _blend(name, below, above, share) for name in _BLENDED}
    pads = min(1.0, GENERATIONS[-1].lane_rate_bps / lane_rate_bps)  # faster lanes need smaller pads, or there are none
    return replace(nearest, lane_rate_bps=lane_rate_bps, pad_scale=pads, **blended)


def _neighbours(fitting: tuple[Receiver, ...], lane_rate_bps: float) -> tuple[Receiver, Receiver, float]:
    """The generations of one modulation on both sides, and how far between them the rate lies, 0 to 1."""
    if len(fitting) == 1:
        return fitting[0], fitting[0], 0.0
    rate = min(max(lane_rate_bps, fitting[0].lane_rate_bps), fitting[-1].lane_rate_bps)
    place = next(i for i, g in enumerate(fitting[1:], 1) if rate <= g.lane_rate_bps)
    below, above = fitting[place - 1], fitting[place]
    return below, above, math.log(rate / below.lane_rate_bps) / math.log(above.lane_rate_bps / below.lane_rate_bps)


def _blend(name: str, below: Receiver, above: Receiver, share: float) -> float:
    low, high = getattr(below, name), getattr(above, name)
    if name in _GEOMETRIC:
        return float(low * (high / low) ** share)
    return float(low + (high - low) * share)
