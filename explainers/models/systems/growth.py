"""Compute and bandwidth by generation of GPU, and what it means when one grows more quickly than the other.

Every rate is dated; a rate that no page gives is NaN, and so is everything computed from it. Rates of different number
formats are never compared. Bandwidths of links count one direction.

Assumed: the same work runs on both generations, and talking does not overlap with computing.
Not modelled: larger groups of GPUs that share fast links, smaller messages of a smaller number format, memory limits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import BITS_PER_BYTE, GIGA, TERA
from explainers.models.systems.gpu import A100, B200, DIRECTIONS, H100

Number = float | Numbers
NONE = float("nan")
TWO_YEARS = 2.0


@dataclass(frozen=True, slots=True)
class Dated:
    """A rate and when it came. year : [year]; rate : [FLOP/s] or [B/s], NaN where no page gives it"""

    year: float
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One generation of GPU.

    bf16, fp8 : dense peak [FLOP/s]; fp4 : peak that its maker states [FLOP/s]; memory : [B/s];
    nvlink, nic : of one GPU, in one direction [B/s]
    """

    bf16: Dated
    fp8: Dated
    fp4: Dated
    memory: Dated
    nvlink: Dated
    nic: Dated


Y2016 = constant(2016, unit="year", source="assumption:gpu-years")
Y2017 = constant(2017, unit="year", source="assumption:gpu-years")
Y2020 = constant(2020, unit="year", source="assumption:gpu-years")
Y2022 = constant(2022, unit="year", source="assumption:gpu-years")
Y2024 = constant(2024, unit="year", source="assumption:gpu-years")
Y2025 = constant(2025, unit="year", source="assumption:gpu-years")
Y2026 = constant(2026, unit="year", source="assumption:gpu-years")
RUBIN_FP4_FLOPS = constant(50.0, unit="PFLOP/s", source="rubin-fp4") * 1e3 * TERA
RUBIN_FP4_GAIN = constant(5.0, unit="1", source="rubin-fp4")  # over Blackwell, as the maker says


def _links_only(year: float, nvlink_bps: float) -> Generation:
    none = Dated(year, NONE)
    return Generation(bf16=none, fp8=none, fp4=none, memory=none, nvlink=Dated(year, nvlink_bps), nic=none)


GENERATIONS: dict[str, Generation] = {
    "P100": _links_only(Y2016, constant(160.0, unit="GB/s", source="p100-nvlink") * GIGA / DIRECTIONS),
    "V100": _links_only(Y2017, constant(300.0, unit="GB/s", source="p100-nvlink") * GIGA / DIRECTIONS),
    "A100": Generation(
        bf16=Dated(Y2020, A100.bf16_flops), fp8=Dated(Y2020, A100.fp8_flops), fp4=Dated(Y2020, NONE),
        memory=Dated(Y2020, A100.hbm_bps), nvlink=Dated(Y2020, A100.nvlink_bps), nic=Dated(Y2020, A100.nic_bps),
    ),
    "H100": Generation(
        bf16=Dated(Y2022, H100.bf16_flops), fp8=Dated(Y2022, H100.fp8_flops), fp4=Dated(Y2022, NONE),
        memory=Dated(Y2022, H100.hbm_bps), nvlink=Dated(Y2022, H100.nvlink_bps), nic=Dated(Y2022, H100.nic_bps),
    ),
    "B200": Generation(
        bf16=Dated(Y2024, B200.bf16_flops), fp8=Dated(Y2024, B200.fp8_flops),
        fp4=Dated(Y2024, RUBIN_FP4_FLOPS / RUBIN_FP4_GAIN),
        memory=Dated(Y2024, B200.hbm_bps), nvlink=Dated(Y2024, B200.nvlink_bps), nic=Dated(Y2025, B200.nic_bps),
    ),
    "Rubin": Generation(
        bf16=Dated(Y2026, NONE), fp8=Dated(Y2026, NONE), fp4=Dated(Y2026, RUBIN_FP4_FLOPS),
        memory=Dated(Y2026, constant(22.0, unit="TB/s", source="rubin-hbm") * TERA),
        nvlink=Dated(Y2026, constant(3600.0, unit="GB/s", source="rubin-nvlink") * GIGA / DIRECTIONS),
        nic=Dated(Y2026, constant(800.0, unit="Gb/s", source="rubin-nic") * GIGA / BITS_PER_BYTE),
    ),
}  # fmt: skip
TREND_COMPUTE = constant(3.0, unit="1", source="memwall-flops")  # of twenty years, each in two years
TREND_MEMORY = constant(1.6, unit="1", source="memwall-dram")
TREND_LINKS = constant(1.4, unit="1", source="memwall-interconnect")


