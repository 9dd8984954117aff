"""How far a passive copper cable works at a lane rate, and why the same cable gets shorter each generation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from explainers.base.answer import Answer, Message, Note, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.base.units import GIGA
from explainers.calculators.cable_parameters import (
    conductor_param,
    connector_param,
    loss_tangent_param,
    modulation_notes,
    temperature_param,
)
from explainers.calculators.copper_reach_charts import by_length, by_rate
from explainers.models.links.full_reach import link_of
from explainers.models.links.margin import PASS_DB, Margin, margin_steps
from explainers.models.links.reach import (
    CODES,
    FAST_DOWN_TO,
    Copper,
    fast_margin_db,
    reach_m,
    reaches_m,
    receiver_of,
    whole_loss_db,
)
from explainers.models.links.twinax import TwinaxPair, loss_db_per_m

SLUG = "copper-reach"
MODEL_FILES = (
    "explainers/models/links/reach.py", "explainers/models/links/full_reach.py",
    "explainers/models/links/salz.py", "explainers/models/links/margin.py",
    "explainers/models/links/equaliser.py", "explainers/models/links/distribution.py",
    "explainers/models/links/pulse.py", "explainers/models/links/spectrum.py",
    "explainers/models/links/generation.py", "explainers/models/links/host.py",
    "explainers/models/links/host_class.py",
    "explainers/models/links/connector.py", "explainers/models/links/twinax.py",
    "explainers/models/links/twoport.py", "explainers/models/links/gaussian.py", "explainers/models/links/fec.py",
    "explainers/models/links/latency.py", "explainers/calculators/copper_reach_charts.py",
    "explainers/calculators/cable_parameters.py",
)  # fmt: skip
HOST_CLASSES = ("HL", "HN", "HH")
GAUGES = (
    constant(24, unit="AWG", source="assumption:gauges"), constant(26, unit="AWG", source="dac-gauges"),
    constant(28, unit="AWG", source="assumption:gauges"), constant(30, unit="AWG", source="dac-gauges"),
    constant(32, unit="AWG", source="assumption:gauges"),
)  # fmt: skip
EXTRAPOLATED_ABOVE_GBPS = constant(200.0, unit="Gb/s", source="com-dj")
CHECKED_DOWN_TO_GBPS = constant(25.0, unit="Gb/s", source="com-by")
SOURCES = (
    "com-dj", "com-by", "assumption:gauges", "dac-gauges", "ieee-cr-25g", "ieee-cr-50g", "assumption:reach-limits",
    "assumption:com-ck", "com-method", "assumption:com-search", "assumption:pulse-grid", "com-noise",
    "assumption:tail-grid", "com-filters", "assumption:crosstalk-anchor", "assumption:crosstalk-far",
    "assumption:crosstalk-shape", "assumption:crosstalk-slope", "assumption:modulation-switch",
    "assumption:com-by-rest", "assumption:salz-gap", "assumption:com-cd", "lanes-800g", "inner-code-200g",
    "pychopmarg", "com-dj-device", "com-dj-host-classes", "assumption:host-allowance", "com-dj-host-loss",
    "assumption:connector-loss", "assumption:connector-fixture-loss", "assumption:connector-shape",
    "awg-definition", "copper-resistivity", "assumption:copper-temperature", "magnetic-constant",
    "assumption:twinax-permittivity", "assumption:twinax-loss-tangent", "assumption:twinax-conductor-factor",
    "assumption:twinax-impedance", "kp4-codeword", "kp4-line-rate-ratio", "assumption:fec-interleave",
    "fec-fill-800g", "kr4-lane-rate", "kr4-codeword", "speed-of-light", "assumption:lane-rate-range",
    "dac-10g-reach", "dac-100g-lengths", "assumption:reach-200g",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One lane of a passive cable between two hosts of the same class."""

    lane_rate_gbps: float = param(
        100.0, low=10.0, high=400.0, unit="Gb/s", scale="log", tier="main", line="lane",
        source="assumption:lane-rate-range",
    )  # fmt: skip
    awg: int = param(26, options=GAUGES, unit="AWG", tier="more", source="dac-gauges")
    host: str = param("HN", options=HOST_CLASSES, tier="more", source=READER)
    code: str = param("usual", options=CODES, source=READER)
    temperature_c: float = temperature_param()
    length_m: float = param(2.0, low=0.1, high=20.0, unit="m", scale="log", source="assumption:cable-length")
    connector_db: float = connector_param()
    conductor_factor: float = conductor_param()
    loss_tangent: float = loss_tangent_param()
    crosstalk_offset_db: float = param(
        0.0, low=-5.0, high=5.0, step=0.5, unit="dB", source="assumption:crosstalk-offset"
    )

    def __post_init__(self) -> None:
        check_inputs(self)


UNCERTAIN = ("connector_db", "conductor_factor", "loss_tangent", "crosstalk_offset_db")  # each shortens when higher

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "nrz-25": {"lane_rate_gbps": constant(25.0, unit="Gb/s", source="ieee-cr-25g")},
    "pam-50": {"lane_rate_gbps": constant(50.0, unit="Gb/s", source="ieee-cr-50g")},
    "pam-100": {"lane_rate_gbps": 100.0},
    "pam-200": {"lane_rate_gbps": constant(200.0, unit="Gb/s", source="com-dj")},
    "thin": {"lane_rate_gbps": 100.0, "awg": constant(30, unit="AWG", source="dac-gauges")},
}


