"""Written by tests/generators/inner_code_curve.py: what the inner Hamming(128,120) code leaves over.

Source inner-code-monte-carlo: this project's own Monte Carlo, PAM4, white Gaussian noise, Chase decoding with
6 test bits, seed 20,261,124, 100,000 to 1,200,000 blocks a row. A test runs a part of it again and compares.
"""

from __future__ import annotations

# bit error ratio before the inner decoder, bit error ratio after it, ratio of wrong 10-bit symbols after it
INNER_CODE_CURVE = (
    (2.28593e-03, 1.72708e-05, 1.57847e-04),
    (2.89031e-03, 4.08889e-05, 3.69722e-04),
    (3.60812e-03, 8.97361e-05, 8.08819e-04),
    (4.45793e-03, 1.88979e-04, 1.69590e-03),
    (5.44541e-03, 3.80528e-04, 3.39868e-03),
    (6.58484e-03, 7.23569e-04, 6.46785e-03),
    (7.89070e-03, 1.29206e-03, 1.15128e-02),
    (9.37211e-03, 2.20529e-03, 1.95944e-02),
    (1.28723e-02, 5.44383e-03, 4.79785e-02),
    (1.71502e-02, 1.10945e-02, 9.69388e-02),
    (2.21849e-02, 1.89987e-02, 1.64132e-01),
    (2.80719e-02, 2.83832e-02, 2.41995e-01),
    (3.47616e-02, 3.78905e-02, 3.17567e-01),
    (4.21621e-02, 4.69324e-02, 3.84980e-01),
    (5.88784e-02, 6.40133e-02, 4.95688e-01),
    (7.77365e-02, 8.19438e-02, 5.91541e-01),
    (9.80654e-02, 1.01304e-01, 6.77205e-01),
    (1.41343e-01, 1.43526e-01, 8.10724e-01),
    (1.87754e-01, 1.88966e-01, 8.94201e-01),
    (2.37203e-01, 2.37693e-01, 9.41681e-01),
)
