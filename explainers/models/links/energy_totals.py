"""From one module to a hall: counts times watts, and what a saving is worth.

Assumed: every port of the fabric is in use and has one module; all modules are alike.
Not modelled: breakout cables, spare ports, management networks, the electrical losses between meter and module.
"""

from __future__ import annotations

import math

from explainers.base.parameters import constant

HOURS_PER_YEAR = constant(8760, unit="h/year", source="iea-intensity-2024")


def total_power_w(count: float, each_w: float) -> float:
    """Power of many alike things.

    Parameters
    ----------
    count : float or array (n,)     How many. [1]
    each_w : float or array (n,)    Power of one. [W]

    Returns
    -------
    float or array (n,)             Power of all. [W]

    Source: definition.
    >>> total_power_w(216, 3050.0)
    658800.0
    """
    return count * each_w


def modules_in_cluster(gpus: float, modules_per_gpu: float) -> float:
    """Modules of a cluster.

    Parameters
    ----------
    gpus : float or array (n,)               GPUs. [1]
    modules_per_gpu : float or array (n,)    Modules for each. [1]

    Returns
    -------
    float or array (n,)                      Modules. [1]

    Source: definition.
    >>> modules_in_cluster(131_072, 5)
    655360
    """
    return gpus * modules_per_gpu


def cluster_power_w(gpus: float, modules_per_gpu: float, module_power_w: float) -> float:
    """Power of all modules of a cluster: GPUs times modules a GPU times watts.

    Parameters
    ----------
    gpus : float or array (n,)               GPUs. [1]
    modules_per_gpu : float or array (n,)    Modules for each. [1]
    module_power_w : float or array (n,)     Power of one module. [W]

    Returns
    -------
    float or array (n,)                      Power of all. [W]

    Source: definition.
    >>> cluster_power_w(1_000_000, 6, 30.0)
    180000000.0
    """
    return total_power_w(modules_in_cluster(gpus, modules_per_gpu), module_power_w)


def switch_ports_per_gpu(layers: int) -> int:
    """Switch ports that a full fat tree has for each GPU: two a layer, but one in the top layer.

    Parameters
    ----------
    layers : int    Layers of switches, at least one. [1]

    Returns
    -------
    int             Ports. [1]

    Raises
    ------
    ValueError    for fewer than one layer

    Source: gpu-128k-transceivers.
    >>> [switch_ports_per_gpu(layers) for layers in (1, 2, 3)]
    [1, 3, 5]
    """
    if layers < 1:
        raise ValueError("a tree has at least one layer")
    return 2 * layers - 1


def saved_fraction(before: float, after: float) -> float:
    """What part of something is saved.

    Parameters
    ----------
    before : float or array (n,)    Old value. [its own unit]
    after : float or array (n,)     New value. [unit of before]

    Returns
    -------
    float or array (n,)             Saved part; below zero if it grew. [1]

    Source: definition.
    >>> round(saved_fraction(30.0, 9.0), 12)
    0.7
    """
    return (before - after) / before


def gpus_for_power(power_w: float, gpu_power_w: float) -> float:
    """GPUs that a power could feed instead.

    Parameters
    ----------
    power_w : float or array (n,)        Power set free. [W]
    gpu_power_w : float or array (n,)    What one GPU takes. [W]

    Returns
    -------
    float or array (n,)                  GPUs, not rounded. [1]

    Source: definition.
    >>> round(gpus_for_power(4392e3, 1400.0))
    3137
    """
    return power_w / gpu_power_w


def years_until_regrown(fraction: float, growth_per_year: float) -> float:
    """How long steady growth needs to eat a saving up.

    Parameters
    ----------
    fraction : float           Saved part, below one. [1]
    growth_per_year : float    Growth factor a year, above one. [1]

    Returns
    -------
    float                      Time. [year]

    Source: definition.
    >>> round(years_until_regrown(0.05, 2.0), 3)
    0.074
    """
    return -math.log1p(-fraction) / math.log(growth_per_year)


def emissions_kg_per_year(power_w: float, pue: float, carbon_kg_per_kwh: float) -> float:
    """CO2 of a power that runs all year, cooling and conversion of the building included.

    Parameters
    ----------
    power_w : float or array (n,)    Power of the machines. [W]
    pue : float                      Power of the building over that of its machines. [1]
    carbon_kg_per_kwh : float        CO2 of the electricity. [kg/kWh]

    Returns
    -------
    float or array (n,)              CO2. [kg/year]

    Source: iea-intensity-2024, pue-average-2025.
    >>> round(emissions_kg_per_year(1e3, 1.0, 0.445), 1)
    3898.2
    """
    energy_kwh = power_w / 1e3 * HOURS_PER_YEAR
    return energy_kwh * pue * carbon_kg_per_kwh
