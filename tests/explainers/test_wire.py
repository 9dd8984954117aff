"""explainers.wire: what the page's worker gets."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import Answer, Column, Message, Series, Value
from explainers.base.errors import NoSolutionError
from explainers.calculators import link_latency
from explainers.calculators.link_latency import Inputs
from explainers.wire import REQUEST_LIMIT, answer_json, pack

SLUG = "link-latency"


def strict(text: str) -> Any:
    def refuse(name: str) -> Any:
        raise AssertionError(f"{name} is not JSON")

    return json.loads(text, parse_constant=refuse)


def ask(request: object) -> tuple[Any, Any]:
    header, numbers = answer_json(SLUG, request if isinstance(request, str) else json.dumps(request))
    assert numbers.dtype == np.float64
    assert numbers.ndim == 1
    return strict(header), numbers


def at(numbers: Any, place: dict[str, Any]) -> Any:
    start, length = place["at"]
    return numbers[start : start + length]


def test_law_pack_loses_nothing() -> None:
    answer = link_latency.answer(Inputs(length_m=30.0))
    header, numbers = pack(answer)
    used = 0
    for chart, packed in zip(answer.charts, header["charts"], strict=True):
        for series, packed_series in zip(chart.series, packed["series"], strict=True):
            assert isinstance(series, Series)
            np.testing.assert_array_equal(at(numbers, packed_series["x"]), series.x)
            np.testing.assert_array_equal(at(numbers, packed_series["y"]), series.y)
            used += len(series.x) + len(series.y)
        for column, packed_column in zip(chart.table.columns, packed["table"]["columns"], strict=True):
            if isinstance(column, Column):
                np.testing.assert_array_equal(at(numbers, packed_column["numbers"]), column.numbers)
                used += len(column.numbers)
            else:
                assert tuple(packed_column["keys"]) == column.keys
    assert used == len(numbers)
    for value in answer.values:
        shown = header["values"][value.name]
        assert shown["unit"] == value.unit
        assert shown["number"] == (None if math.isnan(value.number) else value.number)


def test_hand_pack_of_nothing() -> None:
    header, numbers = pack(Answer(headline=Message("k", ()), main="a", values=(Value("a", math.nan, "s"),), charts=()))
    assert header["values"]["a"]["number"] is None
    assert header["headline"] == {"key": "k", "gaps": []}
    assert len(numbers) == 0


def test_law_no_number_is_null_in_the_header_and_nan_in_the_array() -> None:
    header, numbers = ask({"inputs": {"length_m": 30}})
    assert header["values"]["twinax_total_s"]["number"] is None
    assert header["values"]["twinax_total_s"]["low"] is None
    assert np.isnan(numbers).any()
    assert not np.isinf(numbers).any()


def test_hand_inputs_and_state_give_the_same_answer() -> None:
    by_inputs, by_state = ask({"inputs": {"length_m": "30"}}), ask({"state": "v1,length_m:30"})
    assert by_inputs[0] == by_state[0]
    np.testing.assert_array_equal(by_inputs[1], by_state[1])
    assert by_inputs[0]["inputs"]["length_m"] == 30.0
    assert by_inputs[0]["refused"] == []
    assert ask({})[0] == ask({"inputs": {}})[0]


def test_law_a_refused_part_of_a_link_is_named_and_the_rest_is_used() -> None:
    header, numbers = ask({"state": "v1,length_m:9999,lanes:4"})
    assert header["inputs"]["length_m"] == 2.0
    assert header["inputs"]["lanes"] == 4
    assert len(numbers) > 0
    assert header["refused"] == [
        {"code": "above-range", "field": "length_m", "value": "9999", "unit": "m", "low": 0.5, "high": 2000.0,
         "options": []},
    ]  # fmt: skip


def test_law_a_refused_input_is_an_error_without_an_answer() -> None:
    header, numbers = ask({"inputs": {"length_m": "0.1"}})
    assert header == {
        "error": {"code": "below-range", "field": "length_m", "value": "0.1", "unit": "m", "low": 0.5, "high": 2000.0,
                  "options": []},
    }  # fmt: skip
    assert len(numbers) == 0


@pytest.mark.parametrize(
    "request_json",
    [
        "", "{", "null", "[]", '"v1"', "30", "not JSON", "\ud800", '{"inputs": null}', '{"inputs": [["length_m"]]}',
        '{"inputs": "length_m"}', '{"inputs": {"length_m": ' + "9" * 5000 + "}}", "[" * 9_000,
        "[" * 9_000 + "]" * 9_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_limit_an_unreadable_request_is_named(request_json: str) -> None:
    assert ask(request_json)[0]["error"]["code"] == "malformed"


def test_limit_a_request_may_be_20000_characters_long_and_no_longer() -> None:
    text = '{"state": "v1"}'
    assert "error" not in ask(text + " " * (REQUEST_LIMIT - len(text)))[0]
    assert ask(text + " " * (REQUEST_LIMIT - len(text) + 1))[0]["error"]["code"] == "too-long"


def test_law_an_unknown_explainer_is_an_error() -> None:
    header = strict(answer_json("no-such-thing", "{}")[0])
    assert (header["error"]["code"], header["error"]["field"]) == ("unknown-field", "no-such-thing")


def test_law_a_failing_model_is_an_error_and_tells_the_console_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Inputs) -> Answer:
        raise ZeroDivisionError("no lanes")

    monkeypatch.setattr(link_latency, "answer", fail)
    header, numbers = ask({})
    assert header == {"error": {"code": "internal", "detail": "ZeroDivisionError"}}
    assert len(numbers) == 0
    assert "no lanes" in capsys.readouterr().err


def test_law_a_model_without_a_solution_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Inputs) -> Answer:
        raise NoSolutionError("no-link")

    monkeypatch.setattr(link_latency, "answer", refuse)
    assert ask({})[0] == {"error": {"code": "no-link"}}


def test_limit_brackets_are_counted_outside_texts_only() -> None:
    header, _ = ask({"inputs": {"medium": '["' * 15}})
    assert header["error"]["code"] == "not-an-option"
    header, _ = ask('{"inputs": {"medium": ' + "[" * 48 + "]" * 48 + "}}")
    assert header["error"]["code"] == "not-an-option"
    header, _ = ask('{"inputs": {"medium": ' + "[" * 49 + "]" * 49 + "}}")
    assert header["error"]["code"] == "malformed"
