"""Latency of one message over one link: travel, serialisation, coding, electronics.

Assumed: an idle link, no queue, no switch, no software; the modules and the coding work as pipelines, so their
delays add once and the last bit leaves one serialisation time after the first.
Not modelled: MAC and PCS pipelines of the hosts, Ethernet preamble and gaps, lane skew, the inner code of
200 Gb/s optical lanes, retransmission.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import bytes_to_bits

SPEED_OF_LIGHT_M_PER_S = constant(299_792_458.0, unit="m/s", source="speed-of-light")


def delay_per_metre_s(group_index: float) -> float:
    """Travel time of a pulse per metre of a medium.

    Parameters
    ----------
    group_index : float or array (n,)    c divided by the group velocity. [1]

    Returns
    -------
    float or array (n,)                  Group delay. [s/m]

    Source: speed-of-light.
    >>> round(delay_per_metre_s(1.468) * 1e9, 3)
    4.897
    """
    return group_index / SPEED_OF_LIGHT_M_PER_S


def delay_at_velocity_s_per_m(velocity_fraction_of_c: float) -> float:
    """Travel time per metre of a medium whose speed is given as a fraction of c.

    Parameters
    ----------
    velocity_fraction_of_c : float or array (n,)    Between 0 and 1. [1]

    Returns
    -------
    float or array (n,)                             Group delay. [s/m]

    Source: speed-of-light.
    >>> round(delay_at_velocity_s_per_m(0.81) * 1e9, 3)
    4.118
    """
    return 1 / (velocity_fraction_of_c * SPEED_OF_LIGHT_M_PER_S)


def velocity_fraction(delay_s_per_m: float) -> float:
    """Speed of a pulse as a fraction of the speed of light in vacuum.

    Parameters
    ----------
    delay_s_per_m : float or array (n,)    Group delay. [s/m]

    Returns
    -------
    float or array (n,)                    Between 0 and 1 for any real medium. [1]

    Source: speed-of-light.
    >>> round(velocity_fraction(4.5e-9), 3)
    0.741
    """
    return 1 / (delay_s_per_m * SPEED_OF_LIGHT_M_PER_S)


def propagation_time_s(length_m: float | Numbers, delay_s_per_m: float) -> float | Numbers:
    """Travel time through a medium.

    Parameters
    ----------
    length_m : float or array (n,)    Length. [m]
    delay_s_per_m : float             Group delay. [s/m]

    Returns
    -------
    float or array (n,)               Travel time. [s]

    Source: definition of group delay.
    >>> propagation_time_s(2.0, 4.5e-9)
    9e-09
    """
    return length_m * delay_s_per_m


def serialisation_time_s(message_bytes: float, payload_rate_bps: float) -> float:
    """Time from the first to the last bit of a message leaving an idle port.

    Parameters
    ----------
    message_bytes : float or array (n,)    Size of the message. [B]
    payload_rate_bps : float               Rate of the whole port that the MAC sees. [bit/s]

    Returns
    -------
    float or array (n,)                    Serialisation time. [s]

    Source: definition; Ethernet framing left out.
    >>> round(serialisation_time_s(4096, 800e9) * 1e9, 9)
    40.96
    """
    return bytes_to_bits(message_bytes) / payload_rate_bps


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A way to cross a distance, as far as time is concerned.

    delay_s_per_m [s/m]; electronics_s, both ends of one direction together [s]; reach_m [m]
    """

    name: str
    family: str
    delay_s_per_m: float
    electronics_s: float
    reach_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """The terms of one message's journey, each float or array (n,). [s]"""

    propagation_s: float | Numbers
    serialisation_s: float
    codeword_s: float
    fec_logic_s: float
    electronics_s: float

    @property
    def first_bit_s(self) -> float | Numbers:
        """Until the first bit is usable. [s]

        Source: sum of the terms.
        """
        return self.propagation_s + (self.codeword_s + self.fec_logic_s + self.electronics_s)

    @property
    def message_s(self) -> float | Numbers:
        """Until the last bit is usable. [s]

        Source: sum of the terms.
        """
        return self.first_bit_s + self.serialisation_s

    def terms(self) -> dict[str, float | Numbers]:
        """The terms by name, in the order of the journey. [s]

        Source: this model.
        """
        return {
            "serialisation": self.serialisation_s,
            "electronics": self.electronics_s,
            "propagation": self.propagation_s,
            "codeword": self.codeword_s,
            "fec-logic": self.fec_logic_s,
        }


def link_latency(
    medium: Medium, length_m: float | Numbers, *, serialisation_s: float, codeword_s: float, fec_logic_s: float
) -> Latency:
    """All terms of a message's journey over one medium.

    Parameters
    ----------
    medium : Medium                   The medium; its reach is not applied here. [object]
    length_m : float or array (n,)    Length. [m]
    serialisation_s : float           From `serialisation_time_s`. [s]
    codeword_s : float                From `codeword_fill_time_s`. [s]
    fec_logic_s : float               Encoder and decoder logic. [s]

    Returns
    -------
    Latency                           [s]

    Source: sum of independent pipeline delays.
    """
    return Latency(
        propagation_s=propagation_time_s(length_m, medium.delay_s_per_m),
        serialisation_s=serialisation_s,
        codeword_s=codeword_s,
        fec_logic_s=fec_logic_s,
        electronics_s=medium.electronics_s,
    )


def reaches(medium: Medium, length_m: float | Numbers) -> bool | np.ndarray:
    """Whether a medium spans a length.

    Parameters
    ----------
    medium : Medium                   The medium with its reach. [m]
    length_m : float or array (n,)    Length. [m]

    Returns
    -------
    bool or bool array (n,)           True up to and including the reach. [1]

    Source: reach of the medium's own source.
    """
    return length_m <= medium.reach_m


def reached_time_s(medium: Medium, length_m: float, time_s: float | Numbers) -> float:
    """A time over a medium, or NaN where the medium does not span the length.

    Parameters
    ----------
    medium : Medium     The medium with its reach. [m]
    length_m : float    Length. [m]
    time_s : float      Any term or sum at that length. [s]

    Returns
    -------
    float               [s]

    Source: reach of the medium's own source.
    """
    return float(time_s) if reaches(medium, length_m) else math.nan
