"""What the calculators of a passive cable all ask of it; each call makes a field of its own."""

from __future__ import annotations

from typing import Any

from explainers.base.parameters import param


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
