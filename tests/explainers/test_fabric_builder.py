"""explainers.calculators.fabric_builder: sums that agree, laws of the whole answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explainers.base.answer import Answer, Chart, Column
from explainers.calculators.fabric_builder import Inputs, answer, wants
from explainers.calculators.fabric_builder_charts import MOST_DRAWN
from explainers.calculators.fabric_builder_sums import design_of
from explainers.calculators.link_reach import ACTIVE_COPPER_REACH_M, PASSIVE_REACH_M
from explainers.models.systems.bill import SHEET
from tests.explainers.situations import situations

ALL_LIGHT = {"passive_m": 0.5, "active_m": 0.5}


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("fabric-builder")]


def number(found: Answer, name: str) -> float:
    return found.value(name).number


def chart(found: Answer, name: str) -> Chart:
    return next(one for one in found.charts if one.name == name)


def column(found: Answer, name: str, wanted: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return next(c.numbers for c in chart(found, name).table.columns if isinstance(c, Column) and c.name == wanted)


def test_the_copper_limits_are_the_sites_own() -> None:
    assert Inputs().passive_m == PASSIVE_REACH_M[100e9]
    assert Inputs().active_m == ACTIVE_COPPER_REACH_M


def test_law_every_part_adds_up(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        assert number(found, "links") == number(found, "host_links") + number(found, "switch_links")
        assert number(found, "host_links") == inputs.gpus
        links, copper, light = (column(found, "fabric", name) for name in ("links", "copper", "light"))
        assert copper + light == pytest.approx(links)
        assert light.sum() * 2 == pytest.approx(number(found, "modules"))
        assert column(found, "by-length", "total") == pytest.approx(links[:-1])
        assert column(found, "fabric", "length").sum() == pytest.approx(number(found, "cable_m"))
        assert column(found, "fabric", "nodes")[1:].sum() == number(found, "switches")
        own = list(chart(found, "cost").rows).index(inputs.layout)
        assert column(found, "cost", "total")[own] == pytest.approx(number(found, "network_usd_per_gpu"))
        assert column(found, "power", "total")[own] == pytest.approx(number(found, "power_per_gpu_w"))
        assert 0 <= number(found, "copper_share") <= 1
        assert number(found, "cluster_usd") > number(found, "network_usd") > 0
        assert (column(found, "fabric", "length") >= 0).all()


def test_law_a_drawing_is_small_and_has_no_more_than_there_is(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        nodes, groups, *_ = chart(found, "fabric").series
        assert (nodes.y >= 1).all(), inputs
        assert (nodes.y <= MOST_DRAWN).all(), inputs
        assert (nodes.y <= nodes.x).all(), inputs
        assert (groups.y <= groups.x).all(), inputs
        assert (groups.y[:-1] >= 1).all(), inputs
        assert (nodes.y == np.round(nodes.y)).all(), inputs


def test_counts_of_a_published_cluster() -> None:
    found = answer(Inputs(gpus=16_384))
    assert [number(found, f"{tier}_switches") for tier in ("leaf", "spine", "core")] == [512, 512, 256]
    planes = answer(Inputs(gpus=16_384, layout="planes"))
    assert (number(planes, "switches"), number(planes, "hops"), number(found, "hops")) == (768, 3, 5)


def test_modules_of_each_gpu_with_every_link_optical() -> None:
    for layout, gpus, each in (("rails", 16_384, 6), ("planes", 16_384, 4), ("rails", 2048, 4), ("planes", 512, 2)):
        assert number(answer(Inputs(gpus=gpus, layout=layout, **ALL_LIGHT)), "modules_per_gpu") == pytest.approx(each)
    hosts = answer(Inputs(gpus=16_384, host_links="copper", **ALL_LIGHT))
    assert number(hosts, "modules_per_gpu") == pytest.approx(4)


def test_the_default_prices_are_near_the_price_sheet() -> None:
    """Its share of the network: 8.6 % at 16,384 GPUs in planes, 12.8 % at 65,536."""
    for gpus, share in ((16_384, 0.0862), (65_536, 0.1281)):
        found = answer(Inputs(gpus=gpus, layout="planes", **ALL_LIGHT))
        assert number(found, "network_share") == pytest.approx(share, rel=0.03)
    inputs = Inputs()
    assert 2 * inputs.module_usd + inputs.cord_usd == SHEET.switch_link_usd
    assert 64 * inputs.port_usd == SHEET.switch_usd


def test_law_half_the_price_of_a_module_saves_half_of_all_modules() -> None:
    inputs = Inputs()
    whole, half = answer(inputs), answer(replace(inputs, module_usd=inputs.module_usd / 2))
    saved = number(whole, "cluster_usd") - number(half, "cluster_usd")
    assert saved == pytest.approx(number(whole, "half_price_saves_usd"))
    assert saved / number(whole, "cluster_usd") == pytest.approx(number(whole, "half_price_saves_share"))
    assert number(whole, "half_price_saves_share") < 0.1


@pytest.mark.parametrize("name", ["passive_m", "active_m"])
def test_law_longer_copper_never_needs_more_modules(name: str) -> None:
    parameter = Inputs.__dataclass_fields__[name].metadata["parameter"]
    found = [
        number(answer(replace(Inputs(), **{name: float(limit)})), "modules")
        for limit in np.linspace(parameter.low, parameter.high, 7)
    ]
    assert found == sorted(found, reverse=True)
    assert name == "passive_m" or found[0] > found[-1]


@pytest.mark.parametrize("layout", ["one-leaf", "rails", "planes"])
def test_law_more_gpus_never_need_fewer_switches(layout: str) -> None:
    counts = [number(answer(Inputs(gpus=int(n), layout=layout)), "switches") for n in np.geomspace(64, 131_072, 60)]
    assert counts == sorted(counts)


def test_wider_switches_save_tiers() -> None:
    tiers = [design_of(wants(Inputs(gpus=131_072, radix=radix))).tiers for radix in (32, 64, 128, 512)]
    assert tiers == [4, 4, 3, 2]
    assert design_of(wants(Inputs(gpus=64))).tiers == 1


def test_copper_to_the_servers_is_said_where_it_may_not_reach() -> None:
    notes = {note.key for note in answer(Inputs(host_links="copper")).notes}
    assert "forced-copper" in notes
    assert "too-many-for-some" in {note.key for note in answer(Inputs(gpus=100_000)).notes}
