"""Modulation and error correction against exact and published values; writes the error table that pages print."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from explainers.models.links.fec import KP4, KR4
from explainers.models.links.pam import q_factor, snr_db_for_bit_error_ratio, symbol_error_ratio
from explainers.models.links.post_fec import codeword_error_ratio, correctable_symbols, post_fec_ber
from tests.validation.tables import cases, row, write

CASES = [*cases("links/pam"), *cases("links/fec")]
CODES = {"KP4": KP4, "KR4": KR4}
BASELINE = {
    "en": "rules of thumb: the tail of the noise as exp(−q²/2)/2, and only the first number of wrong symbols that is "
    "too many for the code",
    "ja": "目安の式：雑音のすそをexp(−q²/2)/2とし、訂正できない最初の個数だけを数えたもの",
}


def _snr_db(inputs: dict[str, Any]) -> float:
    if "snr_db" in inputs:
        return float(inputs["snr_db"])
    return snr_db_for_bit_error_ratio(inputs["pre_fec_ber"], inputs["levels"])


def _first_failure(inputs: dict[str, Any]) -> float:
    """Only t + 1 wrong symbols, each wrong with ten times the share of wrong bits."""
    code = CODES[inputs["code"]]
    wrong = correctable_symbols(code) + 1
    return math.comb(code.codeword_symbols, wrong) * (code.symbol_bits * float(inputs["pre_fec_ber"])) ** wrong


def _first_failure_bits(inputs: dict[str, Any]) -> float:
    code = CODES[inputs["code"]]
    return _first_failure(inputs) * (correctable_symbols(code) + 1) / code.codeword_bits


# quantity -> (model, one-line baseline)
Predictor = Callable[[dict[str, Any]], float]
PREDICTORS: dict[str, tuple[Predictor, Predictor]] = {
    "symbol_error_ratio": (
        lambda inputs: symbol_error_ratio(_snr_db(inputs), inputs["levels"]),
        lambda inputs: math.exp(-(q_factor(_snr_db(inputs), inputs["levels"]) ** 2) / 2) / 2,
    ),
    "codeword_error_ratio": (
        lambda inputs: float(codeword_error_ratio(inputs["pre_fec_ber"], CODES[inputs["code"]])),
        _first_failure,
    ),
    "post_fec_ber": (
        lambda inputs: float(post_fec_ber(inputs["pre_fec_ber"], CODES[inputs["code"]])),
        _first_failure_bits,
    ),
}


def decades(case: dict[str, Any], value: float) -> float:
    """Distance of the logarithms; a maximum is kept by anything below it."""
    if "published" in case:
        return abs(math.log10(value / case["published"]))
    return max(0.0, math.log10(value / case["published_high"]))


def line(case: dict[str, Any]) -> dict[str, Any]:
    model, baseline = (predict(case["inputs"]) for predict in PREDICTORS[case["quantity"]])
    plain = decades(case, baseline) if "published" in case else None
    return {**row(case, model, baseline), "error": decades(case, model), "baseline_error": plain}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_reference_within_its_reasoned_tolerance(case: dict[str, Any]) -> None:
    model, _ = PREDICTORS[case["quantity"]]
    assert decades(case, model(case["inputs"])) <= case["tolerance"], case["tolerance_reason"]


def test_error_table_is_better_than_the_baseline_and_written() -> None:
    rows = [line(case) for case in CASES]
    compared = [one for one in rows if one["baseline_error"] is not None]
    assert len(compared) >= 20
    assert max(one["error"] for one in compared) < 0.005  # the bar, for every case at once
    assert all(one["error"] < one["baseline_error"] for one in compared)
    write("links-fec", rows, BASELINE, "decades")
