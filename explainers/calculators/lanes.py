"""Compose a port from lanes, symbols and levels, and see which name it has and when such ports came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainers.base.answer import Answer, Message, Note, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.base.units import gbd_to_bd
from explainers.calculators.lanes_charts import by_baud, timeline
from explainers.models.links.lanes import (
    NAMED_PORTS_BPS,
    OVERHEADS,
    bits_per_symbol,
    lane_line_rate_bps,
    lane_rate_bps,
    level_penalty_db,
    level_spacing,
    nearest_port,
    nyquist_hz,
    port_rate_bps,
    symbol_rate_baud,
)

SLUG = "lanes"
MODEL_FILES = (
    "explainers/models/links/lanes.py", "explainers/models/links/fec.py", "explainers/calculators/lanes_charts.py",
    "explainers/calculators/lanes_dated.py",
)  # fmt: skip
LEVELS = {  # modulation -> levels of the signal
    "nrz": 2, "pam4": 2 * 2, "pam6": constant(6, unit="1", source="assumption:levels"),
    "pam8": constant(8, unit="1", source="assumption:levels"),
}  # fmt: skip
WANTED = ("400g", "800g", "1600g", "3200g")  # ports whose symbol rate is asked for
NAMED_WITHIN = 0.01  # a port whose rate is that near has the name
SOURCES = (
    "kr4-lane-rate", "kr4-codeword", "kp4-codeword", "kp4-line-rate-ratio", "inner-code-200g", "fec-fill-800g",
    "assumption:fec-interleave", "a100-nic", "h100-nic", "b200-nic", "port-speed-transition", "assumption:next-port",
    "assumption:levels", "assumption:symbol-rate", "ieee-cr-25g", "shipments-800g-2026", "shipments-1p6t-2026",
    "ieee-1600-cr8", "ieee-802-3dj-date", "rubin-nic", "mesh-alpha-c1-rate", "assumption:date-in-year",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One port: how quickly its lanes signal, how many there are, and how much each symbol says."""

    symbol_rate_gbd: float = param(
        53.125, low=10.0, high=240.0, unit="GBd", scale="log", tier="main", source="assumption:symbol-rate"
    )
    lanes: int = param(8, options=(1, 2, 4, 8, 16), unit="1", tier="more", source="lasers-per-module")
    modulation: str = param("pam4", options=tuple(LEVELS), tier="more", source=READER)
    coding: str = param("kp4", options=tuple(OVERHEADS), source=READER)

    def __post_init__(self) -> None:
        check_inputs(self)


PRESETS: Mapping[str, Mapping[str, Any]] = {
    "port-10g": {
        "symbol_rate_gbd": constant(10.3125, unit="GBd", source="assumption:symbol-rate"),
        "lanes": 1, "modulation": "nrz", "coding": "blocks",
    },
    "port-100g": {
        "symbol_rate_gbd": constant(25.78125, unit="GBd", source="kr4-lane-rate"),
        "lanes": 2 * 2, "modulation": "nrz", "coding": "kr4",
    },
    "port-400g": {"symbol_rate_gbd": constant(26.5625, unit="GBd", source="assumption:symbol-rate")},
    "port-800g": {"symbol_rate_gbd": constant(53.125, unit="GBd", source="assumption:symbol-rate")},
    "port-1600g": {"symbol_rate_gbd": constant(106.25, unit="GBd", source="assumption:symbol-rate")},
}  # fmt: skip


def _values(inputs: Inputs) -> dict[str, Value]:
    baud, levels, overhead = gbd_to_bd(inputs.symbol_rate_gbd), LEVELS[inputs.modulation], OVERHEADS[inputs.coding]
    rate_bps = port_rate_bps(inputs.lanes, baud, levels, overhead)
    named_bps = NAMED_PORTS_BPS[nearest_port(rate_bps)]
    found = [
        Value("port_rate_bps", rate_bps, "bit/s"),
        Value("lane_rate_bps", lane_rate_bps(baud, levels, overhead), "bit/s"),
        Value("lane_line_rate_bps", lane_line_rate_bps(baud, levels), "bit/s"),
        Value("line_rate_bps", inputs.lanes * lane_line_rate_bps(baud, levels), "bit/s"),
        Value("baud_bd", baud, "Bd"),
        Value("nyquist_hz", nyquist_hz(baud), "Hz"),
        Value("symbol_s", 1 / baud, "s"),
        Value("lanes", inputs.lanes, "1"),
        Value("levels", levels, "1"),
        Value("bits_per_symbol", bits_per_symbol(levels), "1"),
        Value("overhead_ratio", overhead, "1"),
        Value("overhead_share", 1 - 1 / overhead, "1"),
        Value("level_spacing", level_spacing(levels), "1"),
        Value("level_penalty_db", level_penalty_db(levels), "dB"),
        Value("named_port_bps", named_bps, "bit/s"),
        Value("named_deviation", rate_bps / named_bps - 1, "1"),
        *(
            Value(f"{name}_port_rate_bps", port_rate_bps(inputs.lanes, baud, number, overhead), "bit/s")
            for name, number in LEVELS.items()
        ),
        *(
            Value(f"baud_for_{name}_bd", symbol_rate_baud(NAMED_PORTS_BPS[name] / inputs.lanes, levels, overhead), "Bd")
            for name in WANTED
        ),
    ]
    return {value.name: value for value in found}


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    port = nearest_port(values["port_rate_bps"].number)
    key = "named" if abs(values["named_deviation"].number) <= NAMED_WITHIN else "between"
    if inputs.lanes == 1:
        key += "-lane"
    names = (
        "lanes", "baud_bd", "bits_per_symbol", "port_rate_bps", "lane_rate_bps", "line_rate_bps", "nyquist_hz",
        "overhead_share",
    )  # fmt: skip
    terms = Term("modulation", inputs.modulation), Term("port", port)
    return Message(key, (*terms, *(values[name] for name in names)))


def _notes(inputs: Inputs) -> tuple[Note, ...]:
    notes = []
    if inputs.modulation in {"pam6", "pam8"}:
        notes.append(Note("assumed:modulation"))
    if inputs.coding == "kp4-inner":
        notes.append(Note("not-modelled:framing"))
    return tuple(notes)


def answer(inputs: Inputs) -> Answer:
    """The rates of one port, its name, and the dates of the ports before and after it.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             rates [bit/s], symbol rates [Bd], frequencies [Hz]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.links.lanes.
    """
    values = _values(inputs)
    return Answer(
        headline=_headline(inputs, values),
        main="port_rate_bps",
        values=tuple(values.values()),
        charts=(
            by_baud(
                inputs.lanes, OVERHEADS[inputs.coding], LEVELS, values["baud_bd"].number, emphasis=inputs.modulation
            ),
            timeline(values["port_rate_bps"].number),
        ),
        notes=_notes(inputs),
    )
