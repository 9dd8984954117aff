"""A claim that a model tests shows the model's own number, in both languages, computed when the page is built."""

from __future__ import annotations

import re

import pytest

from explainers.base.sources import claims
from publish.values import MARK, replace_values
from tests.press.conftest import Convert
from tests.press.prose import faults, scenario
from tests.press.test_docs import ALLOWED

NAMES = {"1.6 Tb/s", "3.2 Tb/s"}  # what the ports of that name carry
TESTED = {name: claim for name, claim in claims().items() if claim["models"]}


def marks(text: str) -> list[tuple[str, ...]]:
    return sorted(match.groups()[:4] for match in MARK.finditer(text))


@pytest.mark.parametrize("name", TESTED)
def test_it_has_a_live_number_of_its_own_models_in_both_languages(name: str) -> None:
    claim = TESTED[name]
    english, japanese = marks(claim["live_en"]), marks(claim["live_ja"])
    assert english
    assert english == japanese
    assert {mark[0] for mark in english} <= set(claim["models"])
    for language in ("en", "ja"):
        text = replace_values(claim[f"live_{language}"], plain=True)
        assert "{{" not in text
        assert re.search(r"\d", text)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_live_sentence_types_no_number(language: str) -> None:
    found = [
        (name, number) for name, claim in TESTED.items()
        for _, number, _ in faults(claim[f"live_{language}"], {*ALLOWED, *NAMES, *scenario()})
    ]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_number_stands_below_the_verdict(convert: Convert, language: str) -> None:
    html = convert("```verdicts\nC9 C60\n```\n\n```sources\n```\n", language)
    first, second = html.split('<li class="cl-claim"')[1:3]
    assert '<p class="cl-live">' in first
    assert 'class="cl-value"' in first
    assert "cl-live" not in second  # an opinion that no model tests
