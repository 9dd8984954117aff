"""What a hall saves when its DSP modules give way to linear modules or to co-packaged optics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explainers.base.answer import Value
from explainers.base.parameters import constant
from explainers.models.links.energy import ENDS, Technology, link_energy, power_of_rate_w
from explainers.models.links.energy_totals import (
    emissions_kg_per_year,
    gpus_for_power,
    total_power_w,
    years_until_regrown,
)  # fmt: skip

GROWTH_PER_YEAR = constant(2.0, unit="1", source="epoch-supercomputer-growth")
DAYS_PER_YEAR = constant(365, unit="day/year", source="iea-intensity-2024")
SAVERS = ("linear-optics", "co-packaged")


def savings(every: Mapping[str, Technology], rate_bps: float, inputs: Any) -> list[Value]:
    """What each saver saves against modules with a DSP, in a hall where every port changes over.

    Parameters
    ----------
    every : mapping name -> Technology    All technologies. [object]
    rate_bps : float                      Rate of one port, one way. [bit/s]
    inputs : Inputs                       The calculator's inputs. [each in its own unit]

    Returns
    -------
    list of Value    powers [W], shares [1], days, tonnes and GPUs as numbers [1]

    Source: explainers.models.links.energy_totals.
    """
    return [item for name in SAVERS for item in _of(name, every, rate_bps, inputs)]


def _of(name: str, every: Mapping[str, Technology], rate_bps: float, inputs: Any) -> tuple[Value, ...]:
    old, new, key = every["dsp-optics"], every[name], name.replace("-", "_")
    ends_w = power_of_rate_w(float(old.end_j_per_bit - new.end_j_per_bit), rate_bps)
    whole_j_per_bit = float(link_energy(old).total_j_per_bit - link_energy(new).total_j_per_bit)
    per_gpu_w = total_power_w(inputs.modules_per_gpu, power_of_rate_w(whole_j_per_bit / ENDS, rate_bps))
    hall_w, share = total_power_w(inputs.gpus, per_gpu_w), per_gpu_w / inputs.gpu_all_in_w
    carbon_kg = emissions_kg_per_year(hall_w, inputs.pue, inputs.carbon_g_per_kwh / 1e3)
    return (
        Value(f"{key}_ends_saving_w_per_gpu", total_power_w(inputs.modules_per_gpu, ends_w), "W"),
        Value(f"{key}_saving_w_per_gpu", per_gpu_w, "W"),
        Value(f"{key}_saving_w", hall_w, "W"),
        Value(f"{key}_saving_share", share, "1"),
        Value(f"{key}_saving_tonnes_per_year", carbon_kg / 1e3, "1"),
        Value(f"{key}_extra_gpus", gpus_for_power(hall_w, inputs.gpu_all_in_w), "1"),
        Value(f"{key}_days_until_regrown", years_until_regrown(share, GROWTH_PER_YEAR) * DAYS_PER_YEAR, "1"),
    )
