"""Words: the same keys in both languages, every gap can be filled, nothing left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import explainers
from explainers.base.answer import Answer, Chart, Column, Term, TermColumn, Value
from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from explainers.text import message_text
from explainers.words import LANGUAGES, gaps, words
from tests.explainers.codes import PAGE_CODES
from tests.explainers.situations import situations

PACKAGE = Path(explainers.__file__).parent
SLUGS = sorted(CALCULATORS)
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
SAME_IN_BOTH = {  # names that need no Japanese
    f"terms.{name}" for name in ("A100", "H100", "B200", "llama-8b", "llama-70b", "llama-405b", "deepseek-v3")
}


def flat(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        else:
            yield path + key, value


@pytest.fixture(scope="module", params=SLUGS)
def answered(request: pytest.FixtureRequest) -> tuple[str, list[Answer]]:
    return request.param, [CALCULATORS[request.param].answer(inputs) for inputs in situations(request.param)]


@pytest.mark.parametrize("name", [*SLUGS, "common"])
def test_law_both_languages_have_the_same_keys_and_gaps(name: str) -> None:
    english, japanese = dict(flat(words(name, "en"))), dict(flat(words(name, "ja")))
    assert english.keys() == japanese.keys()
    assert {key: gaps(text) for key, text in english.items() if gaps(text) != gaps(japanese[key])} == {}


@pytest.mark.parametrize("name", [*SLUGS, "common"])
def test_law_each_file_is_in_its_language(name: str) -> None:
    english, japanese = dict(flat(words(name, "en"))), dict(flat(words(name, "ja")))
    assert all(text.strip() for text in (*english.values(), *japanese.values()))
    assert [key for key, text in english.items() if JAPANESE.search(text)] == []
    ranges_only = {key for key, text in english.items() if not re.sub(r"\{[^}]*\}|\bto\b|\W", "", text)}
    assert [
        key for key, text in japanese.items()
        if not JAPANESE.search(text) and key not in ranges_only | SAME_IN_BOTH
    ] == []  # fmt: skip


def filled(answer: Answer, chart: Chart, own: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Every sentence that an answer makes, with what the page fills its gaps from."""
    page = [*answer.values, *answer.headline.gaps]
    for sentence in own["charts"][chart.name].values():
        yield sentence, page
    yield own["tables"][chart.table.name], page
    yield own["messages"][answer.headline.key], page
    yield own["messages"][answer.headline.key], list(answer.headline.gaps)  # the command line's narrower choice
    for note in answer.notes:
        yield own["notes"][note.key], list(note.gaps)


def test_law_every_gap_can_be_filled_in_every_situation(answered: tuple[str, list[Answer]]) -> None:
    slug, answers = answered
    for answer in answers:
        for chart in answer.charts:
            for language in LANGUAGES:
                own = words(slug, language)
                for sentence, known in filled(answer, chart, own):
                    assert "{" not in message_text(sentence, known, own)


def test_law_a_headline_never_shows_a_dash(answered: tuple[str, list[Answer]]) -> None:
    slug, answers = answered
    for answer in answers:
        for language in LANGUAGES:
            own = words(slug, language)
            used = gaps(own["messages"][answer.headline.key])
            shown = [g for g in answer.headline.gaps if isinstance(g, Value) and g.name in used]
            assert all(gap.number == gap.number for gap in shown), answer.headline.key


def keys_of(answer: Answer) -> Iterator[str]:
    for gap in answer.headline.gaps:
        if isinstance(gap, Term):
            yield gap.key
    for chart in answer.charts:
        yield from (chart.x.name, chart.y.name, *chart.rows, *(series.name for series in chart.series))
        for column in chart.table.columns:
            assert isinstance(column, (Column, TermColumn))
            yield column.name
            if isinstance(column, TermColumn):
                yield from column.keys


def test_law_no_word_is_missing_and_none_is_left_over(answered: tuple[str, list[Answer]]) -> None:
    slug, answers = answered
    calculator = CALCULATORS[slug]
    inputs = parameters(calculator.Inputs)
    options = {option for p in inputs for option in p.options if isinstance(option, str)}
    terms = options.union(*(keys_of(answer) for answer in answers))
    charts = {chart.name: chart for answer in answers for chart in answer.charts}
    own = words(slug, "en")
    assert set(own) == {
        "title", "question", "inputs", "terms", "phrases", "presets", "messages", "notes", "charts", "tables",
        *(["full"] if hasattr(calculator, "full") else []),
    }  # fmt: skip
    assert set(own.get("full", ["button"])) == {"button"}
    assert set(own["inputs"]) == {parameter.name for parameter in inputs}
    assert all(set(entry) == {"label", "help"} for entry in own["inputs"].values())
    assert set(own["terms"]) == terms | {answer.main for answer in answers}  # the page names it when two are compared
    assert set(own["phrases"]) <= {g.key for a in answers for g in a.headline.gaps if isinstance(g, Term)}
    assert set(own["presets"]) == set(calculator.PRESETS)
    said = {answer.headline.key for answer in answers}
    assert said <= set(own["messages"])
    code = Path(calculator.__file__).read_text(encoding="utf-8")
    assert {key for key in set(own["messages"]) - said if f'"{key}"' not in code or "full" not in own} == set()
    assert set(own["notes"]) == {note.key for answer in answers for note in answer.notes}
    assert set(own["charts"]) == set(charts)
    for name, chart in charts.items():
        wanted = {"title", "caption", "alt"} | ({"empty"} if chart.kind == "stack" else set())
        special = {f"{text}-{key}" for text in ("alt", "caption") for key in own["messages"]}
        assert wanted <= set(own["charts"][name]) <= wanted | special
    assert set(own["tables"]) == {chart.table.name for chart in charts.values()}


def python_text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))


def test_law_common_words_are_those_that_are_used() -> None:
    common, source = words("common", "en"), python_text()
    raised = {code for code in common["errors"] if f'"{code}"' in source}
    assert raised | PAGE_CODES == set(common["errors"])
    assert raised.isdisjoint(PAGE_CODES)
    assert all(f'"{field}"' in source for field in common["fields"])
    command_line = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "terminal").glob("*.py")))
    command_line += (PACKAGE / "__main__.py").read_text(encoding="utf-8")
    assert [key for key in common["flags"] if f'"{key.removesuffix("-near")}"' not in command_line] == []
    assert [key for key in common["cli"] if not re.search(rf"""\[["']{key}["']\]""", command_line)] == []


def test_law_the_words_of_the_sweep_are_those_that_are_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "sweep").glob("*.py")))
    codes = set(re.findall(r'(?:SweepError|_refused)\(\s*"([a-z-]+)"', source))
    assert len(codes) >= 9
    said = set(re.findall(r'said\["([a-z-]+)"\]', source))
    assert codes | said | {"extra"} == set(words("common", "en")["sweep"])  # "extra" is said before the room is entered


def test_law_every_code_that_is_raised_has_its_words() -> None:
    raised = set(re.findall(r'(?:InputError|_refusal)\(\s*"([a-z-]+)"', python_text()))
    assert len(raised) >= 9
    assert raised <= set(words("common", "en")["errors"])
