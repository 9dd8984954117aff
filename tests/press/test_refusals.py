"""What is printed can be typed: limits, choices and defaults, by page and command line, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from explainers.__main__ import main
from explainers.base.errors import InputError
from explainers.base.line_rates import nominal_rate
from explainers.base.parameters import Parameter, parameters, parse_state, parse_value
from explainers.calculators.registry import CALCULATORS
from explainers.sweep.evaluate import inputs_class
from explainers.sweep.grid import parse_grid
from explainers.text import error_text
from explainers.words import LANGUAGES, words
from publish.islands import for_page, ui_words
from publish.node import run_node

SCRIPT = Path(__file__).with_name("refusals.mjs")
OUTSIDE = ("__proto__", "constructor", "toString", "hasOwnProperty", "length")  # names that every object answers to
BAD = ("x", "8G", "{low}", "1,00", "-1e30", "1e30", "2.5")
TYPED = [
    (slug, parameter) for slug, calculator in CALCULATORS.items() for parameter in parameters(calculator.Inputs)
    if not isinstance(parameter.default, str)
]  # fmt: skip
Case = tuple[str, str, InputError]


def of_page(slug: str, language: str) -> dict[str, Any]:
    common = {name: words("common", language)[name] for name in ("errors", "fields", "notes")}
    return {"lang": language, "own": words(slug, language), "common": common, "ui": ui_words(language)}


def spec(slug: str, name: str = "") -> list[dict[str, Any]]:
    return [asdict(one) for one in parameters(CALCULATORS[slug].Inputs) if name in {"", one.name}]


def refused() -> Iterator[Case]:
    """Every input with texts that it refuses, and names that are no input, in both languages."""
    for language in LANGUAGES:
        for slug, calculator in CALCULATORS.items():
            given = [(one.name, bad) for one in parameters(calculator.Inputs) for bad in BAD]
            for name, bad in [*given, *((name, "1") for name in OUTSIDE)]:
                _, errors = parse_state(calculator.Inputs, f"v1,{name}:{bad}")
                yield from ((slug, language, error) for error in errors)


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    cases = [
        {"error": error.as_dict(), "spec": spec(slug, error.field), "words": small(slug, language, error.field)}
        for slug, language, error in refused()
    ]
    controls = [
        {"spec": spec(slug), "words": of_page(slug, language)} for language in LANGUAGES for slug in CALCULATORS
    ]
    sliders = [for_page(parameter) for _, parameter in TYPED if parameter.line and not parameter.options]
    asked = json.dumps({"cases": cases, "controls": controls, "sliders": sliders})
    found: dict[str, Any] = json.loads(run_node(SCRIPT, stdin=asked).replace("\u00a0", " "))
    return found


def small(slug: str, language: str, field: str) -> dict[str, Any]:
    """Of an explainer's words those of one input: there are thousands of cases."""
    whole = of_page(slug, language)
    own = {**whole["own"], "inputs": {name: text for name, text in whole["own"]["inputs"].items() if name == field}}
    return {"lang": language, "own": {"inputs": own["inputs"], "terms": own["terms"]}, "common": whole["common"]}


def test_the_page_says_what_the_command_line_says(said: dict[str, Any]) -> None:
    cases = [*refused()]
    assert len(cases) >= 1000
    for (slug, language, error), page in zip(cases, said["refusals"], strict=True):
        label = words(slug, language)["inputs"].get(error.field, {}).get("label", error.field)
        assert page == error_text(error, slug, language).replace(f"{label} ({error.field})", label)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_every_object_has_is_said_as_text(said: dict[str, Any], language: str) -> None:
    wanted = {words("common", language)["errors"]["unknown-field"].replace("{field}", name) for name in OUTSIDE}
    assert wanted <= set(said["refusals"])


