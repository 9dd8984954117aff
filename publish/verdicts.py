"""Claims of the news post as an article shows them, and the parts that the ledger shares with it."""

from __future__ import annotations

import html
from typing import Any

from explainers.base.sources import claims
from publish.errors import PublishError
from publish.page import Page
from publish.places import LEDGER, way
from publish.press_words import press_words
from publish.values import replace_values


def verdicts(body: str, page: Page) -> str:
    """Sentences of the news post with our verdict and its evidence; each leads to its place in the ledger."""
    rows, ui = [], press_words(page.language)
    for identity in body.split():
        if identity not in claims():
            raise PublishError(f"unknown claim id: {identity}")
        claim = claims()[identity]
        way_there = f'<a class="cl-way" href="{in_ledger(identity)}">{ui["claim"].format(id=identity)}</a>'
        marks = "".join(page.citations.link(fact) for fact in claim["evidence"])
        rows.append(
            f'<li class="cl-claim" data-verdict="{claim["verdict_class"]}">{quotation(claim, page.language)}'
            f"<p>{judgement(claim, page.language)}"
            f'<span class="cl-cites">{marks}</span></p>{live(claim, page.language)}'
            f'<p class="cl-help">{way_there}</p></li>'
        )
    return f'<ul class="cl-claims">{"".join(rows)}</ul>'


def in_ledger(identity: str) -> str:
    """The address of a claim."""
    return way(LEDGER, identity.lower())


def own(record: dict[str, Any], name: str, language: str) -> str:
    """A record's text in the page's language."""
    return str(record[f"{name}_{language}"])


def quotation(claim: dict[str, Any], language: str) -> str:
    """What the post says, and for readers of English a translation."""
    quoted = f'<blockquote lang="ja">{html.escape(claim["claim_ja"])}</blockquote>'
    return quoted if language == "ja" else f'{quoted}<p class="cl-translation">{html.escape(claim["claim_en"])}</p>'


def label(claim: dict[str, Any], language: str) -> str:
    """The class of a verdict, in a word or two."""
    return html.escape(press_words(language)["verdicts"][claim["verdict_class"]])


def badge(claim: dict[str, Any], language: str) -> str:
    """The class of a verdict as a mark: told by its word and its line, not by colour alone."""
    return f'<span class="cl-badge" data-class="{claim["verdict_class"]}">{label(claim, language)}</span>'


def judgement(claim: dict[str, Any], language: str, *, marked: bool = True) -> str:
    """Verdict and reason, after their class if that stands nowhere else; a verdict that repeats it is left out."""
    verdict = html.escape(claim["verdict_ja" if language == "ja" else "verdict"])
    said = "" if verdict.rstrip(".。") == label(claim, language) else f"<strong>{verdict}</strong> "
    mark = f"{badge(claim, language)} " if marked else ""
    return f"{mark}{said}{html.escape(own(claim, 'comment', language))}"


def live(claim: dict[str, Any], language: str) -> str:
    """What our models say to a claim, computed now."""
    text = claim.get(f"live_{language}", "")
    head = press_words(language)["live"]
    return f'<p class="cl-live"><strong>{head}</strong> {replace_values(html.escape(text))}</p>' if text else ""
