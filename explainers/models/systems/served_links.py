"""The links between the GPUs that serve one model: all-reduces of tensor parallelism, exchanges between experts.

Assumed: NVLink inside a domain (a server or a rack), one network card a GPU between domains; one job. Not modelled:
reduction inside a switch, collisions of flows, exchanges hidden behind computing (two batches taking turns).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.systems.collectives import ring_all_reduce_s
from explainers.models.systems.gpu import Gpu

Number = float | Numbers

DISPATCH_BYTES = 1  # FP8 to the experts
COMBINE_BYTES = 2  # BF16 back
QUICK_SHARE = constant(0.2, unit="1", source="assumption:serving-step")
STEP_S = constant(2.3, unit="µs", source="assumption:serving-step") * 1e-6
START_S = constant(12, unit="µs", source="assumption:serving-start") * 1e-6
EXCHANGE_STARTS = constant(3, unit="1", source="assumption:exchange-start")
NVLINK_SHARE = constant(0.78, unit="1", source="assumption:link-share")
NIC_SHARE = constant(0.92, unit="1", source="assumption:link-share")
SERVER_GPUS = constant(8, unit="GPU", source="assumption:nvlink-domain")
RACK_GPUS = constant(72, unit="GPU", source="assumption:nvlink-domain")
DOMAINS = {"A100": SERVER_GPUS, "H100": SERVER_GPUS, "B200": RACK_GPUS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedLinks:
    """nvlink_bps, nic_bps : bytes a second of one GPU, one direction, as reached [B/s]; domain : GPUs joined by NVLink
    [1]; start_s : of one all-reduce, whatever its size [s]; step_s : of one step of a ring [s]."""

    nvlink_bps: float
    nic_bps: float
    domain: int
    start_s: float = START_S
    step_s: float = STEP_S


def links_of(gpu: Gpu, domain: int, rate: float = 1.0, start_s: float = START_S) -> ServedLinks:
    """Links as reached in practice.

    Parameters
    ----------
    gpu : Gpu         Its stated rates. [object]
    domain : int      GPUs joined by NVLink. [1]
    rate : float      All rates times this. [1]
    start_s : float   Start of one all-reduce. [s]

    Returns
    -------
    ServedLinks       [object]

    Source: this model.
    """
    return ServedLinks(
        nvlink_bps=gpu.nvlink_bps * NVLINK_SHARE * rate, nic_bps=gpu.nic_bps * NIC_SHARE * rate, domain=domain,
        start_s=start_s,
    )  # fmt: skip


def all_reduce_s(message_bytes: Number, gpus: Number, links: ServedLinks) -> Number:
    """An all-reduce by the quicker of two protocols; between domains the pieces also cross the network.

    Parameters
    ----------
    message_bytes : float or array (n,)    Buffer of one GPU. [B]
    gpus : float or array (n,)             GPUs. [1]
    links : ServedLinks                    [object]

    Returns
    -------
    float or array (n,)                    Time, 0 for one GPU. [s]

    Source: this model.
    >>> links = ServedLinks(nvlink_bps=1e12, nic_bps=1e11, domain=8, start_s=1e-5, step_s=1e-6)
    >>> float(all_reduce_s(1e6, 1, links)), round(float(all_reduce_s(4e6, 8, links)) * 1e6, 3)
    (0.0, 31.0)
    """
    near = np.minimum(gpus, links.domain)
    far = np.asarray(gpus) / near
    return np.where(np.asarray(gpus) > 1, _one_level_s(message_bytes, near, links.nvlink_bps, links), 0.0) + np.where(
        far > 1, _one_level_s(message_bytes / near, far, links.nic_bps, links), 0.0
    )


def _one_level_s(message_bytes: Number, ranks: Number, bandwidth_bps: float, links: ServedLinks) -> Numbers:
    quick = ring_all_reduce_s(message_bytes, ranks, bandwidth_bps * QUICK_SHARE, 0.0)
    simple = ring_all_reduce_s(message_bytes, ranks, bandwidth_bps, links.step_s)
    return np.asarray(links.start_s + np.minimum(quick, simple))


def exchange_s(tokens: Number, copies: int, hidden: int, gpus: Number, links: ServedLinks) -> Number:
    """Tokens to their experts and the results back: two exchanges of a layer.

    Parameters
    ----------
    tokens : float or array (n,)    Tokens of one GPU. [1]
    copies : int                    Experts that each token goes to. [1]
    hidden : int                    Values of a token. [1]
    gpus : float or array (n,)      GPUs over which the experts are spread. [1]
    links : ServedLinks             [object]

    Returns
    -------
    float or array (n,)             Time, 0 for one GPU. [s]

    Source: this model; deepseek-decode-bound.
    >>> links = ServedLinks(nvlink_bps=1e12, nic_bps=5e10, domain=8, start_s=0.0)
    >>> round(float(exchange_s(32, 9, 7000, 8000, links)) * 1e6, 2)
    120.84
    """
    near_share = np.minimum(gpus, links.domain) / gpus
    moved = tokens * copies * hidden * (DISPATCH_BYTES + COMBINE_BYTES)
    wire_s = np.maximum(moved * (1 - near_share) / links.nic_bps, moved * near_share / links.nvlink_bps)
    starts = np.where(np.asarray(gpus) > links.domain, EXCHANGE_STARTS, 1.0) * links.start_s
    return np.where(np.asarray(gpus) > 1, 2 * starts + wire_s, 0.0)


def exchange_bound_s(tokens: Number, copies: Number, hidden: Number, bandwidth_bps: Number) -> Number:
    """The least time that tokens need to their experts and back over one link, as DeepSeek states it.

    Parameters
    ----------
    tokens : float or array (n,)           Tokens of one GPU. [1]
    copies : float or array (n,)           Experts that each token goes to. [1]
    hidden : float or array (n,)           Values of a token. [1]
    bandwidth_bps : float or array (n,)    Link, one direction. [B/s]

    Returns
    -------
    float or array (n,)                    Time of one layer. [s]

    Source: deepseek-decode-bound.
    >>> round(exchange_bound_s(32, 9, 7000, 50e9) * 1e6, 6)
    120.96
    """
    return (DISPATCH_BYTES + COMBINE_BYTES) * tokens * copies * hidden / bandwidth_bps
