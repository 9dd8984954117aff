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