def test_limits_and_choices_beside_a_control_can_be_typed(said: dict[str, Any]) -> None:
    every = [slug for _ in LANGUAGES for slug in CALCULATORS]
    tried = 0
    for slug, limits in zip(every, said["limits"], strict=True):
        for parameter, shown in zip(parameters(CALCULATORS[slug].Inputs), limits, strict=True):
            if isinstance(parameter.default, str):
                continue
            wanted = parameter.options or (parameter.low, parameter.high)
            assert [parse_value(parameter, text) for text in shown] == [*wanted], parameter.name
            tried += 1
    assert tried >= 200


def test_a_slider_steps_over_rates_on_the_wire(said: dict[str, Any]) -> None:
    rated = [parameter for _, parameter in TYPED if parameter.line and not parameter.options]
    assert len(rated) == len(said["sliders"]) >= 5
    for parameter, values in zip(rated, said["sliders"], strict=True):
        assert [value for value in values if nominal_rate(value, parameter.line, parameter.unit) != value] == []
        assert sorted(values) == values
        assert (values[0], values[-1]) == (parameter.low, parameter.high)


def gaps_of(code: str, text: str, language: str) -> dict[str, str]:
    """What stands in the gaps of a refusal, whichever sentence of its code was chosen."""
    sentences = (text for key, text in words("common", language)["errors"].items() if key.startswith(code))
    patterns = [re.sub(r"\\\{([a-z]+)\\\}", r"(?P<\1>.+?)", re.escape(sentence)) for sentence in sentences]
    # the longest that fits: a shorter sentence takes the rest of a longer one for its last gap
    matches = (match for pattern in patterns if (match := re.fullmatch(pattern, text)))
    found = max(matches, key=lambda match: len(match.groups()))
    return found.groupdict()


def test_limits_in_a_refusal_can_be_typed_in_the_same_door() -> None:
    tried = 0
    for slug, parameter in TYPED:
        for language in LANGUAGES:
            for grouped in (True, False):
                limits = limits_of(slug, parameter, language, grouped=grouped)
                wanted = parameter.options or (parameter.low, parameter.high)
                assert [parse_value(parameter, text) for text in limits] == [*wanted]
                if grouped:
                    links = [parse_state(CALCULATORS[slug].Inputs, f"v1,{parameter.name}:{text}") for text in limits]
                    assert [(getattr(one, parameter.name), errors) for one, errors in links] == [
                        (w, ()) for w in wanted
                    ]
                else:
                    grid = parse_grid(slug, inputs_class(slug), [f"{parameter.name}={','.join(limits)}"])
                    assert grid.axes[0].values == tuple(wanted)
                tried += len(limits)
    assert tried >= 1000


def limits_of(slug: str, parameter: Parameter, language: str, *, grouped: bool) -> list[str]:
    code, text = ("not-an-option", "77") if parameter.options else ("not-a-number", "x")
    with pytest.raises(InputError) as refusal:
        parse_value(parameter, text)
    found = gaps_of(code, error_text(refusal.value, slug, language, grouped=grouped), language)
    comma = "、" if language == "ja" else ", "
    return found["options"].split(comma) if parameter.options else [found["low"], found["high"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_limits_choices_and_defaults_of_the_help_can_be_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "2000")
    common = words("common", language)["cli"]
    between = common["range"].split("{low}")[1].split("{high}")[0]
    for slug, calculator in CALCULATORS.items():
        with pytest.raises(SystemExit):
            main([slug, "--help", "--lang", language])
        printed = capsys.readouterr().out
        for parameter in parameters(calculator.Inputs):
            line = re.findall(rf"--{parameter.name.replace('_', '-')} \[VALUE\]\s+(.*)", printed)[-1]
            limits, default = line.rpartition("[")[2].removesuffix("]").rsplit(f"; {common['default']}: ", 1)
            shown = limits.split(", ") if parameter.options else limits.split(between)
            wanted = parameter.options or (parameter.low, parameter.high)
            assert [parse_value(parameter, text) for text in (*shown, default)] == [*wanted, parameter.default]
