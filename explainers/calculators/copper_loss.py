"""Where the decibels of a passive copper link go, from chip to chip, at one frequency and at every frequency."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from explainers.base.answer import Answer, Message, Note, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.base.units import GIGA
from explainers.calculators.cable_parameters import (
    conductor_param,
    connector_param,
    loss_tangent_param,
    modulation_notes,
    temperature_param,
)
from explainers.calculators.copper_loss_charts import by_frequency, waterfall
from explainers.models.links.connector import connector_loss_db
from explainers.models.links.host import board_loss_db
from explainers.models.links.host_class import host_loss_db
from explainers.models.links.pulse import Link
from explainers.models.links.reach import host_of, receiver_of
from explainers.models.links.twinax import (
    TwinaxPair,
    conductor_diameter_m,
    conductor_loss_db_per_m,
    dielectric_loss_db_per_m,
    loss_db_per_m,
    skin_depth_um,
)

SLUG = "copper-loss"
MODEL_FILES = (
    "explainers/models/links/twinax.py", "explainers/models/links/connector.py", "explainers/models/links/host.py",
    "explainers/models/links/host_class.py", "explainers/models/links/twoport.py", "explainers/models/links/pulse.py",
    "explainers/models/links/spectrum.py",
    "explainers/models/links/generation.py", "explainers/models/links/reach.py", "explainers/models/links/salz.py",
    "explainers/models/links/margin.py", "explainers/models/links/equaliser.py",
    "explainers/models/links/distribution.py", "explainers/models/links/gaussian.py",
    "explainers/models/links/fec.py", "explainers/models/links/latency.py",
    "explainers/calculators/cable_parameters.py", "explainers/calculators/copper_loss_charts.py",
)  # fmt: skip
HOST_CLASSES = ("HL", "HN", "HH")
GAUGES = (
    constant(24, unit="AWG", source="assumption:gauges"), constant(26, unit="AWG", source="dac-gauges"),
    constant(28, unit="AWG", source="assumption:gauges"), constant(30, unit="AWG", source="dac-gauges"),
    constant(32, unit="AWG", source="assumption:gauges"),
)  # fmt: skip
CHECKED_UP_TO_HZ = constant(60e9, unit="Hz", source="assumption:loss-validity")
SOURCES = (
    "assumption:loss-validity", "assumption:gauges", "dac-gauges", "ieee-cr-25g", "com-dj", "awg-definition",
    "copper-resistivity", "assumption:copper-temperature", "magnetic-constant", "assumption:twinax-permittivity",
    "assumption:twinax-loss-tangent", "assumption:twinax-conductor-factor", "assumption:twinax-impedance",
    "assumption:connector-loss", "assumption:connector-fixture-loss", "assumption:connector-shape", "com-dj-device",
    "com-dj-host-classes", "assumption:host-allowance", "com-dj-host-loss", "assumption:pulse-grid", "com-filters",
    "assumption:crosstalk-anchor", "assumption:crosstalk-far", "assumption:crosstalk-shape",
    "assumption:crosstalk-slope", "assumption:modulation-switch", "com-by", "assumption:com-by-rest",
    "assumption:salz-gap", "ieee-cr-50g", "assumption:com-cd", "lanes-800g", "assumption:com-ck", "inner-code-200g",
    "pychopmarg", "assumption:reach-limits", "com-method", "assumption:com-search", "com-noise",
    "assumption:tail-grid", "kp4-codeword", "kp4-line-rate-ratio", "assumption:fec-interleave", "fec-fill-800g",
    "kr4-lane-rate", "kr4-codeword", "speed-of-light", "cr-25g-s", "cr-25g-l",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One lane of a passive cable between two hosts of the same class."""

    length_m: float = param(
        2.0, low=0.1, high=20.0, unit="m", scale="log", tier="main", source="assumption:cable-length"
    )
    lane_rate_gbps: float = param(
        100.0, low=10.0, high=400.0, unit="Gb/s", scale="log", tier="more", line="lane",
        source="assumption:lane-rate-range",
    )  # fmt: skip
    awg: int = param(26, options=GAUGES, unit="AWG", tier="more", source="dac-gauges")
    host: str = param("HN", options=HOST_CLASSES, source=READER)
    temperature_c: float = temperature_param()
    connector_db: float = connector_param()
    conductor_factor: float = conductor_param()
    loss_tangent: float = loss_tangent_param()
    relative_permittivity: float = param(
        1.75, low=1.5, high=2.1, step=0.01, unit="1", source="assumption:twinax-permittivity"
    )

    def __post_init__(self) -> None:
        check_inputs(self)


UNCERTAIN = ("connector_db", "conductor_factor", "loss_tangent", "relative_permittivity")  # each adds loss when higher

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "row-25": {"length_m": constant(5.0, unit="m", source="ieee-cr-25g"),
               "lane_rate_gbps": constant(25.0, unit="Gb/s", source="ieee-cr-25g")},
    "rack-100": {"length_m": 2.0, "lane_rate_gbps": 100.0},
    "thin-100": {"length_m": 1.0, "lane_rate_gbps": 100.0, "awg": constant(30, unit="AWG", source="dac-gauges")},
    "tray-200": {"length_m": 1.0, "lane_rate_gbps": constant(200.0, unit="Gb/s", source="com-dj")},
}  # fmt: skip


