"""One end of a cable: connector, paddle card and wire termination."""

from __future__ import annotations

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import FEMTO, GIGA, NEPER_DB
from explainers.models.links.latency import SPEED_OF_LIGHT_M_PER_S
from explainers.models.links.twoport import Matrix, cascade, line, shunt_capacitance

TYPICAL_DB_PER_SQRT_GHZ = constant(0.55, unit="dB/√GHz", source="assumption:connector-loss")
# with the mated test fixtures of a compliance measurement: 7.5 dB for both ends at 12.89 GHz
WITH_FIXTURE_DB_PER_SQRT_GHZ = constant(1.04, unit="dB/√GHz", source="assumption:connector-fixture-loss")
_LENGTH_M = constant(0.015, unit="m", source="assumption:connector-shape")
_INDEX = constant(1.9, unit="1", source="assumption:connector-shape")
_IMPEDANCE_OHM = constant(47.0, unit="ohm", source="assumption:connector-shape")
_CAPACITANCE_F = FEMTO * constant(20.0, unit="fF", source="assumption:connector-shape")


def connector_loss_db(
    frequency_hz: float | Numbers, loss_db_per_sqrt_ghz: float = TYPICAL_DB_PER_SQRT_GHZ
) -> float | Numbers:
    """Loss of one end of a cable.

    Parameters
    ----------
    frequency_hz : float or array (n,)    Frequency. [Hz]
    loss_db_per_sqrt_ghz : float          Loss at 1 GHz; it grows with the square root of frequency. [dB]

    Returns
    -------
    float or array (n,)                   [dB]

    Source: assumption:connector-loss.
    >>> round(float(connector_loss_db(26.56e9)), 2)
    2.83
    """
    return loss_db_per_sqrt_ghz * np.sqrt(np.asarray(frequency_hz) / GIGA)


def connector(frequency_hz: Numbers, loss_db_per_sqrt_ghz: float = TYPICAL_DB_PER_SQRT_GHZ) -> Matrix:
    """One end of a cable as a two-port: 15 mm of slightly low impedance between two small capacitors.

    Parameters
    ----------
    frequency_hz : array (n,)       Frequency. [Hz]
    loss_db_per_sqrt_ghz : float    Loss at 1 GHz. [dB]

    Returns
    -------
    complex array (2, 2, n)         ABCD matrix of one wire. [1, ohm, 1/ohm, 1]

    Source: assumption:connector-shape, assumption:connector-loss.
    """
    loss_np = np.asarray(connector_loss_db(frequency_hz, loss_db_per_sqrt_ghz)) / NEPER_DB
    phase = 2 * np.pi * frequency_hz * _LENGTH_M * _INDEX / SPEED_OF_LIGHT_M_PER_S
    edge = shunt_capacitance(frequency_hz, _CAPACITANCE_F)
    return cascade((edge, line(loss_np * (1 + 1j) + 1j * phase, _IMPEDANCE_OHM), edge))
