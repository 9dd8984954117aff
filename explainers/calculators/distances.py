"""How far apart two ends are in a data centre: the presets of every calculator that asks for a distance."""

from __future__ import annotations

from collections.abc import Mapping

from explainers.base.parameters import constant

DISTANCES: Mapping[str, Mapping[str, float]] = {
    "rack": {"length_m": constant(2.0, unit="m", source="assumption:rack-row")},
    "row": {"length_m": constant(30.0, unit="m", source="assumption:rack-row")},
    "hall": {"length_m": constant(100.0, unit="m", source="assumption:rack-row")},
    "campus": {"length_m": constant(2000.0, unit="m", source="assumption:rack-row")},
}
