"""The code behind an explainer: its files as HTML, on a page of their own that the explainer's code view reads too."""

from __future__ import annotations

import html
import json
from functools import cache

from pygments import lex
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES

from explainers.calculators.registry import CALCULATORS
from explainers.words import words
from publish.errors import PublishError
from publish.islands import ui_words
from publish.paths import ROOT


def listing(slug: str) -> str:
    """Every file that computes an explainer, each to be opened; raises PublishError for an unknown one."""
    if slug not in CALCULATORS:
        raise PublishError(f"unknown explainer: {slug}")
    calculator = CALCULATORS[slug]
    files = [str(calculator.__name__.replace(".", "/")) + ".py", *calculator.MODEL_FILES]
    return f'<div data-pagefind-ignore data-code="{slug}">{"".join(_file(path) for path in files)}</div>'


@cache
def _file(path: str) -> str:
    text = (ROOT / path).read_text(encoding="utf-8")
    tokens = "".join(_token(STANDARD_TYPES.get(kind, ""), piece) for kind, piece in lex(text, PythonLexer()))
    return (
        f'<details class="cl-code"><summary><code>{path}</code></summary>'
        f'<pre class="highlight" tabindex="0" role="group" aria-label="{path}"><code>{tokens}</code></pre></details>'
    )


def _token(kind: str, text: str) -> str:
    # blanks and names have no colour of their own
    escaped = html.escape(text, quote=False)
    return f'<span class="{kind}">{escaped}</span>' if kind not in ("", "w", "n") else escaped


def page_text(slug: str, language: str) -> str:
    """The page of an explainer's code as Markdown."""
    title, ui = words(slug, language)["title"], ui_words(language)
    head = {"title": ui["code_title"].format(title=title), "description": ui["code_description"].format(title=title)}
    front = "\n".join(f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in head.items())
    return f"---\n{front}\n---\n\n# {head['title']}\n\n{ui['code_help']}\n\n```listing\n{slug}\n```\n"
