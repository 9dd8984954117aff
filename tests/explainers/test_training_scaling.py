"""explainers.calculators.training_scaling: the answer's structure, its sentences and what they claim."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.base.answer import Answer, Series
from explainers.calculators.training_scaling import PRESETS, Inputs, answer


def curve(found: Answer, name: str) -> Series:
    return next(series for series in found.charts[0].series if series.name == name)


def test_hand_days_and_hours() -> None:
    found = answer(Inputs())
    steps = 300e9 / (3072 * 2048)
    assert found.value("days").number == pytest.approx(steps * found.value("step_s").number / 86400, rel=1e-14)
    assert found.value("gpu_hours").number == pytest.approx(found.value("days").number * 24 * 3072, rel=1e-14)


def test_hand_groups_make_up_the_gpus() -> None:
    found = answer(Inputs())
    groups = [found.value(name).number for name in ("tensor", "pipeline", "data")]
    assert math.prod(groups) == pytest.approx(3072)


@pytest.mark.parametrize(
    ("given", "key"),
    [({}, "helps-little"), ({"gpus": 8}, "helps-not"), (PRESETS["slow-links"], "helps-much"),
     (PRESETS["zero3-flat"], "helps-much")],
)  # fmt: skip
def test_hand_sentences(given: dict[str, object], key: str) -> None:
    assert answer(Inputs(**given)).headline.key == key  # type: ignore[arg-type]


def test_hand_notes() -> None:
    assert answer(Inputs()).notes == ()
    assert [note.key for note in answer(Inputs(machine="b200-fp8")).notes] == ["not-compared"]
    assert [note.key for note in answer(Inputs(sharding="zero3", model="gpt-18b")).notes] == ["not-compared"]
    assert [note.key for note in answer(Inputs(gpus=8)).notes] == ["not-fitting"]
    assert [note.key for note in answer(Inputs(gpus=100_000, batch=256)).notes] == ["idle", "extrapolated:gpus"]
    assert [note.key for note in answer(Inputs(gpus=3073)).notes] == ["extrapolated:gpus"]


def test_hand_published_points_stand_beside_their_own_machine_only() -> None:
    names = {series.name for series in answer(Inputs()).charts[0].series}
    assert names.isdisjoint({"megascale", "megatron-lm"})
    shown = answer(Inputs(**PRESETS["megascale"]))
    assert curve(shown, "megatron-lm").y[0] == 0.53
    assert curve(shown, "megascale").y[-1] == 0.59


def test_law_shares_make_up_the_step() -> None:
    for preset in PRESETS.values():
        found = answer(Inputs(**preset))
        shares = [found.value(name).number for name in ("compute_share", "communication_share", "bubble_share")]
        assert sum(shares) == pytest.approx(1.0, rel=1e-12)
        assert 0 <= found.value("network_share").number <= found.value("communication_share").number


def test_law_bars_are_as_long_as_the_steps() -> None:
    found = answer(Inputs())
    now, doubled = np.sum([series.x for series in found.charts[1].series], axis=0)
    assert now == pytest.approx(found.value("step_s").number, rel=1e-12)
    assert doubled == pytest.approx(found.value("doubled_step_s").number, rel=1e-12)


def test_law_a_faster_link_is_never_worse() -> None:
    found = answer(Inputs())
    slow, middle, fast = (curve(found, name).y for name in ("link-50", "link-200", "link-800"))
    assert np.all(slow <= middle + 1e-12)
    assert np.all(middle <= fast + 1e-12)


def test_law_zero3_takes_as_long_on_twice_the_gpus() -> None:
    times = [answer(Inputs(**{**PRESETS["zero3-flat"], "gpus": n})).value("step_s").number for n in (1500, 3000)]
    assert times[1] == pytest.approx(times[0], rel=0.01)


def test_law_saving_is_what_the_two_times_say() -> None:
    for gpus in (8, 300, 3072, 50_000):
        found = answer(Inputs(gpus=gpus))
        saved = 1 - found.value("doubled_step_s").number / found.value("step_s").number
        assert found.value("saved_share").number == pytest.approx(max(saved, 0.0), abs=1e-12)
