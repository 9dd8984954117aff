"""One message, five ways to cross a distance: what arrives first, and where the nanoseconds go."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from explainers.base.answer import Answer, Message, Note, Numbers, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param, parameters
from explainers.base.units import ns_to_s
from explainers.calculators.distances import DISTANCES
from explainers.calculators.link_latency_charts import breakdown, by_length
from explainers.calculators.link_reach import (
    ACTIVE_COPPER_REACH_M,
    DSP_OPTICS_REACH_M,
    LINEAR_OPTICS_REACH_M,
    PASSIVE_REACH_M,
    REACHES_READ_AT_BPS,
)  # fmt: skip
from explainers.models.links.fec import code_of_lane, codeword_fill_time_s, interleaved_codewords
from explainers.models.links.latency import (
    Latency,
    Medium,
    delay_at_velocity_s_per_m,
    delay_per_metre_s,
    link_latency,
    reached_time_s,
    serialisation_time_s,
    velocity_fraction,
)  # fmt: skip

SLUG = "link-latency"
MODEL_FILES = (
    "explainers/models/links/latency.py", "explainers/models/links/fec.py",
    "explainers/calculators/link_reach.py", "explainers/calculators/link_latency_charts.py",
    "explainers/calculators/distances.py",
)  # fmt: skip

MEDIA = ("twinax", "active-copper", "dsp-optics", "linear-optics", "hollow-core")
ENDS = 2  # a one-way trip passes one chip at each end
INNER_CODE_FROM_BPS = constant(200e9, unit="bit/s", source="inner-code-200g")
TWO_LEVEL_UP_TO_BPS = constant(25e9, unit="bit/s", source="kr4-lane-rate")
SOURCES = (
    "speed-of-light", "ieee-cr-25g", "ieee-cr-50g", "dac-100g-lengths", "assumption:reach-200g",
    "aec-800g-reach", "lpo-dr-reach", "smf-100g-reach", "assumption:reach-other-rates", "kp4-codeword",
    "kr4-codeword", "kr4-lane-rate", "kp4-line-rate-ratio", "assumption:fec-interleave", "inner-code-200g",
    "fec-fill-800g",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One message over one idle link, in one direction."""

    length_m: float = param(2.0, low=0.5, high=2000.0, unit="m", scale="log", tier="main", source="assumption:rack-row")
    medium: str = param("dsp-optics", options=MEDIA, tier="more", source=READER)
    message_bytes: int = param(
        4096, low=64, high=16_777_216, unit="B", scale="log", tier="more", source="assumption:message-size"
    )
    lane_rate_bps: float = param(
        100e9, options=tuple(PASSIVE_REACH_M), unit="bit/s", display_unit="Gb/s", line="lane", source="lanes-800g"
    )
    lanes: int = param(8, options=(1, 2, 4, 8), unit="1", source="lanes-800g")
    twinax_delay_ns_per_m: float = param(4.5, low=4.1, high=4.5, step=0.01, unit="ns/m", source="dac-delay-max")
    fibre_group_index: float = param(1.468, low=1.46, high=1.48, step=0.0001, unit="1", source="fibre-group-index")
    hollow_core_velocity_fraction: float = param(
        0.997, low=0.99, high=0.9997, step=0.0001, unit="1", source="hollow-core-velocity"
    )
    retimer_ns: float = param(50.0, low=3.0, high=100.0, step=1.0, unit="ns", source="assumption:aec-retimer-delay")
    dsp_module_ns: float = param(50.0, low=10.0, high=100.0, step=1.0, unit="ns", source="assumption:dsp-module-delay")
    linear_module_ns: float = param(
        2.0, low=0.1, high=5.0, step=0.1, unit="ns", source="assumption:linear-module-delay"
    )
    fec_logic_ns: float = param(37.0, low=20.0, high=70.0, step=1.0, unit="ns", source="assumption:fec-decode-delay")

    def __post_init__(self) -> None:
        check_inputs(self)


UNCERTAIN = (
    "twinax_delay_ns_per_m", "fibre_group_index", "hollow_core_velocity_fraction", "retimer_ns", "dsp_module_ns",
    "linear_module_ns", "fec_logic_ns",
)  # fmt: skip
QUICKER_WHEN_HIGHER = ("hollow_core_velocity_fraction",)  # the other uncertain inputs add time

