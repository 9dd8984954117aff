"""explainers.models.links.lanes: symbols, lanes, port rates and names."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.fec import KP4, KR4, line_rate_bps
from explainers.models.links.lanes import (
    GENERATIONS,
    NAMED_PORTS_BPS,
    OVERHEADS,
    bauds_of_generations,
    bits_per_symbol,
    lane_line_rate_bps,
    lane_rate_bps,
    level_penalty_db,
    level_spacing,
    nearest_port,
    nyquist_hz,
    port_rate_bps,
    symbol_rate_baud,
)

EXACT = 8e-16  # four roundings of a double


def test_hand_overheads() -> None:
    # 66/64; 257/256 x 528/514; 257/256 x 544/514; the last times 128/120
    assert OVERHEADS["blocks"] == 1.03125
    assert math.isclose(OVERHEADS["kr4"], 1.03125, rel_tol=EXACT)
    assert math.isclose(OVERHEADS["kp4"], 1.0625, rel_tol=EXACT)
    assert math.isclose(OVERHEADS["kp4-inner"], 1.0625 * 128 / 120, rel_tol=EXACT)


def test_hand_levels() -> None:
    assert [bits_per_symbol(levels) for levels in (2, 4, 6, 8, 16)] == [1, 2, 2.5, 3, 4]
    assert level_spacing(4) == 1 / 3
    assert level_penalty_db(4) == pytest.approx(20 * math.log10(3), rel=1e-15)  # 9.54 dB
    assert level_penalty_db(2) == 0


@pytest.mark.parametrize(
    ("lane_gbps", "levels", "coding", "baud_gbd"),
    [
        (10, 2, "blocks", 10.3125),
        (25, 2, "kr4", 25.78125),
        (50, 4, "kp4", 26.5625),
        (100, 4, "kp4", 53.125),
        (200, 4, "kp4", 106.25),
    ],
)
def test_reference_symbol_rates_of_published_lanes(lane_gbps: int, levels: int, coding: str, baud_gbd: float) -> None:
    got = symbol_rate_baud(lane_gbps * 1e9, levels, OVERHEADS[coding])
    assert math.isclose(got, baud_gbd * 1e9, rel_tol=EXACT)
    assert math.isclose(lane_rate_bps(baud_gbd * 1e9, levels, OVERHEADS[coding]), lane_gbps * 1e9, rel_tol=EXACT)


@pytest.mark.parametrize(
    ("lanes", "baud_gbd", "levels", "coding", "port_gbps"),
    [
        (4, 25.78125, 2, "kr4", 100), (8, 26.5625, 4, "kp4", 400), (4, 53.125, 4, "kp4", 400),
        (8, 53.125, 4, "kp4", 800), (4, 106.25, 4, "kp4", 800), (8, 106.25, 4, "kp4", 1600),
    ],
)  # fmt: skip
def test_reference_ports(lanes: int, baud_gbd: float, levels: int, coding: str, port_gbps: int) -> None:
    got = port_rate_bps(lanes, baud_gbd * 1e9, levels, OVERHEADS[coding])
    assert math.isclose(got, port_gbps * 1e9, rel_tol=EXACT)
    assert NAMED_PORTS_BPS[nearest_port(got)] == port_gbps * 1e9


@pytest.mark.parametrize(("baud_gbd", "nyquist_ghz"), [(25.78125, 12.890625), (26.5625, 13.28125), (53.125, 26.5625)])
def test_reference_nyquist_frequencies_of_copper_classes(baud_gbd: float, nyquist_ghz: float) -> None:
    assert nyquist_hz(baud_gbd * 1e9) == nyquist_ghz * 1e9


def test_limit_one_level_says_nothing() -> None:
    with pytest.raises(ValueError, match="two levels"):
        bits_per_symbol(1)


def test_limit_names_change_at_the_geometric_middle() -> None:
    middle = math.sqrt(400e9 * 800e9)
    assert nearest_port(middle * 0.999) == "400g"
    assert nearest_port(middle * 1.001) == "800g"
    assert nearest_port(1.0) == "10g"
    assert nearest_port(1e15) == "3200g"


def test_shape_vector_equals_scalar() -> None:
    bauds = np.array([10e9, 53.125e9, 240e9])
    for levels in (2, 4, 6, 8):
        together = port_rate_bps(8, bauds, levels, OVERHEADS["kp4"])
        np.testing.assert_array_equal(together, [port_rate_bps(8, float(b), levels, OVERHEADS["kp4"]) for b in bauds])
        np.testing.assert_array_equal(
            lane_line_rate_bps(bauds, levels), [lane_line_rate_bps(float(b), levels) for b in bauds]
        )


def test_law_symbol_rate_and_lane_rate_are_each_others_inverse() -> None:
    for overhead in OVERHEADS.values():
        for levels in (2, 4, 6, 8):
            for rate_bps in (10e9, 112e9, 448e9):
                baud = symbol_rate_baud(rate_bps, levels, overhead)
                assert math.isclose(lane_rate_bps(baud, levels, overhead), rate_bps, rel_tol=EXACT)


def test_law_the_coding_is_that_of_the_fec_model() -> None:
    for payload_bps in (25e9, 100e9, 1.6e12):
        assert math.isclose(payload_bps * OVERHEADS["kr4"], line_rate_bps(payload_bps, KR4), rel_tol=EXACT)
        assert math.isclose(payload_bps * OVERHEADS["kp4"], line_rate_bps(payload_bps, KP4), rel_tol=EXACT)


def test_law_lanes_symbols_and_bits_double_alike() -> None:
    base = port_rate_bps(4, 53.125e9, 2, OVERHEADS["kp4"])
    assert port_rate_bps(8, 53.125e9, 2, OVERHEADS["kp4"]) == 2 * base
    assert port_rate_bps(4, 106.25e9, 2, OVERHEADS["kp4"]) == 2 * base
    assert port_rate_bps(4, 53.125e9, 4, OVERHEADS["kp4"]) == 2 * base


def test_law_generations_get_quicker() -> None:
    bauds = bauds_of_generations()
    assert len(bauds) == len(GENERATIONS)
    assert list(bauds) == sorted(bauds)
    # the step from 25 to 50 Gb/s came from two more levels, hardly from the symbol rate
    assert bauds[2] / bauds[1] < 1.04
