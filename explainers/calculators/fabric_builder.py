"""A cluster's fabric: switches, links, metres, copper or light, watts and money for so many GPUs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainers.base.answer import Answer, Message, Note, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.calculators.fabric_builder_charts import by_length, drawing, per_gpu
from explainers.calculators.fabric_builder_sums import Fabric, Other, Wants, fabric_of, others
from explainers.models.systems.bill import share_of_all
from explainers.models.systems.fat_tree import capacity, most_hops
from explainers.models.systems.torus import cubes_for, torus

SLUG = "fabric-builder"
MODEL_FILES = (
    "explainers/models/systems/fat_tree.py", "explainers/models/systems/floor.py",
    "explainers/models/systems/bill.py", "explainers/models/systems/dragonfly.py",
    "explainers/models/systems/slim_fly.py", "explainers/models/systems/torus.py",
    "explainers/calculators/fabric_builder_sums.py", "explainers/calculators/fabric_builder_charts.py",
)  # fmt: skip
SOURCES = (
    "assumption:aec-end-power", "assumption:cable-price-lengths", "assumption:cable-price-lines",
    "assumption:floor-plan", "assumption:long-module-power", "capex-links-2024", "capex-node-2024", "capex-other-2024",
    "capex-switch-2024", "cpo-switch-power", "dac-end-power", "deepseek-table3", "dr8-reach",
    "gpu-128k-transceivers", "superpod-b200-16384", "tpu-v4-cube", "tx-400g-sr4-power",
)  # fmt: skip
LAYOUTS = ("one-leaf", "rails", "planes")
MEDIA = ("by-length", "copper", "optics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A cluster in which each GPU has one network port."""

    gpus: int = param(10_000, low=64, high=131_072, unit="1", scale="log", tier="main", source="assumption:fabric-gpus")
    radix: int = param(
        64, options=(32, 40, 64, 72, 128, 144, 256, 512), unit="1", tier="more", source="capex-switch-2024"
    )
    layout: str = param("rails", options=LAYOUTS, tier="more", source=READER)
    host_links: str = param("by-length", options=MEDIA, source=READER)
    oversubscription: float = param(1.0, low=1.0, high=8.0, step=0.5, unit="1", source="assumption:oversubscription")
    server_gpus: int = param(8, options=(1, 2, 4, 8, 16), unit="1", source="capex-node-2024")
    passive_m: float = param(2.0, low=0.5, high=5.0, step=0.1, unit="m", source="dac-100g-lengths")
    active_m: float = param(7.0, low=0.5, high=12.0, step=0.5, unit="m", source="aec-800g-reach")
    multimode_m: float = param(50.0, low=30.0, high=100.0, step=5.0, unit="m", source="assumption:multimode-limit")
    rack_gpus: int = param(32, low=8, high=144, unit="1", source="assumption:rack-gpus")
    rack_pitch_m: float = param(0.6, low=0.5, high=1.2, step=0.1, unit="m", source="assumption:rack-pitch")
    row_pitch_m: float = param(3.0, low=1.5, high=6.0, step=0.5, unit="m", source="assumption:row-pitch")
    slack_m: float = param(2.0, low=0.5, high=5.0, step=0.5, unit="m", source="assumption:slack")
    port_usd: float = param(562.5, low=100.0, high=1500.0, step=12.5, unit="USD", source="assumption:port-price")
    module_usd: float = param(600.0, low=150.0, high=1500.0, step=50.0, unit="USD", source="assumption:module-price")
    cord_usd: float = param(40.0, low=10.0, high=200.0, step=10.0, unit="USD", source="assumption:cord-price")
    copper_usd: float = param(150.0, low=50.0, high=600.0, step=10.0, unit="USD", source="assumption:copper-price")
    gpu_usd: float = param(45_000.0, low=5_000.0, high=100_000.0, step=1_000.0, unit="USD", source="capex-gpu-2024")
    port_w: float = param(15.0, low=5.0, high=30.0, step=1.0, unit="W", source="assumption:port-power")
    module_w: float = param(9.0, low=3.0, high=14.0, step=0.5, unit="W", source="tx-400g-dr4-power")

    def __post_init__(self) -> None:
        check_inputs(self)


PRESETS: Mapping[str, Mapping[str, Any]] = {
    "superpod": {"gpus": constant(16_384, unit="1", source="superpod-b200-16384"), "layout": "rails"},
    "eight-planes": {"gpus": constant(16_384, unit="1", source="deepseek-table3"), "layout": "planes"},
    "rack-leaf": {"layout": "one-leaf"},
    "big-switch": {"radix": constant(144, unit="1", source="cpo-switch-power")},
    "hundred-thousand": {"gpus": constant(131_072, unit="1", source="gpu-128k-transceivers")},
}


