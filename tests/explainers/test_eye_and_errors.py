"""explainers.calculators.eye_and_errors: the answer's structure and its laws."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from explainers.base.answer import Answer, Chart, Series
from explainers.calculators.eye_and_errors import CODES, PRESETS, Inputs, answer
from explainers.calculators.eye_and_errors_charts import FLOOR, TABLE_FLOOR
from explainers.calculators.eye_and_errors_published import MEASURED, PUBLISHED_BER
from explainers.models.links.fec import KP4
from explainers.models.links.post_fec import codeword_error_ratio, post_fec_ber
from tests.explainers.situations import situations

LEVELS = (2, 4, 6, 8)


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("eye-and-errors")]


def chart(found: Answer, name: str) -> Chart:
    return next(one for one in found.charts if one.name == name)


def series(found: Answer, name: str) -> Series:
    return next(one for one in chart(found, "error-ratios").series if one.name == name)


def test_hand_the_default() -> None:
    # 19 dB is 79.43; q = sqrt(3 x 79.43 / 15) = 3.9858; Q(q) = 3.363e-5, times 1.5 is 5.044e-5, half of it wrong bits
    found = answer(Inputs())
    assert found.value("q").number == pytest.approx(3.9858, abs=1e-4)
    assert found.value("ser").number == pytest.approx(5.044e-5, rel=1e-3)
    assert found.value("pre_fec_ber").number == pytest.approx(2.522e-5, rel=1e-3)
    assert found.headline.key == "clear"


def test_hand_what_the_published_limit_means_for_a_port() -> None:
    # 2.4e-4 x 800e9 = 192 million wrong bits a second before correction
    found = answer(Inputs())
    assert found.value("published_raw_errors_per_s").number == pytest.approx(192e6, rel=1e-12)
    assert found.value("published_post_fec_ber").number == pytest.approx(2.41209e-15, rel=1e-5)
    assert found.value("tdecq_q").number == pytest.approx(3.414, abs=0.0005)
    assert found.value("published_ser").number == pytest.approx(4.8e-4, rel=1e-12)  # where TDECQ is defined


def test_hand_times_between_errors() -> None:
    # 850 Gb/s over 5,440 bits: 156.25 million codewords a second
    found = answer(Inputs(snr_db=17.5))
    failures_per_s = codeword_error_ratio(found.value("pre_fec_ber").number, KP4) * 156.25e6
    assert found.value("time_between_errors_s").number == pytest.approx(1 / failures_per_s, rel=1e-12)
    plain = answer(Inputs(code="none", snr_db=17.5))
    assert plain.value("time_between_errors_s").number == pytest.approx(1 / plain.value("errors_per_s").number)


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        ({}, "clear"), ({"snr_db": 17.8}, "near"), ({"snr_db": 17.6}, "beyond"), ({"code": "none"}, "plain"),
        ({"code": "KP4-inner", "snr_db": 15.0}, "near"), ({"code": "KP4-inner", "snr_db": 14.8}, "beyond"),
        ({"code": "KP4-inner"}, "clear"), (PRESETS["nrz"], "clear"), (PRESETS["pam4"], "clear"),
        (PRESETS["cliff"], "beyond"), (PRESETS["inner"], "near"),
    ],
)  # fmt: skip
def test_hand_the_sentences(inputs: dict[str, object], key: str) -> None:
    assert answer(Inputs(**inputs)).headline.key == key  # type: ignore[arg-type]


def test_hand_the_notes() -> None:
    assert [note.key for note in answer(Inputs()).notes] == ["random-errors-only"]
    assert [note.key for note in answer(Inputs(code="none")).notes] == []
    assert [note.key for note in answer(Inputs(code="KP4-inner", levels=8)).notes] == [
        "not-modelled:inner-bursts", "extrapolated:inner-levels",
    ]  # fmt: skip


def test_limit_without_feedback_the_burst_values_are_the_random_ones() -> None:
    for code, levels in itertools.product(("none", "KR4", "KP4"), LEVELS):
        found = answer(Inputs(code=code, levels=levels, burst_continuation=0.0))
        assert found.value("burst_post_fec_ber").number == pytest.approx(found.value("post_fec_ber").number, rel=1e-12)
        assert found.value("burst_penalty_db").number == pytest.approx(0, abs=1e-9)


def test_law_the_margin_is_zero_where_the_target_is_met() -> None:
    for code, levels, target in itertools.product(CODES, LEVELS, (1e-12, 1e-15, 1e-17)):
        found = answer(Inputs(code=code, levels=levels, target_ber=target))
        limit_db = found.value("threshold_snr_db").number
        if limit_db <= 30:
            at_limit = answer(Inputs(code=code, levels=levels, target_ber=target, snr_db=limit_db))
            assert at_limit.value("post_fec_ber").number == pytest.approx(target, rel=1e-6)
            assert at_limit.value("snr_margin_db").number == pytest.approx(0, abs=1e-12)


def test_law_stronger_codes_need_less_signal_and_bursts_need_more() -> None:
    for levels in LEVELS:
        needed_db = [answer(Inputs(code=code, levels=levels)).value("threshold_snr_db").number for code in CODES]
        assert needed_db == sorted(needed_db, reverse=True)
        for code in ("none", "KR4", "KP4"):
            penalties_db = [
                answer(Inputs(code=code, levels=levels, burst_continuation=a)).value("burst_penalty_db").number
                for a in (0.0, 0.3, 0.6, 0.9)
            ]
            assert penalties_db == sorted(penalties_db)


def test_law_measured_links_are_worse_than_random_errors() -> None:
    found = answer(Inputs())
    for name, (before, after) in MEASURED.items():
        assert after > 1e6 * post_fec_ber(before, KP4)
        assert found.value(f"measured_{name}_decades").number > 6


def test_law_curves_fall_to_the_floor_and_not_below(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        figure = chart(found, "error-ratios")
        assert figure.rule_x == inputs.snr_db
        assert figure.rule_y == inputs.target_ber
        for one in figure.series:
            if one.mark == "line":
                assert np.all(np.diff(one.y) <= 1e-12 * one.y[:-1])
                assert one.y[-1] >= FLOOR * (1 - 1e-12)
                assert np.all(np.diff(one.x) > 0)
        for column in figure.table.columns[1:]:
            numbers = column.numbers  # type: ignore[union-attr]
            assert np.all(np.isnan(numbers) | (numbers >= TABLE_FLOOR))
        has_bursts = any(one.name == "bursts" for one in figure.series)
        assert has_bursts == (inputs.code != "KP4-inner")


def test_law_points_lie_where_the_curves_say() -> None:
    found = answer(Inputs())
    before = series(found, "pre-fec")
    for name in ("computed-limit", "published-limit"):
        point = series(found, name)
        assert np.interp(point.x[0], before.x, np.log(before.y)) == pytest.approx(math.log(point.y[0]), abs=0.03)
    assert series(found, "published-limit").y[0] == PUBLISHED_BER
    assert len(series(found, "measured").x) == len(MEASURED)


def test_law_bells_hold_all_symbols_and_thresholds_part_them(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        figure = chart(found, "levels")
        bells = [one for one in figure.series if one.name == "level"]
        walls = [one for one in figure.series if one.name == "threshold"]
        assert (len(bells), len(walls)) == (inputs.levels, inputs.levels - 1)
        # four standard deviations to both sides hold all but 6e-5
        assert sum(np.trapezoid(one.y, one.x) for one in bells) == pytest.approx(1, abs=1e-3)
        misread = figure.table.columns[2].numbers  # type: ignore[union-attr]
        assert misread.mean() == pytest.approx(found.value("ser").number, rel=1e-12, abs=1e-300)


def test_law_no_ratio_leaves_its_range(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        for name in ("ser", "pre_fec_ber", "post_fec_ber", "burst_pre_fec_ber", "burst_post_fec_ber"):
            number = found.value(name).number
            assert math.isnan(number) or 0 <= number < 1
        # drowned in noise the inner decoder turns a few right bits into wrong ones; the others never do
        allowed = 1.15 if inputs.code == "KP4-inner" else 1 + 1e-9
        assert found.value("post_fec_ber").number <= found.value("pre_fec_ber").number * allowed
