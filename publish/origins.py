"""A source, fact or assumption as the page shows it."""

from __future__ import annotations

from typing import Any

from explainers.base.sources import resolve, sources
from publish.errors import PublishError


def origin(identity: str, language: str) -> dict[str, Any]:
    """One id with badge, text in the page's language, title, publisher, address and date.

    Parameters
    ----------
    identity : str    Fact id, source id or "assumption:...". [text]
    language : str    "en" or "ja". [text]

    Returns
    -------
    dict of str

    Raises
    ------
    PublishError    for an unknown id

    Source: explainers/data/.
    """
    try:
        kind, record = resolve(identity)
    except KeyError:
        raise PublishError(f"unknown citation id: {identity}") from None
    suffix = "_ja" if language == "ja" else ""
    if kind == "assumption":
        return {"id": identity, "badge": "assumption", "text": record[f"reason{suffix}"], "as_of": ""}
    source = record if kind == "source" else sources()[record["source_id"]]
    shown = {
        "id": identity,
        "badge": "secondary" if record.get("confidence") == "secondary" else "fact",
        "title": source["title"],
        "publisher": source["publisher"],
        "url": source.get("url", ""),
        "accessed": source["accessed"],
    }
    if kind == "fact":
        return {**shown, "text": record[f"text{suffix}"], "as_of": record["as_of"], "note": record[f"note{suffix}"]}
    return {**shown, "text": "", "as_of": source["published"], "note": ""}
