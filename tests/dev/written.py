"""The commands that the project writes down for people: in its texts, pages, words and refusals."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from tests.copies import ROOT

PROSE = ("*.md", ".github/*.md", "docs/*/*.md", "docs/*/*/*.md")
HISTORY = "CHANGELOG.md"  # what was written then
WORDS = ("explainers/calculators/words/*.toml", "publish/words/*.toml", "publish/web/words/*.toml")
CODE = (
    "dev.py",
    "devtools/*.py",
    "explainers/**/*.py",
    "publish/**/*.py",
    "tests/golden/*.py",
    "tests/validation/*.py",
)
FENCE = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
PROMPT = re.compile(r"^\$ (.*?)(?:\s+#.*)?$", re.M)
INLINE = re.compile(r"`((?:python3?|\.venv/bin/\S+|pip|uv|uvx|pipx|npm|npx|git|dev\.py)(?: [^`]*)?)`")
# in a string of code or a word a command stands between backticks or at the end
ENDING = re.compile(r"((?:pip|pipx|uv) (?:tool )?install .*?)(?:'?$|[。.]$)")
INSTALL = re.compile(r"\b(?:pip|pipx|uv tool|uvx|uv pip|npm|cargo) (?:install|add|run) ([^\s`]+)")


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """(where, text) of everything that people read; of code its strings, without the descriptions of modules."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    for pattern in PROSE:
        for path in sorted(ROOT.glob(pattern)):
            if path.name != HISTORY:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for pattern in WORDS:
        for path in sorted(ROOT.glob(pattern)):
            for value in leaves(tomllib.loads(path.read_text(encoding="utf-8"))):
                yield path.relative_to(ROOT).as_posix(), value
    for pattern in CODE:
        for path in sorted(ROOT.glob(pattern)):
            for value in strings(ast.parse(path.read_text(encoding="utf-8"))):
                yield path.relative_to(ROOT).as_posix(), value


def leaves(table: object) -> Iterator[str]:
    """Every text of a TOML file."""
    if isinstance(table, dict):
        for value in table.values():
            yield from leaves(value)
    elif isinstance(table, list):
        for value in table:
            yield from leaves(value)
    elif isinstance(table, str):
        yield table


def strings(tree: ast.Module) -> Iterator[str]:
    """Every text in code that is no docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree)
                  if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@cache
def commands() -> dict[str, list[str]]:
    """Each command as it is written, and where."""
    found: dict[str, list[str]] = {}
    for where, text in texts():
        lines = [line for fence in FENCE.findall(text) for line in PROMPT.findall(fence)]
        lines += INLINE.findall(FENCE.sub("", text))
        if not where.endswith(".md"):
            lines += ENDING.findall(text)
        for line in lines:
            found.setdefault(line.strip(), []).append(where)
    return found
