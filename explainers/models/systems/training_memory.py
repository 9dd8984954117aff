"""What training keeps in the memory of one GPU: weights, gradients, optimiser, activations.

The first pipeline stage holds the most activations: a microbatch for each stage behind it, some more when interleaved.
Attention that keeps no matrix of tokens by tokens stores what selective recomputation stores.

Assumed: mixed precision with single-precision gradients; no offloading; the paper's element sizes.
Not modelled: buffers of the communication library, fragments, the output head's logits (the reserve is for those).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.parameters import constant
from explainers.models.systems.training_layout import Layout, Number, microbatches
from explainers.models.systems.training_step import own_parameters
from explainers.models.systems.transformer import Transformer

WEIGHT_BYTES = 2
GRADIENT_BYTES = constant(4, unit="B", source="mixed-precision-bytes")
OPTIMISER_BYTES = constant(12, unit="B", source="mixed-precision-bytes")
WHOLE_BYTES = constant(10, unit="B", source="activation-formula")
SPLIT_BYTES = constant(24, unit="B", source="activation-formula")
SCORE_BYTES = constant(5, unit="B", source="activation-formula")
INPUT_BYTES = 2  # of a layer that is computed again as a whole
USABLE = constant(0.92, unit="1", source="assumption:usable-memory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Bytes on the GPU that holds the most."""

    weights: Number
    gradients: Number
    optimiser: Number
    activations: Number

    def total(self) -> Number:
        """All of it.

        Returns
        -------
        float or array (n,)    [B]

        Source: sum of the terms.
        """
        return self.weights + self.gradients + self.optimiser + self.activations


def layer_activation_bytes(model: Transformer, layout: Layout) -> Number:
    """Activations that one layer keeps of one microbatch.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]

    Returns
    -------
    float or array (n,)    [B]

    Source: activation-formula.
    """
    values = layout.microbatch * model.sequence * model.hidden / layout.context
    if layout.recompute == "full":
        return INPUT_BYTES * values
    whole = WHOLE_BYTES / layout.tensor if layout.sequence_parallel else WHOLE_BYTES
    kept = values * (whole + SPLIT_BYTES / layout.tensor)
    if layout.flash or layout.recompute == "selective":
        return kept
    return kept + values * SCORE_BYTES * model.heads * model.sequence / (model.hidden * layout.tensor)


def microbatches_in_flight(layout: Layout) -> Number:
    """Microbatches whose activations the first stage holds, in units of its own layers.

    Parameters
    ----------
    layout : Layout        [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: activation-formula, definition.
    >>> float(microbatches_in_flight(Layout(pipeline=4, batch=64)))
    4.0
    """
    pieces = np.asarray(layout.interleave)
    more = np.where(pieces > 1, (layout.pipeline - 1) / pieces, 0)
    return np.minimum(layout.pipeline + more, np.maximum(microbatches(layout), 1))


def activation_bytes(model: Transformer, layout: Layout) -> Number:
    """Activations on the first pipeline stage.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]

    Returns
    -------
    float or array (n,)    [B]

    Source: activation-formula.
    """
    layers = model.layers / layout.pipeline
    return layer_activation_bytes(model, layout) * layers * microbatches_in_flight(layout)


def state_bytes(own: Number, data: Number = 1, *, zero: int = 0) -> tuple[Number, Number, Number]:
    """Weights, gradients and optimiser of the parameters that one GPU computes with.

    Parameters
    ----------
    own : float or array (n,)     Parameters of its tensor and pipeline share. [1]
    data : float or array (n,)    Replicas. [1]
    zero : int                    0 keeps all; 1, 2, 3 split optimiser, gradients, weights. [1]

    Returns
    -------
    tuple of float or array (n,)  [B]

    Source: mixed-precision-bytes.
    >>> state_bytes(1e9)
    (2000000000.0, 4000000000.0, 12000000000.0)
    """
    return (
        WEIGHT_BYTES * own / (data if zero > 2 else 1),
        GRADIENT_BYTES * own / (data if zero > 1 else 1),
        OPTIMISER_BYTES * own / (data if zero > 0 else 1),
    )


def memory(model: Transformer, layout: Layout) -> Memory:
    """What the fullest GPU of a layout holds.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]

    Returns
    -------
    Memory                 [B]

    Source: activation-formula, mixed-precision-bytes.
    """
    weights, gradients, optimiser = state_bytes(own_parameters(model, layout), layout.data, zero=layout.zero)
    return Memory(
        weights=weights, gradients=gradients, optimiser=optimiser, activations=activation_bytes(model, layout)
    )


def fits(needed_bytes: Number, memory_bytes: Number) -> Number:
    """Whether that fits beside what libraries and fragments need.

    Parameters
    ----------
    needed_bytes : float or array (n,)    Of weights, gradients, optimiser, activations. [B]
    memory_bytes : float or array (n,)    Of one GPU. [B]

    Returns
    -------
    bool or array of bool (n,)            [1]

    Source: assumption:usable-memory.
    >>> fits(73e9, 80e9), fits(74e9, 80e9)
    (True, False)
    """
    return needed_bytes <= USABLE * memory_bytes
