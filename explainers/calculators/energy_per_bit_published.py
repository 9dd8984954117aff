"""Modules whose watts a page states, generation by generation: what a bit cost in one end of a link."""

from __future__ import annotations

from explainers.base.answer import Value
from explainers.base.parameters import constant
from explainers.base.units import GIGA
from explainers.models.links.energy import energy_per_bit_j

# name -> (power [W], rate one way [Gb/s])
MODULES = {
    "module_10g": (
        constant(1.0, unit="W", source="tx-10g-power"), constant(10.0, unit="Gb/s", source="tx-10g-power"),
    ),
    "module_400g": (
        constant(9.0, unit="W", source="tx-400g-dr4-power"), constant(400.0, unit="Gb/s", source="tx-400g-dr4-power"),
    ),
    "module_800g": (
        constant(17.0, unit="W", source="tx-800g-dr8-power"), constant(800.0, unit="Gb/s", source="tx-800g-dr8-power"),
    ),
    "module_1600g": (
        constant(25.0, unit="W", source="tx-1p6t-power-25"),
        1e3 * constant(1.6, unit="Tb/s", source="tx-1p6t-power-25"),
    ),
    "module_1600g_hungry": (
        constant(30.0, unit="W", source="tx-1p6t-power-30"),
        1e3 * constant(1.6, unit="Tb/s", source="tx-1p6t-power-30"),
    ),
    "co_packaged_1600g": (
        constant(9.0, unit="W", source="cpo-1p6t-power-9"),
        1e3 * constant(1.6, unit="Tb/s", source="cpo-1p6t-power-9"),
    ),
}  # fmt: skip


def published() -> list[Value]:
    """Energy per bit of one end, for each module.

    Returns
    -------
    list of Value    energies [J/bit]

    Source: tx-10g-power, tx-400g-dr4-power, tx-800g-dr8-power, tx-1p6t-power-25, tx-1p6t-power-30, cpo-1p6t-power-9.
    """
    return [
        Value(f"{name}_j_per_bit", energy_per_bit_j(power_w, rate_gbps * GIGA), "J/bit")
        for name, (power_w, rate_gbps) in MODULES.items()
    ]
