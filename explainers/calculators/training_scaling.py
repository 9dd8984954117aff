"""How training scales: what part of many GPUs a step really uses, and whether faster links between them would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from explainers.base.answer import Answer, Message, Note, Numbers, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.base.units import BITS_PER_BYTE, GIGA, SECONDS_PER_DAY, SECONDS_PER_HOUR
from explainers.calculators.training_scaling_charts import by_gpus, step_parts
from explainers.models.systems.gpu import GPUS
from explainers.models.systems.layout_search import Found, candidates, replicas_only, search
from explainers.models.systems.training_layout import Layout, Machine, modern
from explainers.models.systems.training_memory import memory
from explainers.models.systems.training_step import StepTime, step_time
from explainers.models.systems.transformer import GPT3, Transformer, parameters

SLUG = "training-scaling"
MODEL_FILES = (
    "explainers/models/systems/transformer.py", "explainers/models/systems/training_layout.py",
    "explainers/models/systems/training_layer.py", "explainers/models/systems/training_step.py",
    "explainers/models/systems/training_memory.py", "explainers/models/systems/layout_search.py",
    "explainers/models/systems/collectives.py", "explainers/models/systems/gpu.py",
    "explainers/calculators/training_scaling_charts.py",
)  # fmt: skip
SOURCES = (
    "a100-bf16", "a100-nic", "a100-nvlink", "activation-formula", "assumption:a100-hbm",
    "assumption:attention-efficiency", "assumption:gpu-memory", "assumption:kernel-floor",
    "assumption:nvlink-ring", "assumption:ring-step", "assumption:search-grid", "assumption:training-node",
    "assumption:usable-memory", "b200-bf16", "b200-nic", "b200-nvlink", "gpt3-shape", "h100-bf16", "h100-fp8",
    "h100-hbm", "h100-nic", "h100-nvlink", "megascale-mfu", "megascale-rows", "megatron-shapes",
    "mixed-precision-bytes",
)  # fmt: skip
MODELS = {
    "gpt-18b": replace(
        GPT3, layers=constant(40, unit="1", source="megatron-shapes"),
        hidden=constant(6144, unit="1", source="megatron-shapes"),
        heads=constant(48, unit="1", source="megatron-shapes"),
    ),
    "gpt-175b": GPT3,
    "gpt-1t": replace(
        GPT3, layers=constant(128, unit="1", source="megatron-shapes"),
        hidden=constant(25600, unit="1", source="megatron-shapes"),
        heads=constant(160, unit="1", source="megatron-shapes"),
    ),
}  # fmt: skip
MACHINES = {"a100-bf16": ("A100", False), "h100-bf16": ("H100", False), "h100-fp8": ("H100", True),
            "b200-fp8": ("B200", True)}  # fmt: skip
SHARDINGS = ("groups", "zero3")
COMPARED = ("a100-bf16", "h100-fp8")  # machines with measured steps, all of them split into groups
LARGEST_CHECKED = constant(3072, unit="GPU", source="megatron-shapes")
BILLION = 1e9
MUCH, LITTLE = 0.1, 0.01  # of a step: what the headline calls much, and from what it says that a link helps


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One training run on one cluster."""

    gpus: int = param(
        3072, low=8, high=100_000, unit="GPU", scale="log", tier="main", source="assumption:training-gpus"
    )
    link_gbps: float = param(
        400.0, low=50.0, high=3200.0, unit="Gb/s", scale="log", tier="more", line="port",
        source="assumption:training-link",
    )  # fmt: skip
    model: str = param("gpt-175b", options=tuple(MODELS), tier="more", source=READER)
    machine: str = param("h100-fp8", options=tuple(MACHINES), source=READER)
    sharding: str = param("groups", options=SHARDINGS, source=READER)
    batch: int = param(3072, low=256, high=16384, unit="1", scale="log", source="assumption:training-batch")
    tokens_bn: float = param(300.0, low=1.0, high=30000.0, unit="1", scale="log", source="assumption:training-tokens")
    e_max: float = param(0.75, low=0.4, high=0.95, step=0.01, unit="1", source="assumption:gemm-efficiency")
    m0: float = param(600.0, low=0.0, high=1500.0, step=10.0, unit="1", source="assumption:gemm-half-width")
    k_mem: float = param(2.0, low=1.0, high=6.0, step=0.1, unit="1", source="assumption:memory-passes")
    overlap_tensor: float = param(0.0, low=0.0, high=1.0, step=0.05, unit="1", source="assumption:tensor-overlap")
    overlap_data: float = param(0.5, low=0.0, high=1.0, step=0.05, unit="1", source="assumption:data-overlap")

    def __post_init__(self) -> None:
        check_inputs(self)


