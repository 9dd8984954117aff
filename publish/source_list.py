"""The list of everything the site rests on: each source with its facts, each assumption, and where they are used."""

from __future__ import annotations

import html
from collections import defaultdict
from typing import Any

from explainers.base.sources import assumptions, facts, sources
from explainers.words import words
from publish.blocks import inline
from publish.documents import title
from publish.errors import PublishError
from publish.page import Page
from publish.places import shown_in, way
from publish.press_words import press_words
from publish.usage import Uses, uses
from publish.verdicts import in_ledger

TOTAL = "total"
CHECKS = "how-we-know.md"
ASSUMPTIONS = "assumptions.md"


def source_list(body: str, page: Page) -> str:
    """Sources of one kind in order of their titles, or the counts of everything for the word `total`."""
    kind, ui = body.strip(), press_words(page.language)["sources"]
    if kind == TOTAL:
        count = {"sources": len(sources()), "facts": len(facts()), "assumptions": len(assumptions())}
        return f"<p>{ui['total'].format(**count)}</p>"
    if kind not in ui["kinds"]:
        raise PublishError(f"source-list: unknown kind {kind}")
    read_in = _facts()
    chosen = sorted((one for one in sources().values() if one["kind"] == kind), key=lambda one: one["title"].casefold())
    items = "".join(_source(one, read_in[one["id"]], page.language) for one in chosen)
    return f"<p>{_count(len(chosen), ui, '')}</p>{_list(items)}"


def assumption_list(_: str, page: Page) -> str:
    """Every assumption with its reason, its range and where it is used."""
    ui = press_words(page.language)["sources"]
    items = "".join(
        _assumption(one, page.language) for one in sorted(assumptions().values(), key=lambda one: one["id"])
    )
    return f"<p>{_count(len(assumptions()), ui, '_assumptions')}</p>{_list(items)}"


def anchor(identity: str) -> str:
    """The anchor of a record on the page of the list."""
    return identity.replace(":", "-") if ":" in identity else f"source-{identity}"


def _list(items: str) -> str:
    return f'<ul class="cl-records" data-pagefind-ignore>{items}</ul>'


def _count(number: int, ui: dict[str, Any], suffix: str) -> str:
    if number == 1:
        return str(ui["one_assumption" if suffix else "one"])
    return str(ui[f"many{suffix}"]).format(n=number)


def _facts() -> dict[str, list[dict[str, Any]]]:
    """Facts by the source they were read in."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in facts().values():
        for identity in (fact["source_id"], *fact["other_source_ids"]):
            found[identity].append(fact)
    return found


def _source(source: dict[str, Any], read_in: list[dict[str, Any]], language: str) -> str:
    ui = press_words(language)["sources"]
    name = html.escape(source["title"])
    linked = f'<a href="{html.escape(source["url"])}" rel="noopener">{name}</a>' if source.get("url") else name
    dates = [
        ui["undated"] if source["published"] == "n.d." else ui["published"].format(date=source["published"]),
        ui["read"].format(date=source["accessed"]),
        ui["copy" if source.get("mirror") else "original"],
    ]
    return (
        f'<li id="{anchor(source["id"])}"><cite>{linked}</cite>, {html.escape(source["publisher"])} '
        f"<small>({_joined(dates, language)})</small>"
        f"{_said(read_in, language)}{_uses(uses()[source['id']], language)}</li>"
    )


def _said(read_in: list[dict[str, Any]], language: str) -> str:
    if not read_in:
        return ""
    ui, key = press_words(language)["sources"], "text_ja" if language == "ja" else "text"
    lines = "".join(f"<li>{html.escape(fact[key])}</li>" for fact in read_in)
    head = ui["fact"] if len(read_in) == 1 else ui["facts"].format(n=len(read_in))
    return f"<details><summary>{head}</summary><ul>{lines}</ul></details>"


def _assumption(record: dict[str, Any], language: str) -> str:
    ui, own = press_words(language)["sources"], "_ja" if language == "ja" else ""
    limits = ui["range"].format(low=f"{record['low']:g}", high=f"{record['high']:g}")
    unit = "" if record["unit"] == "1" else f" {html.escape(record['unit'])}"
    return (
        f'<li id="{anchor(record["id"])}"><code>{html.escape(record["id"].partition(":")[2])}</code> '
        f"<small>({limits}{unit})</small> {inline(html.escape(record[f'reason{own}'], quote=False))}"
        f"{_uses(uses()[record['id']], language)}</li>"
    )


def _uses(used: Uses, language: str) -> str:
    ui = press_words(language)["sources"]
    groups = {
        "explainers": [_explainer(slug, language) for slug in used.explainers],
        "pages": [_link(path, "", title(path, language)) for path in used.pages],
        "claims": [f'<a href="{in_ledger(one)}">{one}</a>' for one in used.claims],
        "models": [_link(ASSUMPTIONS, anchor(one), one.partition(":")[2]) for one in used.assumptions],
        "checks": [_link(CHECKS, "errors", title(CHECKS, language))] if used.checks else [],
    }
    shown = [f"{ui[name]} {_joined(links, language)}" for name, links in groups.items() if links]
    return f'<p class="cl-uses"><small>{"<br>".join(shown) or ui["none"]}</small></p>'


def _link(path: str, place: str, text: str) -> str:
    return f'<a href="{way(path, place)}">{html.escape(text)}</a>'


def _explainer(slug: str, language: str) -> str:
    name, place = words(slug, language)["title"], shown_in(slug, language)
    return place.link(slug, name) if place else html.escape(name)


def _joined(parts: list[str], language: str) -> str:
    return str(press_words(language)["list_separator"]).join(parts)
