"""The named numbers of optical-budget that follow from the class of link, its budget and its length."""

from __future__ import annotations

import math

from explainers.base.answer import Value
from explainers.base.parameters import constant
from explainers.base.units import GIGA
from explainers.models.links.chromatic_dispersion import (
    dispersion_ps_per_nm_km,
    fading_db,
    first_null_ps_per_nm,
    worst_path_ps_per_nm,
)  # fmt: skip
from explainers.models.links.multimode_bandwidth import reach_ratio
from explainers.models.links.multipath_interference import ratio_of_db
from explainers.models.links.optical_budget import OpticalBudget, longest_fibre_m
from explainers.models.links.optical_pmds import SINGLE_MODE, OpticalPmd, reflections_penalty_db

METRES_PER_KM = 1e3
ZERO_RANGE_NM = (
    constant(1300.0, unit="nm", source="smf-dispersion"),
    constant(1324.0, unit="nm", source="smf-dispersion"),
)
ZERO_SLOPE = constant(0.092, unit="ps/nm^2/km", source="smf-dispersion")
NEXT_RATE_BD = constant(113.4375, unit="GBd", source="assumption:symbol-rate-200g") * GIGA
CONNECTOR_REFLECTANCE_DB = -constant(45.0, unit="dB", source="assumption:connector-reflectance")
CONNECTORS = constant(4, unit="1", source="assumption:connector-reflectance")
OM3_MHZ_KM = constant(2000.0, unit="MHz km", source="sr42-channel")
OM4_MHZ_KM = constant(4700.0, unit="MHz km", source="sr42-channel")
MMF_DISPERSION = -constant(108.0, unit="ps/nm/km", source="assumption:mmf-dispersion")
VCSEL_WIDTH_NM = constant(0.6, unit="nm", source="sr4-400g-module")
COPPER_LOSS_DB = constant(22.48, unit="dB", source="cr-cable-loss")
COPPER_LENGTH_M = constant(5.0, unit="m", source="ieee-cr-25g")
SNAP_DB = 1e-9  # what is left of sums that are exactly zero on paper


def snapped(number_db: float) -> float:
    """Zero where rounding alone kept a sum from it.

    Parameters
    ----------
    number_db : float    [dB]

    Returns
    -------
    float                [dB]

    Source: this project's convention.
    >>> snapped(-8.9e-16), snapped(0.25)
    (0.0, 0.25)
    """
    return 0.0 if abs(number_db) < SNAP_DB else number_db


def budget_values(pmd: OpticalPmd, own: OpticalBudget, fibre_loss_db_per_km: float) -> list[Value]:
    """Launch, losses, what arrives, what is needed, what is left.

    Parameters
    ----------
    pmd : OpticalPmd                The class. [object]
    own : OpticalBudget             Its budget at one length. [dBm and dB]
    fibre_loss_db_per_km : float    Attenuation of the cable. [dB/km]

    Returns
    -------
    list of Value                   powers [dBm], losses [dB], lengths [m]

    Source: explainers.models.links.optical_budget.
    """
    margin_db, channel_db = snapped(float(own.margin_db)), float(own.channel_db)
    connectors = CONNECTORS if pmd.shares_fibre else 0  # array connectors are angled and hardly reflect
    echoes_db = reflections_penalty_db(pmd, channel_db, CONNECTOR_REFLECTANCE_DB, connectors)
    return [
        Value("margin_db", margin_db, "dB"),
        Value("shortfall_db", snapped(-margin_db), "dB"),
        Value("reach_m", pmd.reach_m, "m"),
        Value("longest_m", longest_fibre_m(float(own.margin_db + own.fibre_db), fibre_loss_db_per_km), "m"),
        Value("launch_oma_dbm", own.launch_oma_dbm, "dBm"),
        Value("oma_min_dbm", pmd.oma_min_dbm, "dBm"),
        Value("transmitter_penalty_db", own.transmitter_penalty_db, "dB"),
        Value("effective_launch_dbm", own.effective_launch_dbm, "dBm"),
        Value("fibre_db", float(own.fibre_db), "dB"),
        Value("connections_db", own.connections_db, "dB"),
        Value("channel_db", channel_db, "dB"),
        Value("channel_passes", ratio_of_db(-channel_db), "1"),
        Value("fibre_passes", ratio_of_db(-float(own.fibre_db)), "1"),
        Value("allowance_db", own.allowance_db, "dB"),
        Value("arriving_dbm", float(own.arriving_dbm), "dBm"),
        Value("receiver_limit_dbm", own.receiver_limit_dbm, "dBm"),
        Value("reflections_db", echoes_db, "dB"),
        Value("symbol_rate_bd", pmd.symbol_rate_bd, "Bd"),
        Value("bit_error_ratio", pmd.bit_error_ratio, "ratio"),
    ]


def media_values(fibre_loss_db_per_km: float) -> list[Value]:
    """Loss of light against copper, and of better against worse fibre.

    Parameters
    ----------
    fibre_loss_db_per_km : float    Attenuation of the cable. [dB/km]

    Returns
    -------
    list of Value                   losses [dB], lengths [m]

    Source: cr-cable-loss, ieee-cr-25g, sr42-channel.
    """
    fibre_db_per_m = fibre_loss_db_per_km / METRES_PER_KM
    copper_db_per_m = COPPER_LOSS_DB / COPPER_LENGTH_M
    return [
        Value("fibre_loss_db_per_m", fibre_db_per_m, "dB/m"),
        Value("copper_loss_db_per_m", copper_db_per_m, "dB/m"),
        Value("copper_loss_db", COPPER_LOSS_DB, "dB"),
        Value("fibre_for_copper_metre_m", copper_db_per_m / fibre_db_per_m, "m"),
        Value("better_fibre_reach_ratio", reach_ratio(OM4_MHZ_KM, OM3_MHZ_KM, MMF_DISPERSION, VCSEL_WIDTH_NM), "1"),
    ]


def dispersion_values(pmd: OpticalPmd, length_m: float) -> list[Value]:
    """What the spread of colours does over the worst single-mode fibre; NaN over multimode fibre.

    Parameters
    ----------
    pmd : OpticalPmd    The class. [object]
    length_m : float    Length. [m]

    Returns
    -------
    list of Value       dispersion [ps/nm], fading [dB], lengths [m]

    Source: explainers.models.links.chromatic_dispersion.
    """
    paths = worst_path_ps_per_nm((pmd.shortest_nm, pmd.longest_nm), length_m, ZERO_RANGE_NM, ZERO_SLOPE)
    worst, worst_nm = max(zip(paths, (pmd.shortest_nm, pmd.longest_nm), strict=True), key=lambda pair: abs(pair[0]))
    steepest = abs(dispersion_ps_per_nm_km(pmd.shortest_nm, ZERO_RANGE_NM[1], ZERO_SLOPE))
    own_hz, next_hz = pmd.symbol_rate_bd / 2, NEXT_RATE_BD / 2
    null, next_null = (first_null_ps_per_nm(pmd.shortest_nm, hz) / steepest * METRES_PER_KM for hz in (own_hz, next_hz))
    found = (
        ("dispersion_low", paths[0], "ps/nm"),
        ("dispersion_high", paths[1], "ps/nm"),
        ("fading_db", fading_db(worst, worst_nm, own_hz), "dB"),
        ("next_rate_fading_db", fading_db(worst, worst_nm, next_hz), "dB"),
        ("null_m", null, "m"),
        ("next_rate_null_m", next_null, "m"),
    )
    applies = pmd.fibre == SINGLE_MODE
    return [Value(name, number if applies else math.nan, unit) for name, number, unit in found]
