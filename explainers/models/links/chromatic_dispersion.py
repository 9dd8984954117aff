"""Colours travel at different speeds: what a fibre does to a pulse, and to a receiver that only sees power.

Assumed: standard single-mode fibre near its zero-dispersion wavelength, a transmitter without chirp, direct detection.
Not modelled: chirp, which helps on one side of the zero and hurts on the other; nonlinear effects; equalisers, which
can lift a dip but not fill a null. Transmitter limits (TDECQ) already include dispersion: do not count it twice.
"""

from __future__ import annotations

import math

import numpy as np

from explainers.base.answer import Numeric
from explainers.base.parameters import constant

NM = 1e-9
PS_PER_NM = 1e-3  # 1 ps/nm in s/m
_SPEED_OF_LIGHT_M_PER_S = constant(299_792_458.0, unit="m/s", source="speed-of-light")
_FLOOR = 1e-15  # a null is not drawn deeper than -300 dB


def dispersion_ps_per_nm_km(
    wavelength_nm: Numeric, zero_wavelength_nm: float, zero_slope_ps_per_nm2_km: float
) -> Numeric:
    """Spread of a pulse per nanometre of its width and kilometre of fibre.

    Parameters
    ----------
    wavelength_nm : float or array (n,)    Of the light. [nm]
    zero_wavelength_nm : float             Where the fibre does not disperse. [nm]
    zero_slope_ps_per_nm2_km : float       Slope there, S0. [ps/nm^2/km]

    Returns
    -------
    float or array (n,)                    D = (S0 / 4) (w - w0^4 / w^3). [ps/nm/km]

    Source: smf-dispersion.
    >>> round(dispersion_ps_per_nm_km(1264.5, 1324.0, 0.092), 2)
    -5.87
    """
    ratio = zero_wavelength_nm / wavelength_nm
    # S0 w (1 - r^4) / 4, in factors: exact at the zero itself
    return zero_slope_ps_per_nm2_km * wavelength_nm * (1 - ratio**2) * (1 + ratio**2) / (2 * 2)


def path_dispersion_ps_per_nm(dispersion_ps_per_nm_km: float, length_m: Numeric) -> Numeric:
    """Dispersion of a whole path.

    Parameters
    ----------
    dispersion_ps_per_nm_km : float    Of the fibre at the wavelength. [ps/nm/km]
    length_m : float or array (n,)     Length. [m]

    Returns
    -------
    float or array (n,)                [ps/nm]

    Source: definition.
    >>> path_dispersion_ps_per_nm(-5.87, 2000.0)
    -11.74
    """
    return dispersion_ps_per_nm_km * (length_m / 1e3)


def worst_path_ps_per_nm(
    wavelengths_nm: tuple[float, float], length_m: float, zero_range_nm: tuple[float, float], slope_ps_per_nm2_km: float
) -> tuple[float, float]:
    """Most negative and most positive dispersion that a grid of wavelengths can meet over a path.

    Parameters
    ----------
    wavelengths_nm : (float, float)      Shortest and longest wavelength. [nm]
    length_m : float                     Length. [m]
    zero_range_nm : (float, float)       Lowest and highest zero-dispersion wavelength of the fibre. [nm]
    slope_ps_per_nm2_km : float          Largest slope at the zero. [ps/nm^2/km]

    Returns
    -------
    (float, float)                       [ps/nm]

    Source: smf-dispersion.
    >>> [round(one, 1) for one in worst_path_ps_per_nm((1264.5, 1337.5), 2000.0, (1300.0, 1324.0), 0.092)]
    [-11.7, 6.6]
    """
    lowest = dispersion_ps_per_nm_km(wavelengths_nm[0], zero_range_nm[1], slope_ps_per_nm2_km)
    highest = dispersion_ps_per_nm_km(wavelengths_nm[1], zero_range_nm[0], slope_ps_per_nm2_km)
    return path_dispersion_ps_per_nm(lowest, length_m), path_dispersion_ps_per_nm(highest, length_m)


def fading_db(path_ps_per_nm: Numeric, wavelength_nm: float, frequency_hz: float) -> Numeric:
    """What a receiver of power loses at one frequency, because the two sidebands arrive out of step.

    Parameters
    ----------
    path_ps_per_nm : float or array (n,)    Dispersion of the path. [ps/nm]
    wavelength_nm : float                   Of the light. [nm]
    frequency_hz : float                    Of the signal; half the symbol rate is the one that matters. [Hz]

    Returns
    -------
    float or array (n,)                     20 log10 |cos(pi w^2 D L f^2 / c)|, zero or below. [dB]

    Source: definition.
    >>> round(fading_db(-58.7, 1264.5, 53.125e9 / 2), 1)
    -2.3
    """
    scale = math.pi * (wavelength_nm * NM) ** 2 * PS_PER_NM * frequency_hz**2 / _SPEED_OF_LIGHT_M_PER_S
    swing = np.maximum(np.abs(np.cos(scale * np.asarray(path_ps_per_nm))), _FLOOR)
    found = 2 * 10 * np.log10(swing)
    if isinstance(path_ps_per_nm, np.ndarray):
        return found
    return float(found)


def first_null_ps_per_nm(wavelength_nm: float, frequency_hz: float) -> float:
    """Dispersion at which a frequency vanishes for the first time.

    Parameters
    ----------
    wavelength_nm : float    Of the light. [nm]
    frequency_hz : float     Of the signal. [Hz]

    Returns
    -------
    float                    c / (2 w^2 f^2). [ps/nm]

    Source: definition.
    >>> round(first_null_ps_per_nm(1264.5, 113.4375e9 / 2), 1)
    29.1
    """
    return _SPEED_OF_LIGHT_M_PER_S / (2 * (wavelength_nm * NM) ** 2 * frequency_hz**2) / PS_PER_NM
