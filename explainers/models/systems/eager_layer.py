"""One layer of a transformer reading a prompt, run operator by operator without a serving engine.

Assumed: tensor parallel over GPUs of one server; attention scores are written to memory and read again; two bytes a
value. Not modelled: products of many small matrices reach less of the peak than one large one, so the scores come out
too fast (the page shows by how much).
"""

from __future__ import annotations

from explainers.base.parameters import constant
from explainers.models.systems.gpu import Gpu
from explainers.models.systems.operator_time import EAGER, Engine, work_s
from explainers.models.systems.served_links import ServedLinks, all_reduce_s
from explainers.models.systems.served_model import ServedModel

VALUE_BYTES = 2  # FP16
NORM_PASSES = constant(3, unit="1", source="assumption:eager-passes")
QKV_KERNELS = 2 + 1


def eager_layer_s(
    model: ServedModel, sequences: int, tokens: int, gpu: Gpu, links: ServedLinks, *, gpus: int, engine: Engine = EAGER
) -> dict[str, float]:
    """Time of each operator, in their order.

    Parameters
    ----------
    model : ServedModel    Shape; its feed-forward layer must not be gated. [object]
    sequences : int        Prompts. [1]
    tokens : int           Tokens of each. [1]
    gpu : Gpu              One GPU. [object]
    links : ServedLinks    Between the GPUs. [object]
    gpus : int             GPUs that share the layer. [1]
    engine : Engine        Shares that software reaches. [object]

    Returns
    -------
    dict of float          Operator to time. [s]

    Source: this model; llmcompass-artifact.
    """
    rows, hidden = sequences * tokens, model.hidden
    scores = sequences * model.heads / gpus * tokens * tokens
    inner = model.heads * model.head_dim / gpus

    def product(depth: float, width: float, kernels: int = 1) -> float:
        moved = (rows * (depth + width) + depth * width) * VALUE_BYTES
        flops = 2 * rows * depth * width
        return kernels * engine.kernel_s + float(work_s(flops, moved, gpu.bf16_flops, gpu.hbm_bps, engine))

    def pairs() -> float:
        moved = (scores + 2 * rows * inner) * VALUE_BYTES
        flops = 2 * scores * model.head_dim
        return engine.kernel_s + float(work_s(flops, moved, gpu.bf16_flops, gpu.hbm_bps, engine))

    def passing(values: float, passes: float) -> float:
        return engine.kernel_s + float(work_s(0.0, values * passes * VALUE_BYTES, gpu.bf16_flops, gpu.hbm_bps, engine))

    reduced = float(all_reduce_s(rows * hidden * VALUE_BYTES, gpus, links))
    return {
        "qkv": product(hidden, inner * QKV_KERNELS, QKV_KERNELS),
        "scores": pairs(),
        "values": pairs(),
        "attention-output": product(inner, hidden),
        "ffn-up": product(hidden, model.ffn / gpus),
        "ffn-down": product(model.ffn / gpus, hidden),
        "softmax": passing(scores, NORM_PASSES),
        "norm-1": passing(rows * hidden, NORM_PASSES),
        "norm-2": passing(rows * hidden, NORM_PASSES),
        "activation": passing(rows * model.ffn / gpus, 2),
        "all-reduce-1": reduced,
        "all-reduce-2": reduced,
    }
