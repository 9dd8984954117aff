"""The shape of a language model, as far as serving it needs: parameters, and what one token touches.

Not modelled: norms and biases (less than a thousandth), routers, extra heads that guess several tokens at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.parameters import constant


@dataclass(frozen=True, slots=True, kw_only=True)
class Latent:
    """Attention that keeps one compressed vector a token (MLA) instead of keys and values of every head. [1] each.

    kv_rank and rope : what is kept; query_rank : through which the queries pass; plain : values of a head beside rope;
    value : values of a head's output
    """

    kv_rank: int
    rope: int
    query_rank: int
    plain: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Experts:
    """Feed-forward layers of which a token uses a few. [1] each."""

    count: int
    chosen: int
    shared: int
    ffn: int
    dense_layers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedModel:
    """A decoder. [1] each; `gated` feed-forward layers have three matrices instead of two."""

    layers: int
    hidden: int
    ffn: int
    heads: int
    kv_heads: int
    head_dim: int
    vocabulary: int
    gated: bool = True
    latent: Latent | None = None
    experts: Experts | None = None


def attention_parameters(model: ServedModel) -> float:
    """Parameters of the attention of one layer.

    Parameters
    ----------
    model : ServedModel    [object]

    Returns
    -------
    float                  Parameters. [1]

    Source: definition.
    >>> attention_parameters(LLAMA_8B)
    41943040
    """
    hidden, heads = model.hidden, model.heads
    if model.latent is None:
        return hidden * model.head_dim * (2 * heads + 2 * model.kv_heads)
    own = model.latent
    queries = own.query_rank * (hidden + heads * (own.plain + own.rope))
    keys_and_values = hidden * (own.kv_rank + own.rope) + own.kv_rank * heads * (own.plain + own.value)
    return queries + keys_and_values + heads * own.value * hidden


def ffn_parameters(model: ServedModel, width: int) -> float:
    """Parameters of a feed-forward layer of that width.

    Parameters
    ----------
    model : ServedModel    [object]
    width : int            Inner width. [1]

    Returns
    -------
    float                  Parameters. [1]

    Source: definition.
    >>> ffn_parameters(LLAMA_8B, 14336)
    176160768
    """
    return (2 + int(model.gated)) * model.hidden * width


def routed_layers(model: ServedModel) -> int:
    """Layers with experts.

    Parameters
    ----------
    model : ServedModel    [object]

    Returns
    -------
    int                    Layers. [1]

    Source: definition.
    >>> routed_layers(LLAMA_8B), routed_layers(DEEPSEEK_V3)
    (0, 58)
    """
    return model.layers - model.experts.dense_layers if model.experts else 0


def total_parameters(model: ServedModel) -> float:
    """All parameters, with a table of words at the input and another at the output.

    Parameters
    ----------
    model : ServedModel    [object]

    Returns
    -------
    float                  Parameters. [1]

    Source: definition.
    >>> [round(total_parameters(m) / 1e9, 1) for m in (LLAMA_8B, LLAMA_70B, LLAMA_405B, DEEPSEEK_V3)]
    [8.0, 70.6, 405.8, 670.9]
    """
    routed = routed_layers(model)
    whole = model.layers * attention_parameters(model) + 2 * model.vocabulary * model.hidden
    whole += (model.layers - routed) * ffn_parameters(model, model.ffn)
    if model.experts:
        whole += routed * (model.experts.count + model.experts.shared) * ffn_parameters(model, model.experts.ffn)
    return whole


def active_parameters(model: ServedModel) -> float:
    """Parameters that one token is multiplied with; a look-up in the table at the input is no product.

    Parameters
    ----------
    model : ServedModel    [object]

    Returns
    -------
    float                  Parameters. [1]

    Source: definition.
    >>> [round(active_parameters(m) / 1e9, 1) for m in (LLAMA_8B, DEEPSEEK_V3)]
    [7.5, 36.5]
    """
    routed = routed_layers(model)
    used = model.layers * attention_parameters(model) + model.vocabulary * model.hidden
    used += (model.layers - routed) * ffn_parameters(model, model.ffn)
    if model.experts:
        used += routed * (model.experts.chosen + model.experts.shared) * ffn_parameters(model, model.experts.ffn)
    return used


LLAMA_8B = ServedModel(
    layers=constant(32, unit="1", source="llama31-8b-shape"),
    hidden=constant(4096, unit="1", source="llama31-8b-shape"),
    ffn=constant(14336, unit="1", source="llama31-8b-shape"),
    heads=constant(32, unit="1", source="llama31-8b-shape"),
    kv_heads=constant(8, unit="1", source="llama31-8b-shape"),
    head_dim=constant(128, unit="1", source="llama31-8b-shape"),
    vocabulary=constant(128256, unit="1", source="llama31-8b-shape"),
)
LLAMA_70B = ServedModel(
    layers=constant(80, unit="1", source="llama31-70b-shape"),
    hidden=constant(8192, unit="1", source="llama31-70b-shape"),
    ffn=constant(28672, unit="1", source="llama31-70b-shape"),
    heads=constant(64, unit="1", source="llama31-70b-shape"),
    kv_heads=constant(8, unit="1", source="llama31-70b-shape"),
    head_dim=constant(128, unit="1", source="llama31-70b-shape"),
    vocabulary=constant(128256, unit="1", source="llama31-70b-shape"),
)
LLAMA_405B = ServedModel(
    layers=constant(126, unit="1", source="llama31-405b-shape"),
    hidden=constant(16384, unit="1", source="llama31-405b-shape"),
    ffn=constant(53248, unit="1", source="llama31-405b-shape"),
    heads=constant(128, unit="1", source="llama31-405b-shape"),
    kv_heads=constant(8, unit="1", source="llama31-405b-shape"),
    head_dim=constant(128, unit="1", source="llama31-405b-shape"),
    vocabulary=constant(128256, unit="1", source="llama31-405b-shape"),
)
DEEPSEEK_V3 = ServedModel(
    layers=constant(61, unit="1", source="deepseek-v3-shape"),
    hidden=constant(7168, unit="1", source="deepseek-v3-shape"),
    ffn=constant(18432, unit="1", source="deepseek-v3-shape"),
    heads=constant(128, unit="1", source="deepseek-v3-shape"),
    kv_heads=constant(128, unit="1", source="deepseek-v3-shape"),
    head_dim=constant(128, unit="1", source="deepseek-v3-latent"),
    vocabulary=constant(129280, unit="1", source="deepseek-v3-shape"),
    latent=Latent(
        kv_rank=constant(512, unit="1", source="deepseek-v3-latent"),
        rope=constant(64, unit="1", source="deepseek-v3-latent"),
        query_rank=constant(1536, unit="1", source="deepseek-v3-latent"),
        plain=constant(128, unit="1", source="deepseek-v3-latent"),
        value=constant(128, unit="1", source="deepseek-v3-latent"),
    ),
    experts=Experts(
        count=constant(256, unit="1", source="deepseek-v3-shape"),
        chosen=constant(8, unit="1", source="deepseek-v3-shape"),
        shared=1,
        ffn=constant(2048, unit="1", source="deepseek-v3-shape"),
        dense_layers=constant(3, unit="1", source="deepseek-v3-shape"),
    ),
)
