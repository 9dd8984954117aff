"""Parameters: outside values are taken strictly, refused by name, and never changed silently."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest

from explainers.base.errors import InputError
from explainers.base.parameters import (
    STATE_LIMIT,
    TEXT_LIMIT,
    Parameter,
    check_inputs,
    constant,
    param,
    parameters,
    parse_inputs,
    parse_state,
    parse_value,
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    length_m: float = param(2.0, low=0.5, high=2000.0, unit="m", source="assumption:rack-row")
    message_bytes: int = param(4096, low=64, high=65536, unit="B", source="assumption:message-size")
    medium: str = param("twinax", options=("twinax", "fibre"), source="reader")
    lane_rate_bps: float = param(100e9, options=(50e9, 100e9), unit="bit/s", source="lanes-800g")
    lanes: int = param(8, options=(1, 8), unit="1", source="lanes-800g")

    def __post_init__(self) -> None:
        check_inputs(self)


KNOWN = {parameter.name: parameter for parameter in parameters(Inputs)}

REFUSED: list[tuple[str, str, Any]] = [
    ("empty", "length_m", ""),
    ("empty", "length_m", None),
    ("empty", "medium", ""),
    ("empty", "lanes", None),
    ("too-long", "length_m", "1" * (TEXT_LIMIT + 1)),
    ("too-long", "medium", "x" * 100_000),
    ("not-a-number", "length_m", "thirty"),
    ("not-a-number", "length_m", "nan"),
    ("not-a-number", "length_m", "inf"),
    ("not-a-number", "length_m", "-inf"),
    ("not-a-number", "length_m", "0x10"),
    ("not-a-number", "length_m", "1_000"),
    ("not-a-number", "length_m", "1,00"),
    ("not-a-number", "length_m", "2,5"),
    ("not-a-number", "length_m", "٣٠"),
    ("other-unit", "length_m", "30 dB"),
    ("other-unit", "message_bytes", "8G"),
    ("no-unit", "lanes", "8 m"),
    ("not-a-number", "length_m", "1e999"),
    ("not-a-number", "length_m", "1e9999"),
    ("not-a-number", "length_m", "."),
    ("empty", "length_m", " "),
    ("empty", "length_m", "\u3000"),
    ("not-a-number", "length_m", "30\x00"),
    ("not-a-number", "length_m", math.nan),
    ("not-a-number", "length_m", -math.inf),
    ("not-a-number", "length_m", True),
    ("not-a-number", "length_m", [30]),
    ("not-a-number", "length_m", {"value": 30}),
    ("not-a-number", "length_m", 10**400),
    ("not-a-number", "lanes", "eight"),
    ("not-a-number", "lanes", True),
    ("not-an-integer", "message_bytes", "64.5"),
    ("not-an-integer", "message_bytes", 4096.25),
    ("below-range", "length_m", "0.499999"),
    ("below-range", "length_m", math.nextafter(0.5, 0)),
    ("below-range", "message_bytes", -4096),
    ("above-range", "length_m", "2000.0001"),
    ("above-range", "length_m", math.nextafter(2000.0, math.inf)),
    ("above-range", "message_bytes", 10**300),
    ("not-an-option", "medium", "Twinax"),
    ("not-an-option", "medium", " twinax"),
    ("not-an-option", "medium", 0),
    ("not-an-option", "medium", ["twinax"]),
    ("not-an-option", "medium", 10**5000),  # has no decimal text in Python
    ("not-an-option", "lane_rate_bps", "99e9"),
    ("not-an-option", "lanes", 2.5),
]
TAKEN: list[tuple[str, Any, Any]] = [
    ("length_m", "30", 30.0),
    ("length_m", " 30 ", 30.0),
    ("length_m", "+3e1", 30.0),
    ("length_m", ".5", 0.5),
    ("length_m", "2000.", 2000.0),
    ("length_m", "３０．５", 30.5),
    ("length_m", "1,000", 1000.0),
    ("length_m", "0.5 km", 500.0),
    ("message_bytes", "４ ＫｉＢ", 4096),
    ("lane_rate_bps", "50 Gb/s", 50e9),
    ("length_m", 30, 30.0),
    ("message_bytes", "64", 64),
    ("message_bytes", "6.4e1", 64),
    ("message_bytes", 65536.0, 65536),
    ("medium", "fibre", "fibre"),
    ("lane_rate_bps", "5e10", 50e9),
    ("lanes", "8.0", 8),
]


@pytest.mark.parametrize(("code", "name", "value"), REFUSED, ids=range(len(REFUSED)))
def test_law_a_refusal_names_field_value_and_limits(code: str, name: str, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        parse_value(KNOWN[name], value)
    error = caught.value
    assert (error.code, error.field) == (code, name)
    assert (error.low, error.high, error.options) == (KNOWN[name].low, KNOWN[name].high, KNOWN[name].options)
    assert len(error.value) <= 80
    given = error.as_dict()
    assert (given.pop("unit_given", ""), given.pop("units", [])) == (error.unit_given, list(error.units))
    assert given == {
        "code": code, "field": name, "value": error.value, "unit": KNOWN[name].unit, "low": KNOWN[name].low,
        "high": KNOWN[name].high, "options": list(KNOWN[name].options),
        **({"near": list(error.near)} if error.near else {}),
    }  # fmt: skip


def test_law_every_code_of_the_docstring_is_tried() -> None:
    documented = {line.strip('", ') for line in (parse_value.__doc__ or "").split("Raises")[1].split() if '"' in line}
    assert documented == {code for code, _, _ in REFUSED}


@pytest.mark.parametrize(("name", "given", "wanted"), TAKEN, ids=range(len(TAKEN)))
def test_hand_a_good_value_is_taken_as_it_is(name: str, given: Any, wanted: Any) -> None:
    got = parse_value(KNOWN[name], given)
    assert got == wanted
    assert type(got) is type(wanted)


@pytest.mark.parametrize("name", ["length_m", "message_bytes"])
def test_limit_both_ends_of_a_range_belong_to_it(name: str) -> None:
    assert parse_value(KNOWN[name], KNOWN[name].low) == KNOWN[name].low
    assert parse_value(KNOWN[name], KNOWN[name].high) == KNOWN[name].high


def test_law_inputs_are_frozen_and_have_no_other_fields() -> None:
    inputs: Any = Inputs()
    with pytest.raises(dataclasses.FrozenInstanceError):
        inputs.length_m = 3.0
    with pytest.raises((AttributeError, TypeError)):
        inputs.lenght_m = 3.0


def test_law_a_frozen_input_is_checked_when_it_is_made_and_when_it_is_replaced() -> None:
    with pytest.raises(InputError, match="above-range: length_m"):
        Inputs(length_m=2001.0)
    with pytest.raises(InputError, match="below-range: length_m"):
        dataclasses.replace(Inputs(), length_m=0.0)
    with pytest.raises(InputError, match="not-a-number: length_m"):
        Inputs(length_m="30")  # type: ignore[arg-type]


def test_hand_parse_inputs_takes_text_and_numbers_and_leaves_the_rest_at_its_default() -> None:
    assert parse_inputs(Inputs, {"length_m": "30", "lanes": 1}) == Inputs(length_m=30.0, lanes=1)
    assert parse_inputs(Inputs, {}) == Inputs()


def test_law_parse_inputs_names_an_unknown_field_and_cuts_its_name() -> None:
    with pytest.raises(InputError) as caught:
        parse_inputs(Inputs, {"x" * 5000: 1})
    assert (caught.value.code, caught.value.field) == ("unknown-field", "x" * TEXT_LIMIT)


def test_hand_parse_state_reads_a_permalink() -> None:
    wanted = Inputs(length_m=30.0, medium="fibre")
    assert parse_state(Inputs, "v1,length_m:30,medium:fibre") == (wanted, ())
    assert parse_state(Inputs, "v1,length_m:30,,medium:fibre,") == (wanted, ())
    assert parse_state(Inputs, "v1,medium:fibre", {"length_m": 30}) == (wanted, ()), (
        "what is left out is as the place starts"
    )
    assert parse_state(Inputs, "v2", {"length_m": 30})[0] == Inputs(length_m=30)
    assert parse_state(Inputs, "v1,length_m:-1", {"length_m": 30})[0] == Inputs(length_m=30)
    assert parse_state(Inputs, "v1") == (Inputs(), ())
    assert parse_state(Inputs, "v1,length_m:1,000,medium:fibre") == (Inputs(length_m=1000.0, medium="fibre"), ())


def test_law_parse_state_keeps_what_is_good_and_names_what_is_not() -> None:
    inputs, refused = parse_state(Inputs, "v1,length_m:9999,medium:fibre,nothing:1,lanes")
    assert inputs == Inputs(medium="fibre")
    assert [(e.code, e.field) for e in refused] == [
        ("above-range", "length_m"), ("unknown-field", "nothing"), ("empty", "lanes"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "v2,length_m:30", "length_m:30", "V1,length_m:30", " v1,length_m:30"])
def test_law_an_unknown_version_gives_the_default_and_says_so(text: str) -> None:
    inputs, refused = parse_state(Inputs, text)
    assert inputs == Inputs()
    assert [error.code for error in refused] == ["unknown-version"]


def test_limit_a_state_may_be_2000_characters_long_and_no_longer() -> None:
    assert STATE_LIMIT == 2000
    longest = "v1,length_m:30" + "," * (2000 - len("v1,length_m:30"))
    assert parse_state(Inputs, longest) == (Inputs(length_m=30.0), ())
    inputs, refused = parse_state(Inputs, longest + ",")
    assert inputs == Inputs()
    assert [(error.code, error.field) for error in refused] == [("too-long", "link")]


@pytest.mark.parametrize(
    "declared",
    [
        {"default": 3.0, "low": 0.0, "high": 2.0},
        {"default": -1.0, "low": 0.0, "high": 2.0},
        {"default": 1.0, "low": 0.0},
        {"default": 1.0},
        {"default": "copper", "options": ("light",)},
    ],
)
def test_law_a_declaration_that_contradicts_itself_is_refused(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="default"):
        param(**declared, source="reader")


@pytest.mark.parametrize("missing", [{"unit": ""}, {"source": ""}])
def test_law_a_constant_needs_unit_and_source(missing: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="unit and a source"):
        constant(1.0, **{"unit": "m", "source": "x", **missing})


def test_law_parameters_know_name_kind_and_unit() -> None:
    assert [(p.name, p.kind) for p in parameters(Inputs)] == [
        ("length_m", "number"), ("message_bytes", "integer"), ("medium", "choice"), ("lane_rate_bps", "choice"),
        ("lanes", "choice"),
    ]  # fmt: skip
    assert all(isinstance(p, Parameter) and p.display_unit == p.unit for p in parameters(Inputs))
