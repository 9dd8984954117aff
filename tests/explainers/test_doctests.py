"""Every example in a docstring gives what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import explainers

APART = ("explainers.__main__", "explainers.sweep", "explainers.terminal")  # the command line; tests/cli runs theirs
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(explainers.__path__, "explainers.")
    if not found.name.startswith(APART)
)


@pytest.mark.parametrize("name", MODULES)
def test_reference_the_examples_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_reference_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) >= 15
