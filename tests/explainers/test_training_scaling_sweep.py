"""Many training steps at once are the same steps: what the page says, row for row, and nothing where nothing can be."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from explainers.calculators import training_scaling
from explainers.calculators.registry import SWEPT, sweeper
from explainers.calculators.training_scaling import PRESETS, answer
from explainers.calculators.training_scaling_sweep import CHOICES, UNITS, Inputs, sweep

LAYOUT = ("tensor", "pipeline", "interleave", "microbatch")


def row(**given: Any) -> dict[str, Any]:
    inputs = Inputs(**{name: value for name, value in given.items() if np.ndim(value) == 0})
    return {one.name: np.array(given.get(one.name, getattr(inputs, one.name))) for one in fields(inputs)}


@pytest.mark.parametrize("preset", [{}, *PRESETS.values()], ids=["default", *PRESETS])
def test_reference_the_layout_that_the_page_finds_gives_the_pages_numbers(preset: dict[str, Any]) -> None:
    wanted = answer(training_scaling.Inputs(**preset))
    layout = {name: np.array(wanted.value(name).number) for name in LAYOUT}
    found = sweep({**row(**preset), **layout})
    assert set(found) == set(UNITS)
    for name in set(UNITS) - {"fits"}:
        assert float(found[name]) == pytest.approx(wanted.value(name).number, rel=1e-12), name
        assert wanted.value(name).unit == UNITS[name]
    assert found["fits"] == 1


def test_law_no_layout_is_quicker_than_the_one_that_the_page_finds() -> None:
    axes = np.meshgrid((1, 2, 4, 8), (1, 2, 4, 8, 16, 32, 64), (1, 2, 3, 4, 5, 6), (1, 2, 4), indexing="ij")
    found = sweep(row(**{name: axis.ravel() for name, axis in zip(LAYOUT, axes, strict=True)}))
    quickest = np.nanmin(np.where(found["fits"] == 1, found["step_s"], np.nan))
    assert quickest >= answer(training_scaling.Inputs()).value("step_s").number * (1 - 1e-12)
    assert quickest <= answer(training_scaling.Inputs()).value("step_s").number * 1.02


def test_law_mixed_choices_give_what_each_gives_alone() -> None:
    generator = np.random.default_rng(20261124)
    options = {name: np.array(next(f for f in fields(Inputs) if f.name == name).metadata["parameter"].options)
               for name in CHOICES}  # fmt: skip
    mixed = {name: generator.choice(values, 60) for name, values in options.items()}
    gpus = generator.integers(64, 20_000, 60)
    together = sweep(row(gpus=gpus, tensor=8, pipeline=8, **mixed))
    for place in range(60):
        alone = sweep(row(gpus=int(gpus[place]), **{name: str(values[place]) for name, values in mixed.items()}))
        for name in UNITS:
            assert_array_equal(together[name][place], alone[name], err_msg=name)


def test_limit_a_layout_that_cannot_be_has_no_numbers() -> None:
    few = sweep(row(gpus=np.array([63, 64, 65]), tensor=8, pipeline=8))
    assert np.isnan(few["step_s"]).tolist() == [True, False, False]
    uneven = sweep(row(model="gpt-18b", pipeline=np.array([8, 16]), gpus=1024))  # 40 layers
    assert [bool(np.isnan(uneven[name][1])) for name in UNITS] == [True] * len(UNITS)
    assert not np.isnan(uneven["step_s"][0])
    alone = sweep(row(pipeline=1, interleave=np.array([1, 2])))
    assert np.isnan(alone["mfu"]).tolist() == [False, True]


def test_limit_what_does_not_fit_has_numbers_and_says_so() -> None:
    found = sweep(row(tensor=np.array([1, 8]), pipeline=1, gpus=3072))
    assert found["fits"].tolist() == [0, 0]
    assert found["memory_bytes"][0] > found["memory_bytes"][1] > 80e9
    assert np.isfinite(found["step_s"]).all()


def test_limit_replicas_end_at_the_batch_and_the_other_gpus_stand_idle() -> None:
    found = sweep(row(gpus=np.array([2**14, 2**15, 2**16]), tensor=8, pipeline=8, microbatch=8, batch=3072))
    assert found["data"].tolist() == [256, 384, 384]
    assert found["step_s"][2] == found["step_s"][1]
    assert found["mfu"][2] == pytest.approx(found["mfu"][1] / 2, rel=1e-12)


def test_structure_every_sweeper_belongs_to_a_calculator() -> None:
    for slug in SWEPT:
        assert set(UNITS.values()) <= {"s", "1", "day", "B"}
        assert issubclass(sweeper(slug).Inputs, training_scaling.Inputs)
