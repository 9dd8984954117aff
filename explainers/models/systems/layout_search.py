"""The quickest layout of a step on a given number of GPUs whose memory holds it.

All layouts of a grid are evaluated at once. Replicas are what is left over: with a tensor and a pipeline group chosen,
the rest of the GPUs are replicas, and a broken number of them blends two layouts, so that a curve over GPUs has no
saw teeth. A step cannot have more replicas than microbatches; GPUs beyond that stand idle.

Assumed: powers of two for groups; interleaving as far as layers allow, or none.
Not modelled: context and expert groups (given, not searched), uneven stages, links of unequal load.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.systems.training_layout import Layout, Machine, Number
from explainers.models.systems.training_memory import fits, memory
from explainers.models.systems.training_step import SHARDED_WEIGHTS, total_s
from explainers.models.systems.transformer import Transformer

TENSOR = tuple(2**k for k in range(1 + int(np.log2(constant(8, unit="GPU", source="assumption:training-node")))))
PIPELINE_DOUBLINGS = constant(6, unit="1", source="assumption:search-grid")
MICROBATCH_DOUBLINGS = constant(3, unit="1", source="assumption:search-grid")
Part = TypeVar("Part", Layout, Machine)
INTERLEAVE_LIMIT = constant(6, unit="1", source="assumption:search-grid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Layouts to choose from, each an array (k,)."""

    tensor: Numbers
    pipeline: Numbers
    interleave: Numbers
    microbatch: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The quickest layout for each number of GPUs: its time [s], whether it fits, and how many GPUs work."""

    layout: Layout
    total_s: Numbers
    fits: Numbers
    busy: Numbers


def candidates(model: Transformer) -> Candidates:
    """Tensor groups within a node, pipelines that divide the layers, microbatches of a few sequences.

    Parameters
    ----------
    model : Transformer    One model. [see its fields]

    Returns
    -------
    Candidates             [1]

    Source: assumption:search-grid.
    """
    layers = int(model.layers)
    stages = [2**k for k in range(PIPELINE_DOUBLINGS + 1) if layers % 2**k == 0]
    rows = []
    for tensor in TENSOR:
        for pipeline in stages:
            pieces = [v for v in range(1, INTERLEAVE_LIMIT + 1) if (layers // pipeline) % v == 0]
            for interleave in sorted({1, pieces[-1]} if pipeline > 1 else {1}):
                rows += [(tensor, pipeline, interleave, 2**k) for k in range(MICROBATCH_DOUBLINGS)]
    tensor_, pipeline_, interleave_, microbatch_ = np.array(rows, dtype=np.float64).T
    return Candidates(tensor=tensor_, pipeline=pipeline_, interleave=interleave_, microbatch=microbatch_)


def replicas_only() -> Candidates:
    """No groups at all, as with ZeRO-3: only the largest microbatch is chosen.

    Returns
    -------
    Candidates             [1]

    Source: assumption:search-grid.
    """
    size = np.array([2.0**k for k in range(MICROBATCH_DOUBLINGS + 1)])
    one = np.ones_like(size)
    return Candidates(tensor=one, pipeline=one, interleave=one, microbatch=size)


def spread(gpus: Number, base: Layout, grid: Candidates) -> tuple[Layout, Numbers]:
    """Every candidate on every number of GPUs, flat, and where there are too few GPUs for it.

    Parameters
    ----------
    gpus : float or array (m,)    GPUs at hand. [GPU]
    base : Layout                 Batch and choices. [see its fields]
    grid : Candidates             k layouts. [1]

    Returns
    -------
    (Layout of arrays (m * k,), array of bool (m * k,))

    Source: definition.
    """
    count = np.atleast_1d(np.asarray(gpus, dtype=np.float64))
    own = np.repeat(count, len(grid.tensor))
    groups: dict[str, Any] = {
        name: np.tile(getattr(grid, name), len(count)) for name in Candidates.__dataclass_fields__
    }
    replicas = own / (groups["tensor"] * groups["pipeline"] * base.context)
    if base.zero >= SHARDED_WEIGHTS:  # a microbatch no smaller than it must be: weights come anew for each
        groups["microbatch"] = np.minimum(groups["microbatch"], np.maximum(base.batch / replicas, 1))
    most = base.batch / groups["microbatch"]
    layout = replace(base, data=np.minimum(np.maximum(replicas, 1), np.maximum(most, 1)), **groups)
    return layout, (replicas < 1) | (most < 1)


def search(
    model: Transformer, gpus: Number, base: Layout, machine: Machine, memory_bytes: float,
    grid: Candidates | None = None,
) -> Found:  # fmt: skip
    """The quickest layout that fits, for each number of GPUs; where none fits, the one that needs least memory.

    Parameters
    ----------
    model : Transformer           One model. [see its fields]
    gpus : float or array (m,)    GPUs at hand. [GPU]
    base : Layout                 Batch and choices; its groups are searched. [see its fields]
    machine : Machine             Its numbers may be arrays (m,). [see its fields]
    memory_bytes : float          Of one GPU. [B]
    grid : Candidates             Layouts to try; `candidates(model)` when None. [1]

    Returns
    -------
    Found                         arrays (m,)

    Source: explainers.models.systems.training_step, explainers.models.systems.training_memory.
    """
    grid = candidates(model) if grid is None else grid
    layout, impossible = spread(gpus, base, grid)
    needed = np.where(impossible, np.inf, memory(model, layout).total())
    tried = np.logical_not(impossible) & fits(needed, memory_bytes)
    machines = _repeated(machine, len(grid.tensor))
    shape = (-1, len(grid.tensor))
    time_s = np.full(len(tried), np.inf)
    time_s[tried] = total_s(model, _picked(layout, tried), _picked(machines, tried))
    best_of = time_s.reshape(shape)
    quickest, leanest = np.argmin(best_of, axis=1), np.argmin(needed.reshape(shape), axis=1)
    row = np.arange(len(best_of))
    some = np.isfinite(best_of[row, quickest])
    chosen = row * shape[1] + np.where(some, quickest, leanest)
    best = _picked(layout, chosen)
    return Found(
        layout=best, total_s=total_s(model, best, machine), fits=some,
        busy=best.tensor * best.pipeline * best.data * base.context,
    )  # fmt: skip


def _repeated(machine: Machine, times: int) -> Machine:
    found: dict[str, Any] = {
        f.name: np.repeat(value, times) for f in fields(machine) if np.ndim(value := getattr(machine, f.name)) == 1
    }
    return replace(machine, **found) if found else machine


def _picked(thing: Part, where: Numbers) -> Part:
    found: dict[str, Any] = {
        f.name: value[where] for f in fields(thing) if np.ndim(value := getattr(thing, f.name)) == 1
    }
    return replace(thing, **found) if found else thing
