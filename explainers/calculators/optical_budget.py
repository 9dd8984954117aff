"""One optical link as a budget in decibels: what is launched, what the way costs, what the receiver needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from explainers.base.answer import Answer, Message, Note, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param, parameters
from explainers.calculators.optical_budget_charts import budget_steps, chain_steps, margin_by_length
from explainers.calculators.optical_budget_values import budget_values, dispersion_values, media_values
from explainers.models.links.multipath_interference import ratio_of_db
from explainers.models.links.optical_budget import OpticalBudget
from explainers.models.links.optical_pmds import PMDS, SINGLE_MODE, OpticalPmd, budget
from explainers.models.links.photonic_chain import PhotonicChain, modulation_loss_db, split_loss_db
from explainers.models.links.receiver_sensitivity import OpticalReceiver, sensitivity_dbm

SLUG = "optical-budget"
MODEL_FILES = (
    "explainers/models/links/optical_budget.py", "explainers/models/links/optical_pmds.py",
    "explainers/models/links/chromatic_dispersion.py", "explainers/models/links/multipath_interference.py",
    "explainers/models/links/receiver_sensitivity.py", "explainers/models/links/multimode_bandwidth.py",
    "explainers/models/links/photonic_chain.py", "explainers/models/links/gaussian.py",
    "explainers/calculators/optical_budget_charts.py", "explainers/calculators/optical_budget_values.py",
)  # fmt: skip
SOURCES = (
    "dr8-reach", "dr4-transmitter", "dr4-receiver", "dr4-ideal-limit", "dr8-loss-parts", "dr8-transmitter",
    "fr4-transmitter", "fr4-receiver", "lr4-transmitter", "lr8-channel", "sr4-400g-module", "sr42-channel",
    "foa-losses", "smf-dispersion", "speed-of-light", "electron-charge", "cr-cable-loss", "ieee-cr-25g",
    "fibre-attenuation-g652", "fibre-attenuation-ull", "assumption:kp4-threshold", "assumption:optical-allowances",
    "assumption:dr8-receiver", "assumption:fr4-channel", "assumption:lr4-receiver", "assumption:lr-fibre-loss",
    "assumption:sr4-limits", "assumption:gaussian-bandwidth", "assumption:mmf-dispersion",
    "assumption:connector-reflectance", "assumption:symbol-rate-200g", "assumption:optical-lengths",
)  # fmt: skip

CLASSES = ("sr4", "dr4", "fr4", "lr4")
G652_DB_PER_KM = constant(0.35, unit="dB/km", source="fibre-attenuation-g652")
ULL_DB_PER_KM = constant(0.31, unit="dB/km", source="fibre-attenuation-ull")
NOISE_UNIT_A = 1e-12
EVEN_DB = 1e-2  # closer than this a budget is used up


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One lane of one optical link."""

    length_m: float = param(
        500.0, low=1.0, high=20_000.0, unit="m", scale="log", tier="main", source="assumption:optical-lengths"
    )
    pmd: str = param("dr4", options=CLASSES, tier="more", source=READER)
    extra_loss_db: float = param(
        0.0, low=0.0, high=6.0, step=0.05, unit="dB", tier="more", source="assumption:extra-loss"
    )
    fibre: str = param("allowed", options=("allowed", "g652", "ull"), source=READER)
    laser_dbm: float = param(18.0, low=10.0, high=24.0, step=0.1, unit="dBm", source="assumption:laser-power")
    lanes_per_laser: int = param(4, options=(1, 2, 4, 8), unit="1", source=READER)
    coupling_in_db: float = param(1.5, low=0.5, high=6.0, step=0.1, unit="dB", source="assumption:coupler-in-loss")
    waveguide_db: float = param(1.0, low=0.0, high=4.0, step=0.1, unit="dB", source="assumption:waveguide-loss")
    modulator_db: float = param(4.0, low=0.5, high=6.0, step=0.1, unit="dB", source="assumption:modulator-loss")
    extinction_db: float = param(3.5, low=2.5, high=12.0, step=0.1, unit="dB", source="assumption:modulator-extinction")
    multiplexer_db: float = param(1.5, low=0.5, high=4.0, step=0.1, unit="dB", source="assumption:multiplexer-loss")
    coupling_out_db: float = param(1.5, low=0.5, high=6.0, step=0.1, unit="dB", source="assumption:coupler-out-loss")
    responsivity_a_per_w: float = param(
        0.8, low=0.4, high=1.1, step=0.01, unit="A/W", source="assumption:receiver-responsivity"
    )
    noise_pa_per_rt_hz: float = param(
        20.0, low=10.0, high=35.0, step=0.5, unit="pA/√Hz", source="assumption:receiver-noise"
    )
    gap_db: float = param(5.0, low=2.0, high=8.0, step=0.1, unit="dB", source="assumption:receiver-gap")

    def __post_init__(self) -> None:
        check_inputs(self)


