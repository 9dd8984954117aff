"""A passive copper pair (twinax): what its conductor and its insulation take from a signal, and how fast it travels.

Assumed: skin depth far below the wire's radius (26 AWG: above 20 MHz), a uniform straight pair at one temperature.
Not modelled: skew inside the pair and mode conversion, suck-outs of a spiral shield, bends, ageing, humidity.
Checked from 0.1 GHz to 60 GHz; above that it is an extrapolation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import GIGA, NEPER_DB
from explainers.models.links.latency import SPEED_OF_LIGHT_M_PER_S

MAGNETIC_CONSTANT_H_PER_M = constant(4e-7, unit="H/m", source="magnetic-constant") * math.pi
_GAUGE_36_M = constant(0.127e-3, unit="m", source="awg-definition")
_GAUGE_RATIO = constant(92.0, unit="1", source="awg-definition")
_GAUGE_STEPS = constant(39.0, unit="1", source="awg-definition")
_GAUGE_OF_SMALLEST = constant(36.0, unit="AWG", source="awg-definition")
_RESISTIVITY_OHM_M = constant(1.724e-8, unit="ohm m", source="copper-resistivity")
_RESISTIVITY_PER_K = constant(0.00393, unit="1/K", source="assumption:copper-temperature")
_REFERENCE_C = constant(20.0, unit="°C", source="copper-resistivity")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinaxPair:
    """Construction of a pair.

    awg : American wire gauge [AWG]; temperature_c [°C]; relative_permittivity of the foamed insulation [1];
    loss_tangent [1]; conductor_factor: loss over that of two bare round wires, for
    proximity, shield, plating and roughness [1]; impedance_ohm : differential [ohm]
    """

    awg: float = constant(26.0, unit="AWG", source="dac-gauges")
    temperature_c: float = constant(20.0, unit="°C", source="copper-resistivity")
    relative_permittivity: float = constant(1.75, unit="1", source="assumption:twinax-permittivity")
    loss_tangent: float = constant(3.0e-4, unit="1", source="assumption:twinax-loss-tangent")
    conductor_factor: float = constant(1.41, unit="1", source="assumption:twinax-conductor-factor")
    impedance_ohm: float = constant(100.0, unit="ohm", source="assumption:twinax-impedance")


def conductor_diameter_m(awg: float) -> float:
    """Diameter of a wire of an American wire gauge.

    Parameters
    ----------
    awg : float or array (n,)    Gauge. [AWG]

    Returns
    -------
    float or array (n,)          Diameter. [m]

    Source: awg-definition.
    >>> round(conductor_diameter_m(26) * 1e3, 3)
    0.405
    """
    diameter_m: float = _GAUGE_36_M * _GAUGE_RATIO ** ((_GAUGE_OF_SMALLEST - awg) / _GAUGE_STEPS)
    return diameter_m


def resistivity_ohm_m(temperature_c: float) -> float:
    """Resistivity of annealed copper.

    Parameters
    ----------
    temperature_c : float or array (n,)    Temperature of the wire. [°C]

    Returns
    -------
    float or array (n,)                    Resistivity. [ohm m]

    Source: copper-resistivity, assumption:copper-temperature.
    >>> resistivity_ohm_m(20.0)
    1.724e-08
    """
    return _RESISTIVITY_OHM_M * (1 + _RESISTIVITY_PER_K * (temperature_c - _REFERENCE_C))


def skin_depth_um(frequency_hz: float | Numbers, temperature_c: float) -> float | Numbers:
    """How deep a current reaches into copper; deeper down only a fraction 1/e is left.

    Parameters
    ----------
    frequency_hz : float or array (n,)    Frequency. [Hz]
    temperature_c : float                 Temperature of the wire. [°C]

    Returns
    -------
    float or array (n,)                   [µm]

    Source: definition, copper-resistivity, magnetic-constant.
    >>> round(float(skin_depth_um(26.5625e9, 20.0)), 2)
    0.41
    """
    resistivity = resistivity_ohm_m(temperature_c)
    depth_m = np.sqrt(resistivity / (np.pi * np.asarray(frequency_hz) * MAGNETIC_CONSTANT_H_PER_M))
    depth_um: float | Numbers = depth_m * 1e6
    return depth_um


def _conductor_np_per_m(pair: TwinaxPair, frequency_hz: float | Numbers) -> float | Numbers:
    resistivity = resistivity_ohm_m(pair.temperature_c)
    surface_ohm = np.sqrt(np.pi * frequency_hz * MAGNETIC_CONSTANT_H_PER_M * resistivity)
    circumference_m = np.pi * conductor_diameter_m(pair.awg)
    return pair.conductor_factor * surface_ohm / (circumference_m * pair.impedance_ohm)


def _dielectric_np_per_m(pair: TwinaxPair, frequency_hz: float | Numbers) -> float | Numbers:
    index = math.sqrt(pair.relative_permittivity)
    return np.pi * frequency_hz * index * pair.loss_tangent / SPEED_OF_LIGHT_M_PER_S


def conductor_loss_db_per_m(pair: TwinaxPair, frequency_hz: float | Numbers) -> float | Numbers:
    """Loss in the skin of the conductors; it grows with the square root of frequency.

    Parameters
    ----------
    pair : TwinaxPair                     [see its fields]
    frequency_hz : float or array (n,)    Frequency. [Hz]

    Returns
    -------
    float or array (n,)                   [dB/m]

    Source: assumption:twinax-conductor-factor (skin effect of round wires).
    >>> round(float(conductor_loss_db_per_m(TwinaxPair(), 26.5625e9)), 3)
    4.094
    """
    return NEPER_DB * _conductor_np_per_m(pair, frequency_hz)


def dielectric_loss_db_per_m(pair: TwinaxPair, frequency_hz: float | Numbers) -> float | Numbers:
    """Loss in the insulation; it grows in proportion to frequency.

    Parameters
    ----------
    pair : TwinaxPair                     [see its fields]
    frequency_hz : float or array (n,)    Frequency. [Hz]

    Returns
    -------
    float or array (n,)                   [dB/m]

    Source: assumption:twinax-loss-tangent, assumption:twinax-permittivity.
    >>> round(float(dielectric_loss_db_per_m(TwinaxPair(), 26.5625e9)), 3)
    0.96
    """
    return NEPER_DB * _dielectric_np_per_m(pair, frequency_hz)


def loss_db_per_m(pair: TwinaxPair, frequency_hz: float | Numbers) -> float | Numbers:
    """Insertion loss of a metre of matched pair.

    Parameters
    ----------
    pair : TwinaxPair                     [see its fields]
    frequency_hz : float or array (n,)    Frequency. [Hz]

    Returns
    -------
    float or array (n,)                   [dB/m]

    Source: sum of the terms.
    >>> round(float(loss_db_per_m(TwinaxPair(), 12.890625e9)), 2)
    3.32
    """
    return conductor_loss_db_per_m(pair, frequency_hz) + dielectric_loss_db_per_m(pair, frequency_hz)


def propagation_constant_per_m(pair: TwinaxPair, frequency_hz: Numbers) -> np.ndarray:
    """Complex propagation constant of a causal line: loss and the phase that belongs to it.

    The insulation's permittivity falls slowly with frequency as its loss demands, and the inductance inside the
    conductors adds as much phase as their resistance adds loss.

    Parameters
    ----------
    pair : TwinaxPair             [see its fields]
    frequency_hz : array (n,)     Frequency, above 0. [Hz]

    Returns
    -------
    complex array (n,)            [1/m]

    Source: assumption:twinax-loss-tangent, assumption:twinax-permittivity, assumption:twinax-conductor-factor.
    """
    conductor = _conductor_np_per_m(pair, frequency_hz)
    phase = 2 * np.pi * frequency_hz * math.sqrt(pair.relative_permittivity) / SPEED_OF_LIGHT_M_PER_S
    slowing = 1 - (pair.loss_tangent / np.pi) * np.log(frequency_hz / GIGA)
    constants: np.ndarray = conductor + _dielectric_np_per_m(pair, frequency_hz) + 1j * (phase * slowing + conductor)
    return constants


def delay_s_per_m(pair: TwinaxPair) -> float:
    """Travel time per metre from the permittivity of the insulation alone.

    Parameters
    ----------
    pair : TwinaxPair    [see its fields]

    Returns
    -------
    float                [s/m]

    Source: assumption:twinax-permittivity, speed-of-light.
    >>> round(delay_s_per_m(TwinaxPair()) * 1e9, 2)
    4.41
    """
    return math.sqrt(pair.relative_permittivity) / SPEED_OF_LIGHT_M_PER_S