PRESETS: Mapping[str, Mapping[str, Any]] = DISTANCES


def media(inputs: Inputs) -> dict[str, Medium]:
    """The five media with the reader's numbers.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    dict name -> Medium    in the order of MEDIA

    Source: the parameters' own sources.
    """
    twinax_s_per_m = ns_to_s(inputs.twinax_delay_ns_per_m)
    glass_s_per_m = delay_per_metre_s(inputs.fibre_group_index)
    hollow_s_per_m = delay_at_velocity_s_per_m(inputs.hollow_core_velocity_fraction)
    dsp_s = ENDS * ns_to_s(inputs.dsp_module_ns)
    rows = (
        ("twinax", "copper", twinax_s_per_m, 0.0, PASSIVE_REACH_M[inputs.lane_rate_bps]),
        ("active-copper", "copper", twinax_s_per_m, ENDS * ns_to_s(inputs.retimer_ns),
         ACTIVE_COPPER_REACH_M),
        ("dsp-optics", "light", glass_s_per_m, dsp_s, DSP_OPTICS_REACH_M),
        ("linear-optics", "light", glass_s_per_m, ENDS * ns_to_s(inputs.linear_module_ns),
         LINEAR_OPTICS_REACH_M),
        ("hollow-core", "light", hollow_s_per_m, dsp_s, DSP_OPTICS_REACH_M),
    )  # fmt: skip
    return {
        name: Medium(name=name, family=family, delay_s_per_m=delay, electronics_s=electronics, reach_m=reach)
        for name, family, delay, electronics, reach in rows
    }


def latencies(inputs: Inputs, length_m: float | Numbers) -> dict[str, Latency]:
    """Every medium's terms at a length, whether it reaches or not.

    Parameters
    ----------
    inputs : Inputs                   [see its fields]
    length_m : float or array (n,)    [m]

    Returns
    -------
    dict name -> Latency              [s]

    Source: explainers.models.links.latency.
    """
    shared = _port_times(inputs)
    return {name: link_latency(medium, length_m, **shared) for name, medium in media(inputs).items()}


def _port_times(inputs: Inputs) -> dict[str, float]:
    """The terms that no medium changes."""
    port_rate_bps = inputs.lane_rate_bps * inputs.lanes
    code = code_of_lane(inputs.lane_rate_bps)
    return {
        "serialisation_s": serialisation_time_s(inputs.message_bytes, port_rate_bps),
        "codeword_s": codeword_fill_time_s(port_rate_bps, code, interleaved_codewords(port_rate_bps)),
        "fec_logic_s": ns_to_s(inputs.fec_logic_ns),
    }


def _totals(inputs: Inputs) -> dict[str, float]:
    terms = latencies(inputs, inputs.length_m)
    return {name: reached_time_s(m, inputs.length_m, terms[name].message_s) for name, m in media(inputs).items()}


def _at_limits(inputs: Inputs, side: str) -> Inputs:
    """Every uncertain input at the end that makes all times lowest ("low") or highest ("high")."""
    other = {"low": "high", "high": "low"}[side]
    ends = {p.name: getattr(p, other if p.name in QUICKER_WHEN_HIGHER else side) for p in parameters(Inputs)}
    return replace(inputs, **{name: ends[name] for name in UNCERTAIN})


