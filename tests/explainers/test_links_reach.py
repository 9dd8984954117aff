"""explainers.models.links.reach: orderings, the two paths, and the explainers made of them."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from explainers.calculators import copper_loss, copper_reach
from explainers.models.links.full_reach import full_reach_m, link_of
from explainers.models.links.margin import margin
from explainers.models.links.reach import (
    LONGEST_M,
    Copper,
    fast_margin_db,
    fast_margins_db,
    needed_snr_db,
    reach_m,
    reaches_m,
    receiver_of,
    whole_loss_db,
)
from explainers.models.links.twinax import TwinaxPair

RATES = (10e9, 25e9, 50e9, 100e9, 200e9)
COPPER = Copper(lane_rate_bps=100e9)


def falls(coppers: list[Copper]) -> bool:
    return all(a > b for a, b in itertools.pairwise(reaches_m(coppers)))


def test_law_reach_falls_with_rate_gauge_number_heat_crosstalk_and_connector_loss() -> None:
    assert falls([Copper(lane_rate_bps=rate) for rate in RATES])
    assert falls([replace(COPPER, pair=TwinaxPair(awg=awg)) for awg in (24, 26, 28, 30, 32)])
    assert falls([replace(COPPER, pair=TwinaxPair(temperature_c=t)) for t in (0, 20, 50, 85)])
    assert falls([replace(COPPER, crosstalk_offset_db=x) for x in (-5, 0, 5)])
    assert falls([replace(COPPER, connector_db=k) for k in (0.35, 0.55, 0.75)])
    assert falls([replace(Copper(lane_rate_bps=200e9), host=host) for host in ("HL", "HN", "HH")])


def test_law_reach_falls_at_every_step_of_the_rate_within_a_modulation() -> None:
    # below 11 Gb/s it is flat to 0.2 %: connectors of that age are assumed to leak more
    assert falls([Copper(lane_rate_bps=float(rate)) for rate in np.geomspace(12e9, 28e9, 30)])
    assert falls([Copper(lane_rate_bps=float(rate)) for rate in np.geomspace(28.01e9, 200e9, 120)])


@pytest.mark.parametrize("rate", [25e9, 100e9])
def test_law_stronger_correction_reaches_further(rate: float) -> None:
    found = reaches_m([Copper(lane_rate_bps=rate, code=code) for code in ("kp4", "kr4", "base-r", "none")])
    assert list(found) == sorted(found, reverse=True)


def test_law_the_margin_falls_with_length_and_is_three_decibels_at_the_reach() -> None:
    margins = np.asarray(fast_margin_db(COPPER, np.linspace(0, 5, 40)))
    assert (np.diff(margins) < 0).all()
    assert fast_margin_db(COPPER, reach_m(COPPER)) == pytest.approx(3.0, abs=0.01)


def test_shape_many_cables_are_each_cable() -> None:
    every = [COPPER, Copper(lane_rate_bps=25e9), replace(COPPER, host="HH")]
    assert reaches_m(every) == pytest.approx([reach_m(one) for one in every], rel=1e-12)
    lengths = np.array([[1.0, 2.0]] * 3)
    assert fast_margins_db(every, lengths)[1] == pytest.approx(np.asarray(fast_margin_db(every[1], lengths[1])))


def test_limit_nothing_and_everything() -> None:
    assert reach_m(replace(COPPER, code="none", host="HH", crosstalk_offset_db=5.0)) == 0
    easy = replace(
        Copper(lane_rate_bps=10e9, host="HL", pair=TwinaxPair(awg=10, loss_tangent=1e-9)), crosstalk_offset_db=-30
    )
    assert reach_m(easy) == LONGEST_M


def test_hand_the_ratio_a_slicer_needs() -> None:
    # two levels without mismatch: q_inverse(1e-5) = 4.265, 12.6 dB
    assert needed_snr_db(receiver_of(25e9, "usual")) == pytest.approx(20 * math.log10(4.26489), abs=1e-3)


@pytest.mark.parametrize(("rate", "host", "awg"), [(25e9, "HN", 26), (50e9, "HN", 30), (100e9, "HL", 26)])
def test_law_the_two_paths_agree(rate: float, host: str, awg: float) -> None:
    cable = Copper(lane_rate_bps=rate, host=host, pair=TwinaxPair(awg=awg))
    # the fast path leaves out reflections and adds one constant for the equaliser
    assert reach_m(cable) == pytest.approx(full_reach_m(cable), rel=0.15)


def test_law_hosts_and_ends_count_in_the_whole_loss() -> None:
    assert whole_loss_db(COPPER, 0.0) == pytest.approx(20 + 2 * 0.55 * math.sqrt(26.5625), rel=1e-9)


def test_hand_the_explainer_says_what_the_model_says() -> None:
    answered = copper_reach.answer(copper_reach.Inputs())
    assert answered.value("reach_m").number == reach_m(COPPER)
    assert answered.value("reach_m").low < answered.value("reach_m").number < answered.value("reach_m").high
    *_, last = copper_reach.full(copper_reach.Inputs(lane_rate_gbps=25.0, length_m=5.0))
    cable = Copper(lane_rate_bps=25e9)
    wanted = margin(link_of(cable, 5.0), receiver_of(25e9, "usual")).com_db
    assert last.key == "full-pass"
    assert last.gaps[0].number == pytest.approx(wanted, rel=1e-12)


def test_law_the_waterfall_adds_up() -> None:
    inputs = copper_loss.Inputs()
    answered = copper_loss.answer(inputs)
    parts = copper_loss.parts_db(inputs)
    assert sum(parts.values()) == pytest.approx(answered.value("total_db").number, rel=1e-12)
    assert answered.value("hosts_db").number == pytest.approx(20, rel=1e-9)
    double = copper_loss.answer(replace(inputs, length_m=2 * inputs.length_m))
    assert double.value("pair_db").number == pytest.approx(2 * answered.value("pair_db").number, rel=1e-12)
