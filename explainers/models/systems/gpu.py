"""Accelerators by generation: what one computes, remembers and sends, per second."""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.parameters import constant
from explainers.base.units import BITS_PER_BYTE, GIGA, TERA

DIRECTIONS = 2  # makers count both directions of NVLink, a model one


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One accelerator as its maker states it.

    bf16_flops, fp8_flops : dense peak; NaN where it has no FP8 [FLOP/s]; hbm_bps : memory bandwidth [B/s];
    memory_bytes : capacity [B]; nvlink_bps : in one direction [B/s]; nic_bps : network of one GPU, one direction [B/s]
    """

    bf16_flops: float
    fp8_flops: float
    hbm_bps: float
    memory_bytes: float
    nvlink_bps: float
    nic_bps: float


A100 = Gpu(
    bf16_flops=constant(312.0, unit="TFLOP/s", source="a100-bf16") * TERA,
    fp8_flops=float("nan"),
    hbm_bps=constant(2.0, unit="TB/s", source="assumption:a100-hbm") * TERA,
    memory_bytes=constant(80.0, unit="GB", source="assumption:gpu-memory") * GIGA,
    nvlink_bps=constant(600.0, unit="GB/s", source="a100-nvlink") * GIGA / DIRECTIONS,
    nic_bps=constant(200.0, unit="Gb/s", source="a100-nic") * GIGA / BITS_PER_BYTE,
)
H100 = Gpu(
    bf16_flops=constant(989.0, unit="TFLOP/s", source="h100-bf16") * TERA,
    fp8_flops=constant(1979.0, unit="TFLOP/s", source="h100-fp8") * TERA,
    hbm_bps=constant(3.35, unit="TB/s", source="h100-hbm") * TERA,
    memory_bytes=constant(80.0, unit="GB", source="assumption:gpu-memory") * GIGA,
    nvlink_bps=constant(900.0, unit="GB/s", source="h100-nvlink") * GIGA / DIRECTIONS,
    nic_bps=constant(400.0, unit="Gb/s", source="h100-nic") * GIGA / BITS_PER_BYTE,
)
B200 = Gpu(
    bf16_flops=constant(2250.0, unit="TFLOP/s", source="b200-bf16") * TERA,
    fp8_flops=constant(2250.0, unit="TFLOP/s", source="b200-bf16") * TERA * 2,  # twice BF16, as in every generation
    hbm_bps=constant(8.0, unit="TB/s", source="h100-hbm") * TERA,
    memory_bytes=constant(180.0, unit="GB", source="assumption:gpu-memory") * GIGA,
    nvlink_bps=constant(1800.0, unit="GB/s", source="b200-nvlink") * GIGA / DIRECTIONS,
    nic_bps=constant(800.0, unit="Gb/s", source="b200-nic") * GIGA / BITS_PER_BYTE,
)
GPUS = {"A100": A100, "H100": H100, "B200": B200}
