"""Closing an optical link: what the transmitter promises, what the way costs, what the receiver needs.

Power is counted as OMA, the distance between the highest and the lowest level, in dBm; a penalty is the extra OMA
that a fault asks for. The limits are for a worst transmitter, a worst channel and a worst receiver at once.
Not modelled: the eye itself, crosstalk between lanes, ageing beyond what the limits already hold back.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.answer import Numbers

METRES_PER_KM = 1e3


def channel_loss_db(length_m: float | Numbers, fibre_loss_db_per_km: float, connections_db: float) -> float | Numbers:
    """Loss of the fibre and of everything that joins it.

    Parameters
    ----------
    length_m : float or array (n,)    Length of the fibre. [m]
    fibre_loss_db_per_km : float      Attenuation of the cabled fibre. [dB/km]
    connections_db : float            All connectors and splices together. [dB]

    Returns
    -------
    float or array (n,)               [dB]

    Source: dr8-loss-parts, lr8-channel.
    >>> channel_loss_db(500.0, 0.5, 2.75)
    3.0
    """
    return length_m / METRES_PER_KM * fibre_loss_db_per_km + connections_db


def ideal_receiver_limit_dbm(stressed_sensitivity_dbm: float, stress_db: float) -> float:
    """OMA that the receiver needs from a transmitter without any fault.

    A receiver is tested with a signal that is spoilt by a known amount, SECQ. Taking that off leaves its own limit.

    Parameters
    ----------
    stressed_sensitivity_dbm : float    OMA at which it must still work with the spoilt signal. [dBm]
    stress_db : float                   How much that signal is spoilt, SECQ. [dB]

    Returns
    -------
    float                               [dBm]

    Source: dr4-receiver, fr4-receiver.
    >>> round(ideal_receiver_limit_dbm(-1.9, 3.4), 9)
    -5.3
    """
    return stressed_sensitivity_dbm - stress_db


@dataclass(frozen=True, slots=True, kw_only=True)
class OpticalBudget:
    """One lane of a link, each float or array (n,).

    launch_oma_dbm : worst OMA at the transmitter [dBm]; transmitter_penalty_db : its TDECQ or TDP [dB];
    fibre_db, connections_db : losses of the way [dB]; allowance_db : held back for reflections and polarisation [dB];
    receiver_limit_dbm : OMA a receiver needs from a perfect signal [dBm]
    """

    launch_oma_dbm: float
    transmitter_penalty_db: float
    fibre_db: float | Numbers
    connections_db: float
    allowance_db: float
    receiver_limit_dbm: float

    @property
    def effective_launch_dbm(self) -> float:
        """OMA minus the transmitter's penalty: what a perfect transmitter would have to launch. [dBm]

        Source: dr4-transmitter, fr4-transmitter.
        """
        return self.launch_oma_dbm - self.transmitter_penalty_db

    @property
    def channel_db(self) -> float | Numbers:
        """Fibre and connections together. [dB]

        Source: sum of the terms.
        """
        return self.fibre_db + self.connections_db

    @property
    def arriving_dbm(self) -> float | Numbers:
        """What is left at the receiver after loss and allowance. [dBm]

        Source: sum of the terms.
        """
        return self.effective_launch_dbm - self.channel_db - self.allowance_db

    @property
    def margin_db(self) -> float | Numbers:
        """What is left above the receiver's limit; below zero the link does not close. [dB]

        Source: sum of the terms.
        """
        return self.arriving_dbm - self.receiver_limit_dbm


def longest_fibre_m(margin_without_fibre_db: float, fibre_loss_db_per_km: float) -> float:
    """Length at which the margin is used up, as far as loss alone decides.

    Parameters
    ----------
    margin_without_fibre_db : float    Margin of the same link with no fibre. [dB]
    fibre_loss_db_per_km : float       Attenuation of the cabled fibre, more than 0. [dB/km]

    Returns
    -------
    float                              Zero if the link does not even close without fibre. [m]

    Source: sum of the terms.
    >>> longest_fibre_m(0.25, 0.5)
    500.0
    """
    return max(0.0, margin_without_fibre_db) / fibre_loss_db_per_km * METRES_PER_KM
