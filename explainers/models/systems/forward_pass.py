"""One pass of a model through a group of GPUs: reading prompts (prefill) or making one token for everybody (decode).

Assumed: a model without experts is cut across all GPUs (tensor parallel, two all-reduces a layer); one with experts
spreads experts and sequences over all GPUs (expert parallel, two exchanges a layer). Nothing overlaps.
Not modelled: several passes in a pipeline, unequal load of experts, guessing several tokens at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.models.systems.gpu import Gpu
from explainers.models.systems.kv_cache import KV_VALUE_BYTES, kept_values, kv_copies
from explainers.models.systems.operator_time import SERVING, Engine, work_s
from explainers.models.systems.served_links import ServedLinks, all_reduce_s, exchange_s
from explainers.models.systems.served_model import ServedModel, attention_parameters, ffn_parameters, routed_layers

Number = float | Numbers

ACTIVATION_BYTES = 2  # BF16


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """GPUs that serve one copy of a model. weight_bytes, kv_value_bytes : of one weight, of one kept value [B]."""

    gpu: Gpu
    gpus: int
    links: ServedLinks
    weight_bytes: int = 2
    kv_value_bytes: int = KV_VALUE_BYTES
    engine: Engine = SERVING

    @property
    def peak_flops(self) -> float:
        """Peak of one GPU at the weights' precision, where it has that. [FLOP/s]

        Source: definition.
        """
        eight_bit = self.weight_bytes == 1 and not np.isnan(self.gpu.fp8_flops)
        return self.gpu.fp8_flops if eight_bit else self.gpu.bf16_flops


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """Parts of one pass, one after another. [s] each."""

    work_s: Number
    kernel_s: Number
    link_s: Number

    @property
    def total_s(self) -> Number:
        """Their sum. [s]

        Source: sum of the terms.
        """
        return self.work_s + self.kernel_s + self.link_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a pass processes: rows (tokens) [1], pairs of a token with one it looks at [1], tokens read from memory [1],
    rows that need a word at the output [1]."""

    rows: Number
    pairs: Number
    read_tokens: Number
    words: Number
    absorbed: bool


def decode_load(users: Number, context: Number) -> Load:
    """One token for every user, each looking back at a context.

    Parameters
    ----------
    users : float or array (n,)      Users. [1]
    context : float or array (n,)    Tokens so far. [1]

    Returns
    -------
    Load                             [object]

    Source: definition.
    """
    return Load(rows=users, pairs=users * context, read_tokens=users * context, words=users, absorbed=True)


def prefill_load(sequences: Number, tokens: Number) -> Load:
    """Whole prompts, every token looking at those before it.

    Parameters
    ----------
    sequences : float or array (n,)    Prompts. [1]
    tokens : float or array (n,)       Tokens of each. [1]

    Returns
    -------
    Load                               [object]

    Source: definition.
    """
    rows = sequences * tokens
    return Load(rows=rows, pairs=rows * tokens / 2, read_tokens=rows, words=sequences, absorbed=False)


def pass_time(model: ServedModel, load: Load, group: Group) -> Pass:
    """Time of one pass.

    Parameters
    ----------
    model : ServedModel    [object]
    load : Load            [object]
    group : Group          [object]

    Returns
    -------
    Pass                   [s]

    Source: this model.
    """
    routed = routed_layers(model)
    dense = model.layers - routed
    width = model.ffn
    total = model.layers * _attention_s(model, load, group) + dense * _product_s(
        ffn_parameters(model, width), load.rows, group
    )
    link_s = 2 * dense * all_reduce_s(load.rows * model.hidden * ACTIVATION_BYTES, group.gpus, group.links)
    if model.experts:
        total = total + routed * _experts_s(model, load, group)
        spread = load.rows / group.gpus
        moved_s = exchange_s(spread, model.experts.chosen, model.hidden, group.gpus, group.links)
        link_s = 0.0 * np.asarray(load.rows) + routed * moved_s  # its attention needs no all-reduce
    total = total + _product_s(model.vocabulary * model.hidden, load.words, group)
    kernels = model.layers * group.engine.kernels_per_layer * group.engine.kernel_s
    return Pass(work_s=total, kernel_s=kernels + 0.0 * np.asarray(total), link_s=link_s)


def _work_s(flops: Number, moved_bytes: Number, group: Group) -> Number:
    return work_s(flops, moved_bytes, group.peak_flops, group.gpu.hbm_bps, group.engine)


def _product_s(parameters: float, rows: Number, group: Group) -> Number:
    """Rows times a matrix that all GPUs share."""
    return _work_s(2 * rows * parameters / group.gpus, parameters * group.weight_bytes / group.gpus, group)


def _attention_s(model: ServedModel, load: Load, group: Group) -> Number:
    own = attention_parameters(model)
    held = own if model.experts else own / group.gpus
    projections = _work_s(2 * load.rows * own / group.gpus, held * group.weight_bytes, group)
    read = load.read_tokens * kept_values(model) * group.kv_value_bytes / group.gpus * kv_copies(model, group.gpus)
    flops = 2 * load.pairs * model.heads * _values_of_a_pair(model, load.absorbed) / group.gpus
    return projections + _work_s(flops, read, group)


def _values_of_a_pair(model: ServedModel, absorbed: bool) -> int:  # noqa: FBT001
    """Products of one head for a token and one it looks at: score and weighted sum."""
    if model.latent is None:
        return 2 * model.head_dim
    if absorbed:  # the keys' matrix is multiplied into the query, so that the latent is used as it is kept
        return 2 * model.latent.kv_rank + model.latent.rope
    return model.latent.plain + model.latent.rope + model.latent.value


def _experts_s(model: ServedModel, load: Load, group: Group) -> Number:
    assert model.experts
    one = ffn_parameters(model, model.experts.ffn)
    missed = (1 - model.experts.chosen / model.experts.count) ** load.rows  # by all rows, were the choice even
    met = model.experts.count * (1 - missed) / group.gpus
    routed = _work_s(2 * load.rows * model.experts.chosen * one / group.gpus, met * one * group.weight_bytes, group)
    shared = model.experts.shared * one
    return routed + _work_s(2 * load.rows * shared / group.gpus, shared * group.weight_bytes, group)
