"""Named conversions. Inside the package every quantity has the unit its name ends with."""

from __future__ import annotations

import math
from functools import cache

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
    "µs": ("s", 1e-6),
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
_BINARY = {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30}  # IEC 80000-13: these and no others are powers of two
_UNITLESS = ("1", "ratio", "count")
_SPELLINGS = {  # as others write what this table has; Greek mu, and units that are one character
    "us": "µs", "μs": "µs", "bps": "bit/s", "b/s": "bit/s", "Gbps": "Gb/s", "gbps": "Gb/s", "Gbit/s": "Gb/s",
    "Tbps": "Tb/s", "Tbit/s": "Tb/s", "GPUs": "GPU", "tokens": "token", "years": "year", "㎞": "km", "℃": "°C",
    "㏈": "dB", "㏈m": "dBm", "㎱": "ns", "㎲": "µs", "㎳": "ms", "㎾": "kW", "㎿": "MW", "㎆": "MB", "㎇": "GB",
}  # fmt: skip


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


def same_unit(written: str) -> str:
    """A unit as somebody wrote it, in the spelling of this table; a letter's case is part of the unit.

    Parameters
    ----------
    written : str    Unit. [text]

    Returns
    -------
    str              the same for all spellings of a unit

    Source: this project's convention.
    >>> same_unit("㎞"), same_unit("us"), same_unit("Gbps"), same_unit("M  USD"), same_unit("furlong")
    ('km', 'µs', 'Gb/s', 'M USD', 'furlong')
    """
    folded = " ".join(written.split())
    return _SPELLINGS.get(folded, folded)


@cache
def units_taken(unit: str) -> dict[str, tuple[int, int]]:
    """Units that may stand behind a number of a field: its own first, then those that measure the same, by size.

    Parameters
    ----------
    unit : str    Unit of the field. [text]

    Returns
    -------
    dict unit -> (int, int)    how many of the field's own it is, as a fraction. [1]

    Source: SI prefixes; IEC 80000-13.
    >>> units_taken("m"), units_taken("dBm"), units_taken("ratio")
    ({'m': (1, 1), 'km': (1000, 1)}, {'dBm': (1, 1)}, {})
    """
    if unit in _UNITLESS:
        return {}
    inner, factor = DISPLAY_UNITS.get(unit, (unit, 1.0))
    above, below = _fraction(factor)
    sizes = {name: _fraction(size) for name, (other, size) in DISPLAY_UNITS.items() if other == inner}
    if inner == "B":
        sizes |= {name: (size, 1) for name, size in _BINARY.items()}
    found = {
        name: _reduced(up * below, down * above)
        for name, (up, down) in sorted(sizes.items(), key=lambda item: item[1][0] / item[1][1])
        if name not in {*_UNITLESS, *_SPELLINGS, unit}
    }
    return {unit: (1, 1), **found}


def _fraction(factor: float) -> tuple[int, int]:
    """A power of ten as whole numbers."""
    return (round(factor), 1) if factor >= 1 else (1, round(1 / factor))


def _reduced(above: int, below: int) -> tuple[int, int]:
    common = math.gcd(above, below)
    return above // common, below // common


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
