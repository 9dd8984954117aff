"""What the law says and what NCCL's chooser names belong together, at every number of machines and speed of cards."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explainers.models.systems.all_reduce_law import all_reduce_s
from explainers.models.systems.all_reduce_machines import LAW, MACHINES, Machine, domains_of, in_network_bus_bps
from explainers.models.systems.collectives import bus_factor
from explainers.models.systems.nccl_chooser import TUNINGS, chosen

SIZES = np.exp2(np.arange(15, 34.5, 0.5))


def carried_bps(pick: str, gpus: int, k: float, machine: Machine) -> float:
    """What an algorithm of NCCL's can carry at most: the links inside, and between domains their cards."""
    inside = gpus / k
    cards = inside * machine.nic_bps * LAW.nic_efficiency if k > 1 else math.inf
    if pick.startswith("ring"):  # every byte passes each card nearly twice
        return min(machine.ring_bps, cards)
    once = 2 * (gpus - 1) / gpus if k == 2 else 1.0  # a buffer that passes once each way, as bus bandwidth
    own = machine.ring_bps if pick.startswith("tree") else float(in_network_bus_bps(inside, machine))
    return min(own, cards * once)


@pytest.mark.parametrize("factor", [0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0])
@pytest.mark.parametrize("name", MACHINES)
def test_law_no_more_than_the_named_algorithm_carries(name: str, factor: float) -> None:
    machine = replace(MACHINES[name], nic_bps=factor * MACHINES[name].nic_bps)
    for gpus in (2, 3, 4, 8, 9, 12, 13, 16, 24, 32, 48, 64, 72, 73, 80, 100, 128, 144, 216, 1024, 16_384):
        k = float(domains_of(gpus, machine))
        bus = bus_factor(gpus) * SIZES / np.asarray(all_reduce_s(SIZES, gpus, k, machine))
        most = [carried_bps(pick, gpus, k, machine) for pick in chosen(SIZES, gpus, k, machine, TUNINGS[name])]
        assert np.all(bus <= np.array(most) * (1 + 1e-12)), gpus


@pytest.mark.parametrize("name", MACHINES)
def test_law_more_machines_take_no_less_time(name: str) -> None:
    machine = MACHINES[name]
    counts = machine.domain * np.arange(1.0, 33.0)[:, None]
    took = np.asarray(all_reduce_s(SIZES, counts, domains_of(counts, machine), machine))
    assert np.all(np.diff(took, axis=0) >= 0)
