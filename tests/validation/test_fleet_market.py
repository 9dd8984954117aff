"""Volume and learning against published numbers. The error table that pages print is written by the test itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from explainers.base.sources import facts
from explainers.calculators.mesh_volume import Inputs, answer
from explainers.models.fleet.learning import cost_ratio, doublings, learning_rate_for, yearly_fall
from explainers.models.fleet.market import gpus_equipped
from tests.validation.tables import cases, error, row, write

CASES = cases("fleet/market")
BASELINE = {
    "en": "one module a GPU, and nobody learns",
    "ja": "GPU 1基にモジュール1個、習熟はなし",
}
Given = dict[str, Any]


def _value(name: str) -> Callable[[Given], float]:
    return lambda given: answer(Inputs(**given)).value(name).number


# quantity -> (model, one-line baseline or nothing)
PREDICTORS: dict[str, tuple[Callable[[Given], float], Callable[[Given], float] | None]] = {
    "equipped_gpus": (lambda g: float(gpus_equipped(g["units"], g["modules_per_gpu"])), lambda g: g["units"]),
    "learned_cost_ratio": (
        lambda g: float(cost_ratio(g["learning_rate"], doublings(g["units"], 1))),
        lambda _: 1.0,
    ),
    **{
        name: (_value(name), None)
        for name in ("units_per_year", "demand_share", "capacity_ratio", "ramp_ratio", "funding_jpy")
    },
}


def rows() -> list[dict[str, Any]]:
    found = []
    for case in CASES:
        model, baseline = PREDICTORS[case["quantity"]]
        found.append(row(case, model(case["inputs"]), baseline(case["inputs"]) if baseline else None))
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_reference_within_its_reasoned_tolerance(case: dict[str, Any]) -> None:
    predicted = PREDICTORS[case["quantity"]][0](case["inputs"])
    assert error(case, predicted) <= case["tolerance"], case["tolerance_reason"]


def test_the_price_of_a_bit_fell_faster_than_learning_on_modules_alone() -> None:
    """What the model leaves out: a faster module carries more bits, so a bit gets cheaper without any learning."""
    price = facts()["price-100g-2016"]["value"]  # [USD/(Gb/s)]
    parts = [facts()[name]["value"] / 800 for name in ("bom-800g-siph", "bom-800g-eml")]  # a cost, so below the price
    fell = [1 - (one / price) ** (1 / 10) for one in parts]  # 2016 to 2026
    assert [round(one, 3) for one in fell] == [0.205, 0.185]
    modelled = answer(Inputs()).value("cost_fall_per_year").number
    assert modelled == yearly_fall(0.1, 2.0) < min(fell)
    # with everything ever made doubling once a year, learning alone would have to take that much off
    assert learning_rate_for(1 - fell[0], 1.0) == pytest.approx(fell[0], rel=1e-12)


def test_the_published_guidelines_surround_the_default_rate() -> None:
    parts, electronics = facts()["learning-fibre-parts"], facts()["learning-electronics"]
    rate = Inputs().learning_percent / 1e2
    assert 1 - parts["high"] < rate < 1 - parts["low"]
    assert 1 - electronics["high"] / 100 < rate <= 1 - electronics["low"] / 100 + 1e-15


def test_error_table_is_better_than_the_baseline_and_written() -> None:
    found = rows()
    compared = [entry for entry in found if entry["independent"] and entry["baseline_error"] is not None]
    assert [entry["id"] for entry in compared] == ["gpus-of-655000", *(f"learning-{n}" for n in (1, 2, 3, 4))]
    assert all(entry["error"] < entry["baseline_error"] for entry in compared)
    assert max(entry["error"] for entry in found) == pytest.approx(72 / 131_072, rel=1e-9)
    write("fleet-market", found, BASELINE)
