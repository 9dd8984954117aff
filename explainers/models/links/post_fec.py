"""What a Reed-Solomon code leaves over when errors are random: failed codewords and wrong bits.

Assumed: bits are wrong independently of each other; the decoder corrects up to t wrong symbols of a codeword and
hands on a codeword with more as it came (bounded distance, nothing made worse). Sums run over logarithms, so results
far below 1e-60 keep their digits. Errors in bursts: bursts.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.links.fec import ReedSolomonCode

_LOWEST, _HIGHEST = 1e-14, 0.5  # where a threshold is looked for; no receiver below, no information above
_NOTHING = 1e-300  # smaller sums are 0: below, a double loses its digits
_HALVINGS = 10**2  # more than the digits of a double need
_LOWEST_LOG, _HIGHEST_LOG = math.log(_LOWEST), math.log(_HIGHEST)


def correctable_symbols(code: ReedSolomonCode) -> int:
    """Wrong symbols that a codeword may have: t = (n - k) / 2.

    Parameters
    ----------
    code : ReedSolomonCode    [object]

    Returns
    -------
    int                       [1]

    Source: kp4-codeword, kr4-codeword.
    """
    return (code.codeword_symbols - code.data_symbols) // 2


def wrong_symbol_ratio(pre_fec_ber: float | Numbers, code: ReedSolomonCode) -> float | Numbers:
    """Share of code symbols with at least one wrong bit.

    Parameters
    ----------
    pre_fec_ber : float or array (n,)    Share of wrong bits, 0 to 0.5. [1]
    code : ReedSolomonCode               [object]

    Returns
    -------
    float or array (n,)                  1 - (1 - p)^m. [1]

    Source: definition.
    """
    found: float | Numbers = -np.expm1(code.symbol_bits * np.log1p(-pre_fec_ber))
    return found


@cache
def _log_binomials(count: int) -> Numbers:
    """log C(count, i) for i = 0 ... count."""
    logs = np.array([math.lgamma(i + 1) for i in range(count + 1)])
    binomials: Numbers = logs[-1] - logs - logs[::-1]
    return binomials


def binomial_sum(symbol_ratio: float | Numbers, count: int, weights: Numbers) -> float | Numbers:
    """Sum of weights[i] P(i of `count` symbols are wrong), each wrong by itself.

    Parameters
    ----------
    symbol_ratio : float or array (n,)    Share of wrong symbols, 0 to 1. [1]
    count : int                           Symbols of a codeword. [1]
    weights : array (count + 1,)          Weight of each number of wrong symbols. [its own unit]

    Returns
    -------
    float or array (n,)                   [unit of the weights]

    Source: definition.
    """
    given = np.atleast_1d(np.asarray(symbol_ratio, dtype=np.float64))
    wrong = np.clip(given, np.finfo(np.float64).tiny, 1 - np.finfo(np.float64).eps)  # 0 and 1 have no logarithm
    used = np.flatnonzero(weights)
    logs = (
        _log_binomials(count)[used] + np.log(weights[used])
        + used * np.log(wrong)[:, None] + (count - used) * np.log1p(-wrong)[:, None]
    )  # fmt: skip
    found = np.exp(logs).sum(axis=1)
    sums: Numbers = np.where((given > 0) & (found > _NOTHING), found, weights[0] * (given == 0))
    return sums if isinstance(symbol_ratio, np.ndarray) else float(sums[0])


def _failing(code: ReedSolomonCode) -> Numbers:
    """1 for every number of wrong symbols that is too many."""
    return (np.arange(code.codeword_symbols + 1) > correctable_symbols(code)).astype(np.float64)


def failed_codeword_ratio(symbol_ratio: float | Numbers, code: ReedSolomonCode) -> float | Numbers:
    """Share of codewords with more wrong symbols than the code corrects.

    Parameters
    ----------
    symbol_ratio : float or array (n,)    Share of wrong symbols. [1]
    code : ReedSolomonCode                [object]

    Returns
    -------
    float or array (n,)                   [1]

    Source: kp4-codeword, kr4-codeword.
    """
    return binomial_sum(symbol_ratio, code.codeword_symbols, _failing(code))


def left_symbol_ratio(symbol_ratio: float | Numbers, code: ReedSolomonCode) -> float | Numbers:
    """Share of symbols that are still wrong after decoding.

    Parameters
    ----------
    symbol_ratio : float or array (n,)    Share of wrong symbols before decoding. [1]
    code : ReedSolomonCode                [object]

    Returns
    -------
    float or array (n,)                   (1/n) sum of i P(i) over i > t. [1]

    Source: kp4-codeword, kr4-codeword.
    """
    count = code.codeword_symbols
    return binomial_sum(symbol_ratio, count, _failing(code) * np.arange(count + 1) / count)


def codeword_error_ratio(pre_fec_ber: float | Numbers, code: ReedSolomonCode) -> float | Numbers:
    """Share of codewords that cannot be corrected, from the share of wrong bits.

    Parameters
    ----------
    pre_fec_ber : float or array (n,)    Share of wrong bits before decoding, 0 to 0.5. [1]
    code : ReedSolomonCode               [object]

    Returns
    -------
    float or array (n,)                  [1]

    Source: kp4-codeword, kr4-codeword.
    >>> from explainers.models.links.fec import KP4
    >>> float(f"{codeword_error_ratio(2.4e-4, KP4):.6g}")
    8.15157e-13
    """
    return failed_codeword_ratio(wrong_symbol_ratio(pre_fec_ber, code), code)


def post_fec_ber(pre_fec_ber: float | Numbers, code: ReedSolomonCode) -> float | Numbers:
    """Share of wrong bits after decoding; a failed codeword keeps its own.

    Parameters
    ----------
    pre_fec_ber : float or array (n,)    Share of wrong bits before decoding, 0 to 0.5. [1]
    code : ReedSolomonCode               [object]

    Returns
    -------
    float or array (n,)                  Wrong symbols left, times the wrong share of their bits. [1]

    Source: kp4-codeword, kr4-codeword.
    >>> from explainers.models.links.fec import KP4
    >>> float(f"{post_fec_ber(2.4e-4, KP4):.6g}")
    2.41209e-15
    """
    symbols = wrong_symbol_ratio(pre_fec_ber, code)
    return left_symbol_ratio(symbols, code) * wrong_share(pre_fec_ber, symbols)


def wrong_share(bit_ratio: float | Numbers, symbol_ratio: float | Numbers) -> float | Numbers:
    """Share of wrong bits in a wrong symbol.

    Parameters
    ----------
    bit_ratio, symbol_ratio : float or array (n,)    Shares of wrong bits and of wrong symbols. [1]

    Returns
    -------
    float or array (n,)                              [1]

    Source: definition.
    """
    share: float | Numbers = bit_ratio / np.maximum(symbol_ratio, np.finfo(np.float64).tiny)
    return share


def threshold(ratio_after: Callable[[float], float | Numbers], target: float) -> float:
    """The highest error ratio before decoding that leaves no more than `target` after it.

    Parameters
    ----------
    ratio_after : function    From a ratio before to the ratio after; never falls. [1]
    target : float            Wanted ratio after decoding. [1]

    Returns
    -------
    float                     Found by halving an interval of the logarithm, 1e-14 to 0.5. [1]

    Source: definition.
    """
    low, high = _LOWEST_LOG, _HIGHEST_LOG
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (low, middle) if ratio_after(math.exp(middle)) > target else (middle, high)
    return math.exp(low)


def threshold_ber(target: float, code: ReedSolomonCode) -> float:
    """The share of wrong bits before decoding at which the share after decoding is `target`.

    Parameters
    ----------
    target : float            Wanted share of wrong bits after decoding. [1]
    code : ReedSolomonCode    [object]

    Returns
    -------
    float                     [1]

    Source: kp4-codeword, kr4-codeword.
    >>> from explainers.models.links.fec import KP4
    >>> round(threshold_ber(1e-15, KP4), 7)
    0.0002262
    """
    return threshold(lambda ber: post_fec_ber(ber, code), target)
