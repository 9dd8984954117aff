"""How a training step is spread over GPUs, and what those GPUs and their links do: the two inputs of a step's time.

Three sets of machine constants are offered. `megatron_a100` was fitted to two papers of 2021 and 2022 and to one
node's small models; `modern` is what we expect of a recent stack and is fitted to nothing; both take any GPU.

Assumed: GPUs are numbered so that tensor parallel groups stay inside a node first, then context, data, pipeline.
Not modelled: uneven stages, slow nodes, failures, the reading of data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explainers.base.parameters import constant
from explainers.base.units import GIGA
from explainers.models.systems.gpu import A100, B200, H100, Gpu

Number = Any  # a float or an array of floats; every field broadcasts
RECOMPUTE = ("none", "selective", "full")
STEP_S = constant(2.3e-6, unit="s", source="assumption:ring-step")
NODE_GPUS = constant(8, unit="GPU", source="assumption:training-node")
ATTENTION_SHARE = constant(0.7, unit="1", source="assumption:attention-efficiency")
GRADIENT_BYTES = constant(4, unit="B", source="mixed-precision-bytes")
NVLINK_BUS_BPS = {  # what a ring inside a node carries, of one GPU in one direction
    "A100": constant(233.0, unit="GB/s", source="assumption:nvlink-ring") * GIGA,
    "H100": constant(367.0, unit="GB/s", source="assumption:nvlink-ring") * GIGA,
    "B200": constant(682.0, unit="GB/s", source="assumption:nvlink-ring") * GIGA,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one step is spread; the numbers may be arrays, the choices may not.

    tensor, pipeline, data, context, expert : parallel groups, 1 for none (experts lie inside the data groups);
    interleave : pieces of the model on each pipeline stage; microbatch, batch : sequences [1];
    sequence_parallel : norms are split too; recompute : "none", "selective" or "full"; zero : stage 0 to 3;
    flash : attention that keeps no matrix of tokens by tokens and computes only the causal half
    """

    tensor: Number = 1
    pipeline: Number = 1
    interleave: Number = 1
    data: Number = 1
    context: Number = 1
    expert: Number = 1
    microbatch: Number = 1
    batch: Number = 1
    sequence_parallel: bool = True
    recompute: str = "none"
    zero: int = 1
    flash: bool = True

    def __post_init__(self) -> None:
        assert self.recompute in RECOMPUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What computes and what links; the numbers may be arrays.

    peak_flops, hbm_bps, nvlink_bps (of a ring, one direction), nic_bps (of one GPU, one direction);
    e_max : part of the peak that a large matrix product reaches; m0 : narrowest side at which it is half of that;
    k_mem : passes over memory for each pass that is needed; kernel_floor_s : least time of one pass through a layer;
    overlap_tensor, overlap_data : part of that traffic hidden behind computing; step_s : latency of one message;
    bf16_share : peak of attention and the output head over peak_flops, below 1 where only layers' products are FP8
    """

    peak_flops: Number
    hbm_bps: Number
    nvlink_bps: Number
    nic_bps: Number
    gpus_per_node: int = NODE_GPUS
    e_max: Number = 1.0
    m0: Number = 0.0
    k_mem: Number = 2.0
    kernel_floor_s: Number = 0.0
    attention_share: Number = ATTENTION_SHARE
    overlap_tensor: Number = 0.0
    overlap_data: Number = 0.0
    step_s: Number = STEP_S
    gradient_bytes: Number = GRADIENT_BYTES
    bf16_share: Number = 1.0


def gpus(layout: Layout) -> Number:
    """GPUs that a layout occupies.

    Parameters
    ----------
    layout : Layout        [see its fields]

    Returns
    -------
    float or array (n,)    [GPU]

    Source: definition.
    >>> gpus(Layout(tensor=8, pipeline=4, data=3))
    96
    """
    return layout.tensor * layout.pipeline * layout.data * layout.context


def microbatches(layout: Layout) -> Number:
    """Microbatches that pass through one pipeline in a step; a broken number blends two layouts.

    Parameters
    ----------
    layout : Layout        [see its fields]

    Returns
    -------
    float or array (n,)    [1]

    Source: definition.
    >>> microbatches(Layout(data=4, microbatch=2, batch=64))
    8.0
    """
    return layout.batch / (layout.data * layout.microbatch)


def megatron_a100(nic_bps: Number = A100.nic_bps) -> Machine:
    """A100 under Megatron-LM of 2021 and 2022: three constants fitted, no overlap.

    Parameters
    ----------
    nic_bps : float or array (n,)    Network of one GPU. [B/s]

    Returns
    -------
    Machine                          [see its fields]

    Source: assumption:gemm-efficiency, assumption:memory-passes, assumption:kernel-floor.
    """
    return Machine(
        peak_flops=A100.bf16_flops, hbm_bps=A100.hbm_bps, nvlink_bps=NVLINK_BUS_BPS["A100"], nic_bps=nic_bps,
        e_max=constant(0.73, unit="1", source="assumption:gemm-efficiency"),
        k_mem=constant(4.6, unit="1", source="assumption:memory-passes"),
        kernel_floor_s=constant(0.9e-3, unit="s", source="assumption:kernel-floor"),
    )  # fmt: skip


def modern(generation: str = "H100", *, fp8: bool = True, nic_bps: Number | None = None) -> Machine:
    """A recent stack on a generation of GPUs; nothing here is fitted.

    Parameters
    ----------
    generation : str                 "A100", "H100" or "B200". [text]
    fp8 : bool                       Peak in FP8 where the generation has it. [1]
    nic_bps : float or array (n,)    Network of one GPU; the generation's own when None. [B/s]

    Returns
    -------
    Machine                          [see its fields]

    Source: assumption:gemm-efficiency, assumption:gemm-half-width, assumption:memory-passes, assumption:data-overlap.
    """
    gpu: Gpu = {"A100": A100, "H100": H100, "B200": B200}[generation]
    has_fp8 = gpu.fp8_flops == gpu.fp8_flops  # NaN is not itself
    peak_flops = gpu.fp8_flops if fp8 and has_fp8 else gpu.bf16_flops
    return Machine(
        peak_flops=peak_flops, bf16_share=gpu.bf16_flops / peak_flops, hbm_bps=gpu.hbm_bps,
        nvlink_bps=NVLINK_BUS_BPS[generation], nic_bps=gpu.nic_bps if nic_bps is None else nic_bps,
        e_max=constant(0.75, unit="1", source="assumption:gemm-efficiency"),
        m0=constant(600.0, unit="1", source="assumption:gemm-half-width"),
        k_mem=constant(2.0, unit="1", source="assumption:memory-passes"),
        overlap_data=constant(0.5, unit="1", source="assumption:data-overlap"),
    )  # fmt: skip
