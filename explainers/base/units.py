"""Named conversions. Inside the package every quantity has the unit its name ends with."""

from __future__ import annotations

NANO = 1e-9
FEMTO = 1e-15
PICO = 1e-12
GIGA = 1e9
TERA = 1e12
BITS_PER_BYTE = 8
DECIBEL_FACTOR = 20  # decibels of a voltage ratio, per decade
SECONDS_PER_HOUR = 3600
NEPER_DB = 8.685889638065037  # 20 / ln 10
SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR
DAYS_PER_WEEK = 7
DAYS_PER_YEAR = 365

# shown unit -> (unit inside the package, how many of those it is worth)
DISPLAY_UNITS: dict[str, tuple[str, float]] = {
    "s": ("s", 1.0),
    "ms": ("s", 1e-3),
    "us": ("s", 1e-6),
    "ns": ("s", NANO),
    "ns/m": ("s/m", NANO),
    "m": ("m", 1.0),
    "km": ("m", 1e3),
    "m/s": ("m/s", 1.0),
    "km/s": ("m/s", 1e3),
    "bit/s": ("bit/s", 1.0),
    "Gb/s": ("bit/s", GIGA),
    "Tb/s": ("bit/s", TERA),
    "GHz": ("Hz", GIGA),
    "GBd": ("Bd", GIGA),
    "dB": ("dB", 1.0),
    "dBm": ("dBm", 1.0),
    "dB/m": ("dB/m", 1.0),
    "dB/km": ("dB/m", 1e-3),
    "W": ("W", 1.0),
    "kW": ("W", 1e3),
    "MW": ("W", 1e6),
    "pJ/bit": ("J/bit", 1e-12),
    "mV": ("V", 1e-3),
    "mm": ("mm", 1.0),
    "µm": ("µm", 1.0),
    "AWG": ("AWG", 1.0),
    "°C": ("°C", 1.0),
    "B": ("B", 1.0),
    "GB": ("B", GIGA),
    "GB/s": ("B/s", GIGA),
    "TFLOP/s": ("FLOP/s", TERA),
    "USD": ("USD", 1.0),
    "M USD": ("USD", 1e6),
    "bn USD": ("USD", GIGA),
    "JPY": ("JPY", 1.0),
    "M JPY": ("JPY", 1e6),
    "bn JPY": ("JPY", GIGA),
    "円": ("JPY", 1.0),
    "億円": ("JPY", 1e8),
    "TB/s": ("B/s", TERA),
    "PFLOP/s": ("FLOP/s", 1e15),
    "MB": ("B", 1e6),
    "kB": ("B", 1e3),
    "day": ("day", 1.0),
    "token/s": ("token/s", 1.0),
    "%": ("1", 1e-2),
    "1": ("1", 1.0),
}


def ns_to_s(time_ns: float) -> float:
    """Nanoseconds to seconds.

    Parameters
    ----------
    time_ns : float or array (n,)    Time. [ns]

    Returns
    -------
    float or array (n,)              Time. [s]

    Source: SI prefix.
    >>> ns_to_s(4.0)
    4e-09
    """
    return time_ns * NANO


def gbd_to_bd(symbol_rate_gbd: float) -> float:
    """Gigabaud to baud.

    Parameters
    ----------
    symbol_rate_gbd : float or array (n,)    Symbol rate. [GBd]

    Returns
    -------
    float or array (n,)                      Symbol rate. [Bd]

    Source: SI prefix.
    >>> gbd_to_bd(53.125)
    53125000000.0
    """
    return symbol_rate_gbd * GIGA


def pj_to_j(energy_pj: float) -> float:
    """Picojoules to joules.

    Parameters
    ----------
    energy_pj : float or array (n,)    Energy, also per bit. [pJ]

    Returns
    -------
    float or array (n,)                Energy. [J]

    Source: SI prefix.
    >>> pj_to_j(4.0)
    4e-12
    """
    return energy_pj * PICO


def bytes_to_bits(size_bytes: float) -> float:
    """Bytes to bits.

    Parameters
    ----------
    size_bytes : float or array (n,)    Size. [B]

    Returns
    -------
    float or array (n,)                 Size. [bit]

    Source: IEC 80000-13, octet.
    >>> bytes_to_bits(680)
    5440
    """
    return size_bytes * BITS_PER_BYTE


def to_display(number: float, unit: str, display_unit: str) -> float:
    """A number of the package in the unit a sentence shows.

    Parameters
    ----------
    number : float          Value. [unit]
    unit : str              Unit inside the package. [text]
    display_unit : str      Shown unit. [text]

    Returns
    -------
    float                   Value. [display_unit]

    Raises
    ------
    KeyError    for a shown unit that is not known
    ValueError  when the two units measure different things

    Source: SI prefixes.
    >>> round(to_display(4.9e-9, "s/m", "ns/m"), 9)
    4.9
    """
    inner, factor = DISPLAY_UNITS[display_unit]
    if inner != ("1" if unit == "count" else unit):
        raise ValueError(f"{display_unit} does not measure {unit}")
    return number / factor
