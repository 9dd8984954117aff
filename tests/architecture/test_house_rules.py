"""The rooms keep their doors: who imports whom, where numbers come from, what docstrings say, how big things get."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explainers.base.parameters import READER, parameters
from explainers.base.sources import resolve
from explainers.calculators.registry import CALCULATORS, SWEPT, sweeper
from tests.architecture import checkers, docstrings
from tests.architecture.checkers import ROOT

Check = Callable[[str, str], list[str]]


def files(*patterns: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


EXPLAINERS = ("explainers/**/*.py",)
MODELS = ("explainers/models/**/*.py", "explainers/calculators/**/*.py")
PYTHON = ("dev.py", "devtools/**/*.py", "explainers/**/*.py", "publish/**/*.py", "tests/**/*.py")


def problems(check: Check, *patterns: str) -> list[str]:
    found = list(files(*patterns))
    assert found, patterns
    return [problem for path, source in found for problem in check(path, source)]


def test_imports_point_one_way_and_explainers_reach_nothing_outside() -> None:
    assert problems(checkers.imports, "explainers/**/*.py", "publish/**/*.py") == []


def test_every_exception_to_the_import_rule_is_used() -> None:
    for path, allowed in checkers.ALSO.items():
        used = set(checkers.imported(ast.parse((ROOT / path).read_text(encoding="utf-8"))))
        assert set(allowed) <= used, path


def test_explainers_read_no_file_no_clock_and_no_chance() -> None:
    assert problems(checkers.side_effects, *EXPLAINERS) == []


def test_a_sum_is_the_same_in_every_python() -> None:
    assert problems(checkers.plain_sums, *MODELS) == []


def test_every_number_of_a_model_has_an_address() -> None:
    assert problems(checkers.bare_numbers, *MODELS) == []
    assert problems(checkers.unresolved, *MODELS) == []
    assert sum(1 for _, source in files(*MODELS) for _ in checkers.calls(source, "param", "constant")) >= 25


def test_every_constant_is_said_by_its_own_source() -> None:
    assert problems(checkers.unsaid, *MODELS) == []


def test_every_presentation_constant_is_used() -> None:
    text = "".join(source for _, source in files(*MODELS))
    assert [name for name in checkers.PRESENTATION if f"{name} =" not in text] == []


@pytest.mark.parametrize("slug", sorted(CALCULATORS))
def test_every_parameter_has_limits_and_a_source_that_covers_them(slug: str) -> None:
    for parameter in parameters(CALCULATORS[slug].Inputs):
        if parameter.source == READER:
            assert parameter.options  # only a choice may be nobody's number
            continue
        kind, record = resolve(parameter.source)
        if parameter.options:
            continue
        assert parameter.low is not None
        assert parameter.high is not None
        assert parameter.low < parameter.high
        assert parameter.unit == record["unit"]
        if kind == "assumption":
            assert (parameter.low, parameter.high) == (record["low"], record["high"]), parameter.name
        elif "value" in record:
            assert parameter.default == record["value"], parameter.name
        else:
            assert record["low"] <= parameter.default <= record["high"], parameter.name


@pytest.mark.parametrize("slug", sorted(CALCULATORS))
def test_a_calculator_lists_the_sources_and_files_of_its_constants(slug: str) -> None:
    calculator = CALCULATORS[slug]
    own = calculator.__name__.replace(".", "/") + ".py"
    paths = (own, *calculator.MODEL_FILES)
    named = {*calculator.SOURCES, *(p.source for p in parameters(calculator.Inputs))}
    used = {
        str(ast.literal_eval(given["source"])) for path in paths
        for _, given in checkers.calls((ROOT / path).read_text(encoding="utf-8"), "constant")
    }  # fmt: skip
    assert used <= named
    assert set(calculator.SOURCES) <= used
    needed = {path for start in paths for path in models_of(start)}
    assert needed <= set(paths)


@pytest.mark.parametrize("slug", SWEPT)
def test_what_sweeps_a_calculator_adds_choices_of_the_reader_and_no_model(slug: str) -> None:
    calculator, many = CALCULATORS[slug], sweeper(slug)
    page = {parameter.name: parameter for parameter in parameters(calculator.Inputs)}
    more = [parameter for parameter in parameters(many.Inputs) if page.get(parameter.name) != parameter]
    assert all(parameter.options and parameter.source == READER for parameter in more)
    assert set(page) <= {parameter.name for parameter in parameters(many.Inputs)}
    own = calculator.__name__.replace(".", "/")
    assert models_of(f"{own}_sweep.py") <= {f"{own}.py", *calculator.MODEL_FILES}


def models_of(path: str) -> set[str]:
    """Files of models and calculators that a file imports."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = {name.replace(".", "/") + ".py" for name in checkers.imported(tree)}
    return {one for one in found if one.startswith(("explainers/models/", "explainers/calculators/"))}


def test_docstrings_say_parameters_units_errors_and_source() -> None:
    assert problems(docstrings.faults, *EXPLAINERS) == []
    assert sum(1 for _, source in files(*EXPLAINERS) for _ in docstrings.public(ast.parse(source))) >= 40


def test_every_allowed_phrase_is_used() -> None:
    text = "".join(source for _, source in files(*EXPLAINERS))
    assert [phrase for phrase in docstrings.PHRASES if phrase not in text] == []


def test_modules_functions_and_parameter_lists_stay_small() -> None:
    assert problems(checkers.sizes, *PYTHON) == []


@pytest.mark.parametrize(("pattern", "limit"), [("**/*.mjs", 200), ("**/*.css", 250)])
def test_scripts_and_styles_stay_small(pattern: str, limit: int) -> None:
    found = [*files(f"publish/{pattern}"), *files(f"tests/{pattern}")]
    assert found
    assert [problem for path, source in found for problem in checkers.too_long(path, source, limit)] == []


def test_the_rules_look_at_everything_there_is() -> None:
    seen = {path for path, _ in files(*PYTHON)}
    skipped = {".venv", "node_modules", "build", "site", ".cache"}
    every = {
        path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py")
        if not skipped & set(Path(path.relative_to(ROOT)).parts)
    }  # fmt: skip
    assert every == seen
