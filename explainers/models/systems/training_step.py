"""How long one step of training takes, part by part, and what part of the machine it uses.

A pipeline stage takes the time of its layers for each microbatch; a step takes as many of those as there are
microbatches, and the time in which the pipeline fills and drains. The rest is added: traffic between stages and
between replicas, the output head, the optimiser.

Everything broadcasts: any number of the model, the layout or the machine may be an array. For sweeps over millions of
layouts use `total_s` and `mfu`: the same functions without the parts, in pieces that stay in the processor's cache.

Assumed: one job, equal links; only `overlap_tensor` and `overlap_data` are hidden, the latter behind the last and first
microbatches alone; ZeRO-3 traffic is prefetched; the output head is in BF16 where layers' products are in FP8.
Not modelled: slow nodes, uneven stages, contention, failures, evaluation, the reading of data.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.systems.collectives import ring_share
from explainers.models.systems.training_layer import (
    VALUE_BYTES,
    Layer,
    gemm_rate_flops,
    layer_time,
    microbatch_tokens,
)
from explainers.models.systems.training_layout import Layout, Machine, Number, gpus, microbatches
from explainers.models.systems.transformer import (
    BACKWARD,
    FLOP_PER_WEIGHT,
    FORWARD,
    Transformer,
    attention_parameters,
    expert_parameters,
    model_flop,
)

OPTIMISER_BYTES = constant(16, unit="B", source="mixed-precision-bytes")
GATHERS = 1 + 2  # ZeRO-3: weights forward, weights backward, gradients
CHUNK = 10_000  # configurations at a time; a few dozen arrays of that size stay in cache
SHARDED_WEIGHTS = 2 + 1  # the ZeRO stage from which weights are split


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTime:
    """Parts of one step [s], their sum, and what part of the peak the model's own operations make of it."""

    gemm: Number
    attention: Number
    memory: Number
    tensor: Number
    context: Number
    expert: Number
    kernel_floor: Number
    logits: Number
    bubble: Number
    pipeline: Number
    data: Number
    optimiser: Number
    total: Number
    mfu: Number

    def parts(self) -> dict[str, Number]:
        """The parts alone, which add up to the total.

        Returns
        -------
        dict of float or array (n,)    [s]

        Source: sum of the terms.
        """
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in {"total", "mfu"}}


class _Outside(NamedTuple):
    """What a step needs besides its layers [s]: each microbatch's output head and messages, and once a step."""

    logits: Number
    pipeline: Number
    data: Number
    optimiser: Number


def own_parameters(model: Transformer, layout: Layout) -> Number:
    """Parameters that one GPU computes with: split over tensor, pipeline and expert groups.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    """
    layer = attention_parameters(model) + expert_parameters(model) * model.experts / layout.expert
    return (model.layers * layer + model.hidden * model.vocabulary) / (layout.tensor * layout.pipeline)


def data_bandwidth_bps(layout: Layout, machine: Machine) -> Number:
    """What a replica's ring carries, of one GPU: NVLink within a node, else its members' NICs in that node together.

    Parameters
    ----------
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    float or array (n,)    [B/s]

    Source: definition.
    """
    replica = layout.tensor * layout.context
    together = np.minimum(np.maximum(machine.gpus_per_node / replica, 1), layout.data)
    inside = np.asarray(replica * layout.data) <= machine.gpus_per_node
    return np.where(inside, machine.nvlink_bps, np.minimum(machine.nvlink_bps, machine.nic_bps * together))


def _outside(model: Transformer, layout: Layout, machine: Machine) -> _Outside:
    tokens = microbatch_tokens(model, layout)
    head = FLOP_PER_WEIGHT * (FORWARD + BACKWARD) * tokens * model.hidden * model.vocabulary / layout.tensor
    own = own_parameters(model, layout)
    sent = VALUE_BYTES * tokens * model.hidden / layout.tensor
    inside = np.asarray(gpus(layout)) <= machine.gpus_per_node
    hop = sent / np.where(inside, machine.nvlink_bps, machine.nic_bps) + machine.step_s
    kept = own / layout.data if layout.zero else own
    return _Outside(
        logits=head / (gemm_rate_flops(model, layout, machine) * machine.bf16_share),
        pipeline=np.minimum(layout.pipeline - 1, 1) * 2 * layout.interleave * hop,
        data=_data_s(layout, machine, own),
        optimiser=OPTIMISER_BYTES * kept / machine.hbm_bps,
    )


