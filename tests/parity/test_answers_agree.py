"""CPython and the reader's own runtime give the same answers."""

import json
import math
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from explainers.base.parameters import Parameter, parameters
from explainers.calculators.registry import CALCULATORS
from explainers.wire import answer_json, full_json
from publish.node import run_node
from publish.steps.runtime import BUILD, build
from publish.steps.runtime.cases import cases, full_cases, request
from tests.agreement import CLOSED_FORMS, SEARCHES, relative_agreement
from tests.explainers.typed_numbers import typed_numbers

SEED = 20261123
INPUTS_PER_CALCULATOR = 200
TYPED, TYPED_FOR_EACH_INPUT = "link-latency", 12  # all calculators read numbers in the same way; this one is quick


def drawn(parameter: Parameter, chance: random.Random) -> Any:
    if parameter.options:
        return chance.choice(parameter.options)
    low, high = parameter.low, parameter.high
    assert low is not None
    assert high is not None
    if chance.random() < 0.1:
        return chance.choice((low, high))
    if parameter.kind == "integer":
        return chance.randint(math.ceil(low), math.floor(high))
    if parameter.scale == "log":
        return min(max(math.exp(chance.uniform(math.log(low), math.log(high))), low), high)
    return chance.uniform(low, high)


def questions(slug: str) -> list[tuple[str, str]]:
    chance = random.Random(f"{SEED}-{slug}")
    inputs = parameters(CALCULATORS[slug].Inputs)
    seeded = [request({p.name: drawn(p, chance) for p in inputs}) for _ in range(INPUTS_PER_CALCULATOR)]
    typed = [request({one.name: one.text}) for one in typed_numbers(TYPED_FOR_EACH_INPUT) if one.slug == slug == TYPED]
    return [case for case in cases() if case[0] == slug] + [(slug, text) for text in (*seeded, *typed)]


def differences(want: Any, got: Any, relative: float, path: str = "") -> Iterator[str]:
    """Places where two headers differ; a float of CPython may differ by `relative`, all else must be equal."""
    if isinstance(want, dict) and isinstance(got, dict) and want.keys() == got.keys():
        for key in want:
            yield from differences(want[key], got[key], relative, f"{path}.{key}")
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for index, pair in enumerate(zip(want, got, strict=True)):
            yield from differences(*pair, relative, f"{path}[{index}]")
    elif isinstance(want, float) and isinstance(got, (int, float)):  # JSON writes 2.0 as 2 in the browser
        if not math.isclose(want, got, rel_tol=relative, abs_tol=0.0):
            yield f"{path}: {want!r} != {got!r}"
    elif want != got:
        yield f"{path}: {want!r} != {got!r}"


@pytest.mark.slow
@pytest.mark.parametrize("slug", sorted(CALCULATORS))
def test_the_slim_runtime_answers_as_cpython_does(slug: str) -> None:
    asked = questions(slug)
    assert len(asked) >= INPUTS_PER_CALCULATOR
    folder = BUILD / "runtime" / build()[0]["dir"]
    reply = run_node(
        "publish/steps/runtime/answers.mjs", stdin=json.dumps({"core": str(folder), "cases": asked, "full": []})
    )
    relative = relative_agreement(slug)
    answered = 0
    for (_, text), got in zip(asked, json.loads(reply)["replies"], strict=True):
        header, numbers = answer_json(slug, text)
        assert list(differences(json.loads(header), got["header"], relative)) == [], text
        values = np.array([math.nan if v is None else v for v in got["values"]])  # JSON has no NaN
        np.testing.assert_allclose(values, np.where(np.isfinite(numbers), numbers, np.nan), rtol=relative, atol=0)
        answered += "error" not in got["header"]
    assert answered >= INPUTS_PER_CALCULATOR


@pytest.mark.slow
def test_the_fuller_methods_run_in_the_slim_runtime_as_in_cpython() -> None:
    asked = full_cases()
    folder = BUILD / "runtime" / build()[0]["dir"]
    question = {"core": str(folder), "cases": [], "full": asked}
    reply = run_node("publish/steps/runtime/answers.mjs", stdin=json.dumps(question))
    for (slug, text), got in zip(asked, json.loads(reply)["fullReplies"], strict=True):
        wanted = [json.loads(state) for state in full_json(slug, text)]
        assert "message" in wanted[-1], text
        assert list(differences(wanted, got, SEARCHES)) == [], text


def test_a_difference_is_seen() -> None:
    def seen(got: Any) -> list[str]:
        return list(differences(want, got, CLOSED_FORMS))

    want = {"a": [1.0, {"b": "x", "n": 3}], "c": None}
    assert seen({"a": [1, {"b": "x", "n": 3}], "c": None}) == []
    assert seen({"a": [1 + 1e-11, {"b": "x", "n": 3}], "c": None}) == [".a[0]: 1.0 != 1.00000000001"]
    assert seen({"a": [1, {"b": "y", "n": 4}], "c": 0}) != []
    assert seen({"a": [1], "c": None}) != []
