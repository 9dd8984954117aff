"""Every calculator by slug."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from explainers.base.answer import Answer
from explainers.calculators import link_latency


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


CALCULATORS: dict[str, Any] = {module.SLUG: module for module in (link_latency,)}
