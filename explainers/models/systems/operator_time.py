"""Time of one operator on a GPU: a floor for starting it, and the slower of computing and reading.

Assumed: constant shares of peak and of memory bandwidth. Not modelled: shapes that fill a GPU badly, caches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant

Number = float | Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """How well software uses a GPU: shares of peak and of memory bandwidth [1], and the start of one kernel [s]."""

    compute_share: float
    memory_share: float
    kernel_s: float
    kernels_per_layer: int


SERVING = Engine(
    compute_share=constant(0.65, unit="1", source="assumption:serving-gemm-share"),
    memory_share=constant(0.8, unit="1", source="assumption:serving-memory-share"),
    kernel_s=constant(5, unit="µs", source="assumption:serving-kernels") * 1e-6,
    kernels_per_layer=constant(10, unit="1", source="assumption:serving-kernels"),
)
EAGER = Engine(  # its layer names every kernel by itself
    compute_share=constant(0.89, unit="1", source="assumption:eager-engine"),
    memory_share=constant(0.9, unit="1", source="assumption:eager-engine"),
    kernel_s=constant(30, unit="µs", source="assumption:eager-engine") * 1e-6,
    kernels_per_layer=0,
)


def work_s(flops: Number, moved_bytes: Number, peak_flops: Number, hbm_bps: Number, engine: Engine) -> Number:
    """The slower of computing and reading, without the start of kernels.

    Parameters
    ----------
    flops : float or array (n,)          Operations. [FLOP]
    moved_bytes : float or array (n,)    Read and written. [B]
    peak_flops : float or array (n,)     Peak of the GPU. [FLOP/s]
    hbm_bps : float or array (n,)        Bandwidth of its memory. [B/s]
    engine : Engine                      Shares that software reaches. [object]

    Returns
    -------
    float or array (n,)                  Time. [s]

    Source: this model.
    >>> ideal = Engine(compute_share=1.0, memory_share=1.0, kernel_s=0.0, kernels_per_layer=0)
    >>> float(work_s(1e12, 1e9, 1e14, 1e12, ideal)), float(work_s(1e9, 1e9, 1e14, 1e12, ideal))
    (0.01, 0.001)
    """
    return np.maximum(flops / (peak_flops * engine.compute_share), moved_bytes / (hbm_bps * engine.memory_share))
