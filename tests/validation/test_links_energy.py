"""The energy model against published totals. The error table that pages print is written here, by the test itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from explainers.calculators.energy_per_bit import Inputs, answer
from explainers.models.links.energy import energy_per_bit_j
from explainers.models.links.energy_totals import (
    gpus_for_power,
    modules_in_cluster,
    saved_fraction,
    switch_ports_per_gpu,
    total_power_w,
)
from explainers.models.systems.fat_tree import Design, fat_tree
from tests.validation.tables import cases, error, limits, row, write

CASES = cases("links/energy")
BAR = 0.01  # for totals, unless the published figure itself is rounded more coarsely
TOTALS = {"cluster_modules", "freed_power_w", "equivalent_gpus", "rack_ends_w"}
BASELINE = {
    "en": "one switch port a GPU, and only the modules' own watts are saved",
    "ja": "スイッチのポートはGPU 1基に1つ、減るのはモジュールの電力だけ",
}
Given = dict[str, Any]


def _modules(given: Given) -> float:
    return modules_in_cluster(given["gpus"], given.get("modules_per_gpu") or switch_ports_per_gpu(given["layers"]))


def _freed_by_modules_w(given: Given) -> float:
    return float(given["switches"] * 72 * (30.0 - 9.0))  # 72 twin-port modules a switch


def _rack_w(given: Given) -> float:
    return answer(Inputs()).value(f"{given['technology'].replace('-', '_')}_rack_ends_w").number


# quantity -> (model, one-line baseline or nothing)
PREDICTORS: dict[str, tuple[Callable[[Given], float], Callable[[Given], float] | None]] = {
    "cluster_modules": (_modules, lambda g: g["gpus"]),
    "modules_per_gpu": (lambda g: switch_ports_per_gpu(g["layers"]), lambda _: 1.0),
    "switch_count": (
        lambda g: float(fat_tree(g["gpus"], Design(radix=g["ports_per_switch"], tiers=g["layers"])).all_switches),
        lambda g: g["gpus"] / g["ports_per_switch"],
    ),
    "freed_power_w": (lambda g: total_power_w(g["switches"], g["before_w"] - g["after_w"]), _freed_by_modules_w),
    "equivalent_gpus": (lambda g: gpus_for_power(g["power_w"], g["gpu_power_w"]), None),
    "rack_ends_w": (_rack_w, None),
    "saved_fraction": (lambda g: saved_fraction(g["before_w"], g["after_w"]), None),
    "power_ratio": (lambda g: g["before_w"] / g["after_w"], None),
    "module_j_per_bit": (lambda g: energy_per_bit_j(g["power_w"], g["rate_bps"]), None),
}


def rows() -> list[dict[str, Any]]:
    found = []
    for case in CASES:
        model, baseline = PREDICTORS[case["quantity"]]
        found.append(row(case, model(case["inputs"]), baseline(case["inputs"]) if baseline else None))
    return found


def half_a_step(published: float) -> float:
    """Half a unit of the last digit that is not zero, as a share of the number."""
    digits = f"{published:.10e}".split("e")[0].rstrip("0")
    return float(0.5 * 10.0 ** (1 - len(digits.replace(".", ""))) / float(digits))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_reference_within_its_reasoned_tolerance(case: dict[str, Any]) -> None:
    predicted = PREDICTORS[case["quantity"]][0](case["inputs"])
    assert error(case, predicted) <= case["tolerance"], case["tolerance_reason"]


def test_totals_within_one_percent_or_the_rounding_of_the_page() -> None:
    totals = [(case, PREDICTORS[case["quantity"]][0](case["inputs"])) for case in CASES if case["quantity"] in TOTALS]
    assert len(totals) >= 8
    for case, predicted in totals:
        assert error(case, predicted) <= max(BAR, half_a_step(limits(case)[0])), case["id"]
    # only two published totals are rounded more coarsely than that
    assert {case["id"] for case, predicted in totals if error(case, predicted) > BAR} == {"freed-576", "rack-nvl72"}


@pytest.mark.parametrize(
    ("published", "share"), [(37e3, 0.5 / 37), (305e3, 0.5 / 305), (20e3, 0.25), (655e3, 0.5 / 655)]
)
def test_half_a_step_of_a_rounded_number(published: float, share: float) -> None:
    assert half_a_step(published) == pytest.approx(share, rel=1e-12)


def test_the_errors_that_the_page_names() -> None:
    errors = {entry["id"]: entry["error"] for entry in rows()}
    assert max(errors, key=errors.__getitem__) == "ratio-nvidia"
    assert f"{errors['ratio-nvidia']:.0%}" == "5%"
    assert errors["switches-4608"] == 0


def test_error_table_is_better_than_the_baseline_and_written() -> None:
    found = rows()
    compared = [entry for entry in found if entry["independent"] and entry["baseline_error"] is not None]
    assert len(compared) >= 8
    assert all(entry["error"] < entry["baseline_error"] for entry in compared)
    write("links-energy", found, BASELINE)
