"""Does a number of modules a day matter? Against what is wanted, what others can make, and what one would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from explainers.base.answer import Answer, Message, Note, Numbers, Value
from explainers.base.parameters import check_inputs, constant, param, parameters
from explainers.base.units import DAYS_PER_WEEK, DAYS_PER_YEAR
from explainers.calculators.mesh_volume_charts import Maker, by_volume, outcomes, rates
from explainers.calculators.mesh_volume_cost import Costs, costs
from explainers.models.fleet.market import (
    equally_likely,
    gpus_equipped,
    grouped,
    units_in_year,
    units_per_day_for,
    years_to_grow,
)

SLUG = "mesh-volume"
MODEL_FILES = (
    "explainers/models/fleet/market.py", "explainers/models/fleet/learning.py",
    "explainers/calculators/mesh_volume_cost.py", "explainers/calculators/mesh_volume_charts.py",
)  # fmt: skip
SOURCES = (
    "mesh-production-target", "innolight-capacity", "starlink-laser-rate", "shipments-1p6t-2026",
    "gpu-128k-transceivers",
)  # fmt: skip
TARGET_PER_DAY = constant(1000, unit="1/day", source="mesh-production-target")
INNOLIGHT_PER_YEAR = constant(28_000_000, unit="1/year", source="innolight-capacity")
LASERS_PER_WEEK = constant(200, unit="1/week", source="starlink-laser-rate")
WANTED_1600G = constant(10_000_000, unit="1/year", source="shipments-1p6t-2026")
HALL_MODULES = constant(655_000, unit="1", source="gpu-128k-transceivers")
OUTCOMES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A line that makes modules, the market around it, and what one module costs whom."""

    units_per_day: float = param(
        1000.0, low=20.0, high=200_000.0, unit="1", scale="log", tier="main", source="assumption:module-rate"
    )
    target_percent: float = param(
        10.0, low=1.0, high=100.0, step=1.0, unit="%", scale="log", tier="more", source="assumption:target-share"
    )
    learning_percent: float = param(
        10.0, low=2.0, high=35.0, step=1.0, unit="%", tier="more", source="assumption:learning-rate"
    )
    days_per_year: int = param(365, low=250, high=365, unit="1", source="assumption:production-days")
    good_percent: float = param(100.0, low=70.0, high=100.0, step=1.0, unit="%", source="assumption:good-share")
    modules_per_gpu: float = param(5.12, low=4.0, high=6.0, step=0.01, unit="1", source="assumption:modules-equipped")
    demand_units_per_year: int = param(
        50_000_000, low=20_000_000, high=100_000_000, unit="1", scale="log", source="assumption:module-demand"
    )
    capacity_units_per_year: int = param(
        28_000_000, low=1_000_000, high=100_000_000, unit="1", scale="log", source="assumption:others-capacity"
    )
    growth_per_year: float = param(2.0, low=1.1, high=5.0, step=0.1, unit="1", source="assumption:maker-growth")
    funding_usd: float = param(50e6, low=1e6, high=2e9, unit="USD", scale="log", source="mesh-series-a-amount")
    yen_per_usd: float = param(150.0, low=100.0, high=200.0, step=0.1, unit="JPY/USD", source="seed-yen-rate")
    module_cost_usd: float = param(276.0, low=100.0, high=1000.0, step=1.0, unit="USD", source="assumption:module-cost")
    head_start_units: int = param(
        28_000_000, low=1_000_000, high=500_000_000, unit="1", scale="log", source="assumption:head-start"
    )
    years: float = param(1.0, low=0.5, high=10.0, step=0.5, unit="year", source="assumption:maker-years")
    first_units: int = param(1000, low=10, high=1000, unit="1", scale="log", source="assumption:first-batch")

    def __post_init__(self) -> None:
        check_inputs(self)


