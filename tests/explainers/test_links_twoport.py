"""explainers.models.links.twoport and host: cascades, reciprocity, energy, and the draft's devices."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.host import HOSTS, board_loss_db, device, package_loss_db
from explainers.models.links.host_class import host_at, host_loss_db, smooth_host_db
from explainers.models.links.pulse import Link, cable_assembly, whole_link
from explainers.models.links.twoport import (
    cascade,
    flipped,
    insertion_loss_db,
    line,
    s_parameters,
    series_inductance,
    shunt_capacitance,
    voltage_transfer,
)

FREQUENCY_HZ = np.linspace(0.1e9, 60e9, 60)
LINK = whole_link(Link(length_m=1.0), FREQUENCY_HZ)


def test_hand_a_shunt_capacitor_between_two_resistors() -> None:
    # |1 + j w R C / 2|: 1 pF between 50 ohm at 6.366 GHz is w R C / 2 = 1, that is 3.01 dB
    at = np.array([1 / (math.pi * 50e-12)])
    assert insertion_loss_db(shunt_capacitance(at, 1e-12), 50.0)[0] == pytest.approx(10 * math.log10(2), rel=1e-12)


def test_hand_a_series_inductor_between_two_resistors() -> None:
    at = np.array([100 / (2 * math.pi * 1e-9)])  # w L = 2 R
    assert insertion_loss_db(series_inductance(at, 1e-9), 50.0)[0] == pytest.approx(10 * math.log10(2), rel=1e-12)


def test_limit_a_matched_lossless_line_changes_only_the_phase() -> None:
    matrix = line(1j * np.linspace(0.1, 9, 20), 50.0)
    assert insertion_loss_db(matrix, 50.0) == pytest.approx(np.zeros(20), abs=1e-12)
    assert np.abs(voltage_transfer(matrix, 50.0, 50.0)) == pytest.approx(np.ones(20), rel=1e-12)


def test_law_twice_the_length_is_the_line_twice() -> None:
    gamma = (0.3 + 7j) * np.linspace(0.1, 2, 20)
    once = line(gamma, 50.0)
    assert cascade((once, once)) == pytest.approx(line(2 * gamma, 50.0), rel=1e-10)
    assert insertion_loss_db(line(2 * gamma, 50.0), 50.0) == pytest.approx(2 * insertion_loss_db(once, 50.0), rel=1e-12)


def test_law_a_link_is_reciprocal_and_makes_no_energy() -> None:
    (a, b), (c, d) = LINK
    assert a * d - b * c == pytest.approx(np.ones(len(FREQUENCY_HZ)), rel=1e-6)
    s = s_parameters(LINK, 50.0)
    assert s[0, 1] == pytest.approx(s[1, 0], rel=1e-6)
    assert (np.abs(s[0, 0]) ** 2 + np.abs(s[1, 0]) ** 2 <= 1 + 1e-12).all()


def test_law_turned_round_twice_is_the_same_and_once_swaps_the_ports() -> None:
    matrix = device(FREQUENCY_HZ, HOSTS["HN"])
    assert np.array_equal(flipped(flipped(matrix)), matrix)
    there, back = s_parameters(matrix, 50.0), s_parameters(flipped(matrix), 50.0)
    assert there[0, 0] == pytest.approx(back[1, 1], rel=1e-9)


def test_law_insertion_loss_is_that_of_the_scattering_parameters() -> None:
    assembly = cable_assembly(Link(length_m=1.5), FREQUENCY_HZ)
    wanted = -20 * np.log10(np.abs(s_parameters(assembly, 50.0)[1, 0]))
    assert insertion_loss_db(assembly, 50.0) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize(("name", "loss_db"), [("HL", 3.15), ("HN", 8.28), ("HH", 13.09)])
def test_reference_the_drafts_devices_lose_what_was_computed_elsewhere(name: str, loss_db: float) -> None:
    found = insertion_loss_db(device(np.array([53.125e9]), HOSTS[name]), 50.0)[0]
    assert found == pytest.approx(loss_db, abs=0.006)  # two decimals on the page


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize("rate", [25e9, 100e9, 141e9, 200e9, 400e9])
def test_law_a_class_keeps_its_loss_at_every_rate(name: str, rate: float) -> None:
    nyquist_hz = rate * 1.0625 / 4
    host = host_at(name, rate, nyquist_hz)
    at = np.array([nyquist_hz])
    found = insertion_loss_db(device(at, host, min(1.0, 200e9 / rate)), 50.0)[0]
    if host.board.length_mm > 0:
        assert found == pytest.approx(host_loss_db(name, rate), abs=0.6)  # a board of other length reflects otherwise
    smooth = smooth_host_db(at, name, rate, nyquist_hz)[0]
    assert smooth == pytest.approx(host_loss_db(name, rate), rel=1e-9) or host.board.length_mm < 1
    assert package_loss_db(at, host)[0] > 0
    assert board_loss_db(at, host)[0] >= 0
