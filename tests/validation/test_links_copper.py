"""Copper loss, margin and reach against published values; the tables that pages print are written here."""

from __future__ import annotations

import math
from statistics import mean
from typing import Any

import numpy as np
import pytest

from explainers.models.links.connector import connector_loss_db
from explainers.models.links.full_reach import full_reach_m
from explainers.models.links.generation import GENERATIONS
from explainers.models.links.host import HOSTS
from explainers.models.links.margin import margin
from explainers.models.links.pulse import Link, cable_assembly
from explainers.models.links.reach import Copper, reach_m
from explainers.models.links.twinax import TwinaxPair, loss_db_per_m
from explainers.models.links.twoport import insertion_loss_db
from tests.validation import tables

LOSSES = tables.cases("links/copper")
REACHES = tables.cases("links/reach")
REFERENCE_OHM = 50.0
BASELINE_DB_PER_M = 5.0  # "five decibels a metre, whatever the frequency and the gauge"
BASELINE_COM_DB = 3.0  # "it just passes"
BASELINE_M_BPS = 2.0 * 100e9  # "length times rate is constant", anchored at 2 m and 100 Gb/s


def predicted(inputs: dict[str, Any], quantity: str) -> float:
    if quantity == "com_db":
        host = HOSTS[inputs["host"]]
        link = Link(length_m=inputs["length_m"], transmitter=host, receiver=host)
        return margin(link, GENERATIONS[-1], -math.inf).com_db
    pair = TwinaxPair(awg=inputs["awg"])
    frequency_hz = np.array([inputs["frequency_hz"]])
    if quantity == "insertion_loss_db":
        assembly = cable_assembly(Link(length_m=inputs["length_m"], pair=pair), frequency_hz)
        return float(insertion_loss_db(assembly, REFERENCE_OHM)[0])
    along = inputs["length_m"] * float(np.asarray(loss_db_per_m(pair, frequency_hz))[0])
    return along + 2 * float(np.asarray(connector_loss_db(frequency_hz))[0])


def baseline(case: dict[str, Any]) -> float:
    return BASELINE_COM_DB if case["quantity"] == "com_db" else BASELINE_DB_PER_M * case["inputs"]["length_m"]


def loss_row(case: dict[str, Any]) -> dict[str, Any]:
    return tables.row(case, predicted(case["inputs"], case["quantity"]), baseline(case), "dB")


def copper(inputs: dict[str, Any]) -> Copper:
    return Copper(lane_rate_bps=inputs["lane_rate_bps"], code=inputs["code"])


@pytest.mark.parametrize("case", LOSSES, ids=[case["id"] for case in LOSSES])
def test_reference_losses_and_margins(case: dict[str, Any]) -> None:
    assert loss_row(case)["error"] <= case["tolerance"], case["tolerance_reason"]


@pytest.mark.parametrize("case", REACHES, ids=[case["id"] for case in REACHES])
def test_reference_reaches_with_one_set_of_numbers(case: dict[str, Any]) -> None:
    assert tables.error(case, reach_m(copper(case["inputs"]))) <= case["tolerance"], case["tolerance_reason"]


def test_reference_the_full_path_reaches_as_far() -> None:
    full = {case["id"]: tables.error(case, full_reach_m(copper(case["inputs"]))) for case in REACHES}
    assert {name: error for name, error in full.items() if error > 0.35} == {}


def test_reference_the_mean_margin_is_within_six_tenths_of_a_decibel() -> None:
    errors = [loss_row(case)["error"] for case in LOSSES if case["quantity"] == "com_db"]
    assert mean(errors) <= 0.6  # each alone may be a decibel off


def test_tables_are_better_than_their_baselines_and_written() -> None:
    losses = [loss_row(case) for case in LOSSES]
    tables.write(
        "links-copper", losses,
        {"en": "5 dB a metre, and a margin that just passes", "ja": "1 mあたり5 dBで、マージンは合格すれすれ"}, "dB",
    )  # fmt: skip
    reaches = [
        tables.row(case, reach_m(copper(case["inputs"])), BASELINE_M_BPS / case["inputs"]["lane_rate_bps"])
        for case in REACHES
    ]
    tables.write(
        "links-reach", reaches,
        {"en": "length times rate is constant, 2 m at 100 Gb/s", "ja": "長さと速度の積は一定で、100 Gb/sで2 m"},
    )  # fmt: skip
    for rows in (losses, reaches):
        own = [row for row in rows if row["independent"]]
        assert mean(row["error"] for row in own) < mean(row["baseline_error"] for row in own)