PRESETS: Mapping[str, Mapping[str, Any]] = {
    "large-run": {"gpus": constant(3072, unit="GPU", source="megatron-shapes")},
    "very-large": {"gpus": constant(12288, unit="GPU", source="megascale-mfu")},
    "slow-links": {"link_gbps": constant(50.0, unit="Gb/s", source="assumption:training-link")},
    "megascale": {
        "gpus": constant(1024, unit="GPU", source="megascale-rows"), "machine": "a100-bf16",
        "link_gbps": constant(200.0, unit="Gb/s", source="assumption:training-link"),
        "batch": constant(768, unit="1", source="megascale-rows"),
    },
    "zero3-flat": {
        "link_gbps": constant(100.0, unit="Gb/s", source="assumption:training-link"), "model": "gpt-18b",
        "sharding": "zero3",
    },
}  # fmt: skip


def machine_of(inputs: Inputs, nic_bps: Any) -> Machine:
    """The reader's GPU with links of given rates.

    Parameters
    ----------
    inputs : Inputs                  [see its fields]
    nic_bps : float or array (n,)    Network of one GPU. [B/s]

    Returns
    -------
    Machine                          [see its fields]

    Source: the parameters' own sources.
    """
    generation, fp8 = MACHINES[inputs.machine]
    return replace(
        modern(generation, fp8=fp8, nic_bps=nic_bps), e_max=inputs.e_max, m0=inputs.m0, k_mem=inputs.k_mem,
        overlap_tensor=inputs.overlap_tensor, overlap_data=inputs.overlap_data,
    )  # fmt: skip


def base_of(inputs: Inputs) -> Layout:
    """What the reader decides about a layout; its groups are searched.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Layout             [see its fields]

    Source: the parameters' own sources.
    """
    if inputs.sharding == "zero3":
        return Layout(batch=float(inputs.batch), zero=1 + 2, recompute="full")
    return Layout(batch=float(inputs.batch))


def memory_of(inputs: Inputs) -> float:
    """Memory of one GPU.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    float              [B]

    Source: explainers.models.systems.gpu.
    """
    return GPUS[MACHINES[inputs.machine][0]].memory_bytes


def quickest(inputs: Inputs, gpus: Numbers, nic_bps: Numbers) -> tuple[Found, StepTime, Numbers]:
    """The quickest layout for each pair of GPUs and link, its step by parts, and the MFU of all GPUs at hand.

    Parameters
    ----------
    inputs : Inputs         [see its fields]
    gpus : array (m,)       GPUs at hand. [GPU]
    nic_bps : array (m,)    Network of one GPU. [B/s]

    Returns
    -------
    (Found, StepTime, array (m,))    layouts [1], times [s], MFU [1]

    Source: explainers.models.systems.layout_search, explainers.models.systems.training_step.
    """
    machine, model = machine_of(inputs, nic_bps), MODELS[inputs.model]
    grid = replicas_only() if inputs.sharding == "zero3" else candidates(model)
    found = search(model, gpus, base_of(inputs), machine, memory_of(inputs), grid)
    step = step_time(model, found.layout, machine)
    return found, step, np.asarray(step.mfu * found.busy / gpus)


def shares(step: StepTime) -> dict[str, Numbers]:
    """Parts of a step as the page tells them: computing, memory, traffic in a node and between nodes, waiting, rest.

    Parameters
    ----------
    step : StepTime           [s]

    Returns
    -------
    dict of array (m,)        [s]

    Source: sum of the terms.
    """
    parts = {name: np.asarray(number) + np.zeros_like(step.total) for name, number in step.parts().items()}
    return {
        "computing": parts["gemm"] + parts["attention"] + parts["logits"],
        "memory": parts["memory"] + parts["optimiser"] + parts["kernel_floor"],
        "in-node": parts["tensor"],
        "between-stages": parts["pipeline"],
        "between-replicas": parts["data"],
        "bubble": parts["bubble"],
    }