CHAIN_LOSSES = ("coupling_in_db", "waveguide_db", "modulator_db", "multiplexer_db", "coupling_out_db")

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "hall": {"pmd": "sr4", "length_m": constant(100.0, unit="m", source="assumption:optical-lengths")},
    "building": {"pmd": "dr4", "length_m": constant(500.0, unit="m", source="assumption:optical-lengths")},
    "campus": {"pmd": "fr4", "length_m": constant(2000.0, unit="m", source="assumption:optical-lengths")},
    "sites": {"pmd": "lr4", "length_m": constant(10_000.0, unit="m", source="assumption:optical-lengths")},
}


def fibre_loss_db_per_km(inputs: Inputs, pmd: OpticalPmd) -> float:
    """Attenuation of the reader's cable; multimode cable comes in one kind here.

    Parameters
    ----------
    inputs : Inputs      [see its fields]
    pmd : OpticalPmd     The class. [object]

    Returns
    -------
    float                [dB/km]

    Source: fibre-attenuation-g652, fibre-attenuation-ull.
    """
    if inputs.fibre == "allowed" or pmd.fibre != SINGLE_MODE:
        return pmd.fibre_loss_db_per_km
    return {"g652": G652_DB_PER_KM, "ull": ULL_DB_PER_KM}[inputs.fibre]


def link_budget(inputs: Inputs, pmd: OpticalPmd, length_m: Any) -> OpticalBudget:
    """The budget of a class with the reader's cable and extra loss.

    Parameters
    ----------
    inputs : Inputs                   [see its fields]
    pmd : OpticalPmd                  The class. [object]
    length_m : float or array (n,)    [m]

    Returns
    -------
    OpticalBudget                     [dBm and dB]

    Source: explainers.models.links.optical_pmds.
    """
    loss = fibre_loss_db_per_km(inputs, pmd)
    return budget(pmd, length_m, fibre_loss_db_per_km=loss, extra_db=inputs.extra_loss_db)


def chain(inputs: Inputs) -> PhotonicChain:
    """The reader's silicon-photonics transmitter. Colours that share a fibre have a laser each, and are joined.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    PhotonicChain      [dB]

    Source: explainers.models.links.photonic_chain.
    """
    joined = PMDS[inputs.pmd].shares_fibre
    return PhotonicChain(
        split_db=0.0 if joined else split_loss_db(inputs.lanes_per_laser),
        coupling_in_db=inputs.coupling_in_db,
        waveguide_db=inputs.waveguide_db,
        modulator_db=inputs.modulator_db,
        modulation_db=modulation_loss_db(inputs.extinction_db),
        multiplexer_db=inputs.multiplexer_db if joined else 0.0,
        coupling_out_db=inputs.coupling_out_db,
    )


def _chain_at(inputs: Inputs, side: str) -> PhotonicChain:
    """The chain with every loss at its lowest ("low") or highest ("high")."""
    other = {"low": "high", "high": "low"}[side]
    known = {p.name: p for p in parameters(Inputs)}
    ends = {name: getattr(known[name], side) for name in CHAIN_LOSSES}
    return chain(replace(inputs, **ends, extinction_db=getattr(known["extinction_db"], other)))


def _receivers(inputs: Inputs) -> tuple[Inputs, Inputs]:
    """Quietest and noisiest receiver of the ranges."""
    known = {p.name: p for p in parameters(Inputs)}
    best = {"noise_pa_per_rt_hz": "low", "gap_db": "low", "responsivity_a_per_w": "high"}
    worst = {name: {"low": "high", "high": "low"}[side] for name, side in best.items()}
    quietest, noisiest = ({name: getattr(known[name], side) for name, side in one.items()} for one in (best, worst))
    return replace(inputs, **quietest), replace(inputs, **noisiest)


def _sensitivity_dbm(inputs: Inputs, pmd: OpticalPmd) -> float:
    receiver = OpticalReceiver(
        responsivity_a_per_w=inputs.responsivity_a_per_w, noise_a_per_rt_hz=inputs.noise_pa_per_rt_hz * NOISE_UNIT_A,
        gap_db=inputs.gap_db,
    )  # fmt: skip
    return sensitivity_dbm(
        receiver, pmd.symbol_rate_bd, pmd.levels, bit_error_ratio=pmd.bit_error_ratio,
        extinction_db=pmd.extinction_db, rin_db_per_hz=pmd.rin_db_per_hz,
    )  # fmt: skip


