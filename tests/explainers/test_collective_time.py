"""explainers.calculators.collective_time: the answer's structure, its sentences and its published points."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import POINT_LIMIT, Answer, Term, Value
from explainers.base.sources import facts
from explainers.calculators.collective_time import PRESETS, Inputs, answer
from explainers.calculators.collective_time_measured import TABLES, measured_bus_bps, table_of
from tests.explainers.situations import situations

MIB = 2**20
MAY_BE_NOTHING = {"measured_bus_bps", "flat_bus_bps", "serial_bus_bps", "overlapped_bus_bps"}


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("collective-time")]


def number(found: Answer, name: str) -> float:
    return found.value(name).number


def test_hand_the_default() -> None:
    # 64 H100 in 8 machines, 64 MiB: a tree of 7 + 3 * 8 levels, there and back, and two buffers at 0.92 * 386 GB/s
    found = answer(Inputs())
    assert number(found, "launch_s") == pytest.approx(39e-6, rel=1e-12)
    assert number(found, "steps_s") == pytest.approx(62 * 2.3e-6, rel=1e-12)
    assert number(found, "bytes_s") == pytest.approx(2 * 64 * MIB / (0.92 * 0.965 * 400e9), rel=1e-12)
    assert number(found, "limit_bps") == pytest.approx(386e9, rel=1e-12)


def test_hand_three_models_of_one_measurement() -> None:
    # 32 B200: flat 8 * 50 GB/s; per byte 2 * 7/8 / 682.2 GB/s inside and 2 * 3/4 / 8 / 50 GB/s between
    found = answer(Inputs(machine="b200", gpus=32, fabric="efa", message_bytes=2.0**34))
    inside, between, bus = 1.75 / 682.2e9, 1.5 / 8 / 50e9, 2 * 31 / 32
    assert number(found, "flat_bus_bps") == 400e9
    assert number(found, "serial_bus_bps") == pytest.approx(bus / (inside + between), rel=1e-12)
    assert number(found, "overlapped_bus_bps") == pytest.approx(bus / between, rel=1e-12)
    assert number(found, "measured_bus_bps") == 381.8e9


def test_hand_where_nccl_switches() -> None:
    assert number(answer(Inputs(gpus=8)), "switch_bytes") == 2 * MIB


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"gpus": 8, "message_bytes": 2.0**16}, "inside-latency"),
        ({"gpus": 8, "message_bytes": 2.0**30}, "inside-bytes"),
        ({"message_bytes": 2.0**20}, "across-latency"), ({"message_bytes": 2.0**30}, "across-bytes"),
    ],
)  # fmt: skip
def test_hand_the_sentences(given: dict[str, Any], key: str) -> None:
    assert answer(Inputs(**given)).headline.key == key


def test_hand_notes() -> None:
    assert answer(Inputs()).notes == ()
    given = Inputs(machine="gb200", gpus=1024, fabric="efa", link_factor=2.0)
    assert [note.key for note in answer(given).notes] == [
        "extrapolated:gpus", "assumed:racks", "assumed:uneven", "assumed:efa", "extrapolated:links",
    ]  # fmt: skip
    assert answer(Inputs(gpus=8, fabric="efa")).notes == ()  # inside one machine there is no fabric


def test_hand_two_machines_pass_their_cards_once_each_way_along_a_tree() -> None:
    # 8 cards of 12.5 GB/s at 96.5 %: a ring ends at 96.5 GB/s of bus, a tree at 0.92 of twice 15/16 of that
    found = answer(Inputs(machine="a100", link_factor=0.5, gpus=16, message_bytes=2.0**33))
    assert {gap.name: gap.key for gap in found.headline.gaps if isinstance(gap, Term)}["pick"].startswith("tree")
    assert number(found, "limit_bps") == pytest.approx(0.92 * 1.875 * 96.5e9, rel=1e-12)
    assert number(found, "bus_bandwidth_bps") < number(found, "limit_bps")


def test_limit_any_number_of_machines_lies_between_its_neighbours() -> None:
    for fewer, gpus, more in ((16, 24, 32), (32, 48, 64), (64, 1000, 1024), (2, 3, 4)):
        times = [number(answer(Inputs(gpus=one)), "time_s") for one in (fewer, gpus, more)]
        assert times == sorted(times)
    assert [note.key for note in answer(Inputs(gpus=24)).notes] == []
    assert [note.key for note in answer(Inputs(gpus=20)).notes] == ["assumed:uneven"]


def test_limit_faster_cards_do_nothing_inside_one_machine() -> None:
    for name in ("a100", "h100", "b200"):
        found = answer(Inputs(machine=name, gpus=8))
        assert number(found, "cards_gain") == 1.0
        assert number(answer(Inputs(machine=name, gpus=8, link_factor=8.0)), "time_s") == number(found, "time_s")


def test_limit_the_fabric_counts_only_between_machines() -> None:
    assert number(answer(Inputs(gpus=8, fabric="efa")), "time_s") == number(answer(Inputs(gpus=8)), "time_s")
    assert number(answer(Inputs(fabric="efa")), "time_s") > number(answer(Inputs()), "time_s")


def test_law_gains_are_gains(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        assert 1 <= number(found, "cards_gain") <= number(found, "all_gain") <= 2
        assert 1 <= number(found, "steps_gain") <= 2


def test_law_the_parts_are_the_time(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        parts = sum(number(found, name) for name in ("launch_s", "steps_s", "bytes_s"))
        assert parts == pytest.approx(number(found, "time_s"), rel=1e-12)
        bus = 2 * (inputs.gpus - 1) / inputs.gpus * inputs.message_bytes / number(found, "time_s")
        assert number(found, "bus_bandwidth_bps") == pytest.approx(bus, rel=1e-12)
        assert 0 < number(found, "efficiency") < 1


def test_reference_published_points_are_those_of_the_facts() -> None:
    for one in TABLES:
        name = {"h100": "h200" if one.gpus == 8 else "h100"}.get(one.machine, one.machine)
        text = facts()[f"all-reduce-{name}x{one.gpus}"]["text"]
        said = ", ".join(f"{value:g}" for value in one.bus_gbps)
        assert text.endswith(f": {said} GB/s.")
        assert len(one.bus_gbps) <= 20
        last = one.sizes_bytes[-1]
        assert f"{one.sizes_bytes[0] / 1024:g} KiB to" in text or f"{one.sizes_bytes[0] / MIB:g} MiB to" in text
        assert f"{last / 2**30:g} GiB" in text


def test_reference_a_point_needs_machine_number_and_fabric() -> None:
    assert table_of("b200", 32, efa=False) is None
    assert table_of("h100", 16, efa=False) is None
    assert measured_bus_bps(None, MIB) != measured_bus_bps(None, MIB)
    assert math.isnan(measured_bus_bps(table_of("h100", 8, efa=False), 3e6))


def test_structure_points_stand_on_presets_that_were_measured() -> None:
    for name, preset in PRESETS.items():
        series = [one.name for one in answer(Inputs(**preset)).charts[0].series]
        assert "measured" in series, name


def test_structure_every_chart_has_its_table_twin(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        by_size, changes = found.charts
        assert [column.name for column in by_size.table.columns[1:]] == [one.name for one in by_size.series]
        assert by_size.rule_x == inputs.message_bytes
        for column, one in zip(by_size.table.columns[1:], by_size.series, strict=True):
            shown = column.numbers  # type: ignore[union-attr]
            known = one.y if one.mark == "points" else one.y[::4]
            np.testing.assert_array_equal(shown[np.isfinite(shown)], known)
        total = np.sum([one.x for one in changes.series], axis=0)
        np.testing.assert_allclose(changes.table.columns[-1].numbers, total, rtol=1e-14)  # type: ignore[union-attr]
        assert total[0] == pytest.approx(number(found, "time_s"), rel=1e-14)
        assert all(len(one.x) <= POINT_LIMIT for chart in found.charts for one in chart.series)
        assert all(np.isfinite(one.y).all() for chart in found.charts for one in chart.series)


def test_structure_what_the_sentence_says_is_a_value_of_the_answer(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        values = {value.name: value for value in found.values}
        assert len(values) == len(found.values) >= 20
        assert all(gap is values[gap.name] for gap in found.headline.gaps if isinstance(gap, Value))
        nothing = {name for name, value in values.items() if not math.isfinite(value.number)}
        assert nothing <= MAY_BE_NOTHING