def _values(inputs: Inputs) -> tuple[dict[str, Value], Found, StepTime]:
    nic_bps = inputs.link_gbps * GIGA / BITS_PER_BYTE * np.array([1.0, 2.0])
    found, step, used = quickest(inputs, np.full(2, float(inputs.gpus)), nic_bps)
    now, doubled = (float(total) for total in step.total)
    share = {name: float(number[0]) / now for name, number in shares(step).items()}
    model: Transformer = MODELS[inputs.model]
    names = ("tensor", "pipeline", "interleave", "microbatch", "data")
    groups: dict[str, Any] = {name: float(getattr(found.layout, name)[0]) for name in names}
    first = replace(found.layout, **groups)
    steps = inputs.tokens_bn * BILLION / (inputs.batch * model.sequence)
    values = [
        Value("mfu", float(used[0]), "1"),
        Value("step_s", now, "s"),
        Value("days", steps * now / SECONDS_PER_DAY, "day"),
        Value("gpu_hours", steps * now * inputs.gpus / SECONDS_PER_HOUR, "GPU-hour"),
        Value("compute_share", share["computing"] + share["memory"], "1"),
        Value("communication_share", share["in-node"] + share["between-stages"] + share["between-replicas"], "1"),
        Value("network_share", share["between-stages"] + share["between-replicas"], "1"),
        Value("bubble_share", share["bubble"], "1"),
        Value("doubled_step_s", doubled, "s"),
        Value("saved_share", max(1 - doubled / now, 0.0), "1"),
        Value("doubled_speedup", max(now / doubled, 1.0), "1"),
        Value("doubled_mfu", float(used[1]), "1"),
        Value("tensor", float(first.tensor), "count"),
        Value("pipeline", float(first.pipeline), "count"),
        Value("interleave", float(first.interleave), "count"),
        Value("data", float(first.data), "1"),
        Value("microbatch", float(first.microbatch), "count"),
        Value("busy_share", float(found.busy[0]) / inputs.gpus, "1"),
        Value("memory_bytes", float(memory(model, first).total()), "B"),
        Value("gpu_memory_bytes", memory_of(inputs), "B"),
        Value("parameters", float(parameters(model)), "1"),
        Value("gpus", float(inputs.gpus), "count"),
        Value("link_bps", inputs.link_gbps * GIGA, "bit/s"),
    ]
    return {value.name: value for value in values}, found, step


def _notes(inputs: Inputs, values: Mapping[str, Value], found: Found) -> tuple[Note, ...]:
    notes = []
    if inputs.machine not in COMPARED or inputs.sharding == "zero3":
        notes.append(Note("not-compared"))
    if not found.fits[0]:
        notes.append(Note("not-fitting", (values["memory_bytes"], values["gpu_memory_bytes"])))
    if values["busy_share"].number < 1 - LITTLE:
        notes.append(Note("idle", (values["busy_share"],)))
    if values["gpus"].number > LARGEST_CHECKED:
        notes.append(Note("extrapolated:gpus", (values["gpus"],)))
    return tuple(notes)


def answer(inputs: Inputs) -> Answer:
    """MFU, time and what a faster link would save.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             times [s], shares [1]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.systems.layout_search, explainers.models.systems.training_step.
    """
    values, found, step = _values(inputs)
    saved = values["saved_share"].number
    key = "helps-much" if saved >= MUCH else ("helps-little" if saved >= LITTLE else "helps-not")
    published = inputs.machine == "a100-bf16" and inputs.model == "gpt-175b" and inputs.sharding == "groups"
    own_bps = inputs.link_gbps * GIGA / BITS_PER_BYTE

    def used(gpus: Numbers, nic_bps: Numbers) -> Numbers:
        return quickest(inputs, gpus, nic_bps)[2]

    return Answer(
        headline=Message(key, tuple(values.values())),
        main="mfu",
        values=tuple(values.values()),
        charts=(by_gpus(used, own_bps, float(inputs.gpus), published=published), step_parts(shares(step))),
        notes=_notes(inputs, values, found),
    )
