"""What a bit costs in energy over one link, and what that makes in a rack and in a hall."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from explainers.base.answer import Answer, Message, Note, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param, parameters
from explainers.base.units import bytes_to_bits, pj_to_j
from explainers.calculators.distances import DISTANCES
from explainers.calculators.energy_per_bit_charts import breakdown, by_length, outcomes
from explainers.calculators.energy_per_bit_published import published
from explainers.calculators.energy_per_bit_savings import savings
from explainers.calculators.link_reach import (
    ACTIVE_COPPER_REACH_M,
    DSP_OPTICS_REACH_M,
    LINEAR_OPTICS_REACH_M,
    PASSIVE_REACH_M,
    REACHES_READ_AT_BPS,
)  # fmt: skip
from explainers.models.links.energy import (
    ENDS,
    Technology,
    energy_per_bit_j,
    link_energy,
    power_of_rate_w,
    where_it_reaches,
)  # fmt: skip
from explainers.models.links.energy_totals import gpus_for_power, modules_in_cluster, total_power_w

SLUG = "energy-per-bit"
MODEL_FILES = (
    "explainers/models/links/energy.py", "explainers/models/links/energy_totals.py",
    "explainers/calculators/link_reach.py", "explainers/calculators/energy_per_bit_savings.py",
    "explainers/calculators/energy_per_bit_published.py", "explainers/calculators/energy_per_bit_charts.py",
    "explainers/calculators/distances.py",
)  # fmt: skip

TECHNOLOGIES = ("twinax", "active-copper", "dsp-optics", "linear-optics", "co-packaged")
LANES = constant(8, unit="1", source="lanes-800g")
RATED_AT_BPS = constant(800e9, unit="bit/s", source="lanes-800g")  # every watt of the inputs is meant at this rate
CO_PACKAGED_REACH_M = constant(500.0, unit="m", source="assumption:cpo-reach")
RACK_GPUS = constant(72, unit="1", source="nvl72-spine-bandwidth")
RACK_BYTES_PER_S_OF_GPU = constant(1800e9, unit="B/s", source="b200-nvlink")  # both directions
GPU_RATED_W = constant(1400.0, unit="W", source="b300-tdp")
SOURCES = (
    "b300-tdp", "lanes-800g", "ieee-cr-25g", "ieee-cr-50g", "dac-100g-lengths", "assumption:reach-200g",
    "aec-800g-reach", "lpo-dr-reach", "smf-100g-reach", "assumption:cpo-reach", "assumption:reach-other-rates",
    "nvl72-spine-bandwidth", "b200-nvlink", "iea-intensity-2024", "epoch-supercomputer-growth", "tx-10g-power",
    "tx-400g-dr4-power", "tx-800g-dr8-power", "tx-1p6t-power-25", "tx-1p6t-power-30", "cpo-1p6t-power-9",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One link, and how many of its kind a hall has."""

    length_m: float = param(2.0, low=0.5, high=2000.0, unit="m", scale="log", tier="main", source="assumption:rack-row")
    technology: str = param("dsp-optics", options=TECHNOLOGIES, tier="more", source=READER)
    gpus: int = param(131_072, low=8, high=1_000_000, unit="1", scale="log", tier="more", source="assumption:hall-gpus")
    modules_per_gpu: int = param(5, low=1, high=32, unit="1", source="assumption:modules-per-gpu")
    lane_rate_bps: float = param(
        100e9, options=tuple(PASSIVE_REACH_M), unit="bit/s", display_unit="Gb/s", line="lane", source="lanes-800g"
    )
    dac_end_w: float = param(0.1, low=0.05, high=0.2, step=0.01, unit="W", source="dac-end-power")
    aec_end_w: float = param(6.0, low=3.0, high=12.0, step=0.1, unit="W", source="assumption:aec-end-power")
    dsp_module_w: float = param(15.0, low=12.0, high=18.0, step=0.1, unit="W", source="tx-800g-dsp-vs-lpo-dsp")
    linear_module_w: float = param(8.5, low=8.0, high=9.0, step=0.1, unit="W", source="tx-800g-lpo")
    co_packaged_w: float = param(4.5, low=4.0, high=6.0, step=0.1, unit="W", source="assumption:cpo-end-power")
    long_reach_pj: float = param(5.5, low=4.0, high=7.0, step=0.1, unit="pJ/bit", source="assumption:serdes-lr")
    short_reach_pj: float = param(3.5, low=3.0, high=4.0, step=0.1, unit="pJ/bit", source="assumption:serdes-vsr")
    package_pj: float = param(1.25, low=1.0, high=1.5, step=0.05, unit="pJ/bit", source="assumption:serdes-xsr")
    gpu_all_in_w: float = param(
        1670.0, low=1360.0, high=2200.0, step=10.0, unit="W", source="assumption:gpu-all-in-power"
    )
    pue: float = param(1.54, low=1.0, high=2.0, step=0.01, unit="1", source="pue-average-2025")
    carbon_g_per_kwh: float = param(445.0, low=0.0, high=1000.0, step=1.0, unit="g/kWh", source="iea-intensity-2024")

    def __post_init__(self) -> None:
        check_inputs(self)