def _data_s(layout: Layout, machine: Machine, own: Number) -> Number:
    """Traffic between replicas once a step, with ZeRO-3 once a microbatch, before any of it is hidden."""
    rate = data_bandwidth_bps(layout, machine)
    if layout.zero >= SHARDED_WEIGHTS:
        moved = GATHERS * VALUE_BYTES * own
        return ring_share(layout.data) * moved / rate + GATHERS * (layout.data - 1) * machine.step_s
    gradients = machine.gradient_bytes
    moved = ((gradients + VALUE_BYTES) if layout.zero else 2 * gradients) * own
    return ring_share(layout.data) * moved / rate + 2 * (layout.data - 1) * machine.step_s


def _sum(
    layer: Layer, outside: _Outside, model: Transformer, layout: Layout, machine: Machine
) -> tuple[Number, Number, Number]:
    """Total, what the pipeline waits, and what traffic between replicas adds [s].

    A piece's gradients are complete when the last microbatch has passed it, and its weights are needed by the first:
    traffic hides behind one microbatch's work; where stages hold several pieces, behind those that fill the pipeline.
    """
    count = microbatches(layout)
    own_layers, layer_s = model.layers / layout.pipeline, layer.total()
    stage = layer_s * own_layers
    bubble = (layout.pipeline - 1) / layout.interleave * stage
    computing = count * (stage + outside.logits + outside.pipeline) + bubble
    if layout.zero >= SHARDED_WEIGHTS:
        data = np.maximum(count * outside.data - computing, 0)
    else:
        many = np.where(np.asarray(layout.interleave) > 1, np.minimum(count, layout.pipeline), 1.0)
        work = own_layers * (layer_s - layer.tensor - layer.context - layer.expert)
        data = outside.data - np.minimum(machine.overlap_data * outside.data, many * work)
    return computing + data + outside.optimiser, bubble, data


def step_time(model: Transformer, layout: Layout, machine: Machine) -> StepTime:
    """Time of one step by parts.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    StepTime               parts and total [s], MFU [1]

    Source: explainers.models.systems.training_layer, sum of the terms.
    """
    layer: Layer = layer_time(model, layout, machine)
    outside = _outside(model, layout, machine)
    total, bubble, data = _sum(layer, outside, model, layout, machine)
    count = microbatches(layout)
    repeated = count * model.layers / layout.pipeline
    return StepTime(
        gemm=repeated * layer.gemm, attention=repeated * layer.attention, memory=repeated * layer.memory,
        tensor=repeated * layer.tensor, context=repeated * layer.context, expert=repeated * layer.expert,
        kernel_floor=repeated * (layer.total() - layer.work()), logits=count * outside.logits, bubble=bubble,
        pipeline=count * outside.pipeline, data=data, optimiser=outside.optimiser, total=total,
        mfu=_used(model, layout, machine, total),
    )  # fmt: skip


def _used(model: Transformer, layout: Layout, machine: Machine, total: Number) -> Number:
    needed = model_flop(model, layout.batch * model.sequence)
    return needed / (gpus(layout) * machine.peak_flops * total)


def total_s(model: Transformer, layout: Layout, machine: Machine) -> Numbers:
    """Time of one step for many configurations: `step_time(...).total`, without the parts and in pieces.

    Any number of the three may be an array (n,); one that is the same for all is best left a plain number.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    array (n,)             [s]

    Source: explainers.models.systems.training_layer, sum of the terms.
    """
    return _in_pieces(_total, model, layout, machine)


def mfu(model: Transformer, layout: Layout, machine: Machine) -> Numbers:
    """Model FLOP utilisation for many configurations: `step_time(...).mfu`, in pieces.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    array (n,)             [1]

    Source: explainers.models.systems.training_layer, sum of the terms.
    """
    return _in_pieces(_mfu, model, layout, machine)


def _total(model: Transformer, layout: Layout, machine: Machine) -> Number:
    return _sum(layer_time(model, layout, machine), _outside(model, layout, machine), model, layout, machine)[0]


def _mfu(model: Transformer, layout: Layout, machine: Machine) -> Number:
    return _used(model, layout, machine, _total(model, layout, machine))


def _arrays(thing: Any) -> dict[str, Numbers]:
    found = {f.name: getattr(thing, f.name) for f in fields(thing)}
    return {name: value for name, value in found.items() if isinstance(value, np.ndarray)}


def _in_pieces(function: Any, model: Transformer, layout: Layout, machine: Machine) -> Numbers:
    things: tuple[Any, ...] = (model, layout, machine)
    arrays = [_arrays(thing) for thing in things]
    count = max((len(value) for found in arrays for value in found.values()), default=1)
    out = np.empty(count)
    for start in range(0, count, CHUNK):
        piece = slice(start, start + CHUNK)
        parts = (
            replace(thing, **{name: value[piece] for name, value in found.items()}) if found else thing
            for thing, found in zip(things, arrays, strict=True)
        )
        out[piece] = function(*parts)
    return out
