"""One layer of a transformer run operator by operator without a serving engine: a prompt, or one token more.

Assumed: tensor parallel over GPUs of one server; attention scores are written to memory and read again; two bytes a
value. Not modelled: products of many small matrices reach less of the peak than one large one, so the scores come out
too fast (the page shows by how much).
"""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.parameters import constant
from explainers.models.systems.gpu import Gpu
from explainers.models.systems.operator_time import EAGER, Engine, work_s
from explainers.models.systems.served_links import ServedLinks, all_reduce_s
from explainers.models.systems.served_model import ServedModel

VALUE_BYTES = 2  # FP16
NORM_PASSES = constant(3, unit="1", source="assumption:eager-passes")
QKV_KERNELS = 2 + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timing:
    """Times of single operators; `rows` of a product [1]."""

    gpu: Gpu
    engine: Engine
    rows: int

    def work_s(self, flops: float, values: float, kernels: int = 1) -> float:
        work = work_s(flops, values * VALUE_BYTES, self.gpu.bf16_flops, self.gpu.hbm_bps, self.engine)
        return kernels * self.engine.kernel_s + float(work)

    def product_s(self, depth: float, width: float, kernels: int = 1) -> float:
        return self.work_s(2 * self.rows * depth * width, self.rows * (depth + width) + depth * width, kernels)

    def passing_s(self, values: float, passes: float) -> float:
        return self.work_s(0.0, values * passes)


def eager_layer_s(
    model: ServedModel,
    sequences: int,
    tokens: int,
    gpu: Gpu,
    links: ServedLinks,
    *,
    gpus: int,
    engine: Engine = EAGER,
    context: int = 0,
) -> dict[str, float]:
    """Time of each operator, in their order.

    Parameters
    ----------
    model : ServedModel    Shape; its feed-forward layer must not be gated. [object]
    sequences : int        Prompts. [1]
    tokens : int           New tokens of each. [1]
    gpu : Gpu              One GPU. [object]
    links : ServedLinks    Between the GPUs. [object]
    gpus : int             GPUs that share the layer. [1]
    engine : Engine        Shares that software reaches. [object]
    context : int          Tokens that each new one looks at; 0 means the new ones themselves. [1]

    Returns
    -------
    dict of float          Operator to time. [s]

    Source: this model; llmcompass-artifact.
    """
    rows, hidden, seen = sequences * tokens, model.hidden, context or tokens
    inner, kept = (heads * model.head_dim / gpus for heads in (model.heads, model.kv_heads))
    scores = rows * model.heads / gpus * seen
    own = _Timing(gpu=gpu, engine=engine, rows=rows)
    looking = own.work_s(2 * scores * model.head_dim, scores + rows * inner + sequences * seen * kept)
    reduced = float(all_reduce_s(rows * hidden * VALUE_BYTES, gpus, links))
    return {
        "qkv": own.product_s(hidden, inner + 2 * kept, QKV_KERNELS),
        "scores": looking,
        "values": looking,
        "attention-output": own.product_s(inner, hidden),
        "ffn-up": own.product_s(hidden, model.ffn / gpus),
        "ffn-down": own.product_s(model.ffn / gpus, hidden),
        "softmax": own.passing_s(scores, NORM_PASSES),
        "norm-1": own.passing_s(rows * hidden, NORM_PASSES),
        "norm-2": own.passing_s(rows * hidden, NORM_PASSES),
        "activation": own.passing_s(rows * model.ffn / gpus, 2),
        "all-reduce-1": reduced,
        "all-reduce-2": reduced,
    }
