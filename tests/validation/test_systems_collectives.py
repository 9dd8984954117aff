"""The law of all-reduce, its relatives and NCCL's chooser against published tables, with the bars they must keep."""

from __future__ import annotations

import statistics
from dataclasses import replace

import numpy as np
import pytest

from explainers.models.systems.all_reduce_machines import LAW, MACHINES, Law, in_network_bus_bps
from explainers.models.systems.line_rate_law import step_of_ring_s
from explainers.models.systems.nccl_chooser import TUNINGS, chosen
from tests.validation.collective_sets import MIB, all_reduce_set, from_extracts, retyped
from tests.validation.sets import DataSet, assert_recorded, extract, recorded, table, write_sets

__all__ = ["NAME", "from_extracts"]  # for tests.validation.record
NAME = "systems-collectives"
BASELINE = {
    "en": "NCCL's own tuning table, unfitted; for shares of a line rate and exchanges a constant bandwidth",
    "ja": "NCCL自身の見積もり（調整なし）。回線の使用割合とエキスパート間の交換では、一定の帯域幅",
}
ONE_MACHINE = ("vtrain-2", "vtrain-4", "vtrain-8", "a100x4", "a100x8", "h200x8")


def by_id() -> dict[str, DataSet]:
    return {row.id: row for row in [*retyped(), *recorded(NAME)]}


def test_extracts_give_the_recorded_errors() -> None:
    assert_recorded(NAME, from_extracts())


def test_law_every_set_keeps_its_bar() -> None:
    rows = by_id()
    assert len(rows) == 19
    assert {row.id: row.mean for row in rows.values() if row.bar is not None and row.mean > row.bar} == {}


def test_law_one_machine_on_average() -> None:
    rows = by_id()
    assert statistics.fmean(rows[name].mean for name in ONE_MACHINE) <= 0.10
    assert sum(rows[name].n for name in ONE_MACHINE) == 78


def test_law_racks() -> None:
    rows = by_id()
    assert rows["gb200x72"].mean <= 0.15
    assert rows["gb200x144"].mean <= 0.15


def test_law_beats_nccls_own_estimate_by_half_on_one_machine() -> None:
    rows = by_id()
    own = statistics.fmean(rows[name].mean for name in ONE_MACHINE)
    theirs = statistics.fmean(rows[name].baseline_mean or 0.0 for name in ONE_MACHINE)
    assert own <= theirs / 2


def test_known_failures_are_failures() -> None:
    rows = by_id()
    assert rows["b200x32-efa-blind"].mean > 0.25
    assert rows["small"].mean > 0.5


@pytest.mark.parametrize("name", ["launch_s", "step_s", "ll_share"])
@pytest.mark.parametrize("factor", [0.7, 1.4])
def test_no_fitted_constant_is_at_a_bound(name: str, factor: float) -> None:
    rows = extract("nccl_allreduce_a100_lut_248")
    tables = [("a100", [row for row in rows if row["gpus"] == gpus]) for gpus in (2, 4, 8)]
    tables += [(machine, table(name)) for machine, name in (
        ("a100", "nccl_allreduce_a100x4_smallmsg"), ("a100", "nccl_allreduce_a100x8"),
        ("h100", "nccl_allreduce_h200x8"),
    )]  # fmt: skip

    def mean(law: Law) -> float:
        made = [all_reduce_set("", ("", ""), "", found, machine, role="fitted", law=law) for machine, found in tables]
        return statistics.fmean(one.mean for one in made)

    assert mean(LAW) < mean(replace(LAW, **{name: factor * getattr(LAW, name)}))


def test_reference_two_unrelated_sources_agree_on_a_step() -> None:
    assert abs(step_of_ring_s() / LAW.step_s - 1) <= 0.12


def test_reference_sums_of_the_switch_by_number_of_gpus() -> None:
    for row in table("nvls_gpu_ramp"):
        if row["algo"] == "NVLS":
            machine = MACHINES["h100" if row["gpu"] == "H200" else "b200"]
            assert float(in_network_bus_bps(row["gpus"], machine)) / 1e9 == pytest.approx(row["busbw_GBps"], rel=0.02)


def test_chooser_switches_where_it_was_seen_to() -> None:
    sizes = np.array([2.0**power for power in range(15, 35)])
    picks = chosen(sizes, 8, 1, MACHINES["h100"], TUNINGS["h100"])
    first_nvls = sizes[picks.index("nvls")]
    assert set(picks[: picks.index("nvls")]) == {"ring-ll"}
    assert set(picks[picks.index("nvls") :]) == {"nvls"}
    assert 0.5 <= first_nvls / (2 * MIB) <= 2


def test_chooser_by_number_of_gpus_and_its_one_miss() -> None:
    missed = []
    for row in table("nvls_gpu_ramp"):
        name = "h100" if row["gpu"] == "H200" else "b200"
        pick = chosen(8 * 2.0**30, row["gpus"], 1, MACHINES[name], TUNINGS[name])[0]
        if (pick == "nvls") != (row["algo"] == "NVLS"):
            missed.append((row["gpu"], row["gpus"]))
    assert missed == [("H200", 4.0)]


def test_error_table_is_written() -> None:
    rows = list(by_id().values())
    worst = max((row for row in rows if row.role != "failure"), key=lambda row: row.worst)
    assert worst.worst < 0.45
    write_sets(NAME, rows, BASELINE)
