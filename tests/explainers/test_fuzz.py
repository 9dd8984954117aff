"""Ten thousand inputs, good and bad: each gets an answer or an error that a reader can read; nothing else happens."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections import Counter
from typing import Any

import numpy as np
import pytest

from explainers.base.errors import InputError
from explainers.base.parameters import parse_inputs, parse_state
from explainers.calculators.registry import CALCULATORS
from explainers.text import error_text
from explainers.wire import answer_json
from explainers.words import LANGUAGES, words
from tests.explainers.codes import NEAR, PAGE_CODES
from tests.explainers.fuzz_inputs import requests

IN_BROWSER_RUNTIME = sys.platform == "emscripten"
# the browser's runtime is several times slower, and the same code has then been through CPython already
COUNT = int(os.environ.get("FUZZ_COUNT", "1500" if IN_BROWSER_RUNTIME else "10000"))
WORST_CPU_S = 1.0 if IN_BROWSER_RUNTIME else 0.1  # one answer; the bar for a reader's machine is 100 ms


def readable(error: dict[str, Any], slug: str) -> str:
    """The error's code, after its sentence was made in every language."""
    made = InputError(
        error["code"], error["field"], error["value"], unit=error["unit"], low=error["low"], high=error["high"],
        options=tuple(error["options"]),
    )  # fmt: skip
    for language in LANGUAGES:
        assert error["code"] in words("common", language)["errors"]
        assert len(error_text(made, slug, language)) > 10
    return str(error["code"])


def check_drawn(header: dict[str, Any], numbers: Any) -> None:
    """A missing number may stand in a table, where it is a dash, and in a bar that is not drawn; nowhere else."""
    assert not np.isinf(numbers).any()
    for chart in header["charts"]:
        series = [[part(numbers, one[axis]) for axis in ("x", "y")] for one in chart["series"]]
        if chart["kind"] == "steps":
            check_steps(chart, series)
            continue
        for x, y in series:
            if chart["kind"] == "steps":  # a row that belongs to another series is missing as a whole
                assert np.array_equal(np.isnan(x), np.isnan(y))
                continue
            assert not np.isnan(y).any()
            if chart["kind"] != "stack":
                assert not np.isnan(x).any()
        if chart["kind"] == "steps":
            drawn = np.sum([~np.isnan(x) for x, _ in series], axis=0)
            assert (drawn == 1).all(), "every step is drawn once"
        if chart["kind"] == "stack":
            missing = [np.isnan(x) for x, _ in series]
            total = next(c for c in chart["table"]["columns"] if c["name"] == "total")
            assert all(np.array_equal(one, np.isnan(part(numbers, total["numbers"]))) for one in missing)


def check_steps(chart: dict[str, Any], series: list[list[Any]]) -> None:
    """Each row of a staircase belongs to exactly one series, from end to end."""
    given = np.array([np.isfinite(x) for x, _ in series])
    assert np.array_equal(given, [np.isfinite(y) for _, y in series])
    assert np.array_equal(given.sum(axis=0), np.ones(len(chart["rows"])))


def part(numbers: Any, place: dict[str, Any]) -> Any:
    start, length = place["at"]
    return numbers[start : start + length]


def check_headline(header: dict[str, Any], slug: str) -> None:
    sentence = words(slug, "en")["messages"][header["headline"]["key"]]
    known = {gap["name"]: gap for gap in header["headline"]["gaps"]}
    for name, gap in known.items():
        if f"{{{name}" in sentence and "number" in gap:
            assert gap["number"] is not None
            assert math.isfinite(gap["number"])


def timed(slug: str, request: str) -> tuple[float, Any]:
    began = time.process_time()
    answered = answer_json(slug, request)
    return time.process_time() - began, answered


def test_law_no_input_is_unhandled(record_property: Any) -> None:
    seen: Counter[str] = Counter()
    worst_s = 0.0
    for slug, request, _ in requests(COUNT):
        cpu_s, (text, numbers) = timed(slug, request)
        if cpu_s > WORST_CPU_S:  # once may be the garbage of other tests in this process; a slow input stays slow
            cpu_s = min(timed(slug, request)[0] for _ in range(3))
        worst_s = max(worst_s, cpu_s)
        header = json.loads(text)
        errors = [header["error"]] if "error" in header else header["refused"]
        assert "internal" not in {error["code"] for error in errors}, request[:300]
        seen.update(readable(error, slug) for error in errors)
        if "error" not in header:
            seen["answered"] += 1
            check_drawn(header, numbers)
            check_headline(header, slug)
    record_property("fuzz_inputs", COUNT)
    record_property("fuzz_worst_ms", round(worst_s * 1e3, 1))
    print(f"fuzz: {COUNT} inputs, slowest answer {worst_s * 1e3:.1f} ms CPU, {dict(seen)}")
    assert worst_s <= WORST_CPU_S
    # the fuzz is only worth something if it meets every kind of refusal, and plenty of good input
    assert set(words("common", "en")["errors"]) - PAGE_CODES - NEAR - {"internal"} <= set(seen)
    assert seen["answered"] >= COUNT * 0.3


@pytest.mark.parametrize("how", ["inputs", "state"])
def test_law_the_parsers_raise_nothing_but_their_own_error(how: str) -> None:
    taken = 0
    for slug, _, values in requests(COUNT // 5):
        inputs_class = CALCULATORS[slug].Inputs
        try:
            if how == "inputs":
                inputs = parse_inputs(inputs_class, values)
            else:
                pairs = [f"{name}:{value}" for name, value in values.items() if not isinstance(value, int)]
                inputs, refused = parse_state(inputs_class, ",".join(("v1", *pairs)))
                assert all(isinstance(error, InputError) for error in refused)
        except InputError as error:
            readable(error.as_dict(), slug)
            continue
        taken += 1
        assert isinstance(inputs, inputs_class)
    assert taken >= COUNT // 5 * 0.3
