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

    One that can answer many rows at once also has `sweep(inputs)`: a mapping of every parameter's name to an array,
    (n,) for what varies and () for what stands still, to a mapping of value names to arrays (n,). The names are those
    of `answer`, or some of them, and so are the numbers; NaN means that a row has no such value. Without it the command
    `sweep` asks `answer` row by row.
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
