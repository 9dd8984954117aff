"""Light through a silicon-photonics transmitter: one laser, several lanes, and a loss at every part.

Assumed: the laser's light is split evenly, losses add in decibels, and the modulator is biased where it passes half.
Not modelled: reflections, wavelength drift, saturation of the silicon at high power.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from explainers.models.links.multipath_interference import ratio_of_db


def split_loss_db(lanes: float) -> float:
    """What each lane loses because the light is shared.

    Parameters
    ----------
    lanes : float    Lanes that one laser feeds. [1]

    Returns
    -------
    float            10 log10 of it. [dB]

    Source: definition.
    >>> round(split_loss_db(4), 2)
    6.02
    """
    return 10 * math.log10(lanes)


def oma_over_average(extinction_db: float) -> float:
    """OMA for one unit of average power, when the levels lie evenly round the average.

    Parameters
    ----------
    extinction_db : float    Highest over lowest level. [dB]

    Returns
    -------
    float                    2 (ER - 1) / (ER + 1). [1]

    Source: definition.
    >>> round(oma_over_average(3.5), 3)
    0.765
    """
    ratio = ratio_of_db(extinction_db)
    return 2 * (ratio - 1) / (ratio + 1)


def modulation_loss_db(extinction_db: float, average_transmission: float = 0.5) -> float:
    """From steady light in front of the modulator to OMA behind it, its insertion loss aside.

    Parameters
    ----------
    extinction_db : float           Highest over lowest level. [dB]
    average_transmission : float    Share that passes at the bias; half at quadrature, 1 if counted elsewhere. [1]

    Returns
    -------
    float                           [dB]

    Source: definition.
    >>> round(modulation_loss_db(3.5), 2), round(modulation_loss_db(3.5, 1.0), 2)
    (4.17, 1.16)
    """
    return -10 * math.log10(average_transmission * oma_over_average(extinction_db))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotonicChain:
    """Losses of one lane from the laser to the fibre. [dB]"""

    split_db: float
    coupling_in_db: float
    waveguide_db: float
    modulator_db: float
    modulation_db: float
    multiplexer_db: float
    coupling_out_db: float

    def terms(self) -> dict[str, float]:
        """The losses by name, in the order of the way. [dB]

        Source: this model.
        """
        return {
            "coupling-in": self.coupling_in_db,
            "split": self.split_db,
            "waveguide": self.waveguide_db,
            "modulator": self.modulator_db,
            "modulation": self.modulation_db,
            "multiplexer": self.multiplexer_db,
            "coupling-out": self.coupling_out_db,
        }

    @property
    def total_db(self) -> float:
        """All losses together. [dB]

        Source: sum of the terms.
        """
        return math.fsum(self.terms().values())

    def lane_oma_dbm(self, laser_dbm: float) -> float:
        """OMA of one lane in the fibre.

        Parameters
        ----------
        laser_dbm : float    Power of the laser. [dBm]

        Returns
        -------
        float                [dBm]

        Source: sum of the terms.
        """
        return laser_dbm - self.total_db

    def needed_laser_dbm(self, oma_dbm: float) -> float:
        """Power of the laser for a wanted OMA of one lane.

        Parameters
        ----------
        oma_dbm : float    Wanted OMA. [dBm]

        Returns
        -------
        float              [dBm]

        Source: sum of the terms.
        """
        return oma_dbm + self.total_db
