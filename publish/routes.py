"""A reading path: a numbered list of stations, complete without scripts; scripts keep the reader's place in it."""

from __future__ import annotations

import html
import json
import re
import tomllib
from typing import Any

from publish.blocks import inline
from publish.documents import address, question, title
from publish.errors import PublishError
from publish.page import Page
from publish.places import way
from publish.press_words import press_words

NEEDED = ("id", "name", "minutes", "station")
NEEDED_OF_STATION = ("to", "minutes", "look")
_TO = re.compile(r"([\w/.-]+\.(?:md|ipynb))(\?[\w=,-]+)?(#[\w-]+)?")


def route(body: str, page: Page) -> str:
    """The path of a ```route``` fence; raises PublishError for a page or a question that is not there."""
    given, ui = read(body), press_words(page.language)["route"]
    stations = "".join(_station(station, number, page.language) for number, station in enumerate(given["station"], 1))
    asked = "".join(_asked(station, page.language) for station in given["station"])
    finish = (
        f'<div class="cl-route-finish"><p><strong>{ui["bets"]}</strong></p>'
        f'<p class="cl-help" data-scripts hidden>{ui["bets_help"]}</p><ul>{asked}</ul></div>'
        if asked
        else ""
    )
    return (
        f'<div class="cl-route" data-route="{given["id"]}" data-name="{html.escape(given["name"])}" '
        f'data-words="{html.escape(json.dumps(ui["script"], ensure_ascii=False))}">'
        '<p class="cl-route-progress" role="status" data-scripts hidden></p>'
        f"<ol>{stations}</ol>{finish}"
        f'<p class="cl-forget" data-scripts hidden><button type="button" data-forget="paths">{ui["forget"]}</button> '
        f'<span class="cl-help">{ui["forget_help"]}</span></p></div>'
    )


def read(body: str) -> dict[str, Any]:
    """What a fence says, checked; raises PublishError."""
    try:
        given = tomllib.loads(body)
    except tomllib.TOMLDecodeError as error:
        raise PublishError(f"route: {error}") from None
    for record, needed in ((given, NEEDED), *((station, NEEDED_OF_STATION) for station in given.get("station", []))):
        missing = [name for name in needed if name not in record]
        if missing:
            raise PublishError(f"route {given.get('id', '')}: {', '.join(missing)} is missing")
    minutes = sum(station["minutes"] for station in given["station"])
    if minutes > given["minutes"]:
        raise PublishError(f"route {given['id']}: its stations take {minutes} minutes, not {given['minutes']}")
    return given


def target(to: str) -> tuple[str, str, str]:
    """A station's page, the query behind it and the anchor there, each "" if it has none."""
    match = _TO.fullmatch(to)
    if not match:
        raise PublishError(f"route: cannot read the target {to}")
    return match[1], match[2] or "", match[3] or ""


def _station(station: dict[str, Any], number: int, language: str) -> str:
    path, query, anchor = target(station["to"])
    ui = press_words(language)["route"]
    name, label = f"station-{number}", html.escape(station.get("title") or title(path, language))
    minutes = ui["minutes"].format(f"{station['minutes']:g}")
    questions = station.get("questions", [])
    asked = "".join(
        f' <a href="{way(path, f"question-{one}")}">{ui["bet" if one == "bet" else "check"]}</a>'
        for one in (questions[:2] if "bet" in questions else [])  # others are the station itself
    )
    return (
        f'<li data-station="{address(path)}{anchor}"><p class="cl-station">'
        f'<a id="{name}" href="page:{address(path)}{query}{anchor}">'
        f'{label}</a> <span class="cl-minutes">{minutes}</span>'
        f'<label class="cl-done" data-scripts hidden><input type="checkbox" aria-labelledby="{name}-done {name}"> '
        f'<span id="{name}-done">{ui["done"]}</span></label></p><p>{inline(station["look"])}{asked}</p></li>'
    )


def _asked(station: dict[str, Any], language: str) -> str:
    path = target(station["to"])[0]
    return "".join(
        f'<li data-pick="{address(path)}#question-{one}"><small>{title(path, language)}</small> '
        f'<a href="{way(path, f"question-{one}")}">'
        f"{inline(question(path, one, language)['question'])}</a> <strong></strong></li>"
        for one in station.get("questions", [])
    )


def forget(_: str, page: Page) -> str:
    """The button that removes everything this site keeps in the browser; without scripts nothing is kept."""
    ui = press_words(page.language)["route"]
    return (
        f'<p class="cl-forget" data-scripts hidden><button type="button" data-forget="all" '
        f'data-said="{html.escape(ui["forgotten"])}">{ui["forget_all"]}</button> <span role="status"></span></p>'
    )
