"""Rates on the wire: each is taken as what it stands for, nothing nominal is, and coding is counted once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from explainers.base.line_notes import line_notes
from explainers.base.line_rates import LANE, PORT, nominal_rate, nominal_rates, short_line_rates
from explainers.base.parameters import Parameter, param, parameters
from explainers.calculators import copper_loss, copper_reach
from explainers.calculators.registry import CALCULATORS
from explainers.models.links.lanes import GENERATIONS, NAMED_PORTS_BPS, OVERHEADS
from explainers.text import note_text
from explainers.wire import answer_json
from explainers.words import LANGUAGES

RATED = [
    (slug, parameter) for slug, calculator in CALCULATORS.items() for parameter in parameters(calculator.Inputs)
    if parameter.unit in {"bit/s", "Gb/s"}
]  # fmt: skip


def test_law_every_rate_of_a_link_says_whose_rate_it_is() -> None:
    assert len(RATED) >= 7
    assert [parameter.name for _, parameter in RATED if parameter.line not in {LANE, PORT}] == []
    others = [
        p
        for calculator in CALCULATORS.values()
        for p in parameters(calculator.Inputs)
        if p.unit not in {"bit/s", "Gb/s"}
    ]
    assert [parameter.name for parameter in others if parameter.line] == []


@pytest.mark.parametrize("kind", [LANE, PORT])
def test_law_what_the_models_put_on_the_wire_is_recognised_and_taken_back(kind: str) -> None:
    for lanes in (1,) if kind == LANE else (1, 2, 4, 8):
        for made in GENERATIONS:
            nominal_bps = lanes * made.lane_rate_bps
            line_bps = nominal_bps * OVERHEADS[made.coding]
            assert nominal_rate(line_bps, kind, "bit/s") == nominal_bps
            assert nominal_rate(line_bps / 1e9, kind, "Gb/s") == nominal_bps / 1e9


@pytest.mark.parametrize("kind", [LANE, PORT])
def test_law_a_nominal_rate_is_taken_at_its_word(kind: str) -> None:
    caught = nominal_rates(kind, "bit/s")
    named = {*NAMED_PORTS_BPS.values(), *(made.lane_rate_bps for made in GENERATIONS), 28e9, 40e9, 300e9}
    assert named & set(caught) == set()
    assert set(caught.values()) & set(caught) == set()  # nothing is taken for what is itself taken for something else
    defaults = {parameter.default for _, parameter in RATED if parameter.unit == "Gb/s"}
    assert {nominal_rate(one, kind, "Gb/s") for one in defaults} == defaults


@pytest.mark.parametrize(
    ("given", "taken"),
    [(25.78, 25.0), (25.8, 25.0), (53.13, 50.0), (53.12, 50.0), (106.3, 100.0), (106.2, 100.0), (213.0, 200.0),
     (53.0, 53.0), (26.0, 26.0), (106.1, 106.1), (106.24, 106.24), (56.0, 50.0), (56.1, 56.1), (224.0, 200.0)],
)  # fmt: skip
def test_hand_roundings_of_three_digits_and_more_are_recognised(given: float, taken: float) -> None:
    assert nominal_rate(given, LANE, "Gb/s") == taken


def test_hand_a_class_of_interfaces_names_lanes_only() -> None:
    assert nominal_rate(56.0, PORT, "Gb/s") == 56.0  # InfiniBand FDR
    assert 112.0 in short_line_rates(LANE, "Gb/s")
    assert 112.0 not in short_line_rates(PORT, "Gb/s")


def answered(slug: str, given: dict[str, Any]) -> Any:
    return json.loads(answer_json(slug, json.dumps({"inputs": given}))[0])


@pytest.mark.parametrize(("slug", "parameter"), RATED, ids=lambda one: getattr(one, "name", one))
def test_law_a_line_rate_gives_the_answer_of_its_nominal_rate_and_a_note(slug: str, parameter: Parameter) -> None:
    assert parameter.line
    tried = 0
    for line, nominal in nominal_rates(parameter.line, parameter.unit).items():
        inside = nominal in parameter.options or (parameter.low or 0) <= nominal <= (parameter.high or 0)
        if not inside or not (nominal / line < 0.975 and tried < 6):
            continue
        wanted = answered(slug, {parameter.name: nominal})
        for given in (line, repr(line)):
            found = answered(slug, {parameter.name: given})
            note = found["notes"].pop()
            assert found == wanted
            assert note["key"] in {"line-rate", "class-rate"}
            assert note["gaps"][0]["number"] in {line, line / 1e9}
        made = CALCULATORS[slug].Inputs(**{parameter.name: line})
        assert made == CALCULATORS[slug].Inputs(**{parameter.name: nominal})
        tried += 1
    assert tried >= 1


@pytest.mark.parametrize(
    ("state", "notes"),
    [("v1,lane_rate_gbps:106.25", 1), ("v1,lane_rate_gbps:112,lane_rate_gbps:50", 1), ("v1,lane_rate_gbps:50", 0),
     ("v9,lane_rate_gbps:106.25", 0), ("v1,lane_rate_gbps:50,lane_rate_gbps:106.25", 0), ("v1,lane_rate_gbps:850", 0)],
)  # fmt: skip
def test_law_only_what_counts_in_a_link_has_a_note(state: str, notes: int) -> None:
    header = json.loads(answer_json("copper-reach", json.dumps({"state": state}))[0])
    assert len([note for note in header["notes"] if note["key"] in {"line-rate", "class-rate"}]) == notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_hand_the_note_shows_all_digits(language: str) -> None:
    header = answered("copper-reach", {"lane_rate_gbps": "１０６．２５"})
    assert header["inputs"]["lane_rate_gbps"] == 100.0
    assert header["values"]["nyquist_hz"]["number"] == pytest.approx(26.5625e9, rel=1e-12)
    [note] = line_notes(copper_reach.Inputs, {"lane_rate_gbps": "１０６．２５"})
    said = note_text(note, "copper-reach", language)
    assert "106.25 Gb/s" in said
    assert "100 Gb/s" in said


@pytest.mark.parametrize("calculator", [copper_reach, copper_loss])
def test_limit_between_two_and_four_levels_a_note_says_why_the_result_jumps(calculator: Any) -> None:
    def keys(rate_gbps: float) -> list[str]:
        return [note.key for note in calculator.answer(calculator.Inputs(lane_rate_gbps=rate_gbps)).notes]

    tried = (20.0, 25.0, 25.1, 28.0, 28.05, 49.9, 50.0, 100.0)
    assert [rate for rate in tried if "assumed:modulation" in keys(rate)] == [25.1, 28.0, 28.05, 49.9]


def test_law_a_declaration_names_a_known_kind_of_rate() -> None:
    with pytest.raises(ValueError, match="link"):
        param(1.0, low=0.0, high=2.0, unit="Gb/s", source="reader", line="cable")
