"""The ledger: every claim of the news post with verdict, reason, evidence and models, and the way to it by sentence."""

from __future__ import annotations

import html
from collections import Counter
from itertools import groupby
from typing import Any

from explainers.base.sources import claims, facts, planned, sources
from explainers.base.sources import sentences as all_sentences
from explainers.words import words
from publish.citations import stated
from publish.controls import choice, filter_form, marks, tick, words_field
from publish.page import Page
from publish.places import place_of, places, shown_in, told_in
from publish.press_words import press_words
from publish.verdicts import badge, in_ledger, judgement, label, live, own, quotation

LIST = "claims-list"


def _by_number() -> list[tuple[str, dict[str, Any]]]:
    return sorted(claims().items(), key=lambda pair: int(pair[0].removeprefix("C")))


def verdict_counts(_: str, page: Page) -> str:
    """What each verdict means, how many claims have it, and as of when."""
    ui, count = press_words(page.language), Counter(claim["verdict_class"] for claim in claims().values())
    rows = "".join(
        f'<li><a class="cl-badge" data-class="{one}" href="?verdict={one}#ledger" data-asks>{html.escape(name)}</a> '
        f"<strong>{count[one]}</strong> {html.escape(ui['verdict_meanings'][one])}</li>"
        for one, name in ui["verdicts"].items()
    )
    evidence = {one for claim in claims().values() for one in claim["evidence"]}
    read = max(sources()[facts()[one]["source_id"]]["accessed"] for one in evidence)
    return f'<ul class="cl-counts">{rows}</ul><p class="cl-help">{ui["ledger"]["as_of"].format(date=read)}</p>'


def sentences(_: str, page: Page) -> str:
    """The post's sentences in our words, each with its verdicts and the pages that treat it."""
    return f'<ol class="cl-sentences">{"".join(_sentence(one, page.language) for one in all_sentences().values())}</ol>'


def _sentence(sentence: dict[str, Any], language: str) -> str:
    name = sentence["id"]
    mine = [(identity, claim) for identity, claim in _by_number() if claim["sentence"] == name]
    badges = " ".join(
        f'<a class="cl-badge" data-class="{claim["verdict_class"]}" href="{in_ledger(identity)}">'
        f"{identity} {label(claim, language)}</a>"
        for identity, claim in mine
    )
    parts = [f"<p>{html.escape(own(sentence, 'text', language))}</p>"]
    if badges:
        parts.append(f'<p class="cl-badges">{badges}</p>')
    links = [place.link() for place in told_in({identity for identity, _ in mine}, language)]
    for path, _, anchor in (item.partition("#") for item in sentence.get("pages", [])):
        links.append(place_of(path, language).link(anchor))
    note = html.escape(own(sentence, "note", language)) + " " if "note_en" in sentence else ""
    if note or links:
        parts.append(f'<p class="cl-help">{note}{_said("told", links, language)}</p>')
    return (
        f'<li id="{name.lower()}"><a class="cl-way cl-number" href="#{name.lower()}">{name}</a>'
        f"<div>{''.join(parts)}</div></li>"
    )


def _said(key: str, links: list[str], language: str) -> str:
    ui = press_words(language)
    return str(ui["ledger"][key]).format(titles=ui["list_separator"].join(links)) if links else ""


def ledger(_: str, page: Page) -> str:
    """All claims by number, in the sections of the post, with a form that filters them."""
    sections = [(name, list(group)) for name, group in groupby(_by_number(), key=lambda pair: pair[1]["section"])]
    heads = press_words(page.language)["sections"]
    jumps = [f'<a href="#{_anchor(name)}">{html.escape(heads[name])}</a>' for name, _ in sections]
    parts = "".join(_section(name, group, page.language) for name, group in sections)
    return (
        f'<p class="cl-parts">{_said("parts", jumps, page.language)}</p>{_form(page.language)}'
        f'<div class="cl-ledger" id="{LIST}">{parts}</div>'
    )


def _anchor(section: str) -> str:
    return section.replace("'", "").replace(" ", "-")


def _section(name: str, group: list[tuple[str, dict[str, Any]]], language: str) -> str:
    head = press_words(language)["sections"][name]
    entries = "".join(_entry(identity, claim, language) for identity, claim in group)
    title = f'<h3 id="{_anchor(name)}">{html.escape(head)}</h3>'
    return f'<section data-group>{title}<ol class="cl-claims">{entries}</ol></section>'


def _entry(identity: str, claim: dict[str, Any], language: str) -> str:
    ui, told = press_words(language), told_in({identity}, language)
    kept = marks(
        verdict=[claim["verdict_class"]], kind=[claim["kind"]], sentence=[claim["sentence"]],
        article=[place.name for place in told], live=["yes"] if claim.get("live_en") else [],
    )  # fmt: skip
    tested = [_model(slug, language) for slug in claim["models"]]
    coming = [html.escape(own(planned()[one], "title", language)) for one in claim["planned"]]
    remarks = [_said("tested", tested, language), _said("told", [place.link() for place in told], language)]
    remarks[1:1] = [ui["ledger"]["planned"].format(title=title) for title in coming]
    evidence = "".join(f"<li>{stated(one, language)}</li>" for one in claim["evidence"])
    anchor, sentence = identity.lower(), claim["sentence"]
    kind = html.escape(ui["kinds"][claim["kind"]])
    hint, summary = (ui["ledger"][key] for key in ("claim_link", "evidence"))
    return (
        f'<li class="cl-claim" id="{anchor}" data-item{kept}>'
        f'<h4><a class="cl-way" href="#{anchor}" title="{hint.format(id=identity)}">{identity}</a> '
        f'{badge(claim, language)} <span class="cl-help">{kind}{ui["list_separator"]}'
        f'<a class="cl-way" href="#{sentence.lower()}">{sentence}</a></span></h4>'
        f"{quotation(claim, language)}<p>{judgement(claim, language, marked=False)}</p>{live(claim, language)}"
        f'<p class="cl-help">{ui["remark_separator"].join(filter(None, remarks))}</p>'
        f'<details class="cl-evidence"><summary>{summary.format(count=len(claim["evidence"]))}</summary>'
        f'<ul class="cl-sources">{evidence}</ul></details></li>'
    )


def _model(slug: str, language: str) -> str:
    title, place = words(slug, language)["title"], shown_in(slug, language)
    return place.link(slug, title) if place else html.escape(title)


def _form(language: str) -> str:
    ui, known = press_words(language), [claim for _, claim in _by_number()]
    used = {name: {claim[key] for claim in known} for name, key in (("kind", "kind"), ("verdict", "verdict_class"))}
    kinds = {one: name for one, name in ui["kinds"].items() if one in used["kind"]}
    told = {place.name: place.title for place in places(language) if set(place.claims) & set(claims())}
    treated = {claim["sentence"] for claim in known}
    said = {name: f"{name} {own(one, 'text', language)}" for name, one in all_sentences().items() if name in treated}
    verdicts = "".join(tick("verdict", one, name) for one, name in ui["verdicts"].items() if one in used["verdict"])
    own_words = {**ui["lists"], **ui["ledger"]}
    controls = (
        f'<fieldset class="cl-ticks"><legend>{own_words["verdict"]}</legend>{verdicts}</fieldset>',
        words_field("words", own_words["find"]),
        choice("kind", own_words["kind"], kinds, own_words["any"]),
        choice("sentence", own_words["sentence"], said, own_words["any"]),
        choice("article", own_words["article"], told, own_words["any"]),
        tick("live", "yes", own_words["live"]),
    )
    return filter_form(LIST, own_words, controls)
