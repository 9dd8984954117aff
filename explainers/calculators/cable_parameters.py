"""What the calculators of a passive cable all ask of it, and say of its lanes; each `..._param` makes a field."""

from __future__ import annotations

from typing import Any

from explainers.base.answer import Note, Value
from explainers.base.parameters import param
from explainers.models.links.generation import GENERATIONS, TWO_LEVELS_UP_TO_BPS


def temperature_param() -> Any:
    """Temperature of the conductor. [°C]

    Returns
    -------
    dataclasses.Field    of an `Inputs` dataclass

    Source: assumption:cable-temperature.
    """
    return param(20.0, low=0.0, high=85.0, step=1.0, unit="°C", source="assumption:cable-temperature")


def connector_param() -> Any:
    """Loss of one connector over the root of the frequency. [dB/√GHz]

    Returns
    -------
    dataclasses.Field    of an `Inputs` dataclass

    Source: assumption:connector-loss.
    """
    return param(0.55, low=0.35, high=0.75, step=0.01, unit="dB/√GHz", source="assumption:connector-loss")


def conductor_param() -> Any:
    """Conductor loss over that of two bare round wires. [1]

    Returns
    -------
    dataclasses.Field    of an `Inputs` dataclass

    Source: assumption:twinax-conductor-factor.
    """
    return param(1.41, low=1.2, high=1.7, step=0.01, unit="1", source="assumption:twinax-conductor-factor")


def loss_tangent_param() -> Any:
    """Loss tangent of the insulation. [1]

    Returns
    -------
    dataclasses.Field    of an `Inputs` dataclass

    Source: assumption:twinax-loss-tangent.
    """
    return param(0.0003, low=0.0001, high=0.001, step=0.00001, unit="1", source="assumption:twinax-loss-tangent")


def modulation_notes(lane_rate_bps: float) -> tuple[Note, ...]:
    """What must be said between the fastest generation of two levels and the slowest of four: results jump there.

    Parameters
    ----------
    lane_rate_bps : float    Nominal rate of one lane. [bit/s]

    Returns
    -------
    tuple of Note            empty elsewhere

    Source: assumption:modulation-switch.
    """
    fastest = max(one.lane_rate_bps for one in GENERATIONS if one.lane_rate_bps <= TWO_LEVELS_UP_TO_BPS)
    slowest = min(one.lane_rate_bps for one in GENERATIONS if one.lane_rate_bps > TWO_LEVELS_UP_TO_BPS)
    if not fastest < lane_rate_bps < slowest:
        return ()
    rates = {"two_bps": fastest, "four_bps": slowest, "switch_bps": TWO_LEVELS_UP_TO_BPS}
    return (Note("assumed:modulation", tuple(Value(name, rate, "bit/s") for name, rate in rates.items())),)
