"""One microbatch through one layer of a transformer: computing, memory traffic and traffic within the layer.

Everything broadcasts over arrays. A pass forward counts once, a pass backward twice; full recomputation repeats the
pass forward. On a GPU whose kernels are short, the host that starts them sets the pace: the floor of a pass.

Assumed: norms and other element-wise work read and write memory and overlap with nothing; attention's products are
computed in BF16 where the layer's others are FP8.
Not modelled: kernels of different length within one pass, caches, clocks that fall under load.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainers.base.parameters import constant
from explainers.models.systems.training_layout import Layout, Machine, Number
from explainers.models.systems.transformer import (
    ATTENTION_PRODUCTS,
    BACKWARD,
    FLOP_PER_WEIGHT,
    FORWARD,
    QKV,
    Transformer,
    ffn_width,
    kv_ratio,
    layer_parameters,
    width,
)

VALUE_BYTES = 2  # of a half-precision number
SPLIT_BYTES = constant(24, unit="B", source="activation-formula")
WHOLE_BYTES = constant(10, unit="B", source="activation-formula")
SCORE_BYTES = constant(5, unit="B", source="activation-formula")
NARROW = constant(4, unit="1", source="assumption:gemm-half-width")
FLOOR_POWER = constant(3, unit="1", source="assumption:kernel-floor")


class Layer(NamedTuple):
    """One microbatch through one layer, forward and backward [s]."""

    gemm: Number
    attention: Number
    memory: Number
    tensor: Number
    context: Number
    expert: Number
    floor: Number

    def work(self) -> Number:
        """Time of the layer without the floor.

        Returns
        -------
        float or array (n,)    [s]

        Source: sum of the terms.
        """
        return self.gemm + self.attention + self.memory + self.tensor + self.context + self.expert

    def total(self) -> Number:
        """Time of the layer: at least the larger of the work and the kernels' own least time.

        Returns
        -------
        float or array (n,)    [s]

        Source: assumption:kernel-floor.
        """
        work = self.work()
        if np.ndim(self.floor) == 0 and self.floor == 0:
            return work
        return np.cbrt(work**FLOOR_POWER + self.floor**FLOOR_POWER)


def passes(layout: Layout) -> int:
    """How many forward passes' worth of work a microbatch is.

    Parameters
    ----------
    layout : Layout    [see its fields]

    Returns
    -------
    int                [1]

    Source: definition.
    >>> passes(Layout(recompute="full"))
    4
    """
    return FORWARD + BACKWARD + (layout.recompute == "full")


def microbatch_tokens(model: Transformer, layout: Layout) -> Number:
    """Tokens of a microbatch that one GPU's tensor group sees.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]

    Returns
    -------
    float or array (n,)    [token]

    Source: definition.
    """
    return layout.microbatch * model.sequence / layout.context


def gemm_rate_flops(model: Transformer, layout: Layout, machine: Machine) -> Number:
    """Rate of large matrix products on one GPU; narrow ones are slower.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    float or array (n,)    [FLOP/s]

    Source: assumption:gemm-efficiency, assumption:gemm-half-width.
    """
    best = machine.peak_flops * machine.e_max
    if np.ndim(machine.m0) == 0 and machine.m0 == 0:
        return best
    side = NARROW * np.minimum(ffn_width(model), QKV * model.hidden) / layout.tensor
    narrowest = np.minimum(microbatch_tokens(model, layout), side)
    return best * narrowest / (narrowest + machine.m0)


def _memory_s(model: Transformer, layout: Layout, machine: Machine, tokens: Number) -> tuple[Number, Number]:
    """Element-wise traffic of a forward pass through a layer: all but attention, and attention's own."""
    once = machine.k_mem / VALUE_BYTES * tokens / machine.hbm_bps
    whole = WHOLE_BYTES / layout.tensor if layout.sequence_parallel else WHOLE_BYTES
    rest = once * model.hidden * (whole + SPLIT_BYTES / layout.tensor)
    if layout.flash:
        return rest, 0.0
    return rest, once * SCORE_BYTES * model.heads * model.sequence / layout.tensor


def tensor_s(model: Transformer, layout: Layout, machine: Machine) -> Number:
    """All-reduces of a layer's activations within the tensor group, a microbatch forward and backward.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    float or array (n,)    [s]

    Source: definition.
    """
    node = machine.gpus_per_node
    rate = np.where(np.asarray(layout.tensor) <= node, machine.nvlink_bps, machine.nic_bps * node)
    sent = VALUE_BYTES * microbatch_tokens(model, layout) * model.hidden
    others = layout.tensor - 1
    each = 2 * others * (sent / (layout.tensor * rate) + machine.step_s)
    count = 2 * (passes(layout) - 1)  # two forward, two backward, two again where the forward pass is repeated
    return count * each * (1 - machine.overlap_tensor)


def _context_s(model: Transformer, layout: Layout, machine: Machine) -> Number:
    """Keys and values of the other pieces of a sequence."""
    if np.ndim(layout.context) == 0 and layout.context == 1:
        return 0.0
    inside = np.asarray(layout.tensor * layout.context) <= machine.gpus_per_node
    own = 2 * VALUE_BYTES * microbatch_tokens(model, layout) * width(model) * kv_ratio(model) / layout.tensor
    others = layout.context - 1
    each = others * (own / np.where(inside, machine.nvlink_bps, machine.nic_bps) + machine.step_s)
    return passes(layout) * each


def _expert_s(model: Transformer, layout: Layout, machine: Machine) -> Number:
    """Tokens to their experts and back: two exchanges forward, two backward."""
    if np.ndim(layout.expert) == 0 and layout.expert == 1:
        return 0.0
    tokens = microbatch_tokens(model, layout) * model.experts_active
    sent = VALUE_BYTES * tokens * model.hidden / layout.tensor
    near = np.clip(machine.gpus_per_node / (layout.tensor * layout.context), 1, layout.expert)
    by_nvlink = sent * (near - 1) / layout.expert / machine.nvlink_bps
    by_network = sent * (layout.expert - near) / layout.expert / machine.nic_bps
    latency = np.minimum(layout.expert - 1, 1) * machine.step_s
    return 2 * (passes(layout) - 1) * (np.maximum(by_nvlink, by_network) + latency)


def layer_time(model: Transformer, layout: Layout, machine: Machine) -> Layer:
    """One microbatch through one layer, forward and backward, on every GPU of its tensor group at once.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    Layer                  [s]

    Source: assumption:gemm-efficiency, assumption:memory-passes, assumption:attention-efficiency, activation-formula.
    """
    tokens, count = microbatch_tokens(model, layout), passes(layout)
    gemm = FLOP_PER_WEIGHT * tokens * layer_parameters(model, active=True) / layout.tensor
    seen = model.sequence * (0.5 if layout.flash else 1)
    products = FLOP_PER_WEIGHT * ATTENTION_PRODUCTS * tokens * seen * width(model) / layout.tensor
    attention = products / (machine.peak_flops * machine.bf16_share * machine.e_max * machine.attention_share)
    rest, scores = _memory_s(model, layout, machine, tokens)
    attention_count = count + (layout.recompute == "selective" and not layout.flash)
    return Layer(
        gemm=count * gemm / gemm_rate_flops(model, layout, machine),
        attention=attention_count * attention,
        memory=count * rest + attention_count * scores,
        tensor=tensor_s(model, layout, machine),
        context=_context_s(model, layout, machine),
        expert=_expert_s(model, layout, machine),
        floor=count * machine.kernel_floor_s,
    )
