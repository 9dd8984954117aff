"""explainers.models.links.chromatic_dispersion: the fibre's formula, known paths, and where a signal vanishes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.chromatic_dispersion import (
    dispersion_ps_per_nm_km,
    fading_db,
    first_null_ps_per_nm,
    path_dispersion_ps_per_nm,
    worst_path_ps_per_nm,
)

CWDM_NM, FIBRE_NM, SLOPE = (1264.5, 1337.5), (1300.0, 1324.0), 0.092


@pytest.mark.parametrize("wavelength_nm", [1264.5, 1310.0, 1337.5, 1550.0])
def test_hand_the_formula_as_it_is_printed(wavelength_nm: float) -> None:
    printed = SLOPE / 4 * (wavelength_nm - 1312.0**4 / wavelength_nm**3)
    # the printed form subtracts two numbers of 1e3; 1e-12 of them is what a double keeps
    assert dispersion_ps_per_nm_km(wavelength_nm, 1312.0, SLOPE) == pytest.approx(printed, abs=1e-10)


@pytest.mark.parametrize(
    ("length_m", "wanted"),
    [(2000.0, (-11.7, 6.6)), (10_000.0, (-58.7, 33.1))],  # four CWDM colours, worst fibre
)
def test_reference_cwdm_paths(length_m: float, wanted: tuple[float, float]) -> None:
    assert worst_path_ps_per_nm(CWDM_NM, length_m, FIBRE_NM, SLOPE) == pytest.approx(wanted, abs=0.05)


@pytest.mark.parametrize(
    ("path_ps_per_nm", "symbol_rate_bd", "wanted_db"), [(-58.7, 53.125e9, -2.3), (-11.74, 113.4375e9, -1.9)]
)
def test_reference_fading(path_ps_per_nm: float, symbol_rate_bd: float, wanted_db: float) -> None:
    assert fading_db(path_ps_per_nm, 1264.5, symbol_rate_bd / 2) == pytest.approx(wanted_db, abs=0.05)


def test_reference_ten_kilometres_of_cwdm_pass_the_null_at_the_next_rate() -> None:
    null = first_null_ps_per_nm(1264.5, 113.4375e9 / 2)
    assert null < 58.7
    assert fading_db(null, 1264.5, 113.4375e9 / 2) < -200  # nothing is left but rounding
    assert first_null_ps_per_nm(1264.5, 53.125e9 / 2) > 58.7


def test_limit_no_path_no_fading() -> None:
    assert fading_db(0.0, 1310.0, 26.5625e9) == 0.0
    assert dispersion_ps_per_nm_km(1310.0, 1310.0, SLOPE) == 0.0
    assert path_dispersion_ps_per_nm(-5.0, 0.0) == 0.0


def test_limit_near_the_zero_the_slope_is_the_slope() -> None:
    assert dispersion_ps_per_nm_km(1310.001, 1310.0, SLOPE) / 0.001 == pytest.approx(SLOPE, rel=1e-5)


def test_shape_vector_is_scalar_by_scalar() -> None:
    paths = np.linspace(-60.0, 60.0, 41)
    np.testing.assert_allclose(
        fading_db(paths, 1311.0, 26e9), [fading_db(float(one), 1311.0, 26e9) for one in paths], rtol=1e-13
    )
    wavelengths = np.linspace(1260.0, 1340.0, 9)
    np.testing.assert_array_equal(
        dispersion_ps_per_nm_km(wavelengths, 1312.0, SLOPE),
        [dispersion_ps_per_nm_km(float(one), 1312.0, SLOPE) for one in wavelengths],
    )


def test_law_the_sign_of_the_path_does_not_matter_and_fading_is_never_a_gain() -> None:
    paths = np.linspace(0.0, 200.0, 401)
    losses = fading_db(paths, 1311.0, 26.5625e9)
    np.testing.assert_array_equal(losses, fading_db(-paths, 1311.0, 26.5625e9))
    assert np.all(losses <= 0)


def test_law_twice_the_symbol_rate_meets_its_null_at_a_quarter_of_the_path() -> None:
    once, twice = (first_null_ps_per_nm(1311.0, hz) for hz in (20e9, 40e9))
    assert math.isclose(once, 4 * twice, rel_tol=1e-14)
