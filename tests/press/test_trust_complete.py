"""What is promised of every explainer: its error table and its assumptions stand on a page, in both languages."""

from __future__ import annotations

import ast
import html
import re
from pathlib import Path

import pytest

import tests.validation
from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from explainers.words import LANGUAGES, words
from publish.blocks import unnamed
from publish.paths import BUILD, DOCS, ROOT
from publish.press_words import press_words
from tests.press.conftest import Convert

FENCE = re.compile(r"^```(validation|assumptions)\n([\w-]+)\n```$", re.MULTILINE)
VALIDATION = Path(tests.validation.__path__[0])
NOT_VALIDATED: dict[str, str] = {}  # explainer -> the sentence of a page that says so


def written() -> dict[str, set[str]]:
    """Each module of validation tests that writes a table, with the models and calculators it imports."""
    found = {}
    for path in sorted(VALIDATION.glob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        found[path.stem] = {str(node.module) for node in nodes} | {
            f"{node.module}.{name.name}" for node in nodes for name in node.names
        }
    return found


def fences(language: str, kind: str) -> set[str]:
    pages = (path.read_text(encoding="utf-8") for path in (DOCS / language).rglob("*.md"))
    return {name for page in pages for found, name in FENCE.findall(page) if found == kind}


def tables() -> set[str]:
    return {path.stem for path in (BUILD / "validation").glob("*.json")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_table_is_printed(language: str, convert: Convert) -> None:
    assert tables() >= {"fleet-market", "links-latency", "systems-collectives"}
    named = fences(language, "validation")
    assert "rest" in named, "the page that prints what no other page asks for"
    assert set(unnamed(language)) == tables() - named
    rest = convert("```validation\nrest\n```\n\n```sources\n```", language)
    for name in unnamed(language):
        assert html.escape(press_words(language)["tables"][name], quote=False) in rest


@pytest.mark.parametrize("slug", list(CALCULATORS))
def test_every_explainer_is_compared_with_published_values_or_says_that_it_is_not(slug: str) -> None:
    own = {name.removesuffix(".py").replace("/", ".") for name in CALCULATORS[slug].MODEL_FILES}
    own |= {f"explainers.calculators.{slug.replace('-', '_')}"}
    compared = [module for module, imported in written().items() if imported & own]
    said = NOT_VALIDATED.get(slug)
    assert compared or (said and any(said in path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")))
    for module in compared:  # and what that test writes is among the tables that pages print
        text = (VALIDATION / f"{module}.py").read_text(encoding="utf-8")
        assert "write" in text
        family = module.removeprefix("test_").replace("_", "-")
        assert [name for name in tables() if name.startswith((family, family.rsplit("-", 1)[0]))], module


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_input_of_every_explainer_stands_on_how_we_know(language: str, convert: Convert) -> None:
    page = (ROOT / "docs" / language / "how-we-know.md").read_text(encoding="utf-8")
    assert ("assumptions", "every") in FENCE.findall(page)
    listed = html.unescape(convert("```assumptions\nevery\n```\n\n```sources\n```", language))
    for slug, calculator in CALCULATORS.items():
        own = words(slug, language)
        assert own["title"] in listed
        for parameter in parameters(calculator.Inputs):
            assert own["inputs"][parameter.name]["label"] in listed, (slug, parameter.name)
