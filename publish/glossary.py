"""The glossary: its terms, the forms in which a text uses them, and the page that lists them."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from functools import cache
from typing import Any

from publish.documents import title
from publish.page import Page
from publish.paths import ROOT
from publish.places import way

Term = dict[str, Any]

# a form must not be part of a longer word, and where Japanese words end only the kind of letter tells
_KINDS = ("A-Za-z0-9_-", "ァ-ヺー", "一-鿿々")
_ROWS = "あかさたなはまやらわ"
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょ", "あいうえおつやゆよ", "ー")
_MARKS_OF_KANA = "\u3099\u309a"


@cache
def terms() -> dict[str, Term]:
    """All terms by id."""
    text = (ROOT / "explainers" / "data" / "glossary.toml").read_text(encoding="utf-8")
    return {str(term["id"]): term for term in tomllib.loads(text)["term"]}


def forms(term: Term, language: str) -> list[str]:
    """Every way a text in this language writes the term; "decibel (dB)" is a headword and no form."""
    head = term[language]
    return [*([] if "(" in head else [head]), *term[f"also_{language}"]]


@cache
def known_forms(language: str) -> dict[str, str]:
    """Form -> id of its term; a small first letter may be a capital, at the start of a sentence."""
    found = {form: identity for identity, term in terms().items() for form in forms(term, language)}
    return found | {form[0].upper() + form[1:]: identity for form, identity in found.items()}


@cache
def pattern(language: str) -> re.Pattern[str]:
    """Finds the forms as whole words, the longest first."""
    longest_first = sorted(known_forms(language), key=lambda form: (-len(form), form))
    return re.compile("|".join(_whole(form) for form in longest_first))


def _whole(form: str) -> str:
    before, after = (_kind(letter) for letter in (form[0], form[-1]))
    body = r"\s".join(map(re.escape, form.split(" ")))
    return (f"(?<![{before}])" if before else "") + body + (f"(?![{after}])" if after else "")


def _kind(letter: str) -> str:
    return next((kind for kind in _KINDS if re.match(f"[{kind}]", letter)), "")


def glossary(_: str, page: Page) -> str:
    """Fence: all terms, sorted as the page's language sorts, with the other language beside each."""
    groups: dict[str, list[Term]] = {}
    for term in sorted(terms().values(), key=lambda term: sort_key(term, page.language)):
        groups.setdefault(_group(term, page.language), []).append(term)
    jumps = " ".join(f'<a href="#{_anchor(name)}">{name}</a>' for name in groups)
    lists = "".join(
        f'<div class="cl-terms" id="{_anchor(name)}"><p class="cl-terms__letter">{name}</p>'
        f"<dl>{''.join(_entry(term, page.language) for term in group)}</dl></div>"
        for name, group in groups.items()
    )
    return f'<p class="cl-jumps">{jumps}</p>{lists}'


def sort_key(term: Term, language: str) -> tuple[str, str]:
    """English by letters without case, Japanese by kana without voicing and length marks."""
    if language == "en":
        return term["en"].casefold(), ""
    reading = term["reading_ja"]
    bare = "".join(mark for mark in unicodedata.normalize("NFD", reading) if mark not in _MARKS_OF_KANA)
    return bare.translate(_SMALL), reading


def _group(term: Term, language: str) -> str:
    first = sort_key(term, language)[0][0]
    if language == "en":
        return first.upper()
    return max(row for row in _ROWS if row <= first)


def _anchor(name: str) -> str:
    return f"letter-{name.lower()}"


def _entry(term: Term, language: str) -> str:
    other = "ja" if language == "en" else "en"
    head = html.escape(term[language])
    if language == "ja" and re.search("[A-Za-z]", head):
        head += f'<span class="cl-terms__reading">（{term["reading_ja"]}）</span>'
    see = str(term["see"])
    beside = "" if term[other] == term[language] else f' <span lang="{other}">{html.escape(term[other])}</span>'
    return (
        f'<div id="term-{term["id"]}"><dt>{head}{beside}</dt><dd>{html.escape(term[f"text_{language}"])} '
        f'<a class="cl-terms__see" href="{way(*see.split("#"))}">{html.escape(title(see.split("#")[0], language))}</a>'
        "</dd></div>"
    )