UNCERTAIN = ("days_per_year", "good_percent", "modules_per_gpu")  # what the dots spread over, each in its whole range
RANGES = {
    p.name: (float(p.low or 0) / scale, float(p.high or 0) / scale)
    for p in parameters(Inputs) if p.name in UNCERTAIN
    for scale in (1e2 if p.unit == "%" else 1.0,)
}  # fmt: skip
WANTED_LOW, WANTED_HIGH = next(
    (float(p.low or 0), float(p.high or 0)) for p in parameters(Inputs) if p.name == "demand_units_per_year"
)
LASERS_PER_DAY = round(LASERS_PER_WEEK / DAYS_PER_WEEK, 2)
NOTED = {"target": TARGET_PER_DAY, "lasers": LASERS_PER_DAY}  # rates of which a reader must know whose they are
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "mesh-target": {},
    "starlink-lasers": {"units_per_day": LASERS_PER_DAY},
    "one-hall": {"units_per_day": round(HALL_MODULES / DAYS_PER_YEAR)},
    "innolight-2025": {"units_per_day": round(INNOLIGHT_PER_YEAR / DAYS_PER_YEAR)},
}


def likely_gpus(units_per_day: float) -> Numbers:
    """Forty equally likely numbers of GPUs a year, with each uncertain input anywhere in its range.

    Parameters
    ----------
    units_per_day : float    Modules that leave the line on a day of work. [1/day]

    Returns
    -------
    array (40,)              GPUs a year, ascending. [1]

    Source: assumption:production-days, assumption:good-share, assumption:modules-equipped.
    """
    days, good, modules = equally_likely([RANGES[name] for name in UNCERTAIN], OUTCOMES // 2, OUTCOMES)
    return grouped(np.asarray(gpus_equipped(units_in_year(units_per_day, days, good), modules)), OUTCOMES)


def _units(units_per_day: float, days_per_year: float, good_share: float) -> float:
    return float(units_in_year(units_per_day, days_per_year, good_share))


def _gpus(units: float, modules_per_gpu: float) -> float:
    return float(gpus_equipped(units, modules_per_gpu))


def _made(inputs: Inputs, likely: Numbers) -> list[Value]:
    """Units and GPUs of a year; low and high are the corners of the ranges."""
    (few_days, days), (bad, good), (few, many) = (RANGES[name] for name in UNCERTAIN)
    units = _units(inputs.units_per_day, inputs.days_per_year, inputs.good_percent / 1e2)
    low, high = (_units(inputs.units_per_day, *one) for one in ((few_days, bad), (days, good)))
    share, share_1600g = units / inputs.demand_units_per_year, units / WANTED_1600G
    return [
        Value("units_per_day", inputs.units_per_day, "1"),
        Value("units_per_year", units, "1", low, high),
        Value(
            "gpus_per_year", _gpus(units, inputs.modules_per_gpu), "1",
            _gpus(low, many), _gpus(high, few),
        ),
        Value("gpus_median", float(np.median(likely)), "1"),
        Value("gpus_low", float(likely[0]), "1"),
        Value("gpus_high", float(likely[-1]), "1"),
        Value("demand_share", share, "1", low / WANTED_HIGH, high / WANTED_LOW),
        Value("demand_days", share * DAYS_PER_YEAR, "1"),
        Value("demand_share_1600g", share_1600g, "1", low / WANTED_1600G, high / WANTED_1600G),
        Value(
            "capacity_ratio", inputs.capacity_units_per_year / units, "1",
            inputs.capacity_units_per_year / high, inputs.capacity_units_per_year / low,
        ),
        Value("ramp_ratio", inputs.units_per_day * DAYS_PER_WEEK / LASERS_PER_WEEK, "1"),
        Value("funding_usd", inputs.funding_usd, "USD"),
        Value("yen_per_usd", inputs.yen_per_usd, "1"),
        Value("funding_jpy", inputs.funding_usd * inputs.yen_per_usd, "JPY"),
        Value("funding_per_annual_unit_usd", inputs.funding_usd / units, "USD",
              inputs.funding_usd / high, inputs.funding_usd / low),
        Value("funding_per_annual_unit_jpy", inputs.funding_usd * inputs.yen_per_usd / units, "JPY",
              inputs.funding_usd * inputs.yen_per_usd / high, inputs.funding_usd * inputs.yen_per_usd / low),
    ]  # fmt: skip


def _needed(inputs: Inputs) -> list[Value]:
    """What a share of the market would take, and how long growth to it would last."""
    (few_days, days), (bad, good), _ = (RANGES[name] for name in UNCERTAIN)

    def required(name: str, wanted: float, wanted_low: float, wanted_high: float) -> Value:
        def per_day(units: float, days_per_year: float, good_share: float) -> float:
            return float(units_per_day_for(inputs.target_percent / 1e2, units, days_per_year, good_share))

        now = per_day(wanted, inputs.days_per_year, inputs.good_percent / 1e2)
        return Value(name, now, "1", per_day(wanted_low, days, good), per_day(wanted_high, few_days, bad))

    wanted = required("required_units_per_day", inputs.demand_units_per_year, WANTED_LOW, WANTED_HIGH)
    factor = wanted.number / inputs.units_per_day
    units = _units(inputs.units_per_day, inputs.days_per_year, inputs.good_percent / 1e2)
    to_capacity = years_to_grow(inputs.capacity_units_per_year / units, inputs.growth_per_year)
    return [
        wanted,
        required("required_units_per_day_1600g", WANTED_1600G, WANTED_1600G, WANTED_1600G),
        Value("required_growth", factor, "1"),
        Value("years_to_target_share", years_to_grow(factor, inputs.growth_per_year), "1"),
        Value("years_to_capacity", to_capacity, "1"),
        Value("target_share", inputs.target_percent / 1e2, "1"),
        Value("target_units_per_year", inputs.target_percent / 1e2 * inputs.demand_units_per_year, "1"),
        Value("growth_per_year", inputs.growth_per_year, "1"),
        Value("demand_units_per_year", inputs.demand_units_per_year, "1"),
        Value("capacity_units_per_year", inputs.capacity_units_per_year, "1"),
        Value("modules_per_gpu", inputs.modules_per_gpu, "1"),
    ]


def _costs(inputs: Inputs) -> Costs:
    units = _units(inputs.units_per_day, inputs.days_per_year, inputs.good_percent / 1e2)
    return costs(
        first_units=inputs.first_units, newcomer_units=units * inputs.years,
        other_units=inputs.head_start_units + inputs.capacity_units_per_year * inputs.years,
        other_cost_usd=inputs.module_cost_usd, learning_rate=inputs.learning_percent / 1e2,
        growth_per_year=inputs.growth_per_year,
    )  # fmt: skip


def _makers(values: Mapping[str, Value]) -> tuple[Maker, ...]:
    return (
        Maker("lasers", "neutral", LASERS_PER_WEEK * DAYS_PER_YEAR / DAYS_PER_WEEK),
        Maker("this-line", "light", values["units_per_year"].number),
        Maker("target", "limit", values["target_units_per_year"].number),
        Maker("wanted-1600g", "limit", WANTED_1600G),
        Maker("others", "neutral", values["capacity_units_per_year"].number),
        Maker("wanted", "limit", values["demand_units_per_year"].number),
    )


def _notes(inputs: Inputs, values: Mapping[str, Value]) -> tuple[Note, ...]:
    def note(key: str, *names: str) -> Note:
        return Note(key, tuple(values[name] for name in names))

    enough = values["demand_share"].number >= inputs.target_percent / 1e2
    return (
        *(Note(key) for key, rate in NOTED.items() if inputs.units_per_day == rate),
        *(() if enough else (note("growth", "growth_per_year", "years_to_target_share", "target_share"),)),
        note("money", "funding_usd", "yen_per_usd", "funding_per_annual_unit_usd", "funding_per_annual_unit_jpy"),
        Note("assumed:cost"),
    )


def answer(inputs: Inputs) -> Answer:
    """What a line of modules makes in a year, against the market, and what it would have to cost.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             modules and GPUs a year [1], shares [1], money [USD, JPY], years [1]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.fleet.market, explainers.models.fleet.learning.
    """
    likely, cost = likely_gpus(inputs.units_per_day), _costs(inputs)
    values = {value.name: value for value in (*_made(inputs, likely), *_needed(inputs), *cost.values())}
    enough = values["demand_share"].number >= inputs.target_percent / 1e2
    return Answer(
        headline=Message("enough" if enough else "too-few", tuple(values.values())),
        main="gpus_per_year",
        values=tuple(values.values()),
        charts=(rates(_makers(values)), outcomes(likely), by_volume(cost)),
        notes=_notes(inputs, values),
    )
