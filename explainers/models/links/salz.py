"""The fast path: the best signal-to-noise ratio that any equaliser could reach (Salz), from losses alone.

Assumed: matched links (reflections are left out), noise as if all of it were Gaussian. Bounded jitter is not, so the
fast path is too hard on links without error correction: below an error ratio of 1e-6 it must not be used.
"""

from __future__ import annotations

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.links.generation import Receiver
from explainers.models.links.spectrum import crosstalk_ratios, pulse_shape, thermal_v2_per_hz


def noise_shares(
    receiver: Receiver, frequency_hz: Numbers, crosstalk_offset_db: float = 0.0
) -> tuple[Numbers, Numbers]:
    """Noise density over signal density, in the part that comes with the signal and the part that meets it at the end.

    The receiver's filter cancels. The second part counts as often as the link's loss makes the signal smaller.

    Parameters
    ----------
    receiver : Receiver            [see its fields]
    frequency_hz : array (n,)      Frequency, up to the Nyquist frequency. [Hz]
    crosstalk_offset_db : float    Worse or better crosstalk than assumed; -inf for none. [dB]

    Returns
    -------
    (array (n,), array (n,))       of transmitter, jitter and far-end crosstalk; of thermal noise and near-end
                                   crosstalk, over the signal as sent. [1]

    Source: com-filters, com-noise.
    """
    unit_s = 1 / receiver.baud_bd
    jitter_ui2 = receiver.random_jitter_ui**2 + receiver.dual_dirac_ui**2
    sent = receiver.signal_power * pulse_shape(receiver, frequency_hz) ** 2 / unit_s  # density of the signal [V^2/Hz]
    near, far = crosstalk_ratios(receiver, frequency_hz, crosstalk_offset_db)
    of_transmitter = 10 ** (-receiver.transmitter_snr_db / 10) / receiver.signal_power
    of_jitter = jitter_ui2 * (2 * np.pi * frequency_hz * unit_s) ** 2
    return of_transmitter + of_jitter + far, thermal_v2_per_hz(receiver) / sent + near


def salz_snr(noise_over_signal_ratio: Numbers) -> float | Numbers:
    """Signal-to-noise ratio behind an infinitely long decision-feedback equaliser.

    Parameters
    ----------
    noise_over_signal_ratio : array (..., n)    Even steps of frequency from 0 to the Nyquist frequency. [1]

    Returns
    -------
    float or array (...)                        [1]

    Source: Salz bound.
    >>> round(float(salz_snr(np.full(8, 0.01))), 9)
    100.0
    """
    ratios: float | Numbers = np.exp(np.mean(np.log1p(1 / noise_over_signal_ratio), axis=-1)) - 1
    return ratios
