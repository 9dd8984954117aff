"""The inner Hamming(128,120) code of 200 Gb/s optical lanes in front of KP4, from this project's own Monte Carlo.

Assumed: PAM4 in white Gaussian noise, soft decisions that are not quantised, Chase decoding with 6 test bits, and
interleaving so good that no two symbols of a KP4 codeword share an inner codeword; then KP4 meets independent wrong
symbols, at the ratio that the curve gives. Between the rows of the curve logarithms are interpolated on straight
lines; below its last row the last line goes on, which is a little too dark, because the true curve falls ever more
steeply. Above its first row the inner code is taken to do nothing.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.links.fec import KP4
from explainers.models.links.inner_code_curve import INNER_CODE_CURVE
from explainers.models.links.post_fec import (
    failed_codeword_ratio,
    left_symbol_ratio,
    threshold,
    wrong_share,
    wrong_symbol_ratio,
)

INNER_BITS = constant(128, unit="bit", source="inner-code-200g")
INNER_DATA_BITS = constant(120, unit="bit", source="inner-code-200g")


@cache
def _curve() -> tuple[Numbers, Numbers, Numbers]:
    """Logarithms of the columns, rising."""
    before, bits, symbols = np.log(np.array(INNER_CODE_CURVE)).T
    return before, bits, symbols


def _looked_up(ratio: float | Numbers, column: Numbers, beyond: float | Numbers) -> float | Numbers:
    """One column of the curve at a bit error ratio; above the curve, what the inner code was given."""
    before = _curve()[0]
    given = np.maximum(ratio, np.finfo(np.float64).tiny)
    slope = (column[1] - column[0]) / (before[1] - before[0])
    logs = np.log(given)
    inside = np.interp(logs, before, column) + np.minimum(logs - before[0], 0.0) * slope
    found = np.where(logs > before[-1], np.maximum(beyond, np.exp(column[-1])), np.exp(inside))
    return found if isinstance(ratio, np.ndarray) else float(found)


def inner_ber(pre_fec_ber: float | Numbers) -> float | Numbers:
    """Share of wrong bits that the inner decoder hands on.

    Parameters
    ----------
    pre_fec_ber : float or array (n,)    Share of wrong bits on the line, 0 to 0.5. [1]

    Returns
    -------
    float or array (n,)                  [1]

    Source: inner-code-monte-carlo, inner-code-200g.
    """
    return _looked_up(pre_fec_ber, _curve()[1], pre_fec_ber)


def inner_symbol_ratio(pre_fec_ber: float | Numbers) -> float | Numbers:
    """Share of wrong KP4 symbols that the inner decoder hands on.

    Parameters
    ----------
    pre_fec_ber : float or array (n,)    Share of wrong bits on the line, 0 to 0.5. [1]

    Returns
    -------
    float or array (n,)                  [1]

    Source: inner-code-monte-carlo, inner-code-200g.
    """
    return _looked_up(pre_fec_ber, _curve()[2], wrong_symbol_ratio(pre_fec_ber, KP4))


def inner_codeword_error_ratio(pre_fec_ber: float | Numbers) -> float | Numbers:
    """Share of KP4 codewords that cannot be corrected behind the inner code.

    Parameters
    ----------
    pre_fec_ber : float or array (n,)    Share of wrong bits on the line, 0 to 0.5. [1]

    Returns
    -------
    float or array (n,)                  [1]

    Source: inner-code-monte-carlo, kp4-codeword.
    """
    return failed_codeword_ratio(inner_symbol_ratio(pre_fec_ber), KP4)


def inner_post_fec_ber(pre_fec_ber: float | Numbers) -> float | Numbers:
    """Share of wrong bits after the inner code and KP4.

    Parameters
    ----------
    pre_fec_ber : float or array (n,)    Share of wrong bits on the line, 0 to 0.5. [1]

    Returns
    -------
    float or array (n,)                  [1]

    Source: inner-code-monte-carlo, kp4-codeword.
    """
    symbols = inner_symbol_ratio(pre_fec_ber)
    return left_symbol_ratio(symbols, KP4) * wrong_share(inner_ber(pre_fec_ber), symbols)


def inner_threshold_ber(target: float) -> float:
    """The share of wrong bits on the line at which inner code and KP4 together leave `target`.

    Parameters
    ----------
    target : float    Wanted share of wrong bits after decoding. [1]

    Returns
    -------
    float             [1]

    Source: inner-code-monte-carlo, kp4-codeword.
    """
    return threshold(inner_post_fec_ber, target)
