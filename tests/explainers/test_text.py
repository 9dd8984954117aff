"""explainers.text: numbers and errors as a reader sees them."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from explainers.base.answer import Term, Value
from explainers.base.errors import InputError
from explainers.base.parameters import Parameter, parameters, parse_value
from explainers.calculators.registry import CALCULATORS
from explainers.text import error_text, exact, message_text, of_parameter, quantity
from explainers.words import LANGUAGES, words

SLUG = "link-latency"


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        (999.4e-9, "s", "999 ns"),
        (999.6e-9, "s", "1 µs"),  # the prefix is chosen after rounding
        (999.6e-6, "s", "1 ms"),
        (0.9996, "s", "1 s"),
        (213.354e-9, "s", "213 ns"),
        (9.794e-9, "s", "9.79 ns"),
        (0.04, "s", "40 ms"),
        (0.0, "s", "0 s"),
        (16_384.0, "count", "16,384"),
        (0.0, "bit/s", "0 Gb/s"),
        (-9e-9, "s", "-9 ns"),
        (12.0, "s", "12 s"),
        (0.5, "m", "0.5 m"),
        (999.6, "m", "1 km"),
        (2000.0, "m", "2 km"),
        (25e9, "bit/s", "25 Gb/s"),
        (800e9, "bit/s", "800 Gb/s"),
        (1.6e12, "bit/s", "1.6 Tb/s"),
        (64, "B", "64 B"),
        (4096, "B", "4,096 B"),
        (9994, "B", "9,994 B"),
        (10_000, "B", "10 kB"),
        (16_777_216, "B", "16.8 MB"),
        (1.895, "1", "1.9"),
        (1.468, "1", "1.47"),
        (4.5, "ns/m", "4.5 ns/m"),
        (2026.0, "year", "2026"),
        (2026.5, "year", "2026.5"),
        (2.4e-4, "ratio", "2.4 × 10⁻⁴"),
        (-12.34, "dBm", "-12.3 dBm"),
        (math.nan, "s", "–"),
        (None, "s", "–"),
    ],
)
def test_hand_quantities(number: float | None, unit: str, shown: str) -> None:
    assert quantity(number, unit) == shown


def test_law_a_quantity_never_shows_1000_of_a_unit_that_has_a_larger_one() -> None:
    for exponent in range(-90, 0):
        number = 10 ** (exponent / 10) * 0.99996
        assert not quantity(number, "s").startswith("1,000")


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        (0.5, "m", "0.5 m"),
        (16_777_216, "B", "16,777,216 B"),
        (0.9997, "1", "0.9997"),
        (None, "m", "–"),
        (64, "", "64"),
        (2026, "year", "2026"),
        (2030.0, "year", "2030"),
        (1e-15, "ratio", "1e-15"),
        (2.4e-4, "ratio", "2.4e-4"),
        (0.5, "ratio", "0.5"),
        (0.0, "ratio", "0"),
    ],
)
def test_hand_limits_keep_all_their_digits(number: float | None, unit: str, shown: str) -> None:
    assert exact(number, unit) == shown


def test_hand_an_error_names_field_value_and_limits_in_both_languages() -> None:
    error = InputError("above-range", "length_m", "9999", unit="m", low=0.5, high=2000.0)
    assert error_text(error, SLUG, "en") == "Distance (length_m): 9999 is too large. Allowed: 0.5 m to 2,000 m."
    japanese = error_text(error, SLUG, "ja")
    assert japanese == "距離 (length_m)：9999は大きすぎます。入力できる範囲は0.5 mから2,000 mです。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_law_every_code_makes_a_sentence_for_a_number_a_choice_and_a_link(language: str) -> None:
    for code in words("common", language)["errors"]:
        for field in ("length_m", "medium", "lanes", "link", "request", "no-such-field"):
            text = error_text(InputError(code, field, "given"), SLUG, language)
            assert len(text) > 10
            assert "{" not in text


NUMBERED = [
    (slug, parameter)
    for slug, calculator in CALCULATORS.items()
    for parameter in parameters(calculator.Inputs)
    if parameter.options and not isinstance(parameter.default, str)
]


@pytest.mark.parametrize(("slug", "parameter"), NUMBERED, ids=lambda one: getattr(one, "name", one))
def test_law_a_number_between_two_choices_hears_both_of_them(slug: str, parameter: Parameter) -> None:
    options = sorted(parameter.options)
    tried: list[tuple[float, tuple[float, ...]]] = [(sum(near) / 2, near) for near in pairwise(options)]
    tried += [(options[0] / 2, (options[0],)), (options[-1] * 2, (options[-1],))]
    for given, near in tried:
        with pytest.raises(InputError) as refusal:
            parse_value(parameter, repr(given))
        error = refusal.value
        assert (error.code, error.near) == ("not-an-option", near)
        for language, before, after in (("en", "The nearest ", "all are"), ("ja", "最も近いのは", "選べる")):
            named = error_text(error, slug, language).partition(before)[2].partition(after)[0]
            for option in near:
                assert of_parameter(option, parameter) in named


def test_law_a_value_is_never_read_as_a_template() -> None:
    error = InputError("not-a-number", "length_m", "{low}{field}", unit="m", low=0.5, high=2000.0)
    assert "“{low}{field}”" in error_text(error, SLUG, "en")


def test_hand_a_message_takes_terms_values_and_percent() -> None:
    own = words(SLUG, "en")
    gaps = (Term("medium", "dsp-optics"), Value("total_s", 213.354e-9, "s"), Value("share", 0.04591, "1"))
    assert message_text("{medium}: {total_s}, {share|%}", gaps, own) == "optics with a DSP: 213 ns, 4.59%"
    assert message_text("{none}, {none|%}", [Value("none", math.nan, "1")], own) == "–, –"
    with pytest.raises(KeyError):
        message_text("{nothing}", gaps, own)
