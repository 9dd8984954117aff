"""Words of the explainers: look-up, and filling the gaps of a sentence for the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ja")
_GAP = re.compile(r"\{([a-z_]+)(?:\|([^}]+))?\}")


@cache
def words(name: str, language: str) -> dict[str, Any]:
    """The words of one explainer, or "common", in one language.

    Parameters
    ----------
    name : str        Slug or "common". [text]
    language : str    "en" or "ja". [text]

    Returns
    -------
    dict              nested tables of sentences

    Source: explainers/calculators/words/.
    """
    resource = files("explainers.calculators.words").joinpath(f"{name}.{language}.toml")
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def gaps(sentence: str) -> set[str]:
    """Names of the gaps in a sentence.

    Parameters
    ----------
    sentence : str    Text with {name} or {name|format}. [text]

    Returns
    -------
    set of str

    Source: this project's convention.
    >>> sorted(gaps("{a} of {b|%}"))
    ['a', 'b']
    """
    return {match[1] for match in _GAP.finditer(sentence)}


def fill(sentence: str, write: Callable[[str, str | None], str]) -> str:
    """A sentence with its gaps filled.

    Parameters
    ----------
    sentence : str      Text with {name} or {name|format}. [text]
    write : callable    (name, format or None) -> text. [text]

    Returns
    -------
    str

    Source: this project's convention.
    >>> fill("{a} m", lambda name, form: "3")
    '3 m'
    """
    return _GAP.sub(lambda match: write(match[1], match[2]), sentence)