UNCERTAIN = (
    "dac_end_w", "aec_end_w", "dsp_module_w", "linear_module_w", "co_packaged_w", "long_reach_pj", "short_reach_pj",
    "package_pj",
)  # fmt: skip

PRESETS: Mapping[str, Mapping[str, Any]] = {
    **DISTANCES,
    "rack": {**DISTANCES["rack"], "technology": "twinax"},
    "row": {**DISTANCES["row"], "technology": "linear-optics"},
    "hall": {**DISTANCES["hall"], "technology": "co-packaged"},
}


def technologies(inputs: Inputs) -> dict[str, Technology]:
    """The five technologies with the reader's numbers.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    dict name -> Technology    in the order of TECHNOLOGIES

    Source: the parameters' own sources.
    """
    long_reach, short_reach = inputs.long_reach_pj, inputs.short_reach_pj
    rows = (
        ("twinax", "copper", long_reach, inputs.dac_end_w, PASSIVE_REACH_M[inputs.lane_rate_bps]),
        ("active-copper", "copper", short_reach, inputs.aec_end_w, ACTIVE_COPPER_REACH_M),
        ("dsp-optics", "light", short_reach, inputs.dsp_module_w, DSP_OPTICS_REACH_M),
        ("linear-optics", "light", long_reach, inputs.linear_module_w, LINEAR_OPTICS_REACH_M),
        ("co-packaged", "light", inputs.package_pj, inputs.co_packaged_w, CO_PACKAGED_REACH_M),
    )
    return {
        name: Technology(
            name=name, family=family, serdes_j_per_bit=pj_to_j(serdes),
            end_j_per_bit=energy_per_bit_j(end_w, RATED_AT_BPS), reach_m=reach,
        )
        for name, family, serdes, end_w, reach in rows
    }  # fmt: skip


def at_limits(inputs: Inputs, side: str) -> Inputs:
    """The inputs with every uncertain one at its lowest or highest.

    Parameters
    ----------
    inputs : Inputs    [see its fields]
    side : str         "low" or "high". [text]

    Returns
    -------
    Inputs             [see its fields]

    Source: the parameters' own sources.
    """
    ends = {p.name: getattr(p, side) for p in parameters(Inputs)}
    return replace(inputs, **{name: ends[name] for name in UNCERTAIN})


def _totals(inputs: Inputs) -> dict[str, float]:
    return {
        name: float(where_it_reaches(link_energy(one).total_j_per_bit, inputs.length_m, one.reach_m))
        for name, one in technologies(inputs).items()
    }


def rack_rate_bps() -> float:
    """What the GPUs of one NVL72 rack send to each other, one way, all links together.

    Returns
    -------
    float    Rate. [bit/s]

    Source: nvl72-spine-bandwidth, b200-nvlink.
    """
    return RACK_GPUS * bytes_to_bits(RACK_BYTES_PER_S_OF_GPU) / 2


