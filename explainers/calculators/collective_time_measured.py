"""Published bus bandwidths of all-reduces, whole tables, for the points of a figure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import GIGA

KIBI = 2**10
MEBI = KIBI * KIBI


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One table: messages that double from first_bytes [B], bus bandwidth of each [GB/s]; efa: on AWS EFA"""

    machine: str
    gpus: int
    first_bytes: int
    bus_gbps: tuple[float, ...]
    efa: bool = False

    @property
    def sizes_bytes(self) -> Numbers:
        """Message of each row.

        Source: definition.
        """
        found: Numbers = self.first_bytes * np.exp2(np.arange(len(self.bus_gbps), dtype=np.float64))
        return found

    @property
    def bus_bps(self) -> Numbers:
        """Bus bandwidth of each row.

        Source: SI prefix.
        """
        return np.array(self.bus_gbps) * GIGA


TABLES = (
    Measured(
        machine="a100", gpus=constant(8, unit="1", source="all-reduce-a100x8"),
        first_bytes=constant(32, unit="KiB", source="all-reduce-a100x8") * KIBI,
        bus_gbps=constant((
            1.31, 2.45, 4.43, 7.47, 11.41, 18, 36.18, 72.33, 109.93, 106.16, 138.49, 171.54, 176.92, 194.07,
            222.72, 229.04, 231.41, 233.88, 234.61, 234.89,
        ), unit="GB/s", source="all-reduce-a100x8"),
    ),
    Measured(
        machine="h100", gpus=constant(8, unit="1", source="all-reduce-h200x8"),
        first_bytes=constant(32, unit="KiB", source="all-reduce-h200x8") * KIBI,
        bus_gbps=constant((
            1.44, 2.93, 5.73, 11.74, 23.94, 39.93, 64.53, 107.16, 155.53, 219.89, 275.84, 346.51, 401.93,
            436.15, 450.29, 463.58, 469.17, 473.1, 477.45, 482.26,
        ), unit="GB/s", source="all-reduce-h200x8"),
    ),
    Measured(
        machine="b200", gpus=constant(32, unit="1", source="all-reduce-b200x32"),
        first_bytes=constant(32, unit="KiB", source="all-reduce-b200x32") * KIBI, efa=True,
        bus_gbps=constant((
            0.01, 0.04, 0.45, 1.33, 2.84, 5.37, 10.38, 18.9, 35.12, 64.43, 91.19, 156.74, 197.94, 229.09, 326.9,
            361.99, 372.42, 377.34, 380.39, 381.8,
        ), unit="GB/s", source="all-reduce-b200x32"),
    ),
    Measured(
        machine="h100", gpus=constant(64, unit="1", source="all-reduce-h100x64"),
        first_bytes=constant(512, unit="MiB", source="all-reduce-h100x64") * MEBI,
        bus_gbps=constant((
            356.01, 365.9, 380.73, 383.23, 386.56,
        ), unit="GB/s", source="all-reduce-h100x64"),
    ),
    Measured(
        machine="gb200", gpus=constant(72, unit="1", source="all-reduce-gb200x72"),
        first_bytes=constant(512, unit="MiB", source="all-reduce-gb200x72") * MEBI,
        bus_gbps=constant((
            586.06, 681.17, 757.78, 839.16, 834.57,
        ), unit="GB/s", source="all-reduce-gb200x72"),
    ),
    Measured(
        machine="gb200", gpus=constant(144, unit="1", source="all-reduce-gb200x144"),
        first_bytes=constant(512, unit="MiB", source="all-reduce-gb200x144") * MEBI,
        bus_gbps=constant((
            493.94, 596.1, 680.3, 743.09, 793.06, 810.41,
        ), unit="GB/s", source="all-reduce-gb200x144"),
    ),
)  # fmt: skip


def table_of(machine: str, gpus: int, *, efa: bool) -> Measured | None:
    """The published table of a machine, if there is one; the fabric counts only where the machine is left.

    Parameters
    ----------
    machine : str    Generation. [text]
    gpus : int       GPUs. [1]
    efa : bool       On AWS EFA? [yes or no]

    Returns
    -------
    Measured         or nothing

    Source: definition.
    """
    for one in TABLES:
        if (one.machine, one.gpus, one.efa) == (machine, gpus, efa):
            return one
    return None


def measured_bus_bps(found: Measured | None, message_bytes: float) -> float:
    """The published value for just that message.

    Parameters
    ----------
    found : Measured          Table, or nothing. [object]
    message_bytes : float     Buffer of one rank. [B]

    Returns
    -------
    float                     Bus bandwidth; NaN where nothing is published. [B/s]

    Source: definition.
    >>> measured_bus_bps(TABLES[0], 2**20) / 1e9
    18.0
    """
    if found is None:
        return math.nan
    same = found.sizes_bytes == message_bytes
    return float(found.bus_bps[same][0]) if same.any() else math.nan
