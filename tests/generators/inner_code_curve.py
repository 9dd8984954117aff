"""What the inner Hamming(128,120) code leaves over, by Monte Carlo. `python -m tests.generators.inner_code_curve`
(about two minutes) writes explainers/models/links/inner_code_curve.py.

PAM4 with Gray labels over white Gaussian noise; the two bits of a symbol stand in one codeword; the least reliable
bits come from exact log-likelihood ratios, not quantised. Chase's second algorithm: the TEST_BITS least reliable bits
are flipped in every combination, each word is decoded to the nearest codeword at distance 1, and the candidate that
flips the least total reliability wins. By linearity the decoder may work on the error pattern instead of the word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BITS, DATA_BITS, SYMBOL_BITS = 128, 120, 10
TEST_BITS = 6
SEED = 20_261_124
CHUNK = 20_000  # blocks at a time; the seed of a chunk is (SEED, its number), so every noise level meets the same noise
SNRS_DB = (2, 4, 6, 8, 9, 10, 11, 11.5, 12, 12.5, 13, 13.5, 14, 14.25, 14.5, 14.75, 15, 15.25, 15.5, 15.75)
BLOCKS = ((12.9, 100_000), (14.1, 400_000), (math.inf, 1_200_000))  # up to this ratio [dB], so many blocks
MODULE = Path(__file__).resolve().parents[2] / "explainers" / "models" / "links" / "inner_code_curve.py"

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GRAY = np.array([[0, 0], [0, 1], [1, 1], [1, 0]])
COLUMNS = np.arange(BITS) | BITS  # of the parity-check matrix: the position in 7 bits, and a 1 for the overall parity
COMBINATIONS: Bools = ((np.arange(2**TEST_BITS)[:, None] >> np.arange(TEST_BITS)) & 1).astype(bool)


@dataclass(frozen=True)
class Tally:
    """Counts over some blocks; failed_blocks tells how far the ratios may be trusted."""

    blocks: int
    wrong_bits_in: int
    wrong_bits_out: int
    wrong_symbols: int
    failed_blocks: int

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def row(self) -> tuple[float, float, float]:
        """Bit error ratio before, bit error ratio after, ratio of wrong 10-bit symbols after."""
        return (
            self.wrong_bits_in / (BITS * self.blocks),
            self.wrong_bits_out / (DATA_BITS * self.blocks),
            self.wrong_symbols / (DATA_BITS // SYMBOL_BITS * self.blocks),
        )


def received(snr_db: float, blocks: int, rng: np.random.Generator) -> tuple[Bools, Floats]:
    """Error patterns of the hard decisions and reliabilities of the bits, each (blocks, 128)."""
    noise = math.sqrt(5 / 10 ** (snr_db / 10))  # the levels -3, -1, 1, 3 have a mean square of 5
    levels = rng.integers(0, 4, (blocks, BITS // 2))
    amplitudes = 2 * levels - 3 + noise * rng.standard_normal(levels.shape)
    decided = np.clip(np.rint((amplitudes + 3) / 2), 0, 3).astype(np.int64)
    errors = (GRAY[levels] ^ GRAY[decided]).reshape(blocks, BITS).astype(bool)
    distances = (amplitudes[..., None] - np.array([-3, -1, 1, 3])) ** 2 / (2 * noise**2)
    likely = np.exp(distances.min(-1, keepdims=True) - distances)
    ratios = np.stack([
        (likely[..., 2] + likely[..., 3]) / (likely[..., 0] + likely[..., 1]),
        (likely[..., 1] + likely[..., 2]) / (likely[..., 0] + likely[..., 3]),
    ], axis=-1)  # fmt: skip
    return errors, np.abs(np.log(ratios)).reshape(blocks, BITS)


def decoded(errors: Bools, reliabilities: Floats) -> Bools:
    """Error patterns that are left, (blocks, 128)."""
    left = errors.copy()
    syndromes: Integers = np.bitwise_xor.reduce(np.where(errors, COLUMNS, 0), axis=1)
    wrong = np.flatnonzero(syndromes)  # the others are codewords already
    trust = reliabilities[wrong]
    weakest = np.argpartition(trust, TEST_BITS, axis=1)[:, :TEST_BITS]
    costs = np.take_along_axis(trust, weakest, axis=1) @ COMBINATIONS.T.astype(float)
    tried = np.repeat(syndromes[wrong][:, None], len(COMBINATIONS), axis=1)
    for bit in range(TEST_BITS):
        tried ^= np.where(COMBINATIONS[:, bit], COLUMNS[weakest[:, bit]][:, None], 0)
    odd, places = tried >= BITS, tried % BITS  # an odd word is one bit from a codeword, and the syndrome says which
    undone = np.zeros_like(odd)
    for bit in range(TEST_BITS):
        undone |= COMBINATIONS[:, bit] & (weakest[:, bit][:, None] == places)
    steps = np.take_along_axis(trust, places, axis=1) * np.where(undone, -1, 1)
    costs = np.where(odd, costs + steps, np.where(tried == 0, costs, np.inf))
    best = costs.argmin(axis=1)
    rows = np.arange(len(wrong))
    flips = np.zeros((len(wrong), BITS), dtype=bool)
    np.put_along_axis(flips, weakest, COMBINATIONS[best], axis=1)
    last = odd[rows, best]
    flips[rows[last], places[rows, best][last]] ^= True
    left[wrong] ^= flips & np.isfinite(costs[rows, best])[:, None]
    return left


def tallies(snr_db: float, blocks: int, seed: int = SEED) -> Iterator[Tally]:
    """One tally a chunk."""
    for number in range(math.ceil(blocks / CHUNK)):
        count = min(CHUNK, blocks - number * CHUNK)
        errors, reliabilities = received(snr_db, count, np.random.default_rng((seed, number)))
        left = decoded(errors, reliabilities)
        data = left[:, :DATA_BITS]
        symbols = data.reshape(count, -1, SYMBOL_BITS).any(axis=2)
        failed = int(left.any(axis=1).sum())
        yield Tally(count, int(errors.sum()), int(data.sum()), int(symbols.sum()), failed)


def tally(snr_db: float, blocks: int, seed: int = SEED) -> Tally:
    """All chunks together."""
    return sum(tallies(snr_db, blocks, seed), Tally(0, 0, 0, 0, 0))


def main() -> None:
    """Write the module of constants."""
    rows = []
    for snr_db in SNRS_DB:
        found = tally(snr_db, next(blocks for limit, blocks in BLOCKS if snr_db <= limit))
        rows.append("    ({:.5e}, {:.5e}, {:.5e}),".format(*found.row))
        print(snr_db, found, flush=True)
    MODULE.write_text(HEAD + "\n".join(reversed(rows)) + "\n)\n", encoding="utf-8")


HEAD = f'''"""Written by tests/generators/inner_code_curve.py: what the inner Hamming(128,120) code leaves over.

Source inner-code-monte-carlo: this project's own Monte Carlo, PAM4, white Gaussian noise, Chase decoding with
{TEST_BITS} test bits, seed {SEED:,}, 100,000 to 1,200,000 blocks a row. A test runs a part of it again and compares.
"""

from __future__ import annotations

# bit error ratio before the inner decoder, bit error ratio after it, ratio of wrong 10-bit symbols after it
INNER_CODE_CURVE = (
'''

if __name__ == "__main__":
    main()
