"""How far each kind of link reaches: classes and product lists, shared by the calculators of links."""

from __future__ import annotations

from explainers.base.parameters import constant

PASSIVE_REACH_M = {  # lane rate [bit/s] -> reach [m]
    constant(25e9, unit="bit/s", source="ieee-cr-25g"): constant(5.0, unit="m", source="ieee-cr-25g"),
    constant(50e9, unit="bit/s", source="ieee-cr-50g"): constant(3.0, unit="m", source="ieee-cr-50g"),
    constant(100e9, unit="bit/s", source="dac-100g-lengths"): constant(2.0, unit="m", source="dac-100g-lengths"),
    constant(200e9, unit="bit/s", source="assumption:reach-200g"): constant(
        1.0, unit="m", source="assumption:reach-200g"
    ),
}
ACTIVE_COPPER_REACH_M = constant(7.0, unit="m", source="aec-800g-reach")
LINEAR_OPTICS_REACH_M = constant(500.0, unit="m", source="lpo-dr-reach")
DSP_OPTICS_REACH_M = constant(2000.0, unit="m", source="smf-100g-reach")
REACHES_READ_AT_BPS = constant(100e9, unit="bit/s", source="assumption:reach-other-rates")
