"""Which port rate was standard, in use, or counted by analysts when: dated points, each from one fact."""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.parameters import constant

MONTHS = constant(12, unit="month/year", source="assumption:date-in-year")
MID_YEAR = 0.5


def middle(year: float, month: float = 0) -> float:
    """Decimal year of the middle of a month, or of the year where no month is known.

    Parameters
    ----------
    year : float     Calendar year. [year]
    month : float    1 to 12, or 0 for none. [1]

    Returns
    -------
    float            Decimal year. [year]

    Source: assumption:date-in-year.
    >>> middle(2014), round(middle(2026, 7), 3)
    (2014.5, 2026.542)
    """
    return year + ((month - MID_YEAR) / MONTHS if month else MID_YEAR)


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated port rate. kind: "standard", "product" or "counted"; year: decimal [year]; rate_bps [bit/s]"""

    name: str
    kind: str
    year: float
    rate_bps: float


DATED = (
    Dated(
        "cr4-2014", "standard", middle(constant(2014, unit="year", source="ieee-cr-25g")),
        constant(100e9, unit="bit/s", source="ieee-cr-25g"),
    ),
    Dated(
        "a100-2020", "product", middle(constant(2020, unit="year", source="a100-nic")),
        constant(200e9, unit="bit/s", source="a100-nic"),
    ),
    Dated(
        "h100-2022", "product", middle(constant(2022, unit="year", source="h100-nic")),
        constant(400e9, unit="bit/s", source="h100-nic"),
    ),
    Dated(
        "majority-2025", "counted", middle(constant(2025, unit="year", source="port-speed-transition")),
        constant(800e9, unit="bit/s", source="port-speed-transition"),
    ),
    Dated(
        "b200-2025", "product", middle(constant(2025, unit="year", source="b200-nic")),
        constant(800e9, unit="bit/s", source="b200-nic"),
    ),
    Dated(
        "linux-2025", "standard",
        middle(
            constant(2025, unit="year", source="ieee-1600-cr8"), constant(11, unit="month", source="ieee-1600-cr8")
        ),
        constant(1600e9, unit="bit/s", source="ieee-1600-cr8"),
    ),
    Dated(
        "rubin-2026", "product",
        middle(constant(2026, unit="year", source="rubin-nic"), constant(1, unit="month", source="rubin-nic")),
        constant(800e9, unit="bit/s", source="rubin-nic"),
    ),
    Dated(
        "shipments-800g-2026", "counted", middle(constant(2026, unit="year", source="shipments-800g-2026")),
        constant(800e9, unit="bit/s", source="shipments-800g-2026"),
    ),
    Dated(
        "shipments-1600g-2026", "counted", middle(constant(2026, unit="year", source="shipments-1p6t-2026")),
        1e12 * constant(1.6, unit="Tb/s", source="shipments-1p6t-2026"),
    ),
    Dated(
        "mesh-2026", "product",
        middle(
            constant(2026, unit="year", source="mesh-alpha-c1-rate"),
            constant(6, unit="month", source="mesh-alpha-c1-rate"),
        ),
        1e12 * constant(1.6, unit="Tb/s", source="mesh-alpha-c1-rate"),
    ),
    Dated(
        "standard-2026", "standard",
        middle(
            constant(2026, unit="year", source="ieee-802-3dj-date"),
            constant(7, unit="month", source="ieee-802-3dj-date"),
        ),
        1e12 * constant(1.6, unit="Tb/s", source="ieee-802-3dj-date"),
    ),
    Dated(
        "majority-2027", "counted", middle(constant(2027, unit="year", source="port-speed-transition")),
        constant(1600e9, unit="bit/s", source="port-speed-transition"),
    ),
)  # fmt: skip
