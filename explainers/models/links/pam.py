"""Pulse amplitude modulation: M equally spaced levels in Gaussian noise, and how often a level is misread.

Assumed: all levels equally often, thresholds half-way between them, white Gaussian noise of the same strength on every
level, Gray labels (neighbours differ in one bit), and only neighbours are mistaken for each other.
Not modelled: unequal spacing, noise that grows with the level, jitter, residual interference.
"""

from __future__ import annotations

import math

import numpy as np

from explainers.base.answer import Numbers, Numeric
from explainers.base.parameters import constant
from explainers.models.links.gaussian import q_function, q_inverse

# six levels carry five bits in a pair of symbols: 36 pairs hold 32 words
_SIX_LEVELS = constant(6, unit="1", source="assumption:pam6-bits")
_BITS_OF_SIX_LEVELS = constant(2.5, unit="bit", source="assumption:pam6-bits")
_ENERGY = constant(3.0, unit="1", source="assumption:pam-equispaced")


def level_amplitudes(levels: int) -> Numbers:
    """Where the levels stand.

    Parameters
    ----------
    levels : int    Number of levels M. [1]

    Returns
    -------
    array (levels,)    Amplitudes, the outermost at -1 and 1. [1]

    Source: assumption:pam-equispaced.
    >>> [float(round(one, 3)) for one in level_amplitudes(4)]
    [-1.0, -0.333, 0.333, 1.0]
    """
    return np.linspace(-1, 1, levels)


def threshold_amplitudes(levels: int) -> Numbers:
    """Where a receiver decides: half-way between neighbouring levels.

    Parameters
    ----------
    levels : int    Number of levels M. [1]

    Returns
    -------
    array (levels - 1,)    Amplitudes. [1]

    Source: assumption:pam-equispaced.
    >>> [float(round(one, 3)) for one in threshold_amplitudes(2)]
    [0.0]
    """
    amplitudes = level_amplitudes(levels)
    return (amplitudes[1:] + amplitudes[:-1]) / 2


def bits_per_symbol(levels: int) -> float:
    """Bits that a symbol really carries: log2 M, but 2.5 for six levels, which carry five bits in two symbols.

    Parameters
    ----------
    levels : int    Number of levels M. [1]

    Returns
    -------
    float           [bit]

    Source: assumption:pam6-bits.
    >>> [bits_per_symbol(levels) for levels in (2, 4, 6, 8)]
    [1.0, 2.0, 2.5, 3.0]
    """
    return _BITS_OF_SIX_LEVELS if levels == _SIX_LEVELS else math.log2(levels)


def q_factor(snr_db: Numeric, levels: int) -> Numeric:
    """Distance from a level to its threshold in standard deviations of the noise.

    Parameters
    ----------
    snr_db : float or array (n,)    Mean square of the levels over that of the noise, at the decision. [dB]
    levels : int                    Number of levels M. [1]

    Returns
    -------
    float or array (n,)             sqrt(3 SNR / (M^2 - 1)). [1]

    Source: assumption:pam-equispaced.
    >>> q_factor(0.0, 2)
    1.0
    """
    root: Numeric = (_ENERGY * 10 ** (snr_db / 10) / (levels**2 - 1)) ** 0.5
    return root


def snr_db_for_q_factor(q: float, levels: int) -> float:
    """The inverse of `q_factor`.

    Parameters
    ----------
    q : float       Distance from a level to its threshold, more than 0, in standard deviations. [1]
    levels : int    Number of levels M. [1]

    Returns
    -------
    float           [dB]

    Source: assumption:pam-equispaced.
    >>> snr_db_for_q_factor(1.0, 2)
    0.0
    """
    return 10 * math.log10(q**2 * (levels**2 - 1) / _ENERGY)


def noise_amplitude(snr_db: float, levels: int) -> float:
    """Standard deviation of the noise, on the scale of `level_amplitudes`.

    Parameters
    ----------
    snr_db : float    Mean square of the levels over that of the noise. [dB]
    levels : int      Number of levels M. [1]

    Returns
    -------
    float             [1]

    Source: assumption:pam-equispaced.
    >>> noise_amplitude(0.0, 2)
    1.0
    """
    return 1 / ((levels - 1) * q_factor(snr_db, levels))


def symbol_error_ratio(snr_db: Numeric, levels: int) -> Numeric:
    """Share of symbols that are misread.

    Parameters
    ----------
    snr_db : float or array (n,)    Mean square of the levels over that of the noise. [dB]
    levels : int                    Number of levels M. [1]

    Returns
    -------
    float or array (n,)             2 (1 - 1/M) Q(q). [1]

    Source: assumption:pam-equispaced.
    >>> round(symbol_error_ratio(18.0, 4), 9)
    0.000286362
    """
    return 2 * (1 - 1 / levels) * q_function(q_factor(snr_db, levels))


def bit_error_ratio(snr_db: Numeric, levels: int) -> Numeric:
    """Share of wrong bits with Gray labels: one for each misread symbol.

    For six levels the divisor is log2 6 = 2.585 as in the reference table, although a real mapping carries 2.5 bits;
    its ratio is a little higher.

    Parameters
    ----------
    snr_db : float or array (n,)    Mean square of the levels over that of the noise. [dB]
    levels : int                    Number of levels M. [1]

    Returns
    -------
    float or array (n,)             Symbol error ratio over log2 M. [1]

    Source: assumption:pam-equispaced, assumption:pam6-bits.
    >>> round(bit_error_ratio(18.0, 4), 9)
    0.000143181
    """
    return symbol_error_ratio(snr_db, levels) / math.log2(levels)


def snr_db_for_bit_error_ratio(ratio: float, levels: int) -> float:
    """The signal-to-noise ratio at which a share of bits is wrong: the inverse of `bit_error_ratio`.

    Parameters
    ----------
    ratio : float    Wanted bit error ratio, more than 0 and less than (1 - 1/M) / log2 M. [1]
    levels : int     Number of levels M. [1]

    Returns
    -------
    float            [dB]

    Raises
    ------
    ValueError    for a ratio that no signal-to-noise ratio gives

    Source: assumption:pam-equispaced.
    >>> round(snr_db_for_bit_error_ratio(2.4e-4, 4), 2)
    17.66
    """
    tail = ratio * math.log2(levels) / (2 * (1 - 1 / levels))
    if not 0 < tail < 0.5:
        raise ValueError("no signal-to-noise ratio has this error ratio")
    return snr_db_for_q_factor(q_inverse(tail), levels)
