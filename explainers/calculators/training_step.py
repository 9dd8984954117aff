"""One training step of a real run as a strip: computing, memory, talk, empty pipeline, other waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from explainers.base.answer import Answer, Message, Note, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.base.units import BITS_PER_BYTE, GIGA
from explainers.calculators.training_step_charts import by_rate, strips
from explainers.calculators.training_step_runs import RUNS
from explainers.models.systems.step_strip import Strip, all_hidden, partly_hidden, sent_bytes, strip
from explainers.models.systems.training_layout import Machine, gpus
from explainers.models.systems.training_step import StepTime

SLUG = "training-step"
MODEL_FILES = (
    "explainers/models/systems/step_strip.py", "explainers/models/systems/training_step.py",
    "explainers/models/systems/training_layer.py", "explainers/models/systems/training_layout.py",
    "explainers/models/systems/transformer.py", "explainers/models/systems/collectives.py",
    "explainers/models/systems/gpu.py", "explainers/calculators/training_step_charts.py",
    "explainers/calculators/training_step_runs.py",
)  # fmt: skip
SOURCES = (
    "a100-nic", "mixed-precision-bytes", "activation-formula", "assumption:gemm-half-width",
    "assumption:kernel-floor", "assumption:ring-step", "assumption:training-node",
    "assumption:attention-efficiency", "assumption:nvlink-ring", "assumption:gemm-efficiency",
    "assumption:memory-passes", "assumption:data-overlap", "gpt3-shape", "a100-bf16", "assumption:a100-hbm",
    "assumption:gpu-memory", "h100-bf16", "h100-fp8", "h100-hbm", "b200-bf16", "a100-nvlink", "h100-nvlink",
    "h100-nic", "b200-nvlink", "b200-nic", "assumption:run-layouts",
)  # fmt: skip
OTHERS = ("none", "slow-gpu", "stalls", "both")
SLOWED, STALLED = ("slow-gpu", "both"), ("stalls", "both")
CASES = ("now", "network-twice", "links-twice", "talk-hidden")
NETWORK_FIRST = 0.1  # from that part on, the network is said to set the pace
CURVE_POINTS = 41


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A run, its network, how much of the talk between replicas is hidden, and what else makes it wait."""

    network_gbps: float = param(
        400.0, low=25.0, high=3200.0, unit="Gb/s", scale="log", tier="main", line="port",
        source="assumption:network-rate",
    )  # fmt: skip
    hidden_percent: float = param(
        50.0, low=0.0, high=100.0, step=5.0, unit="%", tier="more", source="assumption:hidden-talk"
    )
    others: str = param("none", options=OTHERS, tier="more", source=READER)
    run: str = param("h100-1536", options=tuple(RUNS), source=READER)
    slow_percent: float = param(5.0, low=0.0, high=30.0, step=1.0, unit="%", source="assumption:slow-gpu")
    stall_percent: float = param(3.0, low=0.0, high=20.0, step=1.0, unit="%", source="assumption:stalls")

    def __post_init__(self) -> None:
        check_inputs(self)


_A100 = constant(200.0, unit="Gb/s", source="a100-nic")
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "h100-1536": {},
    "h100-256": {"run": "h100-256"},
    "h100-12288": {"run": "h100-12288"},
    "a100-1536": {"run": "a100-1536", "network_gbps": _A100, "hidden_percent": 0.0},
    "a100-1024": {"run": "a100-1024", "network_gbps": _A100},
}


def machine_of(inputs: Inputs) -> Machine:
    """The run's machine with the reader's network and overlap.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Machine            [see its fields]

    Source: the parameters' own sources.
    """
    nic_bps = inputs.network_gbps * GIGA / BITS_PER_BYTE
    return replace(RUNS[inputs.run].machine, nic_bps=nic_bps, overlap_data=inputs.hidden_percent / 1e2)


def _waits(inputs: Inputs) -> tuple[float, float]:
    slow = inputs.slow_percent / 1e2 if inputs.others in SLOWED else 0.0
    return slow, inputs.stall_percent / 1e2 if inputs.others in STALLED else 0.0


