"""Fabrics: hand arithmetic, laws, and the graphs themselves, counted link by link."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest

from explainers.models.systems.bill import SHEET, network_usd
from explainers.models.systems.dragonfly import balanced_hosts, dragonfly, dragonfly_plus, groups_for
from explainers.models.systems.fat_tree import Design, capacity, fat_tree, most_hops, next_divisor, tiers_needed
from explainers.models.systems.floor import Floor, Run, by_class, group_sizes, racks_per_row, total_m, tree_runs
from explainers.models.systems.graph import Graph, dragonfly_graph, slim_fly_graph, torus_graph, tree_graph
from explainers.models.systems.slim_fly import least_for, remainder, slim_fly
from explainers.models.systems.torus import cubes_for, torus

FLOOR = Floor(hosts_per_rack=32, rack_pitch_m=0.6, row_pitch_m=3.0, slack_m=2.0, in_rack_m=1.5, switches_per_rack=16)
TREES = [(16, 4, 3), (54, 6, 3), (128, 8, 3), (100, 8, 3), (32, 8, 2), (24, 8, 2), (9, 12, 2), (72, 12, 2), (6, 8, 1)]
FULL = [(16, 4, 3), (54, 6, 3), (32, 8, 2), (16, 8, 2), (64, 8, 3)]  # every port used, or halves of it


def flow(graph: Graph, sources: list[int], sinks: list[int]) -> int:
    """Most links' worth of traffic from some nodes to others (breadth-first augmentation, capacities whole numbers)."""
    room: list[dict[int, int]] = [{} for _ in range(len(graph.tier) + 2)]
    for one, other in graph.edges.tolist():
        room[one][other] = room[one].get(other, 0) + 1
        room[other][one] = room[other].get(one, 0) + 1
    start, end = len(graph.tier), len(graph.tier) + 1
    for node in sources:
        room[start][node], room[node][start] = 1, 0
    for node in sinks:
        room[node][end], room[end][node] = 1, 0
    total = 0
    while True:
        came = {start: start}
        waiting = deque([start])
        while waiting and end not in came:
            node = waiting.popleft()
            for following, left in room[node].items():
                if left and following not in came:
                    came[following] = node
                    waiting.append(following)
        if end not in came:
            return total
        node = end
        while node != start:
            room[came[node]][node] -= 1
            room[node][came[node]] = room[node].get(came[node], 0) + 1
            node = came[node]
        total += 1


# --- fat trees ------------------------------------------------------------------------------------------------------


def test_hand_arithmetic_of_a_small_tree() -> None:
    """16 hosts, switches of 4 ports, three tiers: 8 leaves, 8 spines, 4 cores, 16 links in each layer."""
    tree = fat_tree(16, Design(radix=4, tiers=3))
    assert [int(count) for count in tree.switches] == [8, 8, 4]
    assert [int(count) for count in tree.links] == [16, 16, 16]
    assert (int(tree.all_switches), int(tree.switch_links), int(tree.all_links)) == (20, 32, 48)


def test_the_spines_are_raised_to_a_divisor() -> None:
    """4,608 hosts at radix 144: 64 leaves x 72 uplinks fill 32 spines, but 32 does not divide 72, so 36."""
    assert int(fat_tree(4608, Design(radix=144, tiers=2)).switches[1]) == 36
    three_units = fat_tree(95 * 8, Design(radix=64, tiers=2, rails=8))  # 12 spines would do; 16 divide 32 uplinks
    assert [int(count) for count in three_units.switches] == [24, 16]
    assert next_divisor(np.arange(1, 13), 12).tolist() == [1, 2, 3, 4, 6, 6, 12, 12, 12, 12, 12, 12]


@pytest.mark.parametrize("radix", [4, 8, 32, 64, 72, 144])
@pytest.mark.parametrize("tiers", [1, 2, 3])
def test_law_a_full_tree_uses_every_port(radix: int, tiers: int) -> None:
    hosts = capacity(radix, tiers)
    tree = fat_tree(hosts, Design(radix=radix, tiers=tiers))
    assert int(tree.all_switches) * radix == hosts * most_hops(tiers)
    assert int(tree.all_links) == hosts * tiers
    with pytest.raises(ValueError, match="more hosts"):
        fat_tree(hosts + 1, Design(radix=radix, tiers=tiers))


