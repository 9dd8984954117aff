"""Rates on the wire, as tools and switches print them, and the nominal rates that they stand for.

A lane of nominal 100 Gb/s runs at 106.25 Gb/s, coding included. Who types the rate that a tool prints means the lane;
a model that took it for the nominal rate would add the coding a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from explainers.base.units import GIGA, units_taken

LANE, PORT = "lane", "port"  # one lane, or all lanes of a network card together
_BLOCKS = (33, 32)  # 64b/66b, and KR4, which takes exactly its place: kr4-lane-rate
_KP4 = (17, 16)  # kp4-line-rate-ratio
_LANES_GBPS = {10: _BLOCKS, 25: _BLOCKS, 50: _KP4, 100: _KP4, 200: _KP4, 400: _KP4}
_LANES_OF_A_PORT = (1, 2, 4, 8)
# the electrical interfaces of the OIF (CEI) are named after about the rate on the wire; of a network card 56 Gb/s is
# a nominal rate (InfiniBand FDR), so these names count for lanes only
CLASSES_GBPS = {56: 50, 112: 100, 224: 200}
_LEAST_DIGITS = 3  # fewer are no longer that rate: the page itself prints three


@cache
def nominal_rates(kind: str, unit: str) -> dict[float, float]:
    """Every rate that is not taken at its word, in every rounding that is printed, and what it stands for.

    Parameters
    ----------
    kind : str    LANE or PORT. [text]
    unit : str    Unit of the rates. [text]

    Returns
    -------
    dict rate -> nominal rate    [unit]

    Source: kr4-lane-rate, kp4-line-rate-ratio.
    >>> rates = nominal_rates(LANE, "Gb/s")
    >>> [rates.get(rate) for rate in (25.78125, 25.78, 25.8, 53.125, 106.3, 106.25, 212.5, 112.0, 100.0, 110.0)]
    [25.0, 25.0, 25.0, 50.0, 100.0, 100.0, 200.0, 100.0, None, None]
    """
    above, below = units_taken(unit)["bit/s"]
    found: dict[int, int] = {}
    for counted in (1,) if kind == LANE else _LANES_OF_A_PORT:
        for nominal_gbps, (more, fewer) in _LANES_GBPS.items():
            nominal = counted * nominal_gbps * round(GIGA)
            found |= dict.fromkeys(_printed(nominal * more // fewer), nominal)
    if kind == LANE:
        found |= {name * round(GIGA): nominal * round(GIGA) for name, nominal in CLASSES_GBPS.items()}
    return {rate * above / below: nominal * above / below for rate, nominal in found.items()}


def nominal_rate(number: float, kind: str, unit: str) -> float:
    """What a number stands for: of a rate on the wire the nominal rate, of anything else the number itself.

    Parameters
    ----------
    number : float    What was given. [unit]
    kind : str        LANE or PORT; "" for what is no rate of a link. [text]
    unit : str        Its unit. [text]

    Returns
    -------
    float             [unit]

    Source: kr4-lane-rate, kp4-line-rate-ratio.
    >>> nominal_rate(106.25, LANE, "Gb/s"), nominal_rate(106.25, "", "GBd")
    (100.0, 106.25)
    """
    return nominal_rates(kind, unit).get(number, number) if kind else number


def short_line_rates(kind: str, unit: str) -> list[float]:
    """What a control whose values have three digits must step over.

    Parameters
    ----------
    kind : str       LANE or PORT. [text]
    unit : str       Unit of the rates. [text]

    Returns
    -------
    list of float    in order. [unit]

    Source: kr4-lane-rate, kp4-line-rate-ratio.
    >>> short_line_rates(LANE, "Gb/s")
    [10.3, 25.8, 53.1, 56.0, 106.0, 112.0, 212.0, 213.0, 224.0, 425.0]
    """
    return sorted(rate for rate in nominal_rates(kind, unit) if float(f"{rate:.{_LEAST_DIGITS}g}") == rate)


def _printed(rate: int) -> Iterator[int]:
    """A rate with three digits and more, a half rounded either way."""
    for kept in range(_LEAST_DIGITS, len(str(rate)) + 1):
        place = 10 ** (len(str(rate)) - kept)
        whole, rest = divmod(rate, place)
        if 2 * rest <= place:
            yield whole * place
        if 2 * rest >= place:
            yield (whole + 1) * place


def is_class(kind: str, unit: str, rate: float) -> bool:
    """Whether a rate is the name of a class of interfaces rather than a rate on the wire.

    Parameters
    ----------
    kind : str      LANE or PORT. [text]
    unit : str      Unit of the rate. [text]
    rate : float    What was given. [unit]

    Returns
    -------
    bool            [yes or no]

    Source: this project's convention.
    >>> is_class(LANE, "Gb/s", 112.0), is_class(LANE, "Gb/s", 106.25)
    (True, False)
    """
    above, below = units_taken(unit)["bit/s"]
    return kind == LANE and rate in {name * round(GIGA) * above / below for name in CLASSES_GBPS}
