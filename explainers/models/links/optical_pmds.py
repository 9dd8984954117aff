"""Optical classes of Ethernet (PMDs): what a standard asks of transmitter, way and receiver, for one lane.

Each number carries its source; what no page gives is an assumption. The functions of the neighbouring modules take
numbers, not names, so that any other class can be tried with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.base.units import GIGA
from explainers.models.links.multipath_interference import echo_sum, mpi_penalty_db
from explainers.models.links.optical_budget import OpticalBudget, channel_loss_db

SINGLE_MODE = "single-mode"
MULTIMODE = "multimode"
NRZ_LEVELS = 2
PAM4_LEVELS = 2**2  # two bits a symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class OpticalPmd:
    """One class.

    reach_m [m]; symbol_rate_bd [Bd]; levels [1]; shares_fibre : several colours in one fibre;
    bit_error_ratio before the code [1];
    shortest_nm, longest_nm : wavelengths that a lane may have [nm];
    oma_min_dbm, effective_launch_dbm : OMA, and OMA minus the transmitter's penalty, at least [dBm];
    penalty_max_db : TDECQ or TDP, at most [dB]; extinction_db : at least [dB];
    rin_db_per_hz : laser noise relative to OMA, at most [dB/Hz];
    module_reflectance_db : of either end, at most [dB]; fibre_loss_db_per_km, connections_db, allowance_db : what the
    standard allows [dB/km], [dB], [dB]; receiver_limit_dbm : OMA needed from a perfect signal, at most [dBm]
    """

    fibre: str
    reach_m: float
    symbol_rate_bd: float
    levels: int
    shares_fibre: bool
    bit_error_ratio: float
    shortest_nm: float
    longest_nm: float
    oma_min_dbm: float
    effective_launch_dbm: float
    penalty_max_db: float
    extinction_db: float
    rin_db_per_hz: float
    module_reflectance_db: float
    fibre_loss_db_per_km: float
    connections_db: float
    allowance_db: float
    receiver_limit_dbm: float


DR4 = OpticalPmd(
    fibre=SINGLE_MODE,
    reach_m=constant(500.0, unit="m", source="dr8-reach"),
    symbol_rate_bd=constant(53.125, unit="GBd", source="dr4-transmitter") * GIGA,
    levels=PAM4_LEVELS,
    shares_fibre=False,
    bit_error_ratio=constant(2.4, unit="1e-4", source="assumption:kp4-threshold") * 1e-4,
    shortest_nm=constant(1304.5, unit="nm", source="dr4-transmitter"),
    longest_nm=constant(1317.5, unit="nm", source="dr4-transmitter"),
    oma_min_dbm=-constant(0.8, unit="dBm", source="dr4-transmitter"),
    effective_launch_dbm=-constant(2.2, unit="dBm", source="dr4-transmitter"),
    penalty_max_db=constant(3.4, unit="dB", source="dr4-transmitter"),
    extinction_db=constant(3.5, unit="dB", source="dr4-transmitter"),
    rin_db_per_hz=-constant(136.0, unit="dB/Hz", source="dr4-transmitter"),
    module_reflectance_db=-constant(26.0, unit="dB", source="dr4-receiver"),
    fibre_loss_db_per_km=constant(0.5, unit="dB/km", source="dr8-loss-parts"),
    connections_db=constant(2.75, unit="dB", source="dr8-loss-parts"),
    allowance_db=constant(0.1, unit="dB", source="assumption:optical-allowances"),
    receiver_limit_dbm=-constant(5.3, unit="dBm", source="dr4-ideal-limit"),
)
DR8 = replace(
    DR4,
    effective_launch_dbm=-constant(2.2, unit="dBm", source="dr8-transmitter"),
    receiver_limit_dbm=-constant(5.3, unit="dBm", source="assumption:dr8-receiver"),
)
FR4 = OpticalPmd(
    fibre=SINGLE_MODE,
    reach_m=constant(2000.0, unit="m", source="assumption:fr4-channel"),
    symbol_rate_bd=constant(53.125, unit="GBd", source="fr4-transmitter") * GIGA,
    levels=PAM4_LEVELS,
    shares_fibre=True,
    bit_error_ratio=DR4.bit_error_ratio,
    shortest_nm=constant(1264.5, unit="nm", source="fr4-transmitter"),
    longest_nm=constant(1337.5, unit="nm", source="fr4-transmitter"),
    oma_min_dbm=-constant(0.3, unit="dBm", source="fr4-transmitter"),
    effective_launch_dbm=-constant(1.7, unit="dBm", source="fr4-transmitter"),
    penalty_max_db=constant(3.4, unit="dB", source="fr4-transmitter"),
    extinction_db=constant(3.5, unit="dB", source="fr4-transmitter"),
    rin_db_per_hz=-constant(136.0, unit="dB/Hz", source="fr4-transmitter"),
    module_reflectance_db=-constant(26.0, unit="dB", source="fr4-receiver"),
    fibre_loss_db_per_km=constant(0.5, unit="dB/km", source="assumption:fr4-channel"),
    connections_db=constant(3.0, unit="dB", source="assumption:fr4-channel"),
    allowance_db=constant(0.3, unit="dB", source="assumption:optical-allowances"),
    receiver_limit_dbm=-constant(6.0, unit="dBm", source="fr4-receiver"),
)
LR4 = OpticalPmd(
    fibre=SINGLE_MODE,
    reach_m=constant(10_000.0, unit="m", source="lr4-transmitter"),
    symbol_rate_bd=constant(25.78125, unit="GBd", source="lr4-transmitter") * GIGA,
    levels=NRZ_LEVELS,
    shares_fibre=True,
    bit_error_ratio=constant(1.0, unit="1e-12", source="lr4-transmitter") * 1e-12,
    shortest_nm=constant(1294.53, unit="nm", source="lr4-transmitter"),
    longest_nm=constant(1310.19, unit="nm", source="lr4-transmitter"),
    oma_min_dbm=-constant(1.3, unit="dBm", source="lr4-transmitter"),
    effective_launch_dbm=-constant(2.3, unit="dBm", source="lr4-transmitter"),
    penalty_max_db=constant(2.2, unit="dB", source="lr4-transmitter"),
    extinction_db=constant(4.0, unit="dB", source="lr4-transmitter"),
    rin_db_per_hz=-constant(130.0, unit="dB/Hz", source="assumption:lr4-receiver"),
    module_reflectance_db=-constant(26.0, unit="dB", source="assumption:lr4-receiver"),
    fibre_loss_db_per_km=constant(0.43, unit="dB/km", source="assumption:lr-fibre-loss"),
    connections_db=constant(2.0, unit="dB", source="lr8-channel"),
    allowance_db=0.0,
    receiver_limit_dbm=-constant(8.6, unit="dBm", source="assumption:lr4-receiver"),
)
SR4 = OpticalPmd(
    fibre=MULTIMODE,
    reach_m=constant(100.0, unit="m", source="sr4-400g-module"),
    symbol_rate_bd=constant(53.125, unit="GBd", source="sr4-400g-module") * GIGA,
    levels=PAM4_LEVELS,
    shares_fibre=False,
    bit_error_ratio=DR4.bit_error_ratio,
    shortest_nm=constant(842.0, unit="nm", source="assumption:sr4-limits"),
    longest_nm=constant(948.0, unit="nm", source="assumption:sr4-limits"),
    oma_min_dbm=-constant(2.6, unit="dBm", source="assumption:sr4-limits"),
    effective_launch_dbm=-constant(4.4, unit="dBm", source="assumption:sr4-limits"),
    penalty_max_db=constant(4.4, unit="dB", source="assumption:sr4-limits"),
    extinction_db=constant(2.5, unit="dB", source="assumption:sr4-limits"),
    rin_db_per_hz=-constant(132.0, unit="dB/Hz", source="assumption:sr4-limits"),
    module_reflectance_db=-constant(26.0, unit="dB", source="assumption:sr4-limits"),
    fibre_loss_db_per_km=constant(3.0, unit="dB/km", source="foa-losses"),
    connections_db=2 * constant(0.75, unit="dB", source="foa-losses"),
    allowance_db=constant(0.2, unit="dB", source="assumption:optical-allowances"),
    receiver_limit_dbm=-constant(6.4, unit="dBm", source="assumption:sr4-limits"),
)
PMDS = {"sr4": SR4, "dr4": DR4, "dr8": DR8, "fr4": FR4, "lr4": LR4}


def budget(
    pmd: OpticalPmd, length_m: float | Numbers, *, fibre_loss_db_per_km: float, extra_db: float = 0.0
) -> OpticalBudget:
    """The budget of a class over a length, with its worst transmitter and the connections that it allows.

    Parameters
    ----------
    pmd : OpticalPmd                  The class. [object]
    length_m : float or array (n,)    Length; the reach is not applied here. [m]
    fibre_loss_db_per_km : float      Attenuation of the cable that is laid. [dB/km]
    extra_db : float                  Loss beyond the connections that the class allows. [dB]

    Returns
    -------
    OpticalBudget                     [dBm and dB]

    Source: explainers.models.links.optical_budget.
    >>> found = budget(DR4, 500.0, fibre_loss_db_per_km=DR4.fibre_loss_db_per_km)
    >>> round(found.arriving_dbm, 9), round(abs(found.margin_db), 9)
    (-5.3, 0.0)
    """
    return OpticalBudget(
        launch_oma_dbm=pmd.effective_launch_dbm + pmd.penalty_max_db,
        transmitter_penalty_db=pmd.penalty_max_db,
        fibre_db=channel_loss_db(length_m, fibre_loss_db_per_km, 0.0),
        connections_db=pmd.connections_db + extra_db,
        allowance_db=pmd.allowance_db,
        receiver_limit_dbm=pmd.receiver_limit_dbm,
    )


def reflections_penalty_db(
    pmd: OpticalPmd, channel_db: float, connector_reflectance_db: float, connectors: int
) -> float:
    """Penalty of the echoes of a link: both modules and some connectors at even distances of loss.

    Parameters
    ----------
    pmd : OpticalPmd                    The class. [object]
    channel_db : float                  Loss of the way. [dB]
    connector_reflectance_db : float    Of one connector; negative. [dB]
    connectors : int                    How many reflect. [1]

    Returns
    -------
    float                               [dB]

    Source: explainers.models.links.multipath_interference.
    >>> round(reflections_penalty_db(DR4, 3.0, -45.0, 0), 2)
    0.12
    """
    inner = tuple(connector_reflectance_db for _ in range(connectors))
    places = tuple(channel_db * (place + 1) / (connectors + 1) for place in range(connectors))
    reflectances = (pmd.module_reflectance_db, *inner, pmd.module_reflectance_db)
    return mpi_penalty_db(echo_sum(reflectances, (0.0, *places, channel_db)), pmd.extinction_db, pmd.levels)
