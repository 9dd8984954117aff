"""Mixture of experts: how long it takes to send tokens to their experts on other GPUs, and to collect them again.

Assumed: every token goes to its experts evenly; what stays in the machine and what leaves it travel at the same time.
Not modelled: uneven load, the work of the experts, overlap with other work.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import GIGA
from explainers.models.systems.collectives import Number

DISPATCH_BYTES = 1 + 2 * 2 / constant(128, unit="1", source="deepep-scales")  # FP8, and a scale of four bytes
COMBINE_BYTES = 2.0  # BF16


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What the links of a machine give: launch_s [s]; network_bps, nvlink_bps of one GPU, one way [B/s]; inside: GPUs
    of a machine [1]
    """

    launch_s: float
    network_bps: float
    nvlink_bps: float
    inside: int = constant(8, unit="1", source="deepep-low-latency")


FITTED = Exchange(
    launch_s=constant(36.0, unit="us", source="assumption:expert-exchange") * 1e-6,
    network_bps=constant(46.0, unit="GB/s", source="assumption:expert-exchange") * GIGA,
    nvlink_bps=constant(188.0, unit="GB/s", source="assumption:expert-exchange") * GIGA,
)
STATED = Exchange(
    launch_s=constant(39.0, unit="us", source="assumption:collective-launch") * 1e-6,
    network_bps=constant(50.0, unit="GB/s", source="deepseek-bandwidths") * GIGA,
    nvlink_bps=constant(160.0, unit="GB/s", source="deepseek-bandwidths") * GIGA,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What one GPU sends: tokens, values of a token, experts of a token [1]"""

    tokens: int = constant(128, unit="1", source="deepep-low-latency")
    hidden: int = constant(7168, unit="1", source="deepep-low-latency")
    experts: int = constant(8, unit="1", source="deepep-low-latency")


TOKENS = Tokens()


def exchanged_bytes(tokens: Tokens, bytes_per_value: Number) -> Number:
    """What one GPU sends in all, its own machine included.

    Parameters
    ----------
    tokens : Tokens                          Load. [object]
    bytes_per_value : float or array (n,)    Size of a value. [B]

    Returns
    -------
    float or array (n,)                      Size. [B]

    Source: definition.
    >>> exchanged_bytes(TOKENS, 2.0) / 1e6
    14.680064
    """
    return tokens.tokens * tokens.hidden * tokens.experts * bytes_per_value


def exchange_s(gpus: Number, bytes_per_value: Number, exchange: Exchange = FITTED, tokens: Tokens = TOKENS) -> Number:
    """Time of one dispatch or one combine.

    Parameters
    ----------
    gpus : float or array (n,)               GPUs among which the experts are spread. [1]
    bytes_per_value : float or array (n,)    Size of a value. [B]
    exchange : Exchange                      Links. [object]
    tokens : Tokens                          Load. [object]

    Returns
    -------
    float or array (n,)                      Time, 0 for one GPU. [s]

    Source: this model.
    >>> round(float(exchange_s(8, DISPATCH_BYTES)) * 1e6)
    76
    """
    sent = exchanged_bytes(tokens, bytes_per_value)
    near = np.minimum(exchange.inside / np.asarray(gpus), 1.0)
    slower = np.maximum(sent * (1 - near) / exchange.network_bps, sent * near / exchange.nvlink_bps)
    found: Numbers = np.where(np.asarray(gpus) > 1, exchange.launch_s + slower, 0.0)
    return found