def wants(inputs: Inputs) -> Wants:
    """The reader's fabric, as the sums take it.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Wants              [see its fields]

    Source: the parameters' own sources.
    """
    return Wants(**{name: getattr(inputs, name) for name in Wants.__dataclass_fields__})


def _values(inputs: Inputs, fabric: Fabric) -> dict[str, Value]:
    gpus, tree, design = inputs.gpus, fabric.tree, fabric.design
    all_usd = fabric.network_usd + gpus * inputs.gpu_usd
    pod = torus(cubes_for(gpus))
    found = [
        Value("gpus", gpus, "count"),
        Value("radix", inputs.radix, "count"),
        Value("tiers", design.tiers, "count"),
        Value("hops", most_hops(design.tiers), "count"),
        Value("planes", design.planes, "count"),
        Value("most_gpus", design.planes * capacity(inputs.radix, design.tiers), "count"),
        Value("switches", float(tree.all_switches), "count"),
        *(Value(f"{name}_switches", float(tree.switches[at]) if at < design.tiers else 0.0, "count")
          for at, name in enumerate(("leaf", "spine", "core"))),
        Value("links", float(tree.all_links), "count"),
        Value("host_links", float(tree.links[0]), "count"),
        Value("switch_links", float(tree.switch_links), "count"),
        Value("modules", fabric.modules, "count"),
        Value("modules_per_gpu", fabric.modules / gpus, "1"),
        Value("cable_m", fabric.cable_m, "m"),
        Value("longest_m", fabric.longest_m, "m"),
        Value("copper_links", fabric.copper_links, "count"),
        Value("copper_share", fabric.copper_links / float(tree.all_links), "1"),
        Value("power_w", fabric.power_w, "W"),
        Value("switch_power_w", fabric.switch_power_w, "W"),
        Value("end_power_w", fabric.power_w - fabric.switch_power_w, "W"),
        Value("power_per_gpu_w", fabric.power_w / gpus, "W"),
        Value("network_usd", fabric.network_usd, "USD"),
        Value("switches_usd", fabric.switches_usd, "USD"),
        Value("modules_usd", fabric.modules_usd, "USD"),
        Value("network_usd_per_gpu", fabric.network_usd / gpus, "USD"),
        Value("cluster_usd", all_usd, "USD"),
        Value("network_share", float(share_of_all(fabric.network_usd, gpus * inputs.gpu_usd)), "1"),
        Value("modules_share", fabric.modules_usd / all_usd, "1"),
        Value("half_price_saves_usd", fabric.modules_usd / 2, "USD"),
        Value("half_price_saves_share", fabric.modules_usd / 2 / all_usd, "1"),
        Value("torus_switches", pod.circuit_switches, "count"),
        Value("torus_modules_per_gpu", pod.optical_links / pod.chips, "1"),
    ]  # fmt: skip
    return {value.name: value for value in found}


def _notes(inputs: Inputs, compared: Mapping[str, Other | None], values: Mapping[str, Value]) -> tuple[Note, ...]:
    notes = [Note("scope")]
    if inputs.oversubscription > 1:
        notes.append(Note("oversubscribed", (Value("oversubscription", inputs.oversubscription, "1"),)))
    if inputs.host_links == "copper":
        notes.append(Note("forced-copper", (values["longest_m"],)))
    if None in compared.values():
        notes.append(Note("too-many-for-some", (values["radix"],)))
    return tuple(notes)


def answer(inputs: Inputs) -> Answer:
    """Counts, cables, power and price of a fabric.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             counts [1], lengths [m], power [W], prices [USD]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.systems.fat_tree, explainers.models.systems.floor, explainers.models.systems.bill.
    """
    wanted = wants(inputs)
    fabric = fabric_of(wanted)
    values = _values(inputs, fabric)
    compared = others(wanted, fabric)
    key = "one-tier" if fabric.design.tiers == 1 else "tree"
    if not fabric.modules:
        key += "-copper"
    elif not fabric.copper_links:
        key += "-light"
    return Answer(
        headline=Message(key, (*values.values(), Term("layout", inputs.layout))),
        main="modules",
        values=tuple(values.values()),
        charts=(
            drawing(fabric, inputs.gpus, inputs.server_gpus),
            by_length(fabric),
            per_gpu("cost", "USD", compared, inputs.layout),
            per_gpu("power", "W", compared, inputs.layout),
        ),
        notes=_notes(inputs, compared, values),
    )