def _module_values(inputs: Inputs, pmd: OpticalPmd) -> list[Value]:
    """Transmitter chip and receiver."""
    own, low, high = chain(inputs), _chain_at(inputs, "low"), _chain_at(inputs, "high")
    needed, needed_low, needed_high = (one.needed_laser_dbm(pmd.oma_min_dbm) for one in (own, low, high))
    limit, best, worst = (_sensitivity_dbm(one, pmd) for one in (inputs, *_receivers(inputs)))
    return [
        Value("laser_dbm", inputs.laser_dbm, "dBm"),
        Value("laser_w", ratio_of_db(inputs.laser_dbm) / 1e3, "W"),
        Value("chain_db", own.total_db, "dB"),
        Value("split_db", own.split_db, "dB"),
        Value("modulation_db", own.modulation_db, "dB"),
        Value("lane_oma_dbm", own.lane_oma_dbm(inputs.laser_dbm), "dBm"),
        Value("needed_laser_dbm", needed, "dBm", needed_low, needed_high),
        Value("needed_laser_w", ratio_of_db(needed) / 1e3, "W"),
        Value("model_sensitivity_dbm", limit, "dBm", best, worst),
        Value("model_minus_limit_db", limit - pmd.receiver_limit_dbm, "dB"),
    ]


def _values(inputs: Inputs, own: OpticalBudget) -> dict[str, Value]:
    pmd = PMDS[inputs.pmd]
    loss_db_per_km = fibre_loss_db_per_km(inputs, pmd)
    found = [
        Value("length_m", inputs.length_m, "m"),
        *budget_values(pmd, own, loss_db_per_km),
        *media_values(loss_db_per_km),
        *dispersion_values(pmd, inputs.length_m),
        *_module_values(inputs, pmd),
    ]
    return {value.name: value for value in found}


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    margin_db = values["margin_db"].number
    if margin_db <= -EVEN_DB:
        key = "fails"
    elif margin_db < EVEN_DB:
        key = "just-closes"
    else:
        key = "closes"
    names = (
        "length_m", "margin_db", "shortfall_db", "channel_db", "effective_launch_dbm", "arriving_dbm",
        "receiver_limit_dbm", "reach_m", "longest_m", "needed_laser_dbm", "allowance_db",
    )  # fmt: skip
    return Message(key, (Term("pmd", inputs.pmd), *(values[name] for name in names)))


def _notes(inputs: Inputs, values: Mapping[str, Value]) -> tuple[Note, ...]:
    notes = []
    if inputs.length_m > values["reach_m"].number:
        notes.append(Note("extrapolated:length", (values["reach_m"],)))
    if PMDS[inputs.pmd].fibre != SINGLE_MODE:
        return (*notes, Note("not-modelled:multimode"))
    if inputs.pmd == "lr4":
        notes.append(Note("assumed:two-level"))
    if values["fading_db"].number <= -1:
        notes.append(Note("not-modelled:dispersion", (values["fading_db"], values["length_m"])))
    if inputs.length_m >= values["next_rate_null_m"].number:
        notes.append(Note("limit:next-rate", (values["next_rate_null_m"],)))
    if values["needed_laser_dbm"].number > inputs.laser_dbm:
        notes.append(Note("limit:laser", (values["needed_laser_dbm"], values["laser_dbm"])))
    return tuple(notes)


def answer(inputs: Inputs) -> Answer:
    """The budget of one optical link, its margin at every length, and the losses of its transmitter.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             powers [dBm], losses and margin [dB], lengths [m]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.links.optical_budget, explainers.models.links.photonic_chain.
    """
    own = link_budget(inputs, PMDS[inputs.pmd], inputs.length_m)
    values = _values(inputs, own)
    return Answer(
        headline=_headline(inputs, values),
        main="margin_db",
        values=tuple(values.values()),
        charts=(
            budget_steps(own, values["margin_db"].number),
            margin_by_length(
                {name: PMDS[name].reach_m for name in CLASSES},
                lambda name, lengths_m: link_budget(inputs, PMDS[name], lengths_m).margin_db,
                inputs.length_m, emphasis=inputs.pmd,
            ),
            chain_steps(chain(inputs), inputs.laser_dbm, PMDS[inputs.pmd].oma_min_dbm),
        ),
        notes=_notes(inputs, values),
    )  # fmt: skip
