"""The latency model against published values. The error table that pages print is written here, by the test itself."""

from __future__ import annotations

import json
import statistics
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explainers.base.units import NANO
from explainers.calculators.link_latency import Inputs, latencies, media
from explainers.models.links import fec
from explainers.models.links.latency import (
    SPEED_OF_LIGHT_M_PER_S,
    delay_at_velocity_s_per_m,
    delay_per_metre_s,
    propagation_time_s,
)

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads((ROOT / "tests/reference/links/latency.toml").read_text(encoding="utf-8"))["case"]
RESULTS = ROOT / "build" / "validation" / "links-latency.json"
VACUUM_S_PER_M = 1 / SPEED_OF_LIGHT_M_PER_S


def delay_s_per_m(inputs: dict[str, Any]) -> float:
    if "group_index" in inputs:
        return delay_per_metre_s(inputs["group_index"])
    if "velocity_fraction" in inputs:
        return delay_at_velocity_s_per_m(inputs["velocity_fraction"])
    defaults = {"twinax": Inputs().twinax_delay_ns_per_m * NANO, "fibre": delay_per_metre_s(Inputs().fibre_group_index)}
    return defaults[inputs["medium"]]


def _codeword_s(inputs: dict[str, Any]) -> float:
    port_rate_bps = inputs["lane_rate_bps"] * inputs["count_lanes"]
    code = fec.code_of_lane(inputs["lane_rate_bps"])
    return fec.codeword_fill_time_s(port_rate_bps, code, fec.interleaved_codewords(port_rate_bps))


def _line_rate_bps(inputs: dict[str, Any]) -> float:
    return fec.line_rate_bps(inputs["lane_rate_bps"] * inputs["count_lanes"], fec.code_of_lane(inputs["lane_rate_bps"]))


def _glass_s_per_m(inputs: dict[str, Any]) -> float:
    return delay_per_metre_s(inputs["against_group_index"])


def _without_fec_s(inputs: dict[str, Any]) -> float:
    own = Inputs(medium=inputs["medium"], length_m=inputs["length_m"])
    terms = latencies(own, own.length_m)[own.medium]
    return float(terms.propagation_s) + terms.electronics_s


# quantity -> (model, one-line baseline: everything at the speed of light, coding and electronics free)
Predictor = Callable[[dict[str, Any]], float]
PREDICTORS: dict[str, tuple[Predictor, Predictor]] = {
    "propagation_s_per_m": (delay_s_per_m, lambda _: VACUUM_S_PER_M),
    "propagation_s": (
        lambda inputs: propagation_time_s(inputs["length_m"], delay_s_per_m(inputs)),
        lambda inputs: inputs["length_m"] * VACUUM_S_PER_M,
    ),
    "latency_reduction_fraction": (lambda i: 1 - delay_s_per_m(i) / _glass_s_per_m(i), lambda _: 0.0),
    "speed_gain_fraction": (lambda i: _glass_s_per_m(i) / delay_s_per_m(i) - 1, lambda _: 0.0),
    "codeword_time_s": (_codeword_s, lambda _: 0.0),
    "line_rate_bps": (_line_rate_bps, lambda inputs: inputs["lane_rate_bps"] * inputs["count_lanes"]),
    "fec_total_s": (lambda inputs: _codeword_s(inputs) + Inputs().fec_logic_ns * NANO, lambda _: 0.0),
    "conversion_s": (lambda inputs: media(Inputs())[inputs["medium"]].electronics_s, lambda _: 0.0),
    "end_to_end_without_fec_s": (_without_fec_s, lambda inputs: inputs["length_m"] * VACUUM_S_PER_M),
}


def predict(case: dict[str, Any]) -> tuple[float, float]:
    model, baseline = PREDICTORS[case["quantity"]]
    return model(case["inputs"]), baseline(case["inputs"])


def limits(case: dict[str, Any]) -> tuple[float, float]:
    """The published value as a range; a lone maximum has no low end."""
    if "published" in case:
        return case["published"], case["published"]
    return case.get("published_low", 0.0), case["published_high"]


def error(case: dict[str, Any], value: float) -> float:
    """Relative distance from the published value, or from the nearer end of a published range."""
    low, high = limits(case)
    if low <= value <= high:
        return 0.0
    end = low if value < low else high
    return abs(value - end) / end


def row(case: dict[str, Any]) -> dict[str, Any]:
    predicted, baseline = predict(case)
    return {
        "id": case["id"],
        "quantity": case["quantity"],
        "inputs": case["inputs"],
        "published": limits(case),
        "unit": case["unit"],
        "predicted": predicted,
        "error": error(case, predicted),
        # a lone maximum says nothing about a baseline that is merely small
        "baseline_error": error(case, baseline) if limits(case)[0] > 0 else None,
        "independent": case["independent"],
        "source_id": case["source_id"],
        "fact_id": case["fact_id"],
    }


def summary(errors: list[float]) -> dict[str, float | int]:
    ordered = sorted(errors)
    return {
        "n": len(ordered),
        "median": statistics.median(ordered),
        "p90": ordered[min(len(ordered) - 1, round(0.9 * (len(ordered) - 1)))],
        "worst": ordered[-1],
    }


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_reference_within_its_reasoned_tolerance(case: dict[str, Any]) -> None:
    predicted, _ = predict(case)
    assert error(case, predicted) <= case["tolerance"], case["tolerance_reason"]


def test_propagation_within_one_percent_of_every_published_delay() -> None:
    delays = [case for case in CASES if case["quantity"] == "propagation_s_per_m"]
    assert len(delays) >= 5
    assert max(error(case, predict(case)[0]) for case in delays) <= 0.01


def test_error_table_is_better_than_the_baseline_and_written() -> None:
    rows = [row(case) for case in CASES]
    # a lone maximum is met by any small number, so it does not enter the median
    independent = [entry for entry in rows if entry["independent"] and entry["published"][0] > 0]
    model, baseline = (
        summary([entry["error"] for entry in independent]),
        summary([entry["baseline_error"] for entry in independent if entry["baseline_error"] is not None]),
    )
    assert model["n"] >= 5
    assert model["median"] < baseline["median"]
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(
        json.dumps({"rows": rows, "independent": model, "baseline": baseline}, indent=1, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
