"""Errors in bursts: a decision-feedback equaliser (DFE) that repeats its mistakes, and what the code then leaves over.

A receiver that subtracts the echo of its last decision subtracts the wrong echo after a wrong decision. In a simple
model of one feedback tap the next decision is then wrong too with a fixed probability a, and so on: the lengths of
bursts are geometric with mean 1/(1 - a) line symbols.

Approximated: bursts begin at random and by themselves, as often as random errors would (pre-FEC ratio without
feedback); each begins anywhere in a code symbol; it makes every code symbol wrong that it enters; bursts of one
codeword do not overlap, so their code symbols add up; a burst may run past the end of the codeword. All five are close
while errors are rare, and a little too dark. With interleaving, neighbouring code symbols belong to different
codewords, and a long burst is shared out. Not modelled: precoding, several taps, the bit multiplexing of lanes, bursts
of noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.links.fec import ReedSolomonCode
from explainers.models.links.post_fec import binomial_sum, correctable_symbols

_TAIL = 10  # how many times t + 1 a sum of burst lengths is followed; the rest is far below the digits of a double


@dataclass(frozen=True, slots=True)
class Bursts:
    """Bursts as one codeword sees them.

    hits: bursts that touch the codeword over bursts that begin in it [1]; further: probability that a burst which
    touches it makes a second code symbol wrong [1]; again: the same for each one after that [1]; bit_factor: wrong bits
    over wrong bits without feedback [1]
    """

    hits: float
    further: float
    again: float
    bit_factor: float

    @property
    def symbols(self) -> float:
        """Mean number of code symbols that a burst makes wrong in a codeword it touches. [1]

        Source: sum of the terms.
        """
        return 1 + self.further / (1 - self.again)


def bursts(continuation: float, symbols_per_code_symbol: float, interleaved: int) -> Bursts:
    """Bursts of geometric length, cut into code symbols and dealt out to the interleaved codewords.

    Parameters
    ----------
    continuation : float               Probability that a wrong decision is followed by another, 0 to 0.9. [1]
    symbols_per_code_symbol : float    Line symbols in a code symbol: 10 bits over bits a line symbol. [1]
    interleaved : int                  Codewords sent together, symbol by symbol. [1]

    Returns
    -------
    Bursts                             [object]

    Source: assumption:dfe-continuation.
    >>> bursts(0.0, 5, 1)
    Bursts(hits=1.0, further=0.0, again=0.0, bit_factor=1.0)
    """
    a, s = continuation, symbols_per_code_symbol
    through = a**s  # a burst that entered a code symbol also enters the next
    into = a * (1 - through) / (s * (1 - a))  # the same for the code symbol it began in, wherever in it
    others = into * (1 - through ** (interleaved - 1)) / (1 - through)  # began before this codeword's symbol
    own_goes_on = into * through ** (interleaved - 1)
    return Bursts(
        hits=1 + others,
        further=(own_goes_on + others * through**interleaved) / (1 + others),
        again=through**interleaved,
        bit_factor=1 / (1 - a),
    )


@cache
def _overrun(count: int, correctable: int, further: float, again: float) -> tuple[Numbers, Numbers]:
    """For j bursts, j = 0 ... count: probability of too many wrong symbols, and their mean number times that."""
    sizes = np.arange(_TAIL * (correctable + 1))
    one = np.where(sizes == 1, 1 - further, further * (1 - again) * again ** np.maximum(sizes - 2, 0.0))
    one[0] = 0
    too_many = sizes > correctable
    probability = np.ones(count + 1)
    symbols: Numbers = np.arange(count + 1, dtype=np.float64) * (1.0 + further / (1 - again))
    together = np.where(sizes == 0, 1.0, 0.0)
    for j in range(correctable + 1):  # with more bursts than that there are always too many
        probability[j] = together[too_many].sum()
        symbols[j] = (together * sizes)[too_many].sum()
        together = np.convolve(together, one)[: len(sizes)]
    return probability, symbols


def _touched(start_ber: float | Numbers, found: Bursts, code: ReedSolomonCode) -> float | Numbers:
    """Share of code symbols at which a burst first touches the codeword."""
    touched: float | Numbers = -np.expm1(code.symbol_bits * found.hits * np.log1p(-start_ber))
    return touched


def burst_codeword_error_ratio(start_ber: float | Numbers, found: Bursts, code: ReedSolomonCode) -> float | Numbers:
    """Share of codewords that cannot be corrected when errors come in bursts.

    Parameters
    ----------
    start_ber : float or array (n,)    Share of wrong bits without feedback: how often bursts begin, 0 to 0.5. [1]
    found : Bursts                     From `bursts`. [object]
    code : ReedSolomonCode             [object]

    Returns
    -------
    float or array (n,)                [1]

    Source: this model, assumption:dfe-continuation.
    """
    weights, _ = _overrun(code.codeword_symbols, correctable_symbols(code), found.further, found.again)
    return binomial_sum(_touched(start_ber, found, code), code.codeword_symbols, weights)


def burst_post_fec_ber(start_ber: float | Numbers, found: Bursts, code: ReedSolomonCode) -> float | Numbers:
    """Share of wrong bits after decoding when errors come in bursts.

    Parameters
    ----------
    start_ber : float or array (n,)    Share of wrong bits without feedback: how often bursts begin, 0 to 0.5. [1]
    found : Bursts                     From `bursts`. [object]
    code : ReedSolomonCode             [object]

    Returns
    -------
    float or array (n,)                Wrong bits that failed codewords keep. [1]

    Source: this model, assumption:dfe-continuation.
    """
    count = code.codeword_symbols
    _, weights = _overrun(count, correctable_symbols(code), found.further, found.again)
    touched = _touched(start_ber, found, code)
    left = binomial_sum(touched, count, weights / count)
    tiny = np.finfo(np.float64).tiny
    share = start_ber * found.bit_factor / np.maximum(touched * found.symbols, tiny)  # wrong bits a wrong symbol
    ratio: float | Numbers = np.minimum(left * share, 0.5)
    return ratio if isinstance(start_ber, np.ndarray) else float(ratio)


def burst_pre_fec_ber(start_ber: float | Numbers, found: Bursts) -> float | Numbers:
    """Share of wrong bits before decoding when every error begins a burst.

    Parameters
    ----------
    start_ber : float or array (n,)    Share of wrong bits without feedback, 0 to 0.5. [1]
    found : Bursts                     From `bursts`. [object]

    Returns
    -------
    float or array (n,)                At most 0.5. [1]

    Source: this model, assumption:dfe-continuation.
    """
    ratio: float | Numbers = np.minimum(start_ber * found.bit_factor, 0.5)
    return ratio if isinstance(start_ber, np.ndarray) else float(ratio)
