"""A torus of three dimensions built from cubes whose faces meet in optical circuit switches (as in TPU v4).

Inside a cube links are electrical. Each link that leaves a face goes by fibre to a circuit switch; the two ends of one
line through all cubes share a switch, so that it can close the line to a ring or pass it on to any other cube.

Assumed: every cube is wired to every switch, spare ports come on top.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.parameters import constant

CUBE_SIDE = constant(4, unit="chip", source="tpu-v4-cube")
DIMENSIONS = constant(3, unit="1", source="tpu-v4-cube")


@dataclass(frozen=True, slots=True, kw_only=True)
class Torus:
    """Counts of a torus of cubes.

    chips : [1]; cubes : [1]; optical_links : fibres from a face to a circuit switch, over all cubes [1];
    electrical_links : inside cubes [1]; circuit_switches : [1]; ports_each : ports that one of them uses [1]
    """

    chips: int
    cubes: int
    optical_links: int
    electrical_links: int
    circuit_switches: int
    ports_each: int

    @property
    def chip_links(self) -> int:
        """Links from chip to chip: electrical ones, and two fibres that meet in a switch for each other one.

        Returns
        -------
        int    Links from chip to chip: electrical ones, and two fibres that meet in a switch for each other one. [1]

        Source: definition.
        """
        return self.electrical_links + self.optical_links // 2


def torus(cubes: int, side: int = CUBE_SIDE) -> Torus:
    """Counts of a torus of so many cubes.

    Parameters
    ----------
    cubes : int    Cubes. [1]
    side : int     Chips along one edge of a cube. [1]

    Returns
    -------
    Torus          Counts. [1]

    Raises
    ------
    ValueError    for no cube, or a cube of no chip

    Source: tpu-v4-cube.
    >>> found = torus(64)
    >>> found.chips, found.optical_links // found.cubes, found.circuit_switches, found.ports_each
    (4096, 96, 48, 128)
    """
    if cubes < 1 or side < 1:
        raise ValueError("at least one cube of at least one chip")
    face = side * side
    return Torus(
        chips=cubes * face * side, cubes=cubes, optical_links=cubes * 2 * DIMENSIONS * face,
        electrical_links=cubes * DIMENSIONS * face * (side - 1), circuit_switches=DIMENSIONS * face,
        ports_each=2 * cubes,
    )  # fmt: skip


def cubes_for(chips: int, side: int = CUBE_SIDE) -> int:
    """Cubes that hold so many chips.

    Parameters
    ----------
    chips : int    Chips. [1]
    side : int     Chips along one edge of a cube. [1]

    Returns
    -------
    int            Cubes, rounded up. [1]

    Source: definition.
    >>> cubes_for(4096), cubes_for(10_000)
    (64, 157)
    """
    return int(-(-chips // side**DIMENSIONS))