def copper(inputs: Inputs) -> Copper:
    """The cable and its surroundings as the models take them.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Copper             [see its fields]

    Source: the parameters' own sources.
    """
    pair = TwinaxPair(
        awg=float(inputs.awg), temperature_c=inputs.temperature_c, conductor_factor=inputs.conductor_factor,
        loss_tangent=inputs.loss_tangent,
    )  # fmt: skip
    return Copper(
        lane_rate_bps=inputs.lane_rate_gbps * GIGA, pair=pair, connector_db=inputs.connector_db, host=inputs.host,
        code=inputs.code, crosstalk_offset_db=inputs.crosstalk_offset_db,
    )  # fmt: skip


def _ends(inputs: Inputs) -> tuple[float, float]:
    """Reach with every uncertain input at its worst and at its best end. [m]"""
    from_parameters = {name: Inputs.__dataclass_fields__[name].metadata["parameter"] for name in UNCERTAIN}
    worst = replace(inputs, **{name: meta.high for name, meta in from_parameters.items()})
    best = replace(inputs, **{name: meta.low for name, meta in from_parameters.items()})
    low, high = reaches_m([copper(worst), copper(best)]).tolist()
    return low, high


def _values(inputs: Inputs, cable: Copper) -> dict[str, Value]:
    receiver = receiver_of(cable.lane_rate_bps, cable.code)
    reach = reach_m(cable)
    low, high = _ends(inputs)
    per_m = float(loss_db_per_m(cable.pair, receiver.nyquist_hz))
    found = [
        Value("reach_m", reach, "m", low, high),
        Value("lane_rate_bps", cable.lane_rate_bps, "bit/s"),
        Value("baud_bd", receiver.baud_bd, "Bd"),
        Value("nyquist_hz", receiver.nyquist_hz, "Hz"),
        Value("bits_per_symbol", math.log2(receiver.levels), "1"),
        Value("levels", float(receiver.levels), "1"),
        Value("loss_db_per_m", per_m, "dB/m"),
        Value("metre_db", per_m, "dB"),
        Value("loss_at_reach_db", float(whole_loss_db(cable, reach)), "dB"),
        Value("length_m", inputs.length_m, "m"),
        Value("margin_db", float(fast_margin_db(cable, inputs.length_m)), "dB"),
        Value("needed_margin_db", PASS_DB, "dB"),
    ]
    return {value.name: value for value in found}


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    if values["reach_m"].number <= 0:
        key = "nothing"
    elif inputs.lane_rate_gbps > EXTRAPOLATED_ABOVE_GBPS:
        key = "extrapolated"
    else:
        key = "reach"
    return Message(key, (Term("code", inputs.code), Term("host", inputs.host), *values.values()))


def _notes(inputs: Inputs, cable: Copper) -> tuple[Note, ...]:
    notes = []
    if inputs.lane_rate_gbps > EXTRAPOLATED_ABOVE_GBPS:
        notes.append(Note("extrapolated:lane_rate"))
    if inputs.lane_rate_gbps < CHECKED_DOWN_TO_GBPS:
        notes.append(Note("extrapolated:slow"))
    if receiver_of(cable.lane_rate_bps, cable.code).error_ratio < FAST_DOWN_TO:
        notes.append(Note("fast-path:too-strict"))
    return (*notes, *modulation_notes(cable.lane_rate_bps))


def answer(inputs: Inputs) -> Answer:
    """Reach of the cable by the fast path, over lane rates and as margin over length.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             lengths [m], rates [bit/s], margins [dB]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.links.reach.
    """
    cable = copper(inputs)
    values = _values(inputs, cable)
    reach_m = values["reach_m"].number
    return Answer(
        headline=_headline(inputs, values),
        main="reach_m",
        values=tuple(values.values()),
        charts=(by_rate(cable, reach_m), by_length(cable, reach_m, inputs.length_m)),
        notes=_notes(inputs, cable),
    )


def full(inputs: Inputs) -> Iterator[float | Message]:
    """The channel operating margin at the reader's length, by the full path, in steps.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    iterator           the share done, 0 to 1; last the message

    Source: explainers.models.links.margin.
    """
    cable = copper(inputs)
    receiver = receiver_of(cable.lane_rate_bps, cable.code)
    for state in margin_steps(link_of(cable, inputs.length_m), receiver, cable.crosstalk_offset_db):
        if isinstance(state, Margin):
            yield _full_message(inputs, cable, state)
        else:
            yield state


def _full_message(inputs: Inputs, cable: Copper, found: Margin) -> Message:
    key = "full-pass" if found.com_db >= PASS_DB else "full-fail"
    gaps = (
        Value("com_db", found.com_db, "dB"),
        Value("snr_db", found.snr_db, "dB"),
        Value("fast_db", float(fast_margin_db(cable, inputs.length_m)), "dB"),
        Value("length_m", inputs.length_m, "m"),
        Value("needed_margin_db", PASS_DB, "dB"),
    )
    return Message(key, gaps)
