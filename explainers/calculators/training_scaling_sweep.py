"""Training steps by the million: `training-scaling` with its layout given instead of searched.

The page tries every layout for one cluster; a sweep takes one layout a row, so that whoever wants the quickest one
groups the rows and keeps the least. A layout that cannot be, such as a pipeline that does not divide the layers or more
groups than GPUs, has no numbers; one that does not fit into memory has, and says so in `fits`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainers.base.answer import Numbers
from explainers.base.parameters import READER, param
from explainers.base.units import BITS_PER_BYTE, GIGA, SECONDS_PER_DAY
from explainers.calculators import training_scaling
from explainers.calculators.training_scaling import BILLION, MODELS, base_of, machine_of, memory_of
from explainers.models.systems.training_layout import Layout
from explainers.models.systems.training_memory import fits, memory
from explainers.models.systems.training_step import SHARDED_WEIGHTS, step_time

Arrays = Mapping[str, NDArray[Any]]
CHOICES = ("model", "machine", "sharding")  # each combination is evaluated by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs(training_scaling.Inputs):
    """One training run on one cluster, and how it is spread; the replicas are what remains of the GPUs."""

    tensor: int = param(8, options=(1, 2, 4, 8), source=READER)
    pipeline: int = param(8, options=(1, 2, 4, 8, 16, 32, 64), source=READER)
    interleave: int = param(1, options=(1, 2, 3, 4, 5, 6), source=READER)
    microbatch: int = param(1, options=(1, 2, 4, 8), source=READER)


UNITS = {"step_s": "s", "mfu": "1", "days": "day", "data": "1", "memory_bytes": "B", "fits": "1"}


def sweep(inputs: Arrays) -> dict[str, Numbers]:
    """Time, use and memory of one training step for each row.

    Parameters
    ----------
    inputs : mapping name -> array (n,) or ()    One for each field of `Inputs`. [see its fields]

    Returns
    -------
    dict name -> array (n,) or ()                One for each of UNITS; NaN where there is no such layout.

    Source: explainers.models.systems.training_step, explainers.models.systems.training_memory.
    """
    if not any(inputs[name].ndim for name in CHOICES):
        return _alike(inputs)
    count = max(array.size for array in inputs.values())
    found = {name: np.empty(count) for name in UNITS}
    for rows, own in _groups(inputs):
        for name, numbers in _alike(own).items():
            found[name][rows] = numbers
    return found


def _groups(inputs: Arrays) -> Iterator[tuple[NDArray[np.bool_], Arrays]]:
    """Rows that share model, machine and sharding, with these as single values."""
    groups: list[tuple[Any, dict[str, Any]]] = [(True, {})]
    for name in (name for name in CHOICES if inputs[name].ndim):
        each = [(np.array(one), inputs[name] == one) for one in np.unique(inputs[name])]
        groups = [(rows & these, {**chosen, name: one}) for rows, chosen in groups for one, these in each]
    for rows, chosen in groups:
        if rows.any():
            yield rows, {name: chosen.get(name, array[rows] if array.ndim else array) for name, array in inputs.items()}


def _alike(inputs: Arrays) -> dict[str, Numbers]:
    """Rows of one model, one kind of machine and one way of sharding."""
    model, machine, sharding = (str(inputs[name]) for name in CHOICES)
    still = training_scaling.Inputs(model=model, machine=machine, sharding=sharding)
    number: dict[str, Any] = {
        name: float(array) if array.ndim == 0 else array.astype(np.float64)
        for name, array in inputs.items() if name not in CHOICES
    }  # fmt: skip
    shape, base = MODELS[model], base_of(still)
    cluster = replace(
        machine_of(still, number["link_gbps"] * GIGA / BITS_PER_BYTE),
        **{name: number[name] for name in ("e_max", "m0", "k_mem", "overlap_tensor", "overlap_data")},
    )
    layout, possible = _spread(number, base, int(shape.layers))
    step = step_time(shape, layout, cluster)
    needed = memory(shape, layout).total()
    busy = layout.tensor * layout.pipeline * layout.data
    steps = number["tokens_bn"] * BILLION / (number["batch"] * shape.sequence)
    found = {
        "step_s": step.total, "mfu": step.mfu * busy / number["gpus"], "days": steps * step.total / SECONDS_PER_DAY,
        "data": layout.data, "memory_bytes": needed, "fits": fits(needed, memory_of(still)),
    }  # fmt: skip
    return {name: np.where(possible, numbers, np.nan) for name, numbers in found.items()}


def _spread(number: Mapping[str, Any], base: Layout, layers: int) -> tuple[Layout, NDArray[np.bool_]]:
    """The layout of each row as the search would make it, and whether there is one."""
    pieces = number["pipeline"] * number["interleave"]
    replicas = number["gpus"] / (number["tensor"] * number["pipeline"])
    microbatch = number["microbatch"]
    if base.zero >= SHARDED_WEIGHTS:
        microbatch = np.minimum(microbatch, np.maximum(number["batch"] / replicas, 1))
    most = number["batch"] / microbatch
    alone = np.logical_and(number["interleave"] > 1, number["pipeline"] == 1)
    possible = np.logical_and(replicas >= 1, np.logical_and(np.mod(layers, pieces) == 0, ~alone))
    layout = replace(
        base, tensor=number["tensor"], pipeline=number["pipeline"], interleave=number["interleave"],
        microbatch=microbatch, batch=number["batch"], data=np.minimum(np.maximum(replicas, 1), np.maximum(most, 1)),
    )  # fmt: skip
    return layout, np.asarray(possible)
