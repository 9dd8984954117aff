"""Multimode fibre: many paths and many colours at once, and what they leave of the bandwidth.

Assumed: both effects shorten the pulse's spectrum like Gaussian filters, so their inverse squares add.
Not modelled: the launch of a particular laser, connectors, mode noise. Ratios of reaches are meant; an absolute reach
also depends on the power budget and on the equaliser.
"""

from __future__ import annotations

from explainers.base.answer import Numeric
from explainers.base.parameters import constant

_CHROMATIC_GHZ_PS = constant(187.0, unit="GHz ps", source="assumption:gaussian-bandwidth")
MHZ = 1e6
GIGA = 1e9
METRES_PER_KM = 1e3


def modal_bandwidth_hz(bandwidth_mhz_km: float, length_m: Numeric) -> Numeric:
    """Bandwidth that the difference of the paths leaves.

    Parameters
    ----------
    bandwidth_mhz_km : float          Effective modal bandwidth of the fibre, EMB. [MHz km]
    length_m : float or array (n,)    Length. [m]

    Returns
    -------
    float or array (n,)               [Hz]

    Source: sr42-channel.
    >>> modal_bandwidth_hz(4700.0, 100.0)
    47000000000.0
    """
    return bandwidth_mhz_km * MHZ * METRES_PER_KM / length_m


def chromatic_bandwidth_hz(dispersion_ps_per_nm_km: float, width_nm: float, length_m: Numeric) -> Numeric:
    """Bandwidth that the width of the laser's spectrum leaves.

    Parameters
    ----------
    dispersion_ps_per_nm_km : float    Of the fibre at the wavelength. [ps/nm/km]
    width_nm : float                   Spectrum of the laser, root mean square. [nm]
    length_m : float or array (n,)     Length. [m]

    Returns
    -------
    float or array (n,)                187 GHz / (|D| width L). [Hz]

    Source: assumption:gaussian-bandwidth.
    >>> round(chromatic_bandwidth_hz(-108.0, 0.6, 100.0) / 1e9, 2)
    28.86
    """
    return _CHROMATIC_GHZ_PS * GIGA * METRES_PER_KM / (abs(dispersion_ps_per_nm_km) * width_nm * length_m)


def effective_bandwidth_hz(modal_hz: Numeric, chromatic_hz: Numeric) -> Numeric:
    """Both together.

    Parameters
    ----------
    modal_hz, chromatic_hz : float or array (n,)    From the two functions above. [Hz]

    Returns
    -------
    float or array (n,)                             (m^-2 + c^-2)^-1/2. [Hz]

    Source: assumption:gaussian-bandwidth.
    >>> round(effective_bandwidth_hz(47e9, 28.86e9) / 1e9, 2)
    24.59
    """
    found: Numeric = (modal_hz**-2 + chromatic_hz**-2) ** -0.5
    return found


def reach_for_bandwidth_m(
    wanted_hz: float, bandwidth_mhz_km: float, dispersion_ps_per_nm_km: float, width_nm: float
) -> float:
    """Length at which a bandwidth is just left. Both effects fall with 1/length, so it is one division.

    Parameters
    ----------
    wanted_hz : float                  Bandwidth that the signal asks for. [Hz]
    bandwidth_mhz_km : float           Effective modal bandwidth of the fibre, EMB. [MHz km]
    dispersion_ps_per_nm_km : float    Of the fibre at the wavelength. [ps/nm/km]
    width_nm : float                   Spectrum of the laser, root mean square. [nm]

    Returns
    -------
    float                              [m]

    Source: sum of the terms.
    >>> round(reach_for_bandwidth_m(24.59e9, 4700.0, -108.0, 0.6))
    100
    """
    modal_hz = modal_bandwidth_hz(bandwidth_mhz_km, 1.0)
    chromatic_hz = chromatic_bandwidth_hz(dispersion_ps_per_nm_km, width_nm, 1.0)
    return effective_bandwidth_hz(modal_hz, chromatic_hz) / wanted_hz


def reach_ratio(better_mhz_km: float, worse_mhz_km: float, dispersion_ps_per_nm_km: float, width_nm: float) -> float:
    """How many times further one grade of fibre reaches than another, at any rate.

    Parameters
    ----------
    better_mhz_km, worse_mhz_km : float    Effective modal bandwidths. [MHz km]
    dispersion_ps_per_nm_km : float        Of both fibres at the wavelength. [ps/nm/km]
    width_nm : float                       Spectrum of the laser, root mean square. [nm]

    Returns
    -------
    float                                  [1]

    Source: sum of the terms.
    >>> round(reach_ratio(4700.0, 2000.0, -108.0, 0.6), 2)
    1.5
    """
    better, worse = (
        reach_for_bandwidth_m(1.0, bandwidth, dispersion_ps_per_nm_km, width_nm)
        for bandwidth in (better_mhz_km, worse_mhz_km)
    )
    return better / worse