def _values(inputs: Inputs) -> dict[str, Value]:
    """All named numbers of the answer; NaN where a technology does not reach."""
    every, totals = technologies(inputs), _totals(inputs)
    low, high = _totals(at_limits(inputs, "low")), _totals(at_limits(inputs, "high"))
    chosen, own = inputs.technology, link_energy(every[inputs.technology])
    rate_bps = inputs.lane_rate_bps * LANES
    modules = modules_in_cluster(inputs.gpus, inputs.modules_per_gpu)

    def sized(name: str, factor: float, unit: str) -> Value:
        return Value(name, totals[chosen] * factor, unit, low[chosen] * factor, high[chosen] * factor)

    found = [
        sized("energy_j_per_bit", 1.0, "J/bit"),
        *(Value(f"{_key(n)}_j_per_bit", totals[n], "J/bit", low[n], high[n]) for n in TECHNOLOGIES),
        Value("host_j_per_bit", float(own.host_j_per_bit), "J/bit"),
        Value("ends_j_per_bit", float(own.near_j_per_bit + own.far_j_per_bit), "J/bit"),
        sized("link_w", rate_bps, "W"),
        sized("rack_w", rack_rate_bps(), "W"),
        sized("hall_w", modules * rate_bps / ENDS, "W"),
        Value("ratio", totals[chosen] / totals["twinax"], "1"),
        Value("length_m", inputs.length_m, "m"),
        Value("gpus", inputs.gpus, "1"),
        Value("modules", modules, "1"),
        Value("port_rate_bps", rate_bps, "bit/s"),
        Value("rack_rate_bps", rack_rate_bps(), "bit/s"),
        Value("reach_m", every[chosen].reach_m, "m"),
        Value("twinax_reach_m", every["twinax"].reach_m, "m"),
        Value("active_copper_reach_m", every["active-copper"].reach_m, "m"),
        Value("linear_optics_reach_m", every["linear-optics"].reach_m, "m"),
        *_of_ends(every, rate_bps, modules),
        Value(
            "rack_ends_as_gpus",
            gpus_for_power(
                power_of_rate_w(ENDS * float(every["dsp-optics"].end_j_per_bit), rack_rate_bps()), GPU_RATED_W
            ),
            "1",
        ),
        *savings(every, rate_bps, inputs),
        *published(),
    ]
    return {value.name: value for value in found}


def _key(name: str) -> str:
    return name.replace("-", "_")


def _of_ends(every: Mapping[str, Technology], rate_bps: float, modules: float) -> list[Value]:
    """What the ends alone take, whatever the length: of one, of a rack, of the hall."""
    return [
        item
        for name, one in every.items()
        for item in (
            Value(f"{_key(name)}_end_w", power_of_rate_w(float(one.end_j_per_bit), rate_bps), "W"),
            Value(f"{_key(name)}_end_j_per_bit", float(one.end_j_per_bit), "J/bit"),
            Value(
                f"{_key(name)}_rack_ends_w", power_of_rate_w(ENDS * float(one.end_j_per_bit), rack_rate_bps()), "W"
            ),
            Value(
                f"{_key(name)}_hall_ends_w",
                total_power_w(modules, power_of_rate_w(float(one.end_j_per_bit), rate_bps)), "W",
            ),
        )
    ]  # fmt: skip


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    reached = [name for name in TECHNOLOGIES if not math.isnan(values[f"{_key(name)}_j_per_bit"].number)]
    best = min(reached, key=lambda name: values[f"{_key(name)}_j_per_bit"].number)
    if inputs.technology not in reached:
        key = "out-of-reach"
    elif inputs.technology == "twinax":
        key = "passive-copper"
    else:
        key = "against-copper" if "twinax" in reached else "beyond-copper"
    names = (
        "length_m", "energy_j_per_bit", "twinax_j_per_bit", "dsp_optics_j_per_bit", "ratio", "link_w", "rack_w",
        "hall_w", "gpus", "reach_m", "twinax_reach_m", "port_rate_bps",
    )  # fmt: skip
    best_value = Value("best_j_per_bit", values[f"{_key(best)}_j_per_bit"].number, "J/bit")
    return Message(
        key, (Term("technology", inputs.technology), Term("best", best), best_value, *(values[name] for name in names))
    )


def _notes(inputs: Inputs, values: Mapping[str, Value]) -> tuple[Note, ...]:
    if inputs.lane_rate_bps == REACHES_READ_AT_BPS:
        return ()
    return (Note("assumed:scaled", (values["port_rate_bps"],)), Note("assumed:reach", (values["twinax_reach_m"],)))


def answer(inputs: Inputs) -> Answer:
    """The energy of a bit over five technologies, and what it makes of a rack and a hall.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             energies [J/bit], powers [W], lengths [m]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.links.energy, explainers.models.links.energy_totals.
    """
    values, every = _values(inputs), technologies(inputs)
    ranges = technologies(at_limits(inputs, "low")), technologies(at_limits(inputs, "high"))
    return Answer(
        headline=_headline(inputs, values),
        main="energy_j_per_bit",
        values=tuple(values.values()),
        charts=(
            breakdown(every, inputs.length_m, emphasis=inputs.technology),
            outcomes(ranges, inputs.length_m, emphasis=inputs.technology),
            by_length(every, inputs.length_m, emphasis=inputs.technology),
        ),
        notes=_notes(inputs, values),
    )
