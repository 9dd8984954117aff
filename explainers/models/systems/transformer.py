"""A transformer as sizes: how many parameters it has and how many operations one step of training needs.

A forward pass needs two operations for each parameter and token, a backward pass twice as many. Attention adds two
products of every token with every other one; counted causally a token meets only the earlier half.
MFU is what the model needs over what the machine could have computed, so recomputation does not count.

Assumed: every layer alike; one output head; the embedding only looks up.
Not modelled: norms, biases, position embeddings, the router of experts (under one part in a hundred together).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from explainers.base.parameters import constant

Number = Any  # a float or an array of floats; every field and function broadcasts
FLOP_PER_WEIGHT = 2  # a product and a sum
FORWARD, BACKWARD = 1, 2  # a backward pass computes two products for each one of the forward pass
ATTENTION_PRODUCTS = 2  # query with key, weight with value
QKV = 1 + 2  # query, key and value
DENSE, GATED = 2, 1 + 2  # matrices of a feed-forward block
WIDENING = 2 * 2  # of a feed-forward block over the hidden size, where nothing else is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Transformer:
    """Sizes of a model; every number may be an array.

    layers, hidden, heads, sequence [token], vocabulary; kv_heads : as many as heads when 0;
    ffn_hidden : four times hidden when 0; gated : three matrices in place of two;
    experts, experts_active : of a feed-forward block, and how many see a token;
    attention_width : of all heads together, hidden when 0 (mean of key and value where they differ)
    """

    layers: Number
    hidden: Number
    heads: Number
    sequence: Number
    vocabulary: Number
    kv_heads: Number = 0
    ffn_hidden: Number = 0
    gated: bool = False
    experts: Number = 1
    experts_active: Number = 1
    attention_width: Number = 0


def _or(given: Number, usual: Number) -> Number:
    return (given or usual) if np.ndim(given) == 0 else np.where(given == 0, usual, given)


def kv_ratio(model: Transformer) -> Number:
    """Key heads over query heads.

    Parameters
    ----------
    model : Transformer    [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    """
    return _or(model.kv_heads, model.heads) / model.heads


def width(model: Transformer) -> Number:
    """Width of attention, all heads together.

    Parameters
    ----------
    model : Transformer    [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    """
    return _or(model.attention_width, model.hidden)


def ffn_width(model: Transformer) -> Number:
    """Inner width of one feed-forward block.

    Parameters
    ----------
    model : Transformer    [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    """
    return _or(model.ffn_hidden, WIDENING * model.hidden)


def attention_parameters(model: Transformer) -> Number:
    """Parameters of the attention of one layer: query, output, keys and values.

    Parameters
    ----------
    model : Transformer    [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    """
    return 2 * model.hidden * width(model) * (1 + kv_ratio(model))


def expert_parameters(model: Transformer) -> Number:
    """Parameters of one feed-forward block, which is one expert.

    Parameters
    ----------
    model : Transformer    [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    """
    return (GATED if model.gated else DENSE) * model.hidden * ffn_width(model)


def layer_parameters(model: Transformer, *, active: bool = False) -> Number:
    """Parameters of one layer, all of them or those that one token meets.

    Parameters
    ----------
    model : Transformer    [see its fields]
    active : bool          Only what one token meets. [1]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    >>> layer_parameters(Transformer(layers=1, hidden=2, heads=1, sequence=1, vocabulary=0))
    48.0
    """
    experts = model.experts_active if active else model.experts
    return attention_parameters(model) + experts * expert_parameters(model)


def parameters(model: Transformer, *, active: bool = False) -> Number:
    """Parameters of the whole model with one vocabulary matrix.

    Parameters
    ----------
    model : Transformer    [see its fields]
    active : bool          Only what one token meets. [1]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    >>> gpt = Transformer(layers=96, hidden=12288, heads=96, sequence=2048, vocabulary=51200)
    >>> round(parameters(gpt) / 1e9, 1)
    174.6
    """
    return model.layers * layer_parameters(model, active=active) + model.hidden * model.vocabulary


def attention_flop(model: Transformer, tokens: Number, *, causal: bool = True) -> Number:
    """Operations of attention itself, forward and backward.

    Parameters
    ----------
    model : Transformer             [see its fields]
    tokens : float or array (n,)    Tokens of a step. [token]
    causal : bool                   Count only earlier tokens. [1]

    Returns
    -------
    float or array (n,)             [FLOP]

    Source: definition.
    """
    seen = model.sequence * (0.5 if causal else 1)
    once = FLOP_PER_WEIGHT * ATTENTION_PRODUCTS * tokens * seen * width(model)
    return (FORWARD + BACKWARD) * model.layers * once


def model_flop(model: Transformer, tokens: Number, *, causal: bool = True) -> Number:
    """Operations that a step of training needs, without anything computed twice.

    Parameters
    ----------
    model : Transformer             [see its fields]
    tokens : float or array (n,)    Tokens of a step. [token]
    causal : bool                   Count attention only to earlier tokens. [1]

    Returns
    -------
    float or array (n,)             [FLOP]

    Source: definition.
    >>> model_flop(Transformer(layers=1, hidden=2, heads=1, sequence=1, vocabulary=0), 1.0, causal=False)
    312.0
    """
    products = FLOP_PER_WEIGHT * (FORWARD + BACKWARD) * tokens * parameters(model, active=True)
    return products + attention_flop(model, tokens, causal=causal)


GPT3 = Transformer(
    layers=constant(96, unit="1", source="gpt3-shape"), hidden=constant(12288, unit="1", source="gpt3-shape"),
    heads=constant(96, unit="1", source="gpt3-shape"), sequence=constant(2048, unit="token", source="gpt3-shape"),
    vocabulary=constant(51200, unit="1", source="gpt3-shape"),
)  # fmt: skip
