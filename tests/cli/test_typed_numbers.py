"""A number means the same wherever it is typed: in a field, a link, the command line, a sweep."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

import explainers.__main__ as command_line
from explainers.base.answer import Answer, Message, Value
from explainers.base.errors import InputError
from explainers.calculators.registry import CALCULATORS
from explainers.sweep.evaluate import inputs_class
from explainers.sweep.grid import line_notes_of, parse_grid
from explainers.sweep.refusals import SweepError
from explainers.text import error_text
from explainers.wire import respond
from explainers.words import LANGUAGES
from tests.explainers.typed_numbers import Typed, typed_numbers

EACH = 18  # texts for every input
COMMA = re.compile("[,，、]")
LINE_NOTES = {"line-rate", "class-rate"}
REFUSALS = {"not-a-number", "other-unit", "no-unit", "not-an-integer", "below-range", "above-range", "not-an-option"}
# (what it was taken for, the code of the refusal, the unit that was refused, whether a note says line rate)
Outcome = tuple[Any, str, str, bool]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is tried here, not computing."""
    nothing = Answer(headline=Message("any", ()), main="one", values=(Value("one", 1.0, "1"),), charts=())
    for calculator in (CALCULATORS[slug] for slug in CALCULATORS):
        monkeypatch.setattr(calculator, "answer", lambda _: nothing)


def taken(header: dict[str, Any], name: str) -> Outcome:
    return header["inputs"][name], "", "", bool(LINE_NOTES & {note["key"] for note in header["notes"]})


def in_field(one: Typed) -> Outcome:
    try:
        return taken(respond(one.slug, {"inputs": {one.name: one.text}})[0], one.name)
    except InputError as error:
        return None, error.code, error.unit_given, False


def in_link(one: Typed) -> Outcome:
    header, _ = respond(one.slug, {"state": f"v1,{one.name}:{one.text}"})
    if header["refused"]:
        [error] = header["refused"]
        assert (error["field"], error["value"]) == (one.name, one.text)
        return None, error["code"], error.get("unit_given", ""), False
    return taken(header, one.name)


def on_command_line(one: Typed, capsys: pytest.CaptureFixture[str]) -> tuple[Any, str, bool]:
    status = command_line.main([one.slug, "--" + one.name.replace("_", "-"), one.text, "--json"])
    captured = capsys.readouterr()
    if status == 2:
        return None, captured.err, False
    value, _, _, noted = taken(json.loads(captured.out), one.name)
    return value, "", noted


def in_sweep(one: Typed) -> Outcome:
    kind, texts = inputs_class(one.slug), [f"{one.name}={one.text}"]
    try:
        values = parse_grid(one.slug, kind, texts).axes[0].values
    except InputError as error:
        return None, error.code, error.unit_given, False
    except SweepError as error:
        return None, error.code, "", False
    return values, "", "", bool(line_notes_of(kind, texts))


def test_every_text_means_the_same_in_all_four_doors(capsys: pytest.CaptureFixture[str]) -> None:
    tried = [*typed_numbers(EACH)]
    seen: Counter[str] = Counter()
    for one in tried:
        wanted: Outcome = (one.value, one.code, one.unit, one.note)
        assert in_field(one) == wanted, one
        assert in_link(one) == wanted, one
        assert type(in_field(one)[0]) is type(one.value)
        value, said, noted = on_command_line(one, capsys)
        if one.code:
            with pytest.raises(InputError) as refusal:
                respond(one.slug, {"inputs": {one.name: one.text}})
            assert said == error_text(refusal.value, one.slug, "en") + "\n"
        assert (value, noted) == (one.value, one.note), one
        swept = in_sweep(one)
        if COMMA.search(one.text):  # a comma separates there: values of their own, or a refusal, never one number
            assert swept[1] or len(swept[0]) > 1, one
            seen[f"sweep: {swept[1] or 'values'}"] += 1
        else:
            assert swept == ((one.value,) if not one.code else None, one.code, one.unit, one.note), one
        seen[one.code or ("line rate" if one.note else "number")] += 1
    assert len(tried) >= 2000
    needed = (*REFUSALS, "number", "line rate", "sweep: grid-comma", "sweep: values")
    assert min(seen[kind] for kind in needed) >= 15, seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_quotes_what_was_typed_and_names_the_unit(language: str) -> None:
    for one in typed_numbers(6):
        if one.code:
            with pytest.raises(InputError) as refusal:
                respond(one.slug, {"inputs": {one.name: one.text}})
            said = error_text(refusal.value, one.slug, language)
            assert one.text in said
            assert not one.unit or (f"“{one.unit}”" in said or f"「{one.unit}」" in said)
