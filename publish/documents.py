"""The pages' own sources: what other pages say about them is looked up here, so that it cannot differ."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from typing import Any

from publish.errors import PublishError
from publish.paths import DOCS
from publish.values import replace_values

_TITLE = re.compile(r"\A---\n(?:.*\n)*?title: (.+)\n")
_HEADING = re.compile(r"^# (.+?)(?: \{.*\})?$", re.M)
_QUESTION = re.compile(r"^```question\n(.*?)^```", re.M | re.S)


@cache
def documents(language: str) -> dict[str, str]:
    """Text of every page by its path; a workbook's text is its Markdown cells."""
    folder = DOCS / language
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".md":
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
        elif path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
            found[path.relative_to(folder).as_posix()] = "\n\n".join(texts)
    return found


def document(path: str, language: str) -> str:
    """Text of one page; raises PublishError if there is none."""
    try:
        return documents(language)[path]
    except KeyError:
        raise PublishError(f"there is no page {path} in {language!r}") from None


def title(path: str, language: str) -> str:
    """What a page is called: the title of its front matter, or else its first heading."""
    text = document(path, language)
    found = _TITLE.match(text) or _HEADING.search(text)
    if not found:
        raise PublishError(f"{path}: has no title")
    return found[1].strip('"')


def question(path: str, identity: str, language: str) -> dict[str, Any]:
    """A question that a page asks, its numbers computed; raises PublishError if it asks no such question."""
    for body in _QUESTION.findall(document(path, language)):
        given = tomllib.loads("\n".join(replace_values(line, plain=True) for line in body.splitlines()))
        if given["id"] == identity:
            return given
    raise PublishError(f"{path}: asks no question {identity}")


def address(path: str) -> str:
    """Where a page stands below its language's home, as the browser says it: "articles/where-copper-ends/"."""
    return re.sub(r"(?:(?:^|(?<=/))index)?\.(?:md|ipynb)$", "/", path).removeprefix("/")
