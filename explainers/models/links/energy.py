"""Energy per bit of one link: the ports at both hosts and what stands at both ends of the cable.

Convention: the power of everything that serves one link, both directions together, over its rate one way. Makers state
module power and SerDes energy in this way, so a link has two ends of each.
Assumed: power does not depend on traffic (these circuits run at full power when idle), nor on length within the reach.
Not modelled: cooling, power conversion, the switch chips themselves, sleep states, ageing lasers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.base.answer import Numbers

ENDS = 2  # every link has a host port and a module, or a cable end, on both sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """A way to carry bits, as far as energy is concerned.

    serdes_j_per_bit: one host's port circuit, sender and receiver [J/bit]; end_j_per_bit: one module or cable end,
    its power over the rate one way [J/bit]; reach_m [m]
    """

    name: str
    family: str
    serdes_j_per_bit: float | Numbers
    end_j_per_bit: float | Numbers
    reach_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnergy:
    """The terms of one link's energy, each float or array (n,). [J/bit]"""

    host_j_per_bit: float | Numbers
    near_j_per_bit: float | Numbers
    far_j_per_bit: float | Numbers

    @property
    def total_j_per_bit(self) -> float | Numbers:
        """The whole link. [J/bit]

        Source: sum of the terms.
        """
        return self.host_j_per_bit + (self.near_j_per_bit + self.far_j_per_bit)

    def terms(self) -> dict[str, float | Numbers]:
        """The terms by name, in the order of the bit's way. [J/bit]

        Source: this model.
        """
        return {"host": self.host_j_per_bit, "near-module": self.near_j_per_bit, "far-module": self.far_j_per_bit}


def energy_per_bit_j(power_w: float, rate_bps: float) -> float:
    """Energy of a bit in something that takes a steady power.

    Parameters
    ----------
    power_w : float or array (n,)     Power, both directions together. [W]
    rate_bps : float or array (n,)    Rate one way. [bit/s]

    Returns
    -------
    float or array (n,)               Energy. [J/bit]

    Source: definition.
    >>> round(energy_per_bit_j(9.0, 400e9) * 1e12, 9)
    22.5
    """
    return power_w / rate_bps


def power_of_rate_w(energy_j_per_bit: float, rate_bps: float) -> float:
    """Power that an energy per bit becomes at a rate: of a link, or of all links of a rack together.

    Parameters
    ----------
    energy_j_per_bit : float or array (n,)    Energy. [J/bit]
    rate_bps : float or array (n,)            Rate one way. [bit/s]

    Returns
    -------
    float or array (n,)                       Power. [W]

    Source: definition.
    >>> round(power_of_rate_w(22.5e-12, 400e9), 9)
    9.0
    """
    return energy_j_per_bit * rate_bps


def link_energy_j_per_bit(host_j_per_bit: float, end_power_w: float, one_way_rate_bps: float) -> float:
    """Energy of a bit over a whole link: the hosts' ports plus two module or cable ends.

    Parameters
    ----------
    host_j_per_bit : float or array (n,)      Port circuits of the link's hosts together. [J/bit]
    end_power_w : float or array (n,)         One module or cable end. [W]
    one_way_rate_bps : float or array (n,)    Rate one way. [bit/s]

    Returns
    -------
    float or array (n,)                       Energy. [J/bit]

    Source: definition.
    >>> round(link_energy_j_per_bit(7e-12, 15.0, 800e9) * 1e12, 9)
    44.5
    """
    return host_j_per_bit + ENDS * energy_per_bit_j(end_power_w, one_way_rate_bps)


def link_energy(technology: Technology) -> LinkEnergy:
    """The terms of a link's energy, whether it reaches or not.

    Parameters
    ----------
    technology : Technology    What the link is made of. [object]

    Returns
    -------
    LinkEnergy                 [J/bit]

    Source: sum of the terms.
    """
    return LinkEnergy(
        host_j_per_bit=ENDS * technology.serdes_j_per_bit,
        near_j_per_bit=technology.end_j_per_bit,
        far_j_per_bit=technology.end_j_per_bit,
    )


def where_it_reaches(number: float | Numbers, length_m: float | Numbers, reach_m: float) -> Numbers:
    """A number of a technology, or NaN at lengths that it does not span.

    Parameters
    ----------
    number : float or array (n,)      Energy, power or anything else. [its own unit]
    length_m : float or array (n,)    Length. [m]
    reach_m : float                   Reach, which itself is still spanned. [m]

    Returns
    -------
    array () or (n,)                  [unit of number]

    Source: reach of the medium's own source.
    >>> where_it_reaches(6.0, 2.0, 2.0).item(), where_it_reaches(6.0, 3.0, 2.0).item()
    (6.0, nan)
    """
    return np.where(np.asarray(length_m) <= reach_m, number, np.nan)
