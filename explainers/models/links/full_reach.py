"""The full path to a cable's reach: the channel operating margin at one length after another."""

from __future__ import annotations

from explainers.base.parameters import constant
from explainers.models.links.margin import PASS_DB, margin
from explainers.models.links.pulse import Link
from explainers.models.links.reach import LONGEST_M, Copper, host_of, reach_m, receiver_of

_FULL_HALVINGS = constant(9, unit="1", source="assumption:reach-limits")


def link_of(copper: Copper, length_m: float) -> Link:
    """The link that the full path computes for the same cable.

    Parameters
    ----------
    copper : Copper     [see its fields]
    length_m : float    Length of the pair. [m]

    Returns
    -------
    Link                [see its fields]

    Source: explainers.models.links.pulse.
    """
    host = host_of(copper.host, copper.lane_rate_bps, copper.code)
    return Link(length_m=length_m, pair=copper.pair, connector_db=copper.connector_db, transmitter=host, receiver=host)


def full_reach_m(copper: Copper) -> float:
    """Length at which the channel operating margin falls to 3 dB, to about 1 %.

    Parameters
    ----------
    copper : Copper    [see its fields]

    Returns
    -------
    float              At most 80. [m]

    Source: com-method.
    """
    receiver = receiver_of(copper.lane_rate_bps, copper.code)

    def passes(length_m: float) -> bool:
        return margin(link_of(copper, length_m), receiver, copper.crosstalk_offset_db).com_db >= PASS_DB

    low, high = 0.0, max(reach_m(copper), 1.0)
    while high < LONGEST_M and passes(high):
        low, high = high, 2 * high
    for _ in range(_FULL_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return low
