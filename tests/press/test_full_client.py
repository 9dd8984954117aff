"""publish/web/full-client.mjs: which run goes on, and how long a step and a whole run may take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publish.node import run_node

SCRIPT = Path(__file__).with_name("full_client.mjs")


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    return dict(json.loads(run_node(SCRIPT)))


def test_steps_are_told_and_the_last_one_is_the_result(seen: dict[str, Any]) -> None:
    assert seen["steps"]["shares"] == [0, 0.25, 0.5, 0.75]
    assert seen["steps"]["results"] == [{"message": {"key": "found", "gaps": []}, "inputs": {}}]
    assert seen["steps"]["endless"] == 0


def test_a_step_has_10_seconds_and_a_run_60(seen: dict[str, Any]) -> None:
    assert (seen["endlessStep"]["endless"], seen["endlessStep"]["results"]) == (1, [])
    assert seen["tooManySteps"]["results"] == [{"error": {"code": "full-timeout"}}]
    assert seen["tooManySteps"]["sent"] == ["full", "cancel"]  # the worker goes on with other things
    assert seen["tooManySteps"]["endless"] == 0


def test_the_newest_run_wins(seen: dict[str, Any]) -> None:
    assert seen["newer"]["results"] == [{"superseded": True}, {"message": {}, "inputs": {}}]
    assert seen["newer"]["sent"] == ["full", "cancel", "full", "cancel"]


def test_only_the_island_that_asked_cancels(seen: dict[str, Any]) -> None:
    assert seen["cancelled"]["results"] == [{"cancelled": True}]
    assert seen["cancelled"]["shares"] == []


def test_what_nobody_waits_for_is_dropped_and_an_end_without_result_is_an_error(seen: dict[str, Any]) -> None:
    assert seen["silent"]["results"] == [{"error": {"code": "internal"}}]
    assert (seen["late"]["still"], seen["late"]["shares"]) == (True, [])