def _values(inputs: Inputs) -> dict[str, Value]:
    """All named numbers of the answer; NaN where a medium does not reach."""
    every, terms, totals = media(inputs), latencies(inputs, inputs.length_m), _totals(inputs)
    low, high = _totals(_at_limits(inputs, "low")), _totals(_at_limits(inputs, "high"))
    chosen, own = every[inputs.medium], terms[inputs.medium]
    found = [
        Value("total_s", totals[inputs.medium], "s", low[inputs.medium], high[inputs.medium]),
        Value("first_bit_s", reached_time_s(chosen, inputs.length_m, own.first_bit_s), "s"),
        *(Value(f"{n}_total_s".replace("-", "_"), totals[n], "s", low[n], high[n]) for n in MEDIA),
        *(Value(f"{n}_s".replace("-", "_"), float(t), "s") for n, t in own.terms().items()),
        Value("length_m", inputs.length_m, "m"),
        Value("message_bytes", inputs.message_bytes, "B"),
        Value("lane_rate_bps", inputs.lane_rate_bps, "bit/s"),
        Value("port_rate_bps", inputs.lane_rate_bps * inputs.lanes, "bit/s"),
        Value("reach_m", chosen.reach_m, "m"),
        Value("twinax_reach_m", every["twinax"].reach_m, "m"),
        Value("active_copper_reach_m", every["active-copper"].reach_m, "m"),
        Value("linear_optics_reach_m", every["linear-optics"].reach_m, "m"),
        Value("extra_s", totals[inputs.medium] - totals["twinax"], "s"),
        Value("ratio", totals[inputs.medium] / totals["twinax"], "1"),
        Value("propagation_share", float(own.propagation_s) / totals[inputs.medium], "1"),
        *_speeds(every),
    ]
    return {value.name: value for value in found}


def _speeds(every: Mapping[str, Medium]) -> list[Value]:
    names = {"twinax": "twinax", "dsp-optics": "fibre", "hollow-core": "hollow_core"}
    found = [
        item
        for medium, name in names.items()
        for item in (
            Value(f"{name}_delay_s_per_m", every[medium].delay_s_per_m, "s/m"),
            Value(f"{name}_velocity", velocity_fraction(every[medium].delay_s_per_m), "1"),
        )
    ]
    glass_s_per_m = every["dsp-optics"].delay_s_per_m
    hollow_s_per_m = every["hollow-core"].delay_s_per_m
    return [
        *found,
        Value("fibre_speed_m_per_s", 1 / glass_s_per_m, "m/s"),
        Value("hollow_core_saving", 1 - hollow_s_per_m / glass_s_per_m, "1"),
        Value("vacuum_saving", 1 - delay_at_velocity_s_per_m(1) / glass_s_per_m, "1"),
    ]


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    totals = {name: values[f"{name}_total_s".replace("-", "_")].number for name in MEDIA}
    best = min((n for n in MEDIA if not math.isnan(totals[n])), key=totals.__getitem__)
    best_total = values[f"{best}_total_s".replace("-", "_")]
    if math.isnan(totals[inputs.medium]):
        key = "out-of-reach"
    elif inputs.medium == "twinax":
        key = "passive-copper"
    elif math.isnan(totals["twinax"]):
        key = "beyond-copper"
    else:
        key = "against-copper"
    names = (
        "length_m", "message_bytes", "total_s", "twinax_total_s", "dsp_optics_total_s", "propagation_s",
        "propagation_share", "extra_s", "ratio", "reach_m", "twinax_reach_m", "lane_rate_bps",
    )  # fmt: skip
    gaps = tuple(values[name] for name in names)
    best_gaps = (Term("best", best), Value("best_total_s", best_total.number, "s"))
    return Message(key, (Term("medium", inputs.medium), *best_gaps, *gaps))


def _notes(inputs: Inputs, values: Mapping[str, Value]) -> tuple[Note, ...]:
    notes = []
    if inputs.lane_rate_bps <= TWO_LEVEL_UP_TO_BPS:
        notes.append(Note("not-modelled:two-level"))
    if inputs.lane_rate_bps >= INNER_CODE_FROM_BPS:
        notes.append(Note("not-modelled:inner-code"))
    if inputs.lane_rate_bps != REACHES_READ_AT_BPS:
        notes.append(Note("assumed:reach", (values["twinax_reach_m"],)))
    return tuple(notes)


def answer(inputs: Inputs) -> Answer:
    """The journey of one message over five media.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             times [s], lengths [m], rates [bit/s]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.links.latency, explainers.models.links.fec.
    """
    values = _values(inputs)
    return Answer(
        headline=_headline(inputs, values),
        main="total_s",
        values=tuple(values.values()),
        charts=(
            breakdown(media(inputs), latencies(inputs, inputs.length_m), inputs.length_m, emphasis=inputs.medium),
            by_length(media(inputs), _port_times(inputs), inputs.length_m, emphasis=inputs.medium),
        ),
        notes=_notes(inputs, values),
    )
