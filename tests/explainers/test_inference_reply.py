"""explainers.calculators.inference_reply: the answer's structure, its laws, and what it says when memory is short."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.base.answer import POINT_LIMIT, Answer, Column, TermColumn, Value
from explainers.calculators.inference_reply import PRESETS, Inputs, answer
from explainers.calculators.inference_reply_cases import CASES
from explainers.calculators.inference_reply_charts import PARTS
from tests.explainers.situations import situations

TIMED = ("reply_s", "per_token_s", "usd_per_million_tokens", "link_share_of_reply")  # none of them without memory


@pytest.fixture(scope="module")
def answers() -> list[tuple[Inputs, Answer]]:
    return [(inputs, answer(inputs)) for inputs in situations("inference-reply")]


def number(found: Answer, name: str) -> float:
    return found.value(name).number


def numbers(column: Column | TermColumn) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    assert isinstance(column, Column)
    return column.numbers


def there(found: Answer) -> bool:
    return not found.headline.key.startswith("too-")


def test_hand_the_reply_is_the_sum_of_its_parts() -> None:
    found = answer(Inputs())
    parts = ("internet_s", "queue_s", "prefill_s", "decode_s")
    assert number(found, "reply_s") == pytest.approx(sum(number(found, name) for name in parts), rel=1e-12)
    # 1,000 km, half as long again, both ways, 4.9 ns/m
    assert number(found, "fibre_s") == pytest.approx(14.7e-3, rel=1e-12)
    assert number(found, "internet_s") == pytest.approx(34.7e-3, rel=1e-12)


def test_hand_the_links_start() -> None:
    # two all-reduces in each of 80 layers, 12 µs each, for the prompt and 499 steps
    assert number(answer(Inputs()), "link_start_s") == pytest.approx(500 * 160 * 12e-6, rel=1e-12)


def test_hand_the_price() -> None:
    found = answer(Inputs())
    usd = 3.0 * 8 / (3600 * number(found, "tokens_per_s")) * 1e6
    assert number(found, "usd_per_million_tokens") == pytest.approx(usd, rel=1e-12)
    assert number(found, "usd_per_reply") == pytest.approx(usd * 500 / 1e6, rel=1e-12)
    share = 1 - (1 - number(found, "waiting_share")) * 0.9
    assert number(found, "link_share_of_cost") == pytest.approx(share, rel=1e-12)


def test_hand_the_sentences() -> None:
    assert answer(Inputs()).headline.key == "several-gpus"
    assert answer(Inputs(model="llama-8b", gpus=1)).headline.key == "one-gpu"
    assert answer(Inputs(users=885)).headline.key == "too-many"
    assert answer(Inputs(users=884)).headline.key == "several-gpus"
    large = answer(Inputs(model="llama-405b"))
    assert large.headline.key == "too-large"
    assert number(large, "gpus_needed") == 16
    assert number(large, "sequences_that_fit") == 0


@pytest.mark.parametrize("preset", list(PRESETS))
def test_hand_every_preset_has_a_reply(preset: str) -> None:
    assert there(answer(Inputs(**PRESETS[preset])))


def test_hand_notes() -> None:
    assert [note.key for note in answer(Inputs()).notes] == ["not-modelled:interrupted"]
    assert [note.key for note in answer(Inputs(gpus=16)).notes] == ["not-modelled:interrupted", "beyond-nvlink"]
    assert [note.key for note in answer(Inputs(gpus=16, gpu="B200")).notes] == ["not-modelled:interrupted"]


def test_limit_one_gpu_has_no_link_time() -> None:
    found = answer(Inputs(model="llama-8b", gpus=1))
    for name in ("link_s", "link_rate_s", "link_start_s", "link_share_of_reply", "waiting_share", "links_twice_saving"):
        assert number(found, name) == 0, name
    assert number(found, "link_share_of_cost") == pytest.approx(0.1, rel=1e-12)


def test_limit_one_token_is_the_first() -> None:
    found = answer(Inputs(output_tokens=1))
    assert number(found, "reply_s") == pytest.approx(number(found, "first_token_s"), rel=1e-12)


def test_law_no_change_makes_the_reply_longer(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        if there(found):
            reply_s = number(found, "reply_s") * (1 + 1e-12)
            assert number(found, "no_links_reply_s") <= number(found, "links_twice_reply_s") * (1 + 1e-12)
            assert number(found, "links_twice_reply_s") <= reply_s
            assert number(found, "memory_twice_reply_s") <= reply_s
            # twice the rate cannot save more than half of what sending takes
            assert number(found, "links_twice_saving_s") <= number(found, "link_rate_s") / 2 * (1 + 1e-9) + 1e-9


def test_law_more_users_slower_and_cheaper() -> None:
    every = [answer(Inputs(users=users)) for users in (1, 8, 32, 256, 884)]
    assert np.all(np.diff([number(one, "per_token_s") for one in every]) > 0)
    assert np.all(np.diff([number(one, "usd_per_million_tokens") for one in every]) < 0)


def test_law_faster_links_help_less_and_less() -> None:
    replies = [number(answer(Inputs(link_rate=rate)), "reply_s") for rate in (0.1, 0.5, 1.0, 2.0, 10.0)]
    steps = np.diff(replies)
    assert np.all(steps < 0)
    assert abs(steps[0]) > abs(steps[-1])


def test_law_no_reply_where_memory_is_short(answers: list[tuple[Inputs, Answer]]) -> None:
    seen = set()
    for inputs, found in answers:
        seen.add(found.headline.key)
        fits = number(found, "sequences_that_fit")
        assert there(found) == (fits >= inputs.users)
        for name in TIMED:
            assert math.isnan(number(found, name)) != there(found), (name, inputs)
    assert seen == {"several-gpus", "one-gpu", "too-many", "too-large"}


def test_law_shares_are_shares(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        if there(found):
            for name in ("link_share_of_reply", "waiting_share", "link_share_of_cost", "fibre_share"):
                assert 0 <= number(found, name) <= 1, name


def test_structure_of_the_timeline(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        chart = found.charts[0]
        assert chart.rows == tuple(CASES)
        assert tuple(series.name for series in chart.series) == PARTS
        totals = np.sum([series.x for series in chart.series], axis=0)
        np.testing.assert_allclose(numbers(chart.table.columns[-1]), totals, rtol=1e-12)
        assert np.isnan(totals).all() != there(found)
        names = ("reply_s", "links_twice_reply_s", "no_links_reply_s", "memory_twice_reply_s")
        np.testing.assert_allclose(totals, [number(found, name) for name in names], rtol=1e-12)
        if there(found):
            assert all((series.x >= 0).all() for series in chart.series)


def test_structure_of_the_curves(answers: list[tuple[Inputs, Answer]]) -> None:
    for inputs, found in answers:
        for chart in found.charts[1:]:
            assert chart.kind == "lines"
            for series in chart.series:
                assert 1 <= len(series.x) <= POINT_LIMIT
                assert np.isfinite(series.x).all()
                assert np.isfinite(series.y).all()
                assert (series.x > 0).all()
                assert (series.y > 0).all()
        assert found.charts[1].rule_x == inputs.users
        with_links, without = found.charts[1].series
        assert (without.y <= with_links.y).all()
        assert (np.diff(found.charts[2].series[0].x) >= 0).all()


def test_structure_the_curve_meets_the_value() -> None:
    found = answer(Inputs())
    curve = found.charts[1].series[0]
    assert float(np.interp(32, curve.x, curve.y)) == pytest.approx(number(found, "per_token_s"), rel=0.01)


def test_structure_what_the_sentence_says_is_a_value_of_the_answer(answers: list[tuple[Inputs, Answer]]) -> None:
    for _, found in answers:
        values = {value.name: value for value in found.values}
        assert len(values) == len(found.values)
        assert all(gap is values[gap.name] for gap in found.headline.gaps if isinstance(gap, Value))