def _one(step: StepTime, inputs: Inputs) -> Strip:
    return strip(step, *_waits(inputs))


def strips_of(inputs: Inputs) -> dict[str, Strip]:
    """The step now and in three cases: network twice as quick, all links twice as quick, all talk hidden.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    dict of Strip      [s]

    Source: explainers.models.systems.step_strip.
    """
    run, now = RUNS[inputs.run], machine_of(inputs)
    network = replace(now, nic_bps=2 * now.nic_bps)
    machines = (now, network, replace(network, nvlink_bps=2 * now.nvlink_bps))
    found = [_one(partly_hidden(run.model, run.layout, one)[0], inputs) for one in machines]
    return dict(zip(CASES, (*found, _one(all_hidden(run.model, run.layout, now), inputs)), strict=True))


def _values(inputs: Inputs, cases: Mapping[str, Strip]) -> dict[str, Value]:
    run, machine, now = RUNS[inputs.run], machine_of(inputs), cases["now"]
    step, hidden = partly_hidden(run.model, run.layout, machine)
    inside, network = sent_bytes(run.model, run.layout, machine)
    total = float(now.total)
    talk = float(now.talk_inside + now.talk_network)
    waiting = talk + float(now.pipeline + now.others)
    mfu = float(step.mfu * step.total) / total
    shorter = {case: 1 - float(one.total) / total for case, one in cases.items()}
    found = [
        Value("step_s", total, "s"),
        Value("compute_share", float(now.computing) / total, "1"),
        Value("memory_share", float(now.memory) / total, "1"),
        Value("talk_exposed_share", talk / total, "1"),
        Value("talk_inside_share", float(now.talk_inside) / total, "1"),
        Value("talk_network_share", float(now.talk_network) / total, "1"),
        Value("talk_hidden_share", float(hidden) / total, "1"),
        Value("bubble_share", float(now.pipeline) / total, "1"),
        Value("others_share", float(now.others) / total, "1"),
        Value("waiting_share", waiting / total, "1"),
        Value("mfu", mfu, "1"),
        Value("unused_share", 1 - mfu, "1"),
        Value("achieved_flops", mfu * float(machine.peak_flops), "FLOP/s"),
        Value("gain_network", shorter["network-twice"], "1"),
        Value("gain_links", shorter["links-twice"], "1"),
        Value("gain_hidden", shorter["talk-hidden"], "1"),
        Value("network_step_s", float(cases["network-twice"].total), "s"),
        Value("sent_inside_bytes", float(inside), "B"),
        Value("sent_network_bytes", float(network), "B"),
        Value("network_bps", inputs.network_gbps * GIGA, "bit/s"),
        Value("gpus", float(gpus(run.layout)), "count"),
    ]
    return {value.name: value for value in found}


def _curve(inputs: Inputs) -> tuple[np.ndarray, Strip]:
    limits = Inputs.__dataclass_fields__["network_gbps"].metadata["parameter"]
    rates_bps = GIGA * np.append(np.geomspace(limits.low, limits.high, CURVE_POINTS), inputs.network_gbps)
    run = RUNS[inputs.run]
    machine = replace(machine_of(inputs), nic_bps=rates_bps / BITS_PER_BYTE)
    return rates_bps, _one(partly_hidden(run.model, run.layout, machine)[0], inputs)


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    key = "network-first" if values["gain_network"].number >= NETWORK_FIRST else "machine-first"
    if values["others_share"].number > 0:
        key += "-others"
    return Message(key, (Term("run", inputs.run), *values.values()))


def answer(inputs: Inputs) -> Answer:
    """One step as a strip, now and with quicker links.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             times [s], shares [1], bytes [B]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.systems.step_strip.
    """
    cases = strips_of(inputs)
    values = _values(inputs, cases)
    rates_bps, curve = _curve(inputs)
    notes = [Note("assumed:run")] if inputs.run == "h100-12288" else []
    if inputs.others != "none":
        notes.append(Note("assumed:others"))
    return Answer(
        headline=_headline(inputs, values),
        main="step_s",
        values=tuple(values.values()),
        charts=(strips(cases), by_rate(rates_bps, curve)),
        notes=tuple(notes),
    )
