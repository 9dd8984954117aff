"""Where numbers come from: look-ups in data/; an unknown id is an error."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Record = dict[str, Any]


@cache
def _table(file_name: str, table: str) -> dict[str, Record]:
    text = files("explainers.data").joinpath(file_name).read_text(encoding="utf-8")
    rows: list[Record] = tomllib.loads(text)[table]
    found = {str(row["id"]): row for row in rows}
    if len(found) != len(rows):
        raise ValueError(f"{file_name}: an id appears twice")
    return found


def sources() -> dict[str, Record]:
    """All source records by id.

    Source: explainers/data/sources.toml.
    """
    return _table("sources.toml", "source")


def assumptions() -> dict[str, Record]:
    """All labelled assumptions by id.

    Source: explainers/data/sources.toml.
    """
    return _table("sources.toml", "assumption")


def facts() -> dict[str, Record]:
    """All facts by id.

    Source: explainers/data/facts.toml.
    """
    return _table("facts.toml", "fact")


def claims() -> dict[str, Record]:
    """The checked sentences of the news post by id.

    Source: explainers/data/claims.toml.
    """
    return _table("claims.toml", "claim")


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
