"""What grew from one generation of GPUs to another, and what that does to a step that talks and computes in turn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainers.base.answer import Answer, Message, Note, Term, Value
from explainers.base.parameters import READER, check_inputs, param
from explainers.base.units import BITS_PER_BYTE, GIGA, TERA
from explainers.calculators.growth_gap_charts import bars, over_years, steps
from explainers.models.systems.growth import (
    TREND_COMPUTE,
    TREND_LINKS,
    TREND_MEMORY,
    TWO_YEARS,
    Dated,
    Generation,
    flop_per_byte,
    generations,
    growth,
    growth_per,
    step_after,
)

SLUG = "growth-gap"
MODEL_FILES = (
    "explainers/models/systems/growth.py", "explainers/models/systems/gpu.py",
    "explainers/calculators/growth_gap_charts.py",
)  # fmt: skip
SOURCES = (
    "assumption:gpu-years", "rubin-fp4", "p100-nvlink", "rubin-hbm", "rubin-nvlink", "rubin-nic", "memwall-flops",
    "memwall-dram", "memwall-interconnect", "a100-bf16", "assumption:a100-hbm", "assumption:gpu-memory", "a100-nvlink",
    "a100-nic", "h100-bf16", "h100-fp8", "h100-hbm", "h100-nvlink", "h100-nic", "b200-bf16", "b200-nvlink", "b200-nic",
)  # fmt: skip
PAIRS = {
    "a100-b200": ("A100", "B200"), "a100-h100": ("A100", "H100"), "h100-b200": ("H100", "B200"),
    "b200-rubin": ("B200", "Rubin"), "h100-rubin": ("H100", "Rubin"), "a100-rubin": ("A100", "Rubin"),
}  # fmt: skip
FORMATS = ("bf16", "fp8", "fp4")
LINKS = ("nvlink", "nic")
RATES = ("memory", "nvlink", "nic")
GROWN = ("compute", *RATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Two generations, how they count, and how much of its step the older one talks."""

    talk_percent: float = param(
        20.0, low=1.0, high=60.0, step=1.0, unit="%", tier="main", source="assumption:talk-share"
    )
    pair: str = param("a100-b200", options=tuple(PAIRS), tier="more", source=READER)
    link: str = param("nvlink", options=LINKS, tier="more", source=READER)
    number_format: str = param("bf16", options=FORMATS, source=READER)
    a100_memory_tbps: float = param(2.0, low=1.6, high=2.1, step=0.1, unit="TB/s", source="assumption:a100-hbm")
    b200_bf16_tflops: float = param(2250.0, low=2250.0, high=2500.0, step=10.0, unit="TFLOP/s", source="b200-bf16")
    rubin_nic_gbps: float = param(
        800.0, low=800.0, high=1600.0, step=100.0, unit="Gb/s", line="port", source="rubin-nic"
    )

    def __post_init__(self) -> None:
        check_inputs(self)


PRESETS: Mapping[str, Mapping[str, Any]] = {
    "two-generations": {},
    "hopper": {"pair": "a100-h100"},
    "blackwell": {"pair": "h100-b200"},
    "rubin": {"pair": "b200-rubin", "number_format": "fp4"},
}


def _every(inputs: Inputs) -> dict[str, Generation]:
    return generations(
        inputs.a100_memory_tbps * TERA, inputs.b200_bf16_tflops * TERA, inputs.rubin_nic_gbps * GIGA / BITS_PER_BYTE
    )


def _rate(one: Generation, name: str) -> Dated:
    found: Dated = getattr(one, name)
    return found


def _grown(name: str, old: Dated, new: Dated) -> list[Value]:
    factor = growth(old.rate, new.rate)
    return [
        Value(f"{name}_growth", float(factor), "1"),
        Value(f"{name}_per_two_years", float(growth_per(factor, new.year - old.year, TWO_YEARS)), "1"),
        Value(f"{name}_per_year", float(growth_per(factor, new.year - old.year, 1)), "1"),
    ]


def _per_byte(name: str, old: tuple[Dated, Dated], new: tuple[Dated, Dated]) -> list[Value]:
    before, after = (float(flop_per_byte(flops.rate, rate.rate)) for flops, rate in (old, new))
    return [
        Value(f"{name}_flop_per_byte_before", before, "1"),
        Value(f"{name}_flop_per_byte_after", after, "1"),
        Value(f"{name}_bytes_per_flop_ratio", before / after, "1"),
    ]


def _step(inputs: Inputs, compute_growth: float, link_growth: float) -> list[Value]:
    share = inputs.talk_percent / 1e2
    computing, talking = step_after(share, compute_growth, link_growth)
    whole = float(computing + talking)
    return [
        Value("share_before", share, "1"),
        Value("share_after", float(talking) / whole, "1"),
        Value("step_speedup", 1 / whole, "1"),
        Value("computing_after", float(computing), "1"),
        Value("talking_after", float(talking), "1"),
        Value("link_growth", link_growth, "1"),
    ]


def _values(inputs: Inputs) -> dict[str, Value]:
    old, new = (_every(inputs)[name] for name in PAIRS[inputs.pair])
    compute = _rate(old, inputs.number_format), _rate(new, inputs.number_format)
    found = _grown("compute", *compute)
    for name in RATES:
        pair = _rate(old, name), _rate(new, name)
        found += _grown(name, *pair)
        found += _per_byte(name, (compute[0], pair[0]), (compute[1], pair[1]))
    grown = {value.name: value.number for value in found}
    found += _step(inputs, grown["compute_growth"], grown[f"{inputs.link}_growth"])
    found += [
        Value("compute_before", compute[0].rate, "FLOP/s"),
        Value("compute_after", compute[1].rate, "FLOP/s"),
        Value("year_before", compute[0].year, "year"),
        Value("year_after", compute[1].year, "year"),
        Value("years", compute[1].year - compute[0].year, "year"),
        Value("trend_compute", TREND_COMPUTE, "1"),
        Value("trend_memory", TREND_MEMORY, "1"),
        Value("trend_links", TREND_LINKS, "1"),
    ]
    return {value.name: value for value in found}


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    compute = values["compute_growth"].number
    if math.isnan(compute):
        key = "no-compute"
    else:
        key = "memory-kept-up" if values["memory_growth"].number >= compute else "all-behind"
    names = PAIRS[inputs.pair]
    words = Term("older", names[0]), Term("newer", names[1]), Term("link", inputs.link)
    return Message(key, (*words, Term("number_format", inputs.number_format), *values.values()))


def answer(inputs: Inputs) -> Answer:
    """Growth of compute, memory and links between two generations, and the step of the newer one.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             growth factors and shares [1], years [year], work for each byte [1]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.systems.growth.
    """
    values = _values(inputs)
    notes = []
    if "Rubin" in PAIRS[inputs.pair]:
        notes.append(Note("assumed:rubin"))
    if inputs.number_format == "fp4":
        notes.append(Note("assumed:fp4"))
    share, computing, talking = (values[n].number for n in ("share_before", "computing_after", "talking_after"))
    return Answer(
        headline=_headline(inputs, values),
        main="share_after",
        values=tuple(values.values()),
        charts=(
            bars(
                {name: values[f"{name}_growth"].number for name in GROWN},
                [values[f"{name}_per_year"].number for name in GROWN],
                [values[f"{name}_per_two_years"].number for name in GROWN],
            ),
            steps(PAIRS[inputs.pair], (share, computing, talking)),
            over_years(_every(inputs), inputs.number_format, PAIRS[inputs.pair][0]),
        ),
        notes=tuple(notes),
    )
