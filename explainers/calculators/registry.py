"""Every calculator by slug."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from explainers.base.answer import Answer
from explainers.calculators import link_latency


class Calculator(Protocol):
    """What a calculator module offers."""

    SLUG: str
    Inputs: type[Any]
    PRESETS: Mapping[str, Mapping[str, Any]]
    answer: Callable[[Any], Answer]
    MODEL_FILES: tuple[str, ...]
    SOURCES: tuple[str, ...]


CALCULATORS: dict[str, Any] = {module.SLUG: module for module in (link_latency,)}
