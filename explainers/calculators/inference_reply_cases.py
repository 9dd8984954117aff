"""The reader's group of GPUs, and what a reply takes there: now, and with faster links, no links, faster memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.systems.forward_pass import Group
from explainers.models.systems.gpu import GPUS
from explainers.models.systems.operator_time import SERVING
from explainers.models.systems.reply import Reply, Request, reply
from explainers.models.systems.served_links import DOMAINS, links_of
from explainers.models.systems.served_model import DEEPSEEK_V3, LLAMA_8B, LLAMA_70B, LLAMA_405B, ServedModel

Number = float | Numbers

MODELS: Mapping[str, ServedModel] = {
    "llama-8b": LLAMA_8B, "llama-70b": LLAMA_70B, "llama-405b": LLAMA_405B, "deepseek-v3": DEEPSEEK_V3,
}  # fmt: skip
GROUP_SIZES = (
    1, 2,
    constant(4, unit="GPU", source="assumption:gpu-group"), constant(8, unit="GPU", source="assumption:gpu-group"),
    constant(16, unit="GPU", source="assumption:gpu-group"), constant(32, unit="GPU", source="assumption:gpu-group"),
    constant(64, unit="GPU", source="assumption:gpu-group"),
)  # fmt: skip
INFINITE = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a case changes. link_rate, memory_rate : factors [1]; starts : whether an all-reduce has a start at all."""

    link_rate: float = 1.0
    memory_rate: float = 1.0
    starts: bool = True


CASES: Mapping[str, Change] = {
    "now": Change(),
    "links-twice": Change(link_rate=2.0),
    "no-links": Change(link_rate=INFINITE, starts=False),
    "memory-twice": Change(memory_rate=2.0),
}
NO_BYTES = Change(link_rate=INFINITE)  # what is left of the links is their start


def group_of(inputs: Any, change: Change) -> Group:
    """The reader's GPUs under a change.

    Parameters
    ----------
    inputs : Inputs    [see its fields]
    change : Change    [object]

    Returns
    -------
    Group              [object]

    Source: the parameters' own sources.
    """
    gpu = GPUS[inputs.gpu]
    start_s = inputs.start_us / 1e6 if change.starts else 0.0
    links = links_of(gpu, DOMAINS[inputs.gpu], inputs.link_rate * change.link_rate, start_s)
    return Group(
        gpu=replace(gpu, hbm_bps=gpu.hbm_bps * change.memory_rate), gpus=inputs.gpus, links=links,
        weight_bytes=inputs.weight_bytes, engine=replace(SERVING, kernel_s=inputs.kernel_us / 1e6),
    )  # fmt: skip


def reply_of(inputs: Any, change: Change, users: Number) -> Reply:
    """The inner part of a reply under a change, for any number of users.

    Parameters
    ----------
    inputs : Inputs                [see its fields]
    change : Change                [object]
    users : float or array (n,)    Users who share the GPUs. [1]

    Returns
    -------
    Reply                          [s]

    Source: explainers.models.systems.reply.
    """
    request = Request(input_tokens=float(inputs.input_tokens), output_tokens=float(inputs.output_tokens), users=users)
    return reply(MODELS[inputs.model], request, group_of(inputs, change))


def parts_s(own: Reply, start_s: float, internet_s: float, queue_s: float) -> dict[str, float]:
    """One bar of the timeline.

    Parameters
    ----------
    own : Reply           Inner part. [s]
    start_s : float       What of its links' time is starts. [s]
    internet_s : float    Round trip outside. [s]
    queue_s : float       Waiting. [s]

    Returns
    -------
    dict of float         Part to time. [s]

    Source: sum of the terms.
    """
    return {
        "internet": internet_s,
        "queue": queue_s,
        "link-rate": max(float(own.link_s) - start_s, 0.0),
        "link-start": start_s,
        "reading": float(own.prefill.work_s),
        "writing": float(own.steps * own.step.work_s),
        "kernels": float(own.prefill.kernel_s + own.steps * own.step.kernel_s),
    }