def generations(a100_memory_bps: float, b200_bf16_flops: float, rubin_nic_bps: float) -> dict[str, Generation]:
    """Every generation, with the three numbers that the pages leave open.

    Parameters
    ----------
    a100_memory_bps : float     Memory bandwidth of an A100. [B/s]
    b200_bf16_flops : float     Dense peak of a B200; its FP8 is twice that. [FLOP/s]
    rubin_nic_bps : float       Network of one Rubin GPU, one direction. [B/s]

    Returns
    -------
    dict name -> Generation     in the order of their years

    Source: assumption:a100-hbm, b200-bf16, rubin-nic.
    """
    a100, b200, rubin = GENERATIONS["A100"], GENERATIONS["B200"], GENERATIONS["Rubin"]
    return GENERATIONS | {
        "A100": replace(a100, memory=Dated(a100.memory.year, a100_memory_bps)),
        "B200": replace(
            b200, bf16=Dated(b200.bf16.year, b200_bf16_flops), fp8=Dated(b200.fp8.year, 2 * b200_bf16_flops)
        ),
        "Rubin": replace(rubin, nic=Dated(rubin.nic.year, rubin_nic_bps)),
    }


def growth(before: Number, after: Number) -> Number:
    """By which factor a rate grew.

    Parameters
    ----------
    before, after : float or array (n,)    Rates. [unit of each other]

    Returns
    -------
    float or array (n,)                    Factor; NaN where one of them is not known. [1]

    Source: definition.
    >>> growth(312e12, 2496e12)
    8.0
    """
    return after / before


def growth_per(factor: Number, years: Number, span_years: Number) -> Number:
    """The same steady growth over another time.

    Parameters
    ----------
    factor : float or array (n,)        Growth over the given time. [1]
    years : float or array (n,)         That time, not zero. [year]
    span_years : float or array (n,)    The other time. [year]

    Returns
    -------
    float or array (n,)                 Growth over the other time. [1]

    Source: definition.
    >>> growth_per(9.0, 4.0, 2.0)
    3.0
    """
    grown: Number = factor ** (span_years / years)
    return grown


def flop_per_byte(flops: Number, bandwidth_bps: Number) -> Number:
    """How much a chip computes in the time in which one byte arrives; bytes per FLOP is one over it.

    Parameters
    ----------
    flops : float or array (n,)            Peak. [FLOP/s]
    bandwidth_bps : float or array (n,)    Of memory or of a link. [B/s]

    Returns
    -------
    float or array (n,)                    Work for each byte. [FLOP/B]

    Source: definition.
    >>> flop_per_byte(312e12, 2e12)
    156.0
    """
    return flops / bandwidth_bps


def step_after(talk_share: Number, compute_growth: Number, link_growth: Number) -> tuple[Number, Number]:
    """The two parts of a step after both rates have grown, in units of the old step.

    Parameters
    ----------
    talk_share : float or array (n,)        Part of the old step that was talking. [1]
    compute_growth : float or array (n,)    Factor. [1]
    link_growth : float or array (n,)       Factor. [1]

    Returns
    -------
    (computing, talking)                    Parts of the new step. [1]

    Source: definition.
    >>> step_after(0.5, 5.0, 2.0)
    (0.1, 0.25)
    """
    return (1 - talk_share) / compute_growth, talk_share / link_growth