@pytest.mark.parametrize("radix", [8, 64, 144])
def test_law_counts_never_fall_with_hosts_and_broadcast(radix: int) -> None:
    hosts = np.arange(1, capacity(radix, 2) + 1)
    design = Design(radix=radix, tiers=2)
    tree = fat_tree(hosts, design)
    for column in (*tree.switches, *tree.links):
        assert column.shape == hosts.shape
        assert (np.diff(column) >= 0).all()
    one = fat_tree(int(hosts[-7]), design)
    assert [int(c[-7]) for c in tree.switches] == [int(c) for c in one.switches]
    assert (tree.links[1] % tree.switches[1] == 0).all()
    assert (design.up % tree.switches[1] == 0).all()  # every leaf reaches every spine equally
    assert (tree.links[1] / tree.switches[1] <= radix).all()


def test_planes_are_trees_of_their_own() -> None:
    alone = fat_tree(2048, Design(radix=64, tiers=2))
    planes = fat_tree(16_384, Design(radix=64, tiers=2, planes=8))
    assert [int(c) for c in planes.switches] == [8 * int(c) for c in alone.switches]
    assert int(planes.links[0]) == 16_384


def test_rails_need_no_more_than_the_same_tree_where_they_are_full() -> None:
    for gpus in (512, 1024, 2048, 4096, 16_384):
        tiers = tiers_needed(gpus, 64)
        plain, rails = (fat_tree(gpus, Design(radix=64, tiers=tiers, rails=rails)) for rails in (1, 8))
        assert int(plain.all_switches) == int(rails.all_switches)
    assert int(fat_tree(1016, Design(radix=64, tiers=2, rails=8)).switches[0]) == 32  # 127 servers
    with pytest.raises(ValueError, match="every rail whole"):
        fat_tree(2048, Design(radix=64, tiers=2, rails=12))


@pytest.mark.parametrize(("ratio", "spines"), [(1.0, 32), (2.0, 16), (4.0, 8)])
def test_oversubscription_saves_spines_and_their_links(ratio: float, spines: int) -> None:
    tree = fat_tree(2048, Design(radix=64, tiers=2, oversubscription=ratio))
    assert int(tree.switches[1]) == spines
    assert int(tree.links[1]) == 2048 / ratio
    assert int(tree.links[0]) == 2048


def test_bad_trees_are_refused() -> None:
    with pytest.raises(ValueError, match="even"):
        fat_tree(8, Design(radix=7, tiers=2))
    with pytest.raises(ValueError, match="four ports"):
        tiers_needed(8, 3)
    with pytest.raises(ValueError, match="three tiers"):
        tree_graph(16, Design(radix=4, tiers=4))


# --- the graph ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hosts", "radix", "tiers"), TREES)
def test_the_graph_of_a_tree_has_the_counts_and_no_port_too_many(hosts: int, radix: int, tiers: int) -> None:
    design = Design(radix=radix, tiers=tiers)
    tree, graph = fat_tree(hosts, design), tree_graph(hosts, design)
    assert np.bincount(graph.tier).tolist() == [hosts, *(int(count) for count in tree.switches)]
    assert len(graph.edges) == int(tree.all_links)
    assert (graph.degree[graph.tier == 0] == 1).all()
    assert graph.degree.max() <= radix
    assert (graph.degree > 0).all()
    assert np.abs(np.diff(graph.tier[graph.edges], axis=1)).max() == 1  # links join neighbouring tiers only
    far = graph.hops(0)[graph.tier == 0]
    assert far.min() == 0
    assert far.max() <= most_hops(tiers) + 1  # links; one more than switches
    assert (far >= 0).all(), "connected"