def pair(inputs: Inputs) -> TwinaxPair:
    """The reader's pair.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    TwinaxPair         [see its fields]

    Source: the parameters' own sources.
    """
    return TwinaxPair(
        awg=float(inputs.awg), temperature_c=inputs.temperature_c, conductor_factor=inputs.conductor_factor,
        loss_tangent=inputs.loss_tangent, relative_permittivity=inputs.relative_permittivity,
    )  # fmt: skip


def parts_db(inputs: Inputs) -> dict[str, float]:
    """Loss of each part at the Nyquist frequency, in the order the signal meets them.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    dict of float      [dB]

    Source: explainers.models.links.twinax, explainers.models.links.connector, explainers.models.links.host.
    """
    lane_rate_bps = inputs.lane_rate_gbps * GIGA
    nyquist_hz = receiver_of(lane_rate_bps, "usual").nyquist_hz
    host = host_of(inputs.host, lane_rate_bps, "usual")
    board_db = float(board_loss_db(np.array([nyquist_hz]), host)[0])
    package_db = host_loss_db(inputs.host, lane_rate_bps) - board_db
    end_db = float(connector_loss_db(nyquist_hz, inputs.connector_db))
    own = pair(inputs)
    return {
        "near-package": package_db,
        "near-board": board_db,
        "near-connector": end_db,
        "conductor": inputs.length_m * float(conductor_loss_db_per_m(own, nyquist_hz)),
        "dielectric": inputs.length_m * float(dielectric_loss_db_per_m(own, nyquist_hz)),
        "far-connector": end_db,
        "far-board": board_db,
        "far-package": package_db,
    }


def _total_db(inputs: Inputs) -> float:
    return math.fsum(parts_db(inputs).values())


def _values(inputs: Inputs, parts: Mapping[str, float]) -> dict[str, Value]:
    own, lane_rate_bps = pair(inputs), inputs.lane_rate_gbps * GIGA
    nyquist_hz = receiver_of(lane_rate_bps, "usual").nyquist_hz
    limits = {name: Inputs.__dataclass_fields__[name].metadata["parameter"] for name in UNCERTAIN}
    low = _total_db(replace(inputs, **{name: meta.low for name, meta in limits.items()}))
    high = _total_db(replace(inputs, **{name: meta.high for name, meta in limits.items()}))
    pair_db = parts["conductor"] + parts["dielectric"]
    total_db = math.fsum(parts.values())
    found = [
        Value("total_db", total_db, "dB", low, high),
        Value("pair_db", pair_db, "dB"),
        Value("cable_db", pair_db + parts["near-connector"] + parts["far-connector"], "dB"),
        Value("hosts_db", 2 * (parts["near-package"] + parts["near-board"]), "dB"),
        Value("connectors_db", 2 * parts["near-connector"], "dB"),
        Value("conductor_db", parts["conductor"], "dB"),
        Value("dielectric_db", parts["dielectric"], "dB"),
        Value("loss_db_per_m", float(loss_db_per_m(own, nyquist_hz)), "dB/m"),
        Value("conductor_share", parts["conductor"] / pair_db, "1"),
        Value("voltage_share", 10 ** (-total_db / (2 * 10)), "1"),
        Value("skin_depth_um", float(skin_depth_um(nyquist_hz, inputs.temperature_c)), "µm"),
        Value("wire_diameter_mm", float(conductor_diameter_m(own.awg)) * 1e3, "mm"),
        Value("nyquist_hz", nyquist_hz, "Hz"),
        Value("lane_rate_bps", lane_rate_bps, "bit/s"),
        Value("length_m", inputs.length_m, "m"),
        Value("awg", float(inputs.awg), "AWG"),
    ]
    return {value.name: value for value in found}


def answer(inputs: Inputs) -> Answer:
    """Loss of a link part by part.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             losses [dB], frequencies [Hz], lengths [m]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.links.twinax, explainers.models.links.connector, explainers.models.links.host.
    """
    parts = parts_db(inputs)
    values = _values(inputs, parts)
    nyquist_hz = values["nyquist_hz"].number
    key = "pair-first" if values["pair_db"].number >= values["hosts_db"].number else "hosts-first"
    notes = (Note("extrapolated:frequency", (values["nyquist_hz"],)),) if nyquist_hz > CHECKED_UP_TO_HZ else ()
    host = host_of(inputs.host, inputs.lane_rate_gbps * GIGA, "usual")
    link = Link(
        length_m=inputs.length_m, pair=pair(inputs), connector_db=inputs.connector_db, transmitter=host, receiver=host
    )
    return Answer(
        headline=Message(key, tuple(values.values())),
        main="total_db",
        values=tuple(values.values()),
        charts=(waterfall(parts), by_frequency(link, nyquist_hz)),
        notes=(*notes, *modulation_notes(inputs.lane_rate_gbps * GIGA)),
    )
