"""Two tables of the story: the news post's own comparison, and the makers of links, each cell with its source."""

from __future__ import annotations

import csv
import html
import io
from typing import Any

from explainers.base.sources import claims, table_rows
from explainers.base.sources import companies as all_companies
from publish.controls import choice, filter_form, marks, words_field
from publish.errors import PublishError
from publish.origins import origin
from publish.page import Page
from publish.places import way
from publish.press_words import press_words
from publish.verdicts import in_ledger, label, own

COMPANIES_FILE = "companies.csv"
_TABLE = "companies-table"
_VOICES = ("item", "mesh", "chatgpt", "claude")
_COLUMNS = ("what", "rate", "energy", "stage", "status")


def seed_table(_: str, page: Page) -> str:
    """The table of the news post; each row leads to the claim that judges it."""
    language, ui = page.language, press_words(page.language)["seed_table"]
    head, *rows = table_rows().values()
    heads = "".join(f'<th scope="col">{html.escape(own(head, one, language))}</th>' for one in _VOICES)
    body = "".join(_seed_row(row, language) for row in rows)
    return _region(ui["caption"], f'<table class="cl-table"><caption>{ui["caption"]}</caption><thead><tr>{heads}'
                   f'<th scope="col">{ui["verdict"]}</th></tr></thead><tbody>{body}</tbody></table>')  # fmt: skip


def _seed_row(row: dict[str, Any], language: str) -> str:
    first, *cells = (html.escape(own(row, one, language)) for one in _VOICES)
    said = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{first}</th>{said}<td>{_verdict(row["claim"], language)}</td></tr>'


def _verdict(identity: str, language: str) -> str:
    if identity not in claims():
        raise PublishError(f"unknown claim id: {identity}")
    claim = claims()[identity]
    mark = f'class="cl-badge" data-class="{claim["verdict_class"]}"'
    return f'<a {mark} href="{in_ledger(identity)}">{identity} {label(claim, language)}</a>'


def companies(_: str, page: Page) -> str:
    """The makers of links; sorted, filtered and taken home by publish/web/lists.mjs, and whole without it."""
    ui = press_words(page.language)
    if not all_companies():
        raise PublishError("companies: there are no records")
    own_words, rows = {**ui["lists"], **ui["companies"]}, [_company(row, page) for row in all_companies().values()]
    as_of = max(str(row["as_of"]) for row in all_companies().values())
    caption = own_words["caption"].format(date=as_of)
    heads = "".join(f'<th scope="col">{head}</th>' for head in own_words["columns"])
    kinds = {str(row["kind"]) for row in all_companies().values()}
    makers = {kind: name for kind, name in ui["makers"].items() if kind in kinds}
    if kinds - makers.keys():
        raise PublishError(f"companies: no word for the kind {', '.join(sorted(kinds - makers.keys()))}")
    controls = (
        choice("maker", own_words["maker"], makers, own_words["any"]),
        words_field("find", own_words["find"]),
    )
    button = f'<button type="button" data-csv="companies">{own_words["csv"]}</button>'
    table = (
        f'<table class="cl-table" id="{_TABLE}">'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
    whole = f'<p class="cl-help"><a href="{way(COMPANIES_FILE)}" download>{own_words["csv_all"]}</a></p>'
    form = filter_form(_TABLE, own_words, controls, button)
    return f'<div class="cl-companies">{form}{_region(caption, table)}{whole}</div>'


def _company(row: dict[str, Any], page: Page) -> str:
    ui = press_words(page.language)
    maker = html.escape(ui["makers"].get(row["kind"], row["kind"]))
    cells = "".join(_cell(row, column, page) for column in _COLUMNS)
    return (
        f"<tr data-item{marks(maker=[row['kind']])}>"
        f'<th scope="row">{html.escape(row["name"])}</th><td>{maker}</td>{cells}</tr>'
    )


def _cell(row: dict[str, Any], column: str, page: Page) -> str:
    text = own(row, column, page.language)
    if not text:
        nothing = press_words(page.language)["companies"]["nothing"]
        return f'<td data-empty><span aria-hidden="true">–</span><span class="cl-hidden">{nothing}</span></td>'
    number = f' data-sort="{row["rate_bps"]:g}"' if column == "rate" and "rate_bps" in row else ""
    cited = "".join(page.citations.link(fact) for fact in row[f"{column}_facts"])
    return f'<td{number}>{html.escape(text)}<span class="cl-cites">{cited}</span></td>'


def companies_csv(language: str) -> str:
    """The whole table as a file, with titles, addresses and dates of the sources."""
    rows = [_csv_head(language), *(_csv_row(row, language) for row in all_companies().values())]
    return "".join(f"{_line(row)}\n" for row in rows)


def _csv_head(language: str) -> list[str]:
    ui = press_words(language)["companies"]
    first, cells, last = ui["csv_columns"][:3], ui["csv_columns"][3:-1], ui["csv_columns"][-1]
    return [*first, *(part for cell in cells for part in (cell, ui["csv_sources"].format(column=cell))), last]


def _csv_row(row: dict[str, Any], language: str) -> list[str]:
    ui = press_words(language)
    cells: list[str] = []
    for column in _COLUMNS:
        named = [_source(fact, language) for fact in row[f"{column}_facts"]]
        cells += [own(row, column, language), " | ".join(named)]
    return [row["id"], row["name"], ui["makers"].get(row["kind"], row["kind"]), *cells, str(row["as_of"])]


def _source(fact: str, language: str) -> str:
    found = origin(fact, language)
    return str(press_words(language)["companies"]["source"]).format(
        title=found["title"], publisher=found["publisher"], url=found["url"], date=found["as_of"]
    )


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _region(caption: str, table: str) -> str:
    return f'<div class="cl-scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}">{table}</div>'
