"""Light that turns round twice: echoes between two reflections beat with the signal (multipath interference, MPI).

Assumed: every echo arrives at its worst phase at once, with the polarisation of the signal; the beat hits the highest
level, and the smallest distance of two levels suffers. Real phases wander, so this is an upper bound.
"""

from __future__ import annotations

import math

from explainers.base.answer import Numeric
from explainers.base.errors import NoSolutionError


def ratio_of_db(value_db: Numeric) -> Numeric:
    """A power ratio from decibels.

    Parameters
    ----------
    value_db : float or array (n,)    [dB]

    Returns
    -------
    float or array (n,)               [1]

    Source: definition.
    >>> ratio_of_db(10.0)
    10.0
    """
    found: Numeric = 10.0 ** (value_db / 10)
    return found


def echo_sum(reflectances_db: tuple[float, ...], positions_db: tuple[float, ...]) -> float:
    """Fields of all double reflections together, against the field of the signal.

    An echo between two reflections passes the way between them three times, the signal once: two extra passes of
    amplitude are one loss of power.

    Parameters
    ----------
    reflectances_db : tuple of float    Of each reflecting place, in the order of the way; negative. [dB]
    positions_db : tuple of float       Loss from the transmitter to each place. [dB]

    Returns
    -------
    float                               Sum over pairs of sqrt(Ri Rj) 10^(-loss between them / 10). [1]

    Source: definition.
    >>> round(echo_sum((-26.0, -26.0), (0.0, 3.0)), 6)
    0.001259
    """
    places = list(zip(reflectances_db, positions_db, strict=True))
    return math.fsum(
        math.sqrt(ratio_of_db(one) * ratio_of_db(other)) * ratio_of_db(-abs(there - here))
        for first, (one, here) in enumerate(places)
        for other, there in places[first + 1 :]
    )


def mpi_penalty_db(echoes: float, extinction_db: float, levels: int) -> float:
    """Extra OMA that the echoes cost.

    The beat of the highest level P swings by +-2 P times the echo's field. P is OMA ER / (ER - 1), and two neighbouring
    levels are OMA / (levels - 1) apart, so the share of the eye that is lost is 4 (levels - 1) ER / (ER - 1) echoes.

    Parameters
    ----------
    echoes : float           From `echo_sum`. [1]
    extinction_db : float    Highest over lowest level. [dB]
    levels : int             2 for NRZ, 4 for PAM4. [1]

    Returns
    -------
    float                    -10 log10(1 - lost share). [dB]

    Raises
    ------
    NoSolutionError    when the echoes close the eye completely

    Source: definition.
    >>> round(mpi_penalty_db(0.001259, 3.5, 4), 2)
    0.12
    """
    ratio = ratio_of_db(extinction_db)
    lost = 2 * 2 * (levels - 1) * ratio / (ratio - 1) * echoes
    if lost >= 1:
        raise NoSolutionError("eye-closed")
    return -10 * math.log10(1 - lost)
