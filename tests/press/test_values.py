"""publish.values: numbers in prose."""

from __future__ import annotations

import pytest

from explainers.base.answer import Value
from publish.errors import PublishError
from publish.values import NO_BREAK_SPACE, compute, replace_values, write

TIME = Value("total_s", 213.354e-9, "s", 1e-7, 3e-7)


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (TIME, "auto", "213 ns"),
        (TIME, "0 ns", "213 ns"),
        (TIME, "0.0 ns", "213.4 ns"),
        (TIME, "0.000 us", "0.213 us"),
        (Value("share", 0.04591, "1"), "0 %", "5%"),
        (Value("share", 0.04591, "1"), "0.00 %", "4.59%"),
        (Value("ratio", 1.8955, "1"), "0.0", "1.9"),
        (Value("delay", 4.8967e-9, "s/m"), "0.00 ns/m", "4.90 ns/m"),
        (Value("speed", 204218295.0, "m/s"), "0 km/s", "204,218 km/s"),
        (Value("rate", 8e11, "bit/s"), "0 Gb/s", "800 Gb/s"),
    ],
)
def test_patterns_give_decimals_and_unit(value: Value, pattern: str, text: str) -> None:
    assert write(value, pattern) == text.replace(" ", NO_BREAK_SPACE)


@pytest.mark.parametrize("pattern", ["", "1.0 ns", "0,0 ns", "0.0 ns extra words", "0.", "ns"])
def test_a_pattern_that_says_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(PublishError, match="unknown pattern"):
        write(TIME, pattern)


@pytest.mark.parametrize("pattern", ["0 m", "0 furlong", "0", "0 %"])
def test_a_unit_that_does_not_fit_is_refused(pattern: str) -> None:
    with pytest.raises(PublishError, match="total_s is in s, not"):
        write(TIME, pattern)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("{{ link-latency.total_s | auto }}", "213 ns"),
        ("{{link-latency.total_s|auto}}", "213 ns"),
        ("{{ link-latency.total_s }}", "213 ns"),
        ("{{ link-latency.total_s length_m=2000 medium=hollow-core | 0.00 us }}", "6.89 us"),
        ("{{ link-latency.twinax_total_s | 0.00 ns }}", "112.56 ns"),
        ("{{ link-latency.total_s.low | 0.0 ns }}", "116.3 ns"),  # 40.96 + 25.6 + 20 + 2 x 10 + 2 x 1.46/c
        ("{{ link-latency.total_s.high | 0.0 ns }}", "346.4 ns"),  # 40.96 + 25.6 + 70 + 2 x 100 + 2 x 1.48/c
    ],
)
def test_a_mark_becomes_its_number(mark: str, text: str) -> None:
    shown = text.replace(" ", NO_BREAK_SPACE)
    assert replace_values(f"It takes {mark}.", plain=True) == f"It takes {shown}."
    assert replace_values(f"It takes {mark}.") == f'It takes <span class="cl-value">{shown}</span>.'


def test_several_marks_stand_in_one_line() -> None:
    line = "{{ link-latency.length_m | auto }} and {{ link-latency.message_bytes | auto }}"
    assert replace_values(line, plain=True).replace(NO_BREAK_SPACE, " ") == "2 m and 4,096 B"


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("{{ no-such.total_s | auto }}", "unknown explainer: no-such"),
        ("{{ link-latency.no_such | auto }}", "unknown value: link-latency.no_such"),
        ("{{ link-latency.total_s nothing=1 | auto }}", "unknown-field: nothing"),
        ("{{ link-latency.total_s length_m=9999 | auto }}", "above-range: length_m"),
        ("{{ link-latency.total_s length_m=x | auto }}", "not-a-number: length_m"),
        ("{{ link-latency.twinax_total_s length_m=100 | auto }}", "has no value at"),
        ("{{ link-latency.length_m.low | auto }}", "length_m has no low end"),
        ("{{ link-latency.total_s | 0 m }}", "total_s is in s, not m"),
        ("{{ link-latency.total_s | big }}", "unknown pattern: big"),
        ("{{ total_s }}", r"cannot read the value \{\{ total_s \}\}"),
        ("{{ link-latency.total_s.mid | auto }}", "cannot read the value"),
    ],
)
def test_a_mark_that_cannot_be_computed_stops_the_build(mark: str, message: str) -> None:
    with pytest.raises(PublishError, match=message):
        replace_values(mark)


def test_compute_gives_the_models_own_value() -> None:
    value = compute("link-latency", "propagation_s", {"length_m": "100"})
    assert value.unit == "s"
    assert value.number == pytest.approx(100 * 1.468 / 299_792_458, rel=1e-15)
