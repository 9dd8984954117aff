"""How long an all-reduce takes, where its time goes, and what a faster link would change."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from explainers.base.answer import Answer, Message, Note, Numbers, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.calculators.collective_time_charts import STRIDE, by_size, changes
from explainers.calculators.collective_time_measured import measured_bus_bps, table_of
from explainers.models.systems.all_reduce_law import PATHS, Parts, all_gather_s, all_reduce_parts, half_speed_bytes
from explainers.models.systems.all_reduce_machines import (
    MACHINES,
    MICRO,
    Law,
    Machine,
    bus_limit_bps,
    domains_of,
)
from explainers.models.systems.collective_levels import (
    overlapped_all_reduce_s,
    serial_all_reduce_s,
    two_level_all_to_all_s,
    wire_rate_bps,
)
from explainers.models.systems.collectives import bus_factor
from explainers.models.systems.expert_exchange import COMBINE_BYTES, DISPATCH_BYTES, exchange_s
from explainers.models.systems.line_rate_law import ring_line_share
from explainers.models.systems.nccl_chooser import TUNINGS, chosen, estimates_s

SLUG = "collective-time"
MODEL_FILES = (
    "explainers/models/systems/collectives.py", "explainers/models/systems/collective_levels.py",
    "explainers/models/systems/all_reduce_machines.py", "explainers/models/systems/all_reduce_law.py",
    "explainers/models/systems/nccl_chooser.py", "explainers/models/systems/line_rate_law.py",
    "explainers/models/systems/expert_exchange.py", "explainers/calculators/collective_time_measured.py",
    "explainers/calculators/collective_time_charts.py",
)  # fmt: skip
CURVE_POINTS = 77  # four for each power of two
SOURCES = (
    "assumption:message-range", "assumption:collective-gpus", "assumption:collective-launch",
    "assumption:collective-step", "assumption:collective-step-efa", "assumption:collective-ll",
    "assumption:collective-nic", "assumption:collective-bus-a100", "assumption:b200-nic-measured",
    "assumption:gb200-nic", "assumption:line-rate-law", "assumption:all-to-all-law", "assumption:expert-exchange",
    "a100-nic", "h100-nic", "collectives-h200x8", "nvls-ramp", "nvl72-spine-bandwidth", "nccl-latencies",
    "nccl-bandwidths", "nccl-ratios", "point-to-point-latencies", "deepep-low-latency", "deepep-scales",
    "deepseek-bandwidths", "all-reduce-a100x8", "all-reduce-h200x8", "all-reduce-b200x32", "all-reduce-h100x64",
    "all-reduce-gb200x72", "all-reduce-gb200x144",
)  # fmt: skip
LOWEST_BYTES = constant(32_768, unit="B", source="assumption:message-range")
MEASURED_TO_GPUS = constant(144, unit="1", source="assumption:collective-gpus")
FABRICS = ("infiniband", "efa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One all-reduce: its message, its GPUs and what joins them."""

    message_bytes: float = param(
        67_108_864.0, low=32_768.0, high=17_179_869_184.0, unit="B", scale="log", tier="main",
        source="assumption:message-range",
    )  # fmt: skip
    gpus: int = param(64, low=2, high=16_384, unit="1", scale="log", tier="more", source="assumption:collective-gpus")
    machine: str = param("h100", options=tuple(MACHINES), tier="more", source=READER)
    fabric: str = param("infiniband", options=FABRICS, source=READER)
    link_factor: float = param(1.0, low=0.125, high=8.0, unit="1", scale="log", source="assumption:link-factor")
    launch_us: float = param(39.0, low=5.0, high=80.0, step=1.0, unit="µs", source="assumption:collective-launch")
    step_us: float = param(2.3, low=1.0, high=5.0, step=0.1, unit="µs", source="assumption:collective-step")
    efa_step_us: float = param(6.8, low=3.0, high=12.0, step=0.1, unit="µs", source="assumption:collective-step-efa")
    ll_share: float = param(0.2, low=0.1, high=0.5, step=0.01, unit="1", source="assumption:collective-ll")
    nic_efficiency: float = param(0.965, low=0.9, high=1.0, step=0.005, unit="1", source="assumption:collective-nic")
    cross_efficiency: float = param(0.8, low=0.1, high=1.0, step=0.01, unit="1", source="assumption:cross-efficiency")

    def __post_init__(self) -> None:
        check_inputs(self)


