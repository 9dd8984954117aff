"""Collectives of explainers.models.systems: levels, the law of all-reduce, shares of a line, exchanges, the chooser."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explainers.models.systems.all_reduce_law import (
    PATHS,
    all_gather_s,
    all_reduce_parts,
    all_reduce_s,
    half_speed_bytes,
    paths_s,
)
from explainers.models.systems.all_reduce_machines import (
    LAW,
    MACHINES,
    Law,
    Machine,
    bus_limit_bps,
    domains_of,
    in_network_bus_bps,
    pieces_bus_bps,
)
from explainers.models.systems.collective_levels import (
    in_network_all_reduce_s,
    in_network_share,
    overlapped_all_reduce_s,
    serial_all_reduce_s,
    two_level_all_to_all_s,
    wire_rate_bps,
)
from explainers.models.systems.collectives import (
    all_to_all_s,
    bus_factor,
    halving_all_reduce_s,
    point_to_point_s,
    ring_all_reduce_s,
    ring_gather_s,
    tree_all_reduce_s,
)
from explainers.models.systems.expert_exchange import (
    COMBINE_BYTES,
    DISPATCH_BYTES,
    FITTED,
    TOKENS,
    exchange_s,
    exchanged_bytes,
)
from explainers.models.systems.line_rate_law import (
    EXCHANGE_BYTES,
    POINT_TO_POINT_S,
    exchange_line_share,
    ring_line_share,
)
from explainers.models.systems.nccl_chooser import CHOICES, TUNINGS, chosen, estimates_s, expected_s

SIZES = np.array([2.0**power for power in range(15, 35)])
CASES = [(name, gpus) for name in MACHINES for gpus in (2, 4, 8, 16, 32, 64, 72, 144, 1024)]
TEXTBOOK = (ring_gather_s, ring_all_reduce_s, tree_all_reduce_s, halving_all_reduce_s, all_to_all_s)


def domains(name: str, gpus: int) -> float:
    return float(domains_of(gpus, MACHINES[name]))


def faster(machine: Machine) -> Machine:
    return replace(
        machine, ring_bps=2 * machine.ring_bps, in_network_bps=2 * machine.in_network_bps, nic_bps=2 * machine.nic_bps
    )


def test_hand_eight_ranks_around_a_ring() -> None:
    # 14 steps of 1 us and 1.75 buffers of 1 GB at 100 GB/s: 14 us + 17.5 ms
    assert ring_all_reduce_s(1e9, 8, 100e9, 1e-6) == pytest.approx(17.514e-3, rel=1e-12)
    # a tree makes 6 steps and moves two buffers; halving makes 6 and moves 1.75
    assert tree_all_reduce_s(1e9, 8, 100e9, 1e-6) == pytest.approx(20.006e-3, rel=1e-12)
    assert halving_all_reduce_s(1e9, 8, 100e9, 1e-6) == pytest.approx(17.506e-3, rel=1e-12)


def test_hand_two_machines_of_two() -> None:
    # 2 * 1/2 * 8 GB / 4 GB/s = 2 s inside; 2 * 1/2 * 4 GB / 1 GB/s = 4 s between
    given = (8e9, 2, 2, (4e9, 1e9), (0.0, 0.0))
    assert serial_all_reduce_s(*given) == 6.0
    assert overlapped_all_reduce_s(*given) == 4.0


def test_hand_all_to_all_of_four_machines() -> None:
    # of 32 pieces 7 stay and 24 leave; 24/32 * 8 GB / (1 GB/s * 0.8) = 7.5 s
    assert two_level_all_to_all_s(8e9, 8, 4, (100e9, 1e9), 0.0, 0.8) == pytest.approx(7.5, rel=1e-12)


def test_hand_a_law_of_round_numbers() -> None:
    machine = Machine(ring_bps=100e9, in_network_bps=0.0, nic_bps=10e9, domain=4)
    law = Law(launch_s=10e-6, step_s=1e-6, ll_share=0.1, nic_efficiency=1.0, tree_efficiency=1.0)
    # 12 GPUs in 3 machines: cards 4 * 10 GB/s = 40 GB/s; 22 steps; 22/12 * 120 MB / 40 GB/s = 5.5 ms
    assert all_reduce_s(120e6, 12, 3, machine, law) == pytest.approx(10e-6 + 22e-6 + 5.5e-3, rel=1e-12)
    # 8 GPUs in 2: along a tree the buffer crosses the cards once each way, 14 steps and 40 MB / 40 GB/s = 1 ms
    assert all_reduce_s(40e6, 8, 2, machine, law) == pytest.approx(10e-6 + 14e-6 + 1e-3, rel=1e-12)
    assert PATHS[int(all_reduce_parts(40e6, 8, 2, machine, law).path)] == "tree"
    assert float(pieces_bus_bps(8, 2, machine, law)) == 40e9
    summed = replace(machine, in_network_bps=200e9)
    assert float(pieces_bus_bps(8, 2, summed, law)) == pytest.approx(1.75 * 40e9, rel=1e-12)
    # nothing is summed up in an all-gather, and the ring's own rate is the limit in the machine
    assert float(bus_limit_bps(8, 2, machine, law, in_network=False)) == 40e9
    assert float(bus_limit_bps(8, 2, replace(machine, nic_bps=1e12), law)) == 100e9
    # 4 GPUs in one, 1 kB: small packets, no steps; 1.5 * 1 kB / 10 GB/s = 0.15 us
    parts = all_reduce_parts(1e3, 4, 1, machine, law)
    assert (PATHS[int(parts.path)], float(parts.steps_s)) == ("ll", 0.0)
    assert float(parts.total_s) == pytest.approx(10.15e-6, rel=1e-12)


def test_hand_tree_steps() -> None:
    # 16 machines of 8: 7 inside and 8 for each of four levels, there and back, against 127 around the ring
    steps, _ = paths_s(1.0, 128, 16, MACHINES["h100"])
    np.testing.assert_allclose(steps, 2 * LAW.step_s * np.array([0, 127, 39]), rtol=1e-12)


def test_hand_one_exchange() -> None:
    # 128 * 7168 * 8 * 2 B = 14.68 MB, 3/4 of it through 46 GB/s, and 36 us
    assert exchanged_bytes(TOKENS, COMBINE_BYTES) == 14_680_064
    assert exchange_s(32, COMBINE_BYTES) == pytest.approx(36e-6 + 0.75 * 14_680_064 / 46e9, rel=1e-12)
    assert DISPATCH_BYTES == 1 + 4 / 128


def test_hand_nccl_on_eight_h200() -> None:
    # ring LL 6.6 + 14 * 0.6 = 15 us and 1.75 * 1 MB / 141 GB/s; NVLS 25 us and 1 MB / (370.8 * 0.85 * 5/6 GB/s)
    found = dict(zip(CHOICES, estimates_s(1e6, 8, 1, MACHINES["h100"], TUNINGS["h100"])[:, 0], strict=True))
    assert found["ring-ll"] == pytest.approx(15e-6 + 1.75e6 / 141e9, rel=1e-12)
    assert found["nvls"] == pytest.approx(25e-6 + 1e6 / (370.8e9 * 0.85 * 5 / 6), rel=1e-12)
    assert math.isinf(found["nvls-tree"])
    # 64 of them in 8 machines: Simple ring 1.4 * (8.4 + 112 * 3.4 + 14 * 14) us
    across = dict(zip(CHOICES, estimates_s(0.0, 64, 8, MACHINES["h100"], TUNINGS["h100"])[:, 0], strict=True))
    assert across["ring-simple"] == pytest.approx(1.4 * (8.4 + 112 * 3.4 + 14 * 14) * 1e-6, rel=1e-12)
    assert across["tree-ll"] == pytest.approx((6.8 + 2 * (7 * 0.6 + 3 * 5)) * 1e-6, rel=1e-12)


@pytest.mark.parametrize("function", TEXTBOOK)
def test_limit_one_rank_needs_no_time(function: Callable[..., Any]) -> None:
    assert float(function(1e9, 1, 1e9, 1e-6)) == 0.0


@pytest.mark.parametrize("name", MACHINES)
def test_limit_one_gpu_needs_no_time(name: str) -> None:
    np.testing.assert_array_equal(all_reduce_s(SIZES, 1, 1, MACHINES[name]), 0.0)
    np.testing.assert_array_equal(all_gather_s(SIZES, 1, 1, MACHINES[name]), 0.0)
    assert float(exchange_s(1, COMBINE_BYTES)) == 0.0
    assert float(in_network_all_reduce_s(1e9, 1, 1e9, 1e-6)) == 0.0


def test_limit_endless_bandwidth_leaves_latency() -> None:
    machine = Machine(ring_bps=1e30, in_network_bps=1e30, nic_bps=1e30, domain=8)
    assert float(all_reduce_s(1e9, 8, 1, machine)) == pytest.approx(LAW.launch_s, rel=1e-9)
    assert float(all_reduce_s(1e9, 16, 2, machine)) == pytest.approx(LAW.launch_s + 30 * LAW.step_s, rel=1e-9)
    assert float(exchange_s(64, 2.0, replace(FITTED, network_bps=1e30, nvlink_bps=1e30))) == FITTED.launch_s


def test_limit_no_latency_leaves_bytes() -> None:
    still = replace(LAW, launch_s=0.0, step_s=0.0)
    for name, gpus in CASES:
        k, machine = domains(name, gpus), MACHINES[name]
        ring = bus_factor(gpus) * 2**30 / bus_limit_bps(gpus, k, machine, still)
        assert float(all_reduce_s(2**30, gpus, k, machine, still)) == pytest.approx(float(ring), rel=1e-12)


def test_limit_sums_by_the_switch_halve_the_traffic_of_many() -> None:
    assert float(bus_factor(10_000) / in_network_share(10_000)) == pytest.approx(2, rel=1e-3)
    assert float(in_network_share(1)) == 0.0
    assert float(in_network_bus_bps(1, MACHINES["h100"])) == 0.0


def test_limit_shares_end_at_their_plateau() -> None:
    assert float(ring_line_share(1e18, 64, 400e9)) == pytest.approx(0.961, rel=1e-6)
    assert float(exchange_line_share(EXCHANGE_BYTES)) == pytest.approx(0.935 / 2, rel=1e-12)
    assert all(2e-6 < time < 6e-6 for time in POINT_TO_POINT_S.values())


@pytest.mark.parametrize("function", TEXTBOOK)
def test_shape_textbook_broadcasts(function: Callable[..., Any]) -> None:
    ranks = np.array([2.0, 8.0, 64.0])
    found = function(1e9, ranks, 1e9, 1e-6)
    np.testing.assert_allclose(found, [float(function(1e9, n, 1e9, 1e-6)) for n in ranks], rtol=1e-15)


def test_shape_the_law_broadcasts() -> None:
    gpus = np.array([2.0, 8.0, 64.0, 1024.0])[:, None]
    k = domains_of(gpus, MACHINES["h100"])
    whole = np.asarray(all_reduce_s(SIZES, gpus, k, MACHINES["h100"]))
    assert whole.shape == (4, len(SIZES))
    for row, n in enumerate(gpus[:, 0]):
        for column, size in enumerate(SIZES):
            alone = float(all_reduce_s(size, n, float(k[row, 0]), MACHINES["h100"]))
            assert whole[row, column] == pytest.approx(alone, rel=1e-14)


@pytest.mark.parametrize(("name", "gpus"), CASES)
def test_law_twice_the_rates_and_half_the_latency_halve_the_time(name: str, gpus: int) -> None:
    k, quick = domains(name, gpus), replace(LAW, launch_s=LAW.launch_s / 2, step_s=LAW.step_s / 2)
    np.testing.assert_allclose(
        2 * np.asarray(all_reduce_s(SIZES, gpus, k, faster(MACHINES[name]), quick)),
        all_reduce_s(SIZES, gpus, k, MACHINES[name]), rtol=1e-12,
    )  # fmt: skip
    np.testing.assert_allclose(
        2 * np.asarray(all_gather_s(SIZES, gpus, k, faster(MACHINES[name]), quick)),
        all_gather_s(SIZES, gpus, k, MACHINES[name]), rtol=1e-12,
    )  # fmt: skip


@pytest.mark.parametrize(("name", "gpus"), CASES)
def test_law_time_grows_with_size_and_falls_with_speed(name: str, gpus: int) -> None:
    k, machine = domains(name, gpus), MACHINES[name]
    now = np.asarray(all_reduce_s(SIZES, gpus, k, machine))
    assert np.all(np.diff(now) > 0)
    for better in (faster(machine), replace(machine, nic_bps=2 * machine.nic_bps)):
        assert np.all(np.asarray(all_reduce_s(SIZES, gpus, k, better)) <= now)
    assert np.all(np.diff(bus_factor(gpus) * SIZES / now) > 0)  # larger messages use the links better
    assert np.all(bus_factor(gpus) * SIZES / now < bus_limit_bps(gpus, k, machine))


def test_law_an_all_reduce_is_a_reduce_scatter_and_an_all_gather() -> None:
    assert ring_all_reduce_s(1e9, 12, 3e9, 1e-6) == 2 * ring_gather_s(1e9, 12, 3e9, 1e-6)
    ring = replace(MACHINES["h100"], in_network_bps=0.0)
    still = replace(LAW, launch_s=0.0, step_s=0.0)
    for gpus in (4, 8, 64):
        k = float(domains_of(gpus, ring))
        both = 2 * float(all_gather_s(2**30, gpus, k, ring, still))
        assert float(all_reduce_s(2**30, gpus, k, ring, still)) == pytest.approx(both, rel=1e-12)


@pytest.mark.parametrize(("name", "gpus"), CASES)
def test_law_the_quickest_path_is_taken(name: str, gpus: int) -> None:
    k, machine = domains(name, gpus), MACHINES[name]
    steps, moved = paths_s(SIZES, gpus, k, machine)
    parts = all_reduce_parts(SIZES, gpus, k, machine)
    np.testing.assert_allclose(parts.total_s, LAW.launch_s + np.min(steps + moved, axis=0), rtol=1e-14)
    used = {PATHS[int(one)] for one in parts.path}
    assert ("ll" in used) <= (k == 1)
    assert ("tree" in used) <= (k > 1)


def test_law_half_speed_is_half_the_speed() -> None:
    for name, gpus in CASES:
        k, machine = domains(name, gpus), MACHINES[name]
        size = half_speed_bytes(gpus, k, machine)
        half = bus_factor(gpus) * size / float(all_reduce_s(size, gpus, k, machine))
        assert half == pytest.approx(float(bus_limit_bps(gpus, k, machine)) / 2, rel=1e-9)


def test_law_levels_bound_each_other() -> None:
    for inside, outside in itertools.product((2, 8, 72), (2, 4, 128)):
        given = (1e9, inside, outside, (450e9, 50e9), (1e-6, 3e-6))
        both, after = float(overlapped_all_reduce_s(*given)), float(serial_all_reduce_s(*given))
        assert after / 2 <= both <= after


def test_law_all_to_all_of_one_level_is_the_flat_one() -> None:
    for ranks in (2, 8, 72):
        flat = all_to_all_s(1e9, ranks, 50e9, 1e-6)
        assert float(two_level_all_to_all_s(1e9, ranks, 1, (50e9, 1e9), 1e-6)) == pytest.approx(float(flat), rel=1e-12)
        alone = two_level_all_to_all_s(1e9, 1, ranks, (1e9, 50e9), 1e-6)
        assert float(alone) == pytest.approx(float(flat), rel=1e-12)


def test_law_a_wire_carries_what_the_levels_need() -> None:
    bus = bus_factor(32) / overlapped_all_reduce_s(1.0, 8, 4, (1e30, 50e9), (0.0, 0.0))
    assert float(wire_rate_bps(bus, 8, 4)) == pytest.approx(50e9, rel=1e-12)


def test_law_points_take_longer_by_their_bytes() -> None:
    assert point_to_point_s(2e6, 1e9, 1e-6) - point_to_point_s(1e6, 1e9, 1e-6) == pytest.approx(1e-3, rel=1e-12)


@pytest.mark.parametrize(("name", "gpus"), CASES)
def test_law_nccl_takes_the_least(name: str, gpus: int) -> None:
    given = (SIZES, gpus, domains(name, gpus), MACHINES[name], TUNINGS[name])
    every = estimates_s(*given)
    np.testing.assert_array_equal(expected_s(*given), every.min(axis=0))
    assert [CHOICES[place] for place in every.argmin(axis=0)] == chosen(*given)
    assert np.isfinite(every.min(axis=0)).all()


def test_law_nccl_leaves_latency_protocols_as_messages_grow() -> None:
    for name in ("a100", "h100", "b200"):
        picks = chosen(SIZES, 8, 1, MACHINES[name], TUNINGS[name])
        assert picks[0].endswith("-ll")
        assert not picks[-1].endswith("-ll")
        changes = [one for one, before in zip(picks, ["", *picks], strict=False) if one != before]
        assert len(changes) == len(set(changes))  # no choice comes back


def test_law_experts_further_away_take_longer() -> None:
    times = np.asarray(exchange_s(np.array([16, 32, 64, 128, 256]), COMBINE_BYTES))
    assert np.all(np.diff(times) > 0)
