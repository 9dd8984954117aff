"""explainers.models.links.twinax and connector: skin, insulation, gauge, temperature, causality."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explainers.models.links.connector import connector, connector_loss_db
from explainers.models.links.twinax import (
    TwinaxPair,
    conductor_diameter_m,
    conductor_loss_db_per_m,
    delay_s_per_m,
    dielectric_loss_db_per_m,
    loss_db_per_m,
    propagation_constant_per_m,
    resistivity_ohm_m,
    skin_depth_um,
)
from explainers.models.links.twoport import insertion_loss_db

PAIR = TwinaxPair()


@pytest.mark.parametrize(("awg", "at_12_89", "at_26_56", "at_53_125"), [
    (24, 2.73, 4.21, 6.51), (26, 3.32, 5.05, 7.71), (28, 4.06, 6.12, 9.22), (30, 5.00, 7.47, 11.12),
    (32, 6.18, 9.17, 13.53),
])  # fmt: skip
def test_hand_loss_of_each_gauge(awg: float, at_12_89: float, at_26_56: float, at_53_125: float) -> None:
    found = loss_db_per_m(TwinaxPair(awg=awg), np.array([12.89e9, 26.56e9, 53.125e9]))
    assert found == pytest.approx([at_12_89, at_26_56, at_53_125], abs=0.011)  # two decimals, worked out on paper


def test_hand_a_step_of_39_gauges_is_a_factor_of_92() -> None:
    assert conductor_diameter_m(36 - 39) / conductor_diameter_m(36) == pytest.approx(92, rel=1e-12)
    assert conductor_diameter_m(36) == 0.127e-3


def test_hand_skin_depth_at_one_gigahertz() -> None:
    # sqrt(1.724e-8 / (pi 1e9 4 pi 1e-7)) = 2.09 um, the textbook's value for copper
    assert skin_depth_um(1e9, 20.0) == pytest.approx(2.09, abs=0.005)


def test_law_conductor_loss_grows_with_the_root_of_frequency_and_insulation_in_proportion() -> None:
    frequency_hz = np.array([1e9, 4e9, 16e9])
    skin = np.asarray(conductor_loss_db_per_m(PAIR, frequency_hz))
    foam = np.asarray(dielectric_loss_db_per_m(PAIR, frequency_hz))
    assert skin / skin[0] == pytest.approx([1, 2, 4], rel=1e-12)
    assert foam / foam[0] == pytest.approx([1, 4, 16], rel=1e-12)


def test_law_conductor_loss_scales_with_one_over_the_diameter_and_the_root_of_resistivity() -> None:
    frequency_hz = 26.5625e9
    thin = TwinaxPair(awg=30)
    ratio = conductor_loss_db_per_m(thin, frequency_hz) / conductor_loss_db_per_m(PAIR, frequency_hz)
    assert ratio == pytest.approx(conductor_diameter_m(26) / conductor_diameter_m(30), rel=1e-12)
    hot = replace(PAIR, temperature_c=100.0)
    warmer = conductor_loss_db_per_m(hot, frequency_hz) / conductor_loss_db_per_m(PAIR, frequency_hz)
    assert warmer == pytest.approx(math.sqrt(resistivity_ohm_m(100.0) / resistivity_ohm_m(20.0)), rel=1e-9)
    assert warmer == pytest.approx(math.sqrt(1 + 0.00393 * 80), rel=1e-9)


def test_law_loss_rises_with_frequency_gauge_number_and_temperature() -> None:
    frequency_hz = np.geomspace(0.1e9, 60e9, 50)
    assert (np.diff(loss_db_per_m(PAIR, frequency_hz)) > 0).all()
    by_gauge = [loss_db_per_m(TwinaxPair(awg=awg), 20e9) for awg in (24, 26, 28, 30, 32)]
    assert by_gauge == sorted(by_gauge)
    by_heat = [loss_db_per_m(replace(PAIR, temperature_c=t), 20e9) for t in (0, 20, 50, 85)]
    assert by_heat == sorted(by_heat)


def test_shape_an_array_is_its_scalars() -> None:
    frequency_hz = np.array([1e9, 12.89e9, 53.125e9])
    one_by_one = [float(loss_db_per_m(PAIR, float(f))) for f in frequency_hz]
    assert np.asarray(loss_db_per_m(PAIR, frequency_hz)) == pytest.approx(one_by_one, rel=1e-15)


def test_law_the_propagation_constant_carries_the_same_loss_and_a_causal_delay() -> None:
    frequency_hz = np.linspace(0.5e9, 60e9, 400)
    constant = propagation_constant_per_m(PAIR, frequency_hz)
    assert constant.real * 8.685889638065037 == pytest.approx(np.asarray(loss_db_per_m(PAIR, frequency_hz)), rel=1e-12)
    group = np.gradient(constant.imag, 2 * np.pi * frequency_hz)
    assert (np.diff(group[1:-1]) < 0).all(), (
        "a lossy line is slower at low frequencies, or it would answer before it is asked"
    )
    assert group[-2] == pytest.approx(delay_s_per_m(PAIR), rel=0.01)


def test_hand_the_delay_is_a_makers_maximum_or_less() -> None:
    assert delay_s_per_m(PAIR) == pytest.approx(4.41e-9, abs=0.005e-9)


def test_law_a_connector_loses_what_it_should_and_reflects_a_little() -> None:
    frequency_hz = np.linspace(1e9, 60e9, 100)
    wanted = np.asarray(connector_loss_db(frequency_hz))
    found = insertion_loss_db(connector(frequency_hz), 50.0)
    assert (found > wanted - 1e-9).all()
    assert (found - wanted).max() < 1.0  # the ripple of 47 ohm and 20 fF
    assert connector_loss_db(4e9) == pytest.approx(2 * 0.55, rel=1e-12)
