"""Where numbers come from: look-ups in data/, one file a subject; an unknown id is an error."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Record = dict[str, Any]


@cache
def _files() -> tuple[dict[str, list[Record]], ...]:
    found = sorted((item for item in files("explainers.data").iterdir() if item.name.endswith(".toml")), key=_name)
    return tuple(tomllib.loads(item.read_text(encoding="utf-8")) for item in found)


def _name(item: Any) -> str:
    return str(item.name)


@cache
def _table(table: str) -> dict[str, Record]:
    rows = [row for file in _files() for row in file.get(table, [])]
    found = {str(row["id"]): row for row in rows}
    if len(found) != len(rows):
        raise ValueError(f"{table}: an id appears twice")
    return found


def sources() -> dict[str, Record]:
    """All source records by id.

    Source: explainers/data/.
    """
    return _table("source")


def assumptions() -> dict[str, Record]:
    """All labelled assumptions by id.

    Source: explainers/data/.
    """
    return _table("assumption")


def facts() -> dict[str, Record]:
    """All facts by id.

    Source: explainers/data/.
    """
    return _table("fact")


def claims() -> dict[str, Record]:
    """The checked sentences of the news post by id.

    Source: explainers/data/.
    """
    return _table("claim")


def sentences() -> dict[str, Record]:
    """The sentences of the news post in our own words, by id.

    Source: explainers/data/.
    """
    return _table("sentence")


def companies() -> dict[str, Record]:
    """The makers of links by id, each cell with the facts that say it.

    Source: explainers/data/.
    """
    return _table("company")


def table_rows() -> dict[str, Record]:
    """The rows of the news post's comparison table by id, its heading first.

    Source: explainers/data/.
    """
    return _table("table_row")


def planned() -> dict[str, Record]:
    """Explainers that claims need and that do not exist yet, by id.

    Source: explainers/data/.
    """
    return _table("planned")


def resolve(identity: str) -> tuple[str, Record]:
    """What an id stands for.

    Parameters
    ----------
    identity : str    A fact id, a source id or "assumption:...". [text]

    Returns
    -------
    (kind, record)    kind is "assumption", "fact" or "source"

    Raises
    ------
    KeyError    for an id that no record has

    Source: explainers/data/.
    """
    for kind, table in (("assumption", assumptions()), ("fact", facts()), ("source", sources())):
        if identity in table:
            return kind, table[identity]
    raise KeyError(f"no source, fact or assumption has the id {identity!r}")
