"""Tables of every calculator: the reader's own point is a row, and units say what they are for."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from explainers.base.answer import Answer, Chart, Column
from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from explainers.text import column_head
from explainers.words import LANGUAGES, words
from tests.explainers.situations import ends

DATED = {"levels", "timeline", "over-years"}  # charts of lines without a place that the reader moves
EACH = {  # tables whose numbers are a share, and the value of the whole
    ("fabric-builder", "cost", "total"): ("network_usd_per_gpu", "gpu"),
    ("fabric-builder", "power", "total"): ("power_per_gpu_w", "gpu"),
    ("inference-reply", "by-users", "with-links"): ("per_token_s", "token"),
    ("inference-reply", "price-and-speed", "speed"): ("tokens_per_s_per_user", "user"),
    ("inference-reply", "price-and-speed", "with-links"): ("usd_per_million_tokens", "million-tokens"),
    ("mesh-volume", "by-volume", "same-learning"): ("newcomer_cost_usd", "module"),
}


def moved(slug: str) -> list[Any]:
    """The default, the presets, and each input alone at its ends."""
    calculator = CALCULATORS[slug]
    alone = [{one.name: end} for one in parameters(calculator.Inputs) for end in ends(one)]
    return [calculator.Inputs(**given) for given in ({}, *calculator.PRESETS.values(), *alone)]


@pytest.fixture(scope="module", params=list(CALCULATORS))
def answered(request: pytest.FixtureRequest) -> tuple[str, list[tuple[Any, Answer]]]:
    slug = str(request.param)
    return slug, [(inputs, CALCULATORS[slug].answer(inputs)) for inputs in moved(slug)]


def column(chart: Chart, name: str) -> Column:
    found = next(one for one in chart.table.columns if one.name == name)
    assert isinstance(found, Column)
    return found


def test_law_the_readers_own_point_is_a_row_of_every_sweep(answered: tuple[str, list[tuple[Any, Answer]]]) -> None:
    for inputs, answer in answered[1]:
        own = {float(value.number) for value in answer.values if not math.isnan(value.number)}
        own |= {float(getattr(inputs, f.name)) for f in fields(inputs) if not isinstance(getattr(inputs, f.name), str)}
        for chart in answer.charts:
            if chart.kind != "lines" or chart.name in DATED:
                assert chart.table.chosen is None
                continue
            assert chart.table.chosen is not None, chart.name
            places = chart.table.columns[0]
            assert isinstance(places, Column)
            assert np.all(np.diff(places.numbers) > 0), chart.name
            at = float(places.numbers[chart.table.chosen])
            assert min(abs(at - one) for one in own) <= 1e-12 * abs(at), chart.name


def test_law_the_row_of_the_default_says_what_the_sentence_says() -> None:
    said = {
        ("link-latency", "by-length", "dsp-optics"): "total_s", ("copper-reach", "by-rate", "reach"): "reach_m",
        ("copper-reach", "by-length", "HN"): "margin_db", ("copper-loss", "by-frequency", "smooth"): "cable_db",
        ("eye-and-errors", "error-ratios", "pre-fec"): "pre_fec_ber", ("optical-budget", "margin", "dr4"): "margin_db",
        ("lanes", "by-baud", "pam4"): "port_rate_bps",
        ("energy-per-bit", "by-length", "dsp-optics"): "energy_j_per_bit",
        ("training-step", "by-rate", "step"): "step_s", ("collective-time", "by-size", "law"): "bus_bandwidth_bps",
        ("training-scaling", "by-gpus", "own"): "mfu",
        **{key: value for key, (value, _) in EACH.items() if key[0] != "fabric-builder"},
    }  # fmt: skip
    for (slug, chart_name, name), value in said.items():
        answer = CALCULATORS[slug].answer(CALCULATORS[slug].Inputs())
        chart = next(one for one in answer.charts if one.name == chart_name)
        assert chart.table.chosen is not None
        found = column(chart, name).numbers[chart.table.chosen]
        assert found == pytest.approx(answer.value(value).number, rel=1e-9), (slug, chart_name, name)


def test_law_a_share_says_of_what_in_head_and_axis() -> None:
    for (slug, chart_name, name), (value, each) in EACH.items():
        answer = CALCULATORS[slug].answer(CALCULATORS[slug].Inputs())
        chart = next(one for one in answer.charts if one.name == chart_name)
        found = column(chart, name)
        assert found.each == each
        assert each in {chart.x.each, chart.y.each}
        assert np.isclose(found.numbers, answer.value(value).number, rtol=1e-9).any()


def test_law_units_of_axis_and_table_are_one(answered: tuple[str, list[tuple[Any, Answer]]]) -> None:
    slug, answers = answered
    for _, answer in answers:
        for chart in answer.charts:
            axes = {(axis.unit, axis.each) for axis in (chart.x, chart.y)}
            shared = [axis for axis in axes if axis[1]]
            for one in chart.table.columns:
                if isinstance(one, Column):
                    assert not one.each or (one.unit, one.each) in axes, (slug, chart.name, one.name)
                    if one.name in {series.name for series in chart.series}:
                        assert all((one.unit, one.each) == axis for axis in shared if axis[0] == one.unit)
                for language in LANGUAGES:
                    head = column_head(one, words(slug, language)["terms"], language)
                    assert ("[" in head) == isinstance(one, Column)
