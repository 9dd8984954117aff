"""explainers.models.systems.step_strip and training-step: what a step is made of, and what a quicker link changes."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from explainers.base.answer import Answer, Column, Value
from explainers.calculators.training_step import CASES, PRESETS, Inputs, answer, machine_of, strips_of
from explainers.calculators.training_step_runs import RUNS
from explainers.models.systems.step_strip import Strip, all_hidden, partly_hidden, sent_bytes, strip, work_s
from explainers.models.systems.training_layout import gpus, microbatches
from explainers.models.systems.training_step import step_time
from tests.explainers.situations import situations

SITUATIONS = list(situations("training-step"))
SHARES = (
    "compute_share", "memory_share", "talk_inside_share", "talk_network_share", "bubble_share", "others_share",
)  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in SITUATIONS]


def test_hand_bytes_over_the_network() -> None:
    # 1,536 H100: 4 x 8 x 48. A GPU has 174.6e9 / 32 parameters; gradients of 4 B and weights of 2 B go round a ring:
    # 47/48 of 6 B each = 32 GB. Messages between stages: 32 microbatches x 6 pieces x 2 ways x
    # 2 B x 2 x 2048 x 12288 / 4 = 9.7 GB.
    run = RUNS["h100-1536"]
    _, network = sent_bytes(run.model, run.layout, run.machine)
    ring = 47 / 48 * 6 * (96 * 12 * 12288**2 + 12288 * 51200) / 32
    messages = 32 * 6 * 2 * 2 * 2 * 2048 * 12288 / 4
    assert float(network) == pytest.approx(ring + messages, rel=1e-12)
    assert float(network) == pytest.approx(41.7e9, rel=5e-3)


def test_hand_bytes_inside_a_machine() -> None:
    # four all-reduces a layer and microbatch, among 4: 2 x 3/4 x 2 B x 4096 x 12288 each, 12 layers, 32 microbatches
    run = RUNS["h100-1536"]
    inside, _ = sent_bytes(run.model, run.layout, run.machine)
    assert float(inside) == pytest.approx(4 * 2 * 3 / 4 * 2 * 4096 * 12288 * 12 * 32, rel=1e-12)


def test_hand_other_waits() -> None:
    # 5 % slower: 5 % of computing and memory; standing still for 3 % of all time: 3/97 of the rest
    quiet, slow = strips_of(Inputs())["now"], strips_of(Inputs(others="slow-gpu"))["now"]
    both = strips_of(Inputs(others="both"))["now"]
    assert float(quiet.others) == 0
    assert float(slow.others) == pytest.approx(0.05 * float(quiet.computing + quiet.memory), rel=1e-13)
    assert float(both.total) == pytest.approx(float(slow.total) / 0.97, rel=1e-13)
    share = answer(Inputs(others="stalls")).value("others_share").number
    assert share == pytest.approx(0.03, rel=1e-12)


@pytest.mark.parametrize("preset", list(PRESETS))
def test_reference_every_run_has_the_gpus_of_its_name(preset: str) -> None:
    run = RUNS[Inputs(**PRESETS[preset]).run]
    assert gpus(run.layout) == int(preset.split("-")[1])
    assert microbatches(run.layout) == int(microbatches(run.layout))
    assert run.model.layers % (run.layout.pipeline * run.layout.interleave) == 0


@pytest.mark.parametrize("preset", list(PRESETS))
def test_reference_every_preset_is_the_run_as_its_own_machine_has_it(preset: str) -> None:
    # the reader's network and overlap are, in a preset, those that the model of the step was judged with
    inputs = Inputs(**PRESETS[preset])
    own, mine = RUNS[inputs.run].machine, machine_of(inputs)
    assert mine == own
    if preset != "h100-12288":
        published = {"h100-1536": 5.17, "h100-256": 18.37, "a100-1024": 11.9, "a100-1536": 23.7}[preset]
        assert answer(inputs).value("step_s").number == pytest.approx(published, rel=0.12)


def test_limit_nothing_but_latency_is_left_on_an_infinite_link() -> None:
    run = RUNS["h100-1536"]
    endless = replace(run.machine, nic_bps=1e30, nvlink_bps=1e30, step_s=0.0)
    found = strip(step_time(run.model, run.layout, endless))
    assert float(found.talk_inside + found.talk_network) < 1e-12
    assert float(found.computing) == float(strips_of(Inputs())["now"].computing)


def test_limit_talk_that_does_not_fit_behind_computing_stays() -> None:
    run = RUNS["h100-12288"]
    slow = replace(run.machine, nic_bps=1e9)
    found = strip(all_hidden(run.model, run.layout, slow))
    raw = strip(step_time(run.model, run.layout, replace(slow, overlap_data=0.0)))
    talk = float(raw.talk_inside + raw.talk_network)
    assert float(found.computing + found.memory + found.talk_network) == pytest.approx(talk, rel=1e-12)
    quick = strip(all_hidden(run.model, run.layout, replace(run.machine, nic_bps=1e12)))
    assert float(quick.talk_inside + quick.talk_network) == 0


@pytest.mark.parametrize("preset", list(PRESETS))
def test_reference_the_step_is_that_of_the_training_model(preset: str) -> None:
    run = RUNS[Inputs(**PRESETS[preset]).run]
    mine, _ = partly_hidden(run.model, run.layout, run.machine)
    assert {f.name: float(getattr(mine, f.name)) for f in fields(mine)} == pytest.approx(
        {f.name: float(getattr(step_time(run.model, run.layout, run.machine), f.name)) for f in fields(mine)}, rel=1e-12
    )


def test_limit_no_more_is_hidden_than_there_is_work() -> None:
    run = RUNS["h100-12288"]
    slow = replace(run.machine, nic_bps=1e9, overlap_data=1.0)
    step, hidden = partly_hidden(run.model, run.layout, slow)
    assert 0 < float(hidden) <= float(work_s(step))
    assert float(step.data) > float(hidden)


def test_limit_everything_hidden_leaves_the_messages_between_stages() -> None:
    found = answer(Inputs(hidden_percent=100.0))
    assert found.value("talk_network_share").number > 0
    nothing = answer(Inputs(hidden_percent=0.0))
    assert nothing.value("talk_hidden_share").number == 0
    assert nothing.value("step_s").number > found.value("step_s").number


def test_shape_vector_equals_scalar() -> None:
    run = RUNS["h100-1536"]
    rates = np.array([3e9, 50e9, 400e9])
    together = strip(step_time(run.model, run.layout, replace(run.machine, nic_bps=rates)), 0.05, 0.03)
    for at, rate in enumerate(rates):
        alone = strip(step_time(run.model, run.layout, replace(run.machine, nic_bps=rate)), 0.05, 0.03)
        for f in fields(Strip):
            part = np.broadcast_to(getattr(together, f.name), rates.shape)[at]
            assert part == pytest.approx(float(getattr(alone, f.name)), rel=1e-14), f.name


def test_law_parts_make_the_step(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        values = {value.name: value.number for value in found.values}
        assert sum(values[name] for name in SHARES) == pytest.approx(1, rel=1e-12), inputs
        assert values["talk_exposed_share"] == pytest.approx(
            values["talk_inside_share"] + values["talk_network_share"], rel=1e-12
        )
        waiting = values["talk_exposed_share"] + values["bubble_share"] + values["others_share"]
        assert values["waiting_share"] == pytest.approx(waiting, rel=1e-12)
        assert all(0 <= values[name] <= 1 for name in (*SHARES, "mfu", "waiting_share", "talk_hidden_share"))


def test_law_less_than_the_unused_peak_is_waiting(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        assert found.value("waiting_share").number < found.value("unused_share").number


def test_law_no_case_is_slower_than_the_step_as_it_is(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        gains = [found.value(name).number for name in ("gain_network", "gain_links")]
        assert 0 <= gains[0] <= gains[1] < 1, inputs
        assert found.value("gain_hidden").number >= 0


def test_law_a_quicker_network_never_makes_a_longer_step() -> None:
    rates = np.geomspace(25, 3200, 9).clip(25, 3200)
    for run in RUNS:
        times = [answer(Inputs(run=run, network_gbps=float(rate))).value("step_s").number for rate in rates]
        assert times == sorted(times, reverse=True)


def test_law_twice_every_rate_halves_the_step() -> None:
    run = RUNS["h100-1536"]
    one, two = replace(run.machine, step_s=0.0), replace(run.machine, step_s=0.0)
    two = replace(
        two, peak_flops=2 * one.peak_flops, hbm_bps=2 * one.hbm_bps, nvlink_bps=2 * one.nvlink_bps,
        nic_bps=2 * one.nic_bps,
    )  # fmt: skip
    halves = [strip(step_time(run.model, run.layout, machine)) for machine in (one, two)]
    assert float(halves[1].total) == pytest.approx(float(halves[0].total) / 2, rel=1e-13)


def test_structure_charts_say_what_the_values_say(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        bars, lines = found.charts
        assert bars.rows == CASES
        assert [c.name for c in bars.table.columns[1:-1]] == [s.name for s in bars.series]
        totals = sum(series.x for series in bars.series)
        last = bars.table.columns[-1]
        assert isinstance(last, Column)
        np.testing.assert_allclose(totals, last.numbers, rtol=1e-12)
        assert totals[0] == pytest.approx(found.value("step_s").number, rel=1e-12)
        np.testing.assert_allclose(sum(series.y for series in lines.series), 1, rtol=1e-12)
        assert lines.rule_x == inputs.network_gbps * 1e9


def test_structure_the_sentence(answers: list[tuple[Inputs, Answer]]) -> None:
    assert answer(Inputs()).headline.key == "machine-first"
    assert answer(Inputs(run="h100-12288")).headline.key == "network-first"
    assert answer(Inputs(network_gbps=25.0, others="both")).headline.key == "network-first-others"
    assert [note.key for note in answer(Inputs(run="h100-12288", others="both")).notes] == [
        "assumed:run", "assumed:others",
    ]  # fmt: skip
    for _, found in answers:
        values = {value.name: value for value in found.values}
        assert len(values) == len(found.values)
        assert all(gap is values[gap.name] for gap in found.headline.gaps if isinstance(gap, Value))