_MIB = constant(1_048_576.0, unit="B", source="assumption:message-range")
_SMALL = constant(65_536.0, unit="B", source="assumption:message-range")
_MIDDLE = constant(67_108_864.0, unit="B", source="assumption:message-range")
_BIG = constant(1_073_741_824.0, unit="B", source="assumption:message-range")
_HUGE = constant(8_589_934_592.0, unit="B", source="assumption:message-range")
_NODE = constant(8, unit="1", source="assumption:collective-gpus")
_RACK = constant(72, unit="1", source="assumption:collective-gpus")
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "a100x8": {"machine": "a100", "gpus": _NODE, "message_bytes": _MIDDLE},
    "h200x8": {"machine": "h100", "gpus": _NODE, "message_bytes": _MIB},
    "h100x64": {"machine": "h100", "gpus": _NODE * _NODE, "message_bytes": _BIG},
    "b200x32": {"machine": "b200", "gpus": 2 * 2 * _NODE, "fabric": "efa", "message_bytes": _MIDDLE},
    "gb200x72": {"machine": "gb200", "gpus": _RACK, "message_bytes": _BIG},
    "gb200x144": {"machine": "gb200", "gpus": MEASURED_TO_GPUS, "message_bytes": _HUGE},
    "token": {"machine": "h100", "gpus": _NODE, "message_bytes": _SMALL},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The reader's case in the models' terms."""

    machine: Machine
    law: Law
    domains: float


def case_of(inputs: Inputs) -> Case:
    """Machine, constants and number of NVLink domains of the reader's case.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Case               [object]

    Source: the parameters' own sources.
    """
    machine = MACHINES[inputs.machine]
    domains = float(domains_of(inputs.gpus, machine))
    step_us = inputs.efa_step_us if _on_efa(inputs, domains) else inputs.step_us
    law = Law(
        launch_s=inputs.launch_us * MICRO, step_s=step_us * MICRO, ll_share=inputs.ll_share,
        nic_efficiency=inputs.nic_efficiency,
    )  # fmt: skip
    return Case(machine=replace(machine, nic_bps=machine.nic_bps * inputs.link_factor), law=law, domains=domains)


def _on_efa(inputs: Inputs, domains: float) -> bool:
    return inputs.fabric == "efa" and domains > 1


def _variants(inputs: Inputs, case: Case) -> dict[str, Parts]:
    """Now, and with one thing twice as good."""
    machine = case.machine
    double_cards = replace(machine, nic_bps=2 * machine.nic_bps)
    double_all = replace(double_cards, ring_bps=2 * machine.ring_bps, in_network_bps=2 * machine.in_network_bps)
    half_step = replace(case.law, step_s=case.law.step_s / 2)
    asked = {
        "now": (machine, case.law), "cards-double": (double_cards, case.law), "all-double": (double_all, case.law),
        "steps-half": (machine, half_step),
    }  # fmt: skip
    size, gpus = inputs.message_bytes, inputs.gpus
    return {name: all_reduce_parts(size, gpus, case.domains, *one) for name, one in asked.items()}


def _levels(inputs: Inputs, case: Case) -> list[Value]:
    """Two rival models of a very large message across machines: one level after the other, and both at once."""
    inside = inputs.gpus / case.domains
    bounds = []
    for model in (serial_all_reduce_s, overlapped_all_reduce_s):
        took = model(1.0, inside, case.domains, (case.machine.ring_bps, case.machine.nic_bps), (0.0, 0.0))
        bounds.append(float(bus_factor(inputs.gpus) / took))
    across = case.domains > 1
    flat_bps = min(case.machine.ring_bps, inside * case.machine.nic_bps)
    return [
        Value("flat_bus_bps", flat_bps if across else math.nan, "B/s"),
        Value("serial_bus_bps", bounds[0] if across else math.nan, "B/s"),
        Value("overlapped_bus_bps", bounds[1] if across else math.nan, "B/s"),
    ]


def _others(inputs: Inputs, case: Case) -> list[Value]:
    """Other collectives of the same message."""
    inside, size = inputs.gpus / case.domains, inputs.message_bytes
    rates = case.machine.ring_bps, case.machine.nic_bps
    all_to_all_s = case.law.launch_s + float(
        two_level_all_to_all_s(size, inside, case.domains, rates, case.law.step_s, inputs.cross_efficiency)
    )
    return [
        Value("all_gather_s", float(all_gather_s(size, inputs.gpus, case.domains, case.machine, case.law)), "s"),
        Value("all_to_all_s", all_to_all_s, "s"),
        Value("line_share", float(ring_line_share(size, inputs.gpus, inside * case.machine.nic_bps)), "1"),
        Value("dispatch_s", float(exchange_s(inputs.gpus, DISPATCH_BYTES)), "s"),
        Value("combine_s", float(exchange_s(inputs.gpus, COMBINE_BYTES)), "s"),
    ]


def _values(inputs: Inputs, case: Case, variants: Mapping[str, Parts], switch_bytes: float) -> dict[str, Value]:
    now = variants["now"]
    time_s, gpus = float(now.total_s), inputs.gpus
    bus_bps = float(bus_factor(gpus)) * inputs.message_bytes / time_s
    limit_bps = float(bus_limit_bps(gpus, case.domains, case.machine, case.law))
    measured = table_of(inputs.machine, gpus, efa=_on_efa(inputs, case.domains))
    found = [
        Value("time_s", time_s, "s"),
        Value("bus_bandwidth_bps", bus_bps, "B/s"),
        Value("measured_bus_bps", measured_bus_bps(measured, inputs.message_bytes), "B/s"),
        Value("limit_bps", limit_bps, "B/s"),
        Value("efficiency", bus_bps / limit_bps, "1"),
        Value("half_bytes", half_speed_bytes(gpus, case.domains, case.machine, case.law), "B"),
        Value("latency_share", 1 - float(now.bytes_s) / time_s, "1"),
        Value("launch_s", float(now.launch_s), "s"),
        Value("steps_s", float(now.steps_s), "s"),
        Value("bytes_s", float(now.bytes_s), "s"),
        Value("cards_gain", time_s / float(variants["cards-double"].total_s), "1"),
        Value("all_gain", time_s / float(variants["all-double"].total_s), "1"),
        Value("steps_gain", time_s / float(variants["steps-half"].total_s), "1"),
        Value("switch_bytes", switch_bytes, "B"),
        Value("wire_bps", float(wire_rate_bps(bus_bps, gpus / case.domains, case.domains)), "B/s"),
        Value("nic_bps", case.machine.nic_bps, "B/s"),
        Value("message_bytes", inputs.message_bytes, "B"),
        Value("gpus", gpus, "count"),
        Value("domains", case.domains, "count"),
        *_levels(inputs, case),
        *_others(inputs, case),
    ]
    return {value.name: value for value in found}


def _headline(inputs: Inputs, values: Mapping[str, Value], path: str, pick: str) -> Message:
    if values["domains"].number == 1:
        key = "inside-latency" if values["latency_share"].number >= 0.5 else "inside-bytes"
    else:
        key = "across-latency" if values["latency_share"].number >= 0.5 else "across-bytes"
    names = (
        "message_bytes", "gpus", "domains", "time_s", "bus_bandwidth_bps", "efficiency", "latency_share", "half_bytes",
        "cards_gain", "all_gain", "limit_bps",
    )  # fmt: skip
    terms = (Term("machine", inputs.machine), Term("path", path), Term("pick", pick))
    return Message(key, (*terms, *(values[name] for name in names)))


def _notes(inputs: Inputs, case: Case) -> tuple[Note, ...]:
    notes = []
    if inputs.gpus > MEASURED_TO_GPUS:
        notes.append(Note("extrapolated:gpus", (Value("measured_gpus", float(MEASURED_TO_GPUS), "count"),)))
    if inputs.machine == "gb200" and case.domains > 2:
        notes.append(Note("assumed:racks"))
    if inputs.gpus % case.domains:
        spread = Value("least_gpus", float(inputs.gpus // case.domains), "count")
        notes.append(Note("assumed:uneven", (spread, Value("domains", case.domains, "count"))))
    if _on_efa(inputs, case.domains):
        notes.append(Note("assumed:efa"))
    if inputs.link_factor > 1:
        notes.append(Note("extrapolated:links"))
    return tuple(notes)


def _curves(inputs: Inputs, case: Case, sizes: Numbers) -> tuple[Numbers, Numbers]:
    moved = np.asarray(bus_factor(inputs.gpus)) * sizes
    law_s = all_reduce_parts(sizes, inputs.gpus, case.domains, case.machine, case.law).total_s
    nccl_s = estimates_s(sizes, inputs.gpus, case.domains, case.machine, TUNINGS[inputs.machine]).min(axis=0)
    return moved / law_s, moved / nccl_s


def answer(inputs: Inputs) -> Answer:
    """An all-reduce: its time, its parts, its bandwidth by size, and what would shorten it.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             times [s], bandwidths [B/s], sizes [B]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.systems.all_reduce_law, explainers.models.systems.nccl_chooser.
    """
    case = case_of(inputs)
    variants = _variants(inputs, case)
    sizes = LOWEST_BYTES * np.exp2(np.arange(CURVE_POINTS, dtype=np.float64) / STRIDE)
    asked = np.append(sizes[::STRIDE], inputs.message_bytes)
    *picks, pick = chosen(asked, inputs.gpus, case.domains, case.machine, TUNINGS[inputs.machine])
    switch_bytes = sizes[::STRIDE][max((i + 1 for i, one in enumerate(picks) if one != picks[-1]), default=0)]
    values = _values(inputs, case, variants, float(switch_bytes))
    path = PATHS[int(variants["now"].path)]
    measured = table_of(inputs.machine, inputs.gpus, efa=_on_efa(inputs, case.domains))
    sampled = np.append(sizes, inputs.message_bytes)
    split = {n: (float(p.launch_s), float(p.steps_s), float(p.bytes_s)) for n, p in variants.items()}
    return Answer(
        headline=_headline(inputs, values, path, pick),
        main="time_s",
        values=tuple(values.values()),
        charts=(by_size(sampled, *_curves(inputs, case, sampled), measured), changes(split)),
        notes=_notes(inputs, case),
    )