@pytest.mark.parametrize(("hosts", "radix", "tiers"), FULL)
def test_law_any_half_can_send_to_the_other_half_at_full_rate(hosts: int, radix: int, tiers: int) -> None:
    graph = tree_graph(hosts, Design(radix=radix, tiers=tiers))
    halves = [list(range(hosts // 2)), list(range(0, hosts, 2))]
    halves += [sorted(np.random.default_rng(seed).permutation(hosts)[: hosts // 2].tolist()) for seed in range(3)]
    for half in halves:
        assert flow(graph, half, sorted(set(range(hosts)) - set(half))) == hosts // 2


def test_an_oversubscribed_tree_has_half_the_bisection() -> None:
    graph = tree_graph(32, Design(radix=8, tiers=2, oversubscription=2.0))
    assert flow(graph, list(range(16)), list(range(16, 32))) == 8


@pytest.mark.parametrize(("p", "groups"), [(1, 3), (2, 9), (2, 5), (2, 3), (3, 19), (3, 10)])
def test_the_graph_of_a_dragonfly(p: int, groups: int) -> None:
    counts, graph = dragonfly(p, groups), dragonfly_graph(p, groups)
    switches = graph.tier == 1
    assert np.bincount(graph.tier).tolist() == [counts.endpoints, counts.switches]
    assert len(graph.edges) == counts.endpoints + counts.switch_links
    assert set(graph.degree[switches].tolist()) == {counts.ports}
    assert max(int(graph.hops(node)[switches].max()) for node in np.flatnonzero(switches)[:: 2 * p]) <= 3
    group = (np.arange(len(graph.tier)) - counts.endpoints) // (2 * p)
    between = group[graph.edges[switches[graph.edges].all(axis=1)]]
    pairs = {tuple(sorted(pair)) for pair in between.tolist() if pair[0] != pair[1]}
    assert len(pairs) == groups * (groups - 1) // 2  # each group has a link to each other


@pytest.mark.parametrize("q", [3, 5, 7, 11, 13])
def test_the_graph_of_a_slim_fly_has_diameter_two(q: int) -> None:
    counts, graph = slim_fly(q), slim_fly_graph(q)
    assert len(graph.tier) == counts.switches
    assert len(graph.edges) == counts.switch_links == len(np.unique(np.sort(graph.edges, axis=1), axis=0))
    assert set(graph.degree.tolist()) == {counts.network_ports}
    assert max(int(graph.hops(node).max()) for node in range(len(graph.tier))) == 2


def test_a_slim_fly_needs_an_odd_prime() -> None:
    for q in (4, 9):
        with pytest.raises(ValueError, match="prime"):
            slim_fly_graph(q)
    with pytest.raises(ValueError, match="4 w"):
        slim_fly(6)


@pytest.mark.parametrize("cubes", [(1, 1, 1), (1, 2, 3), (2, 2, 2)])
def test_the_graph_of_a_torus_of_cubes(cubes: tuple[int, int, int]) -> None:
    sides = tuple(4 * side for side in cubes)
    counts, graph = torus(int(np.prod(cubes))), torus_graph((sides[0], sides[1], sides[2]))
    assert len(graph.tier) == counts.chips
    assert len(graph.edges) == counts.chip_links
    assert set(graph.degree.tolist()) == {6}
    assert int(graph.hops(0).max()) == sum(side // 2 for side in sides)


# --- other networks -------------------------------------------------------------------------------------------------


def test_textbook_counts() -> None:
    small = dragonfly(2, 9)  # 4 switches a group, 2 hosts each
    assert (small.switches, small.endpoints, small.ports, small.most_groups) == (36, 72, 7, 9)
    fly = slim_fly(19)
    assert (fly.switches, fly.network_ports, fly.hosts_per_switch, fly.endpoints) == (722, 29, 15, 10_830)
    assert [remainder(q) for q in (3, 4, 5, 7, 8, 9)] == [-1, 0, 1, -1, 0, 1]
    plus = dragonfly_plus(64, 1025)
    assert (plus.endpoints, plus.ports, plus.most_groups) == (1025 * 1024, 64, 1025)
    assert plus.global_links == 1025 * 1024 // 2


def test_limits_of_other_networks() -> None:
    with pytest.raises(ValueError, match="groups"):
        dragonfly(2, 10)
    with pytest.raises(ValueError, match="groups"):
        dragonfly_plus(4, 0)
    with pytest.raises(ValueError, match="cube"):
        torus(0)
    with pytest.raises(ValueError, match="same number"):
        dragonfly_graph(2, 8)
    assert least_for(32_929, 64) is None
    found = least_for(32_928, 64)
    assert found is not None
    assert found.q == 28
    assert (balanced_hosts(64), groups_for(513, 512), cubes_for(65)) == (16, 2, 2)


def test_tpu_v4_pod() -> None:
    pod = torus(64)
    assert (pod.chips, pod.optical_links, pod.circuit_switches, pod.ports_each) == (4096, 6144, 48, 128)
    assert pod.electrical_links == 64 * 144
    assert pod.optical_links == pod.circuit_switches * pod.ports_each  # every port of every switch has a fibre


# --- the floor and the bill -----------------------------------------------------------------------------------------


def runs_of(hosts: int, design: Design, floor: Floor = FLOOR) -> tuple[Run, ...]:
    return tree_runs(hosts, design, fat_tree(hosts, design), floor)


def test_a_leaf_of_one_rack_stands_in_it() -> None:
    first, *_ = runs_of(2048, Design(radix=64, tiers=2))
    assert set(first.length_m.tolist()) == {1.5}
    rails, *_ = runs_of(2048, Design(radix=64, tiers=2, rails=8))
    assert rails.length_m.min() == pytest.approx(2 * 2.0 + 0.6)
    assert rails.length_m.max() <= 2 * 2.0 + 4 * 0.6 + 3.0


@pytest.mark.parametrize("design", [
    Design(radix=64, tiers=2), Design(radix=64, tiers=3, rails=8), Design(radix=64, tiers=1, planes=8),
    Design(radix=32, tiers=3), Design(radix=144, tiers=2, planes=8),
])  # fmt: skip
def test_law_every_cable_has_one_length_and_doubling_the_hall_doubles_what_is_not_slack(design: Design) -> None:
    hosts = min(2000, design.planes * capacity(design.radix, design.tiers) - 48)
    tree, runs = fat_tree(hosts, design), runs_of(hosts, design)
    assert [run.count.sum() for run in runs] == pytest.approx([float(count) for count in tree.links])
    wide = Floor(hosts_per_rack=32, rack_pitch_m=1.2, row_pitch_m=6.0, slack_m=2.0, in_rack_m=1.5, switches_per_rack=16)
    for near, far in zip(runs, runs_of(hosts, design, wide), strict=True):
        between = near.length_m > 1.5
        assert far.length_m[between] - 4 == pytest.approx(2 * (near.length_m[between] - 4))
        assert near.length_m.min() >= 1.5


def test_a_larger_hall_has_longer_cables() -> None:
    longest = []
    for gpus in (512, 2048, 8192, 32_768, 65_536):
        design = Design(radix=64, tiers=3, rails=8)
        runs = runs_of(gpus, design)
        longest.append(max(float(run.length_m.max()) for run in runs))
        assert total_m(runs[-1]) / runs[-1].count.sum() < longest[-1]
    assert longest == sorted(longest)
    racks = 512
    assert racks_per_row(racks, FLOOR) * 0.6 == pytest.approx(-(-racks // racks_per_row(racks, FLOOR)) * 3.0, rel=0.1)


def test_classes_lose_no_cable() -> None:
    run = Run(length_m=np.linspace(0.5, 900.0, 1000), count=np.full(1000, 3.0))
    split = by_class(run, np.array([2.0, 7.0, 50.0, 500.0]))
    assert split.sum() == pytest.approx(3000)
    assert split.shape == (5,)
    assert (split > 0).all()
    assert group_sizes(Design(radix=64, tiers=2, planes=8)) == (256,)


def test_the_bill_is_a_sum() -> None:
    one = network_usd(1, 0, 0, SHEET) + network_usd(0, 1, 0, SHEET) + network_usd(0, 0, 1, SHEET)
    assert network_usd(1, 1, 1, SHEET) == one == 36_000 + 1320 + 1240
