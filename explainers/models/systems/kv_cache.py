"""What a GPU must remember of a conversation, and how many conversations fit beside the weights.

Assumed: keys and values in two bytes each; every sequence grows to its full length. Not modelled: shared beginnings of
prompts, eviction, blocks that are not full.
"""

from __future__ import annotations

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.systems.served_model import (
    ServedModel,
    attention_parameters,
    ffn_parameters,
    routed_layers,
    total_parameters,
)

Number = float | Numbers

KV_VALUE_BYTES = 2  # BF16
USABLE_SHARE = constant(0.9, unit="1", source="assumption:memory-usable")


def kept_values(model: ServedModel) -> int:
    """Values that one token leaves behind in one layer.

    Parameters
    ----------
    model : ServedModel    [object]

    Returns
    -------
    int                    Values. [1]

    Source: definition; kv-bytes-published.
    """
    if model.latent:
        return model.latent.kv_rank + model.latent.rope
    return 2 * model.kv_heads * model.head_dim


def kv_bytes_per_token(model: ServedModel) -> int:
    """Keys and values of one token in all layers.

    Parameters
    ----------
    model : ServedModel    [object]

    Returns
    -------
    int                    Size. [B]

    Source: definition; kv-bytes-published.
    >>> from explainers.models.systems.served_model import DEEPSEEK_V3, LLAMA_405B
    >>> kv_bytes_per_token(LLAMA_405B), kv_bytes_per_token(DEEPSEEK_V3)
    (516096, 70272)
    """
    return model.layers * kept_values(model) * KV_VALUE_BYTES


def weight_bytes_on_gpu(model: ServedModel, gpus: Number, weight_bytes: Number) -> Number:
    """Weights that one GPU holds: an equal share, but each holds all attention of a model with experts.

    Parameters
    ----------
    model : ServedModel                   [object]
    gpus : float or array (n,)            GPUs of the group. [1]
    weight_bytes : float or array (n,)    Bytes of one weight. [B]

    Returns
    -------
    float or array (n,)                   Size. [B]

    Source: this model.
    >>> from explainers.models.systems.served_model import LLAMA_70B
    >>> round(float(weight_bytes_on_gpu(LLAMA_70B, 8, 2)) / 1e9, 1)
    17.6
    """
    whole = total_parameters(model)
    copied = replicated_parameters(model)
    return (copied + (whole - copied) / gpus) * weight_bytes


def replicated_parameters(model: ServedModel) -> float:
    """Parameters that every GPU of an expert-parallel group holds: attention and shared experts.

    Parameters
    ----------
    model : ServedModel    [object]

    Returns
    -------
    float                  Parameters, 0 for a model without experts. [1]

    Source: this model.
    """
    if not model.experts:
        return 0.0
    shared = routed_layers(model) * model.experts.shared * ffn_parameters(model, model.experts.ffn)
    return model.layers * attention_parameters(model) + shared


def kv_copies(model: ServedModel, gpus: Number) -> Number:
    """How often keys and values are stored when more GPUs than key-value heads share the attention.

    Parameters
    ----------
    model : ServedModel           [object]
    gpus : float or array (n,)    GPUs of the group. [1]

    Returns
    -------
    float or array (n,)           Copies, at least one. [1]

    Source: this model.
    >>> from explainers.models.systems.served_model import LLAMA_70B
    >>> float(kv_copies(LLAMA_70B, 8)), float(kv_copies(LLAMA_70B, 16))
    (1.0, 2.0)
    """
    if model.latent:
        return np.ones_like(np.asarray(gpus, dtype=np.float64))
    return np.maximum(np.asarray(gpus) / model.kv_heads, 1.0)


def sequences_that_fit(
    model: ServedModel, gpus: Number, memory_bytes: Number, tokens: Number, weight_bytes: Number
) -> Number:
    """Sequences of so many tokens whose keys and values fit beside the weights.

    Parameters
    ----------
    model : ServedModel                   [object]
    gpus : float or array (n,)            GPUs of the group. [1]
    memory_bytes : float or array (n,)    Memory of one GPU. [B]
    tokens : float or array (n,)          Tokens of one sequence, request and reply. [1]
    weight_bytes : float or array (n,)    Bytes of one weight. [B]

    Returns
    -------
    float or array (n,)                   Whole sequences; below zero where not even the weights fit. [1]

    Source: this model.
    >>> from explainers.models.systems.served_model import LLAMA_70B
    >>> float(sequences_that_fit(LLAMA_70B, 8, 80e9, 1500, 2))
    884.0
    """
    free = gpus * (memory_bytes * USABLE_SHARE - weight_bytes_on_gpu(model, gpus, weight_bytes))
    return np.floor(free / (kv_copies(model, gpus) * kv_bytes_per_token(model) * tokens))
