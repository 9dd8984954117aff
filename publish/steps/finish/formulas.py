"""Formulas: TeX to MathML at build, so that the reader needs no script, no font and no style sheet for them."""

import html
import json
import re
from pathlib import Path

from publish.node import run_node
from publish.steps.finish.site import FinishError, Page, Site

SCRIPT = Path(__file__).with_name("formulas.mjs")
MARK = re.compile(r"<(span|div) class=\"arithmatex\">\s*\\([(\[])(.*?)\\[)\]]\s*</\1>", re.S)
STYLE = re.compile(r" style=\"[^\"]*\"")
WRAPPER = re.compile(r"^<span class=\"katex\">(.*)</span>$", re.S)


def render(site: Site) -> None:
    """Replace each marked formula on each page.

    Raises FinishError naming the page and the TeX of each formula that KaTeX refuses.
    """
    found = [(page, match) for page in site.pages for match in MARK.finditer(page.text)]
    if not found:
        return
    wanted = [{"tex": _tex(match), "display": match[2] == "["} for _, match in found]
    answers = json.loads(run_node(SCRIPT, stdin=json.dumps(wanted)))
    problems = [
        f"{page.path}: formula {request['tex']!r}: {answer['error']}"
        for (page, _), request, answer in zip(found, wanted, answers, strict=True)
        if "error" in answer
    ]
    if problems:
        raise FinishError(problems)
    rendered = iter([str(answer["mathml"]) for answer in answers])
    site.edit(lambda page: MARK.sub(lambda match: _marked(page, match, next(rendered)), page.text))


def _tex(match: re.Match[str]) -> str:
    return html.unescape(match[3]).replace("\N{NO-BREAK SPACE}", " ").strip()  # typography of prose, not TeX


def _marked(page: Page, match: re.Match[str], mathml: str) -> str:
    """MathML in its mark; no style attributes (the policy forbids them), and a wide formula can be scrolled by key."""
    inner = WRAPPER.sub(r"\1", STYLE.sub("", mathml))
    if match[2] == "(":
        return f'<span class="arithmatex">{inner}</span>'
    label = "数式" if page.lang == "ja" else "Formula"
    return f'<div class="arithmatex" role="group" aria-label="{label}" tabindex="0">{inner}</div>'
