"""Every calculator by slug. A calculator is imported when it is first asked for: a page needs one, not all of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from explainers.base.answer import Answer


class Calculator(Protocol):
    """What a calculator module offers.

    One with a slower, fuller method also has `full(inputs)`: an iterator that yields the share done, 0 to 1, any number
    of times, and last a `Message`, whose words stand under [messages]; `full.button` is the word of its button. Between
    two yields a page can do other things; one step may take 10 seconds, all together 60.
    """

    SLUG: str
    Inputs: type[Any]
    PRESETS: Mapping[str, Mapping[str, Any]]
    answer: Callable[[Any], Answer]
    MODEL_FILES: tuple[str, ...]
    SOURCES: tuple[str, ...]


# in the order of the command line's list; the module's name is the slug with underscores
SLUGS = (
    "link-latency",
    "copper-reach",
    "copper-loss",
    "eye-and-errors",
    "optical-budget",
    "lanes",
    "energy-per-bit",
    "growth-gap",
    "training-step",
    "collective-time",
    "training-scaling",
    "fabric-builder",
    "inference-reply",
    "mesh-volume",
)


class _Registry(Mapping[str, Any]):
    def __getitem__(self, slug: str) -> Any:
        if slug not in SLUGS:
            raise KeyError(slug)
        return importlib.import_module(f"explainers.calculators.{slug.replace('-', '_')}")

    def __contains__(self, slug: object) -> bool:
        return slug in SLUGS

    def __iter__(self) -> Iterator[str]:
        return iter(SLUGS)

    def __len__(self) -> int:
        return len(SLUGS)


CALCULATORS: Mapping[str, Any] = _Registry()


class Sweeper(Protocol):
    """What a module beside a calculator offers that can evaluate many rows at once.

    `sweep` takes an array for each field of its `Inputs`, (n,) for what varies and () for what stands still, and gives
    an array for each name of UNITS, which broadcasts to (n,); NaN means that a row has no such value. `Inputs` may have
    fields that the page finds by itself, such as a layout. Names and numbers are those of the calculator's `answer`.
    """

    Inputs: type[Any]
    UNITS: Mapping[str, str]
    sweep: Callable[[Mapping[str, Any]], Mapping[str, Any]]


SWEPT: tuple[str, ...] = ("training-scaling",)  # the others are swept through `answer`, row by row


def sweeper(slug: str) -> Any:
    """The module that evaluates many rows of a calculator at once, or None where there is none.

    Parameters
    ----------
    slug : str    Explainer. [text]

    Returns
    -------
    Sweeper or None

    Source: this project's convention.
    >>> sweeper("link-latency") is None
    True
    """
    return importlib.import_module(f"{CALCULATORS[slug].__name__}_sweep") if slug in SWEPT else None
