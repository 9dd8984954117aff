"""What a fabric takes in watts and in money, and what share of the cluster's price it is.

A link by fibre has a module at each end; a copper cable has none, though an active one takes power at both ends.
Prices are inputs with a date, never facts about today. InfiniBand and Ethernet differ here only in ports of a switch
and price of a port.

Not modelled: installation, spares, support, software, the front-end and storage networks, the power's own price.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.answer import Numbers
from explainers.base.parameters import constant

Number = float | Numbers

SHEET_SWITCH_USD = constant(36_000.0, unit="USD", source="capex-switch-2024")
SHEET_NODE_USD = constant(310_000.0, unit="USD", source="capex-node-2024")
SHEET_OTHER_USD = constant(50_000.0, unit="USD", source="capex-other-2024")
SHEET_SWITCH_LINK_USD = constant(1240.0, unit="USD", source="capex-links-2024")
SHEET_HOST_LINK_USD = constant(1320.0, unit="USD", source="capex-links-2024")
# a paper's way to price a network: straight lines for cables, dollars per Gb/s of a link
COPPER_USD_PER_GBPS = constant(0.5771, unit="USD/(Gb/s)", source="assumption:cable-price-lines")
COPPER_USD_PER_GBPS_M = constant(0.4079, unit="USD/(Gb/s m)", source="assumption:cable-price-lines")
FIBRE_USD_PER_GBPS = constant(2.7452, unit="USD/(Gb/s)", source="assumption:cable-price-lines")
FIBRE_USD_PER_GBPS_M = constant(0.0919, unit="USD/(Gb/s m)", source="assumption:cable-price-lines")
PAPER_SWITCH_USD = constant(50_000.0, unit="USD", source="capex-switch-2024")
PAPER_HOST_M = constant(2.0, unit="m", source="assumption:cable-price-lengths")
PAPER_SWITCH_M = constant(10.0, unit="m", source="assumption:cable-price-lengths")
PAPER_GBPS = constant(400.0, unit="Gb/s", source="deepseek-table3")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPrices:
    """Price of one switch, of a link from a host and of one between switches, ends included [USD]"""

    switch_usd: float
    host_link_usd: float
    switch_link_usd: float


def copper_cable_usd(length_m: Number, gbps: Number) -> Number:
    """Price of a copper cable by the straight lines of the Slim Fly paper.

    Parameters
    ----------
    length_m : float or array (n,)    Length. [m]
    gbps : float or array (n,)        Rate. [Gb/s]

    Returns
    -------
    float or array (n,)               Price. [USD]

    Source: assumption:cable-price-lines.
    >>> round(copper_cable_usd(2.0, 400.0))
    557
    """
    return gbps * (COPPER_USD_PER_GBPS + COPPER_USD_PER_GBPS_M * length_m)


def fibre_link_usd(length_m: Number, gbps: Number) -> Number:
    """Price of a fibre with both modules by the straight lines of the Slim Fly paper.

    Parameters
    ----------
    length_m : float or array (n,)    Length. [m]
    gbps : float or array (n,)        Rate. [Gb/s]

    Returns
    -------
    float or array (n,)               Price. [USD]

    Source: assumption:cable-price-lines.
    >>> round(fibre_link_usd(10.0, 400.0))
    1466
    """
    return gbps * (FIBRE_USD_PER_GBPS + FIBRE_USD_PER_GBPS_M * length_m)


SHEET = LinkPrices(
    switch_usd=SHEET_SWITCH_USD, host_link_usd=SHEET_HOST_LINK_USD, switch_link_usd=SHEET_SWITCH_LINK_USD
)
PAPER = LinkPrices(
    switch_usd=PAPER_SWITCH_USD,
    host_link_usd=float(copper_cable_usd(PAPER_HOST_M, PAPER_GBPS)),
    switch_link_usd=float(fibre_link_usd(PAPER_SWITCH_M, PAPER_GBPS)),
)


def network_usd(switches: Number, host_links: Number, switch_links: Number, prices: LinkPrices) -> Number:
    """Price of a fabric.

    Parameters
    ----------
    switches : float or array (n,)        Switches. [1]
    host_links : float or array (n,)      Links to hosts. [1]
    switch_links : float or array (n,)    Links between switches. [1]
    prices : LinkPrices                   What each costs. [USD]

    Returns
    -------
    float or array (n,)                   Price. [USD]

    Source: definition.
    >>> network_usd(8, 512, 0, SHEET)
    963840.0
    """
    return switches * prices.switch_usd + host_links * prices.host_link_usd + switch_links * prices.switch_link_usd


def share_of_all(part: Number, rest: Number) -> Number:
    """A part over the whole.

    Parameters
    ----------
    part : float or array (n,)    The part. [any unit]
    rest : float or array (n,)    All the rest, in the same unit. [any unit]

    Returns
    -------
    float or array (n,)           Share. [1]

    Source: definition.
    >>> share_of_all(1.0, 3.0)
    0.25
    """
    return part / (part + rest)


def freed_power_w(switches: Number, before_w: Number, after_w: Number) -> Number:
    """Power that a more frugal switch saves over a whole fabric, its optics included on both sides.

    Parameters
    ----------
    switches : float or array (n,)    Switches. [1]
    before_w : float or array (n,)    Power of one, before. [W]
    after_w : float or array (n,)     Power of one, after. [W]

    Returns
    -------
    float or array (n,)               Power. [W]

    Source: definition.
    >>> freed_power_w(12, 7000.0, 3950.0)
    36600.0
    """
    return switches * (before_w - after_w)
