"""Every house rule finds the fault it is there for, and lets a good sample pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.architecture import checkers, docstrings

Check = Callable[[str, str], list[str]]
MODEL = "explainers/models/links/sample.py"

GOOD_FUNCTION = '''
def travel_s(length_m: float, delay_s_per_m: float) -> float:
    """Travel time.

    Parameters
    ----------
    length_m : float         Length. [m]
    delay_s_per_m : float    Group delay,
                             per metre. [s/m]

    Returns
    -------
    float                    [s]

    Raises
    ------
    ValueError    for a negative length

    Source: speed-of-light, assumption:rack-row (lengths), explainers.models.links.latency.
    >>> travel_s(1, 2)
    2
    """
    if length_m < 0:
        raise ValueError("negative")
    return length_m * delay_s_per_m
'''
SWAPPED = GOOD_FUNCTION.replace("(length_m: float, delay_s_per_m: float)", "(delay_s_per_m: float, length_m: float)")
NO_RETURN = '''
def f(a: int) -> None:
    """F.

    Parameters
    ----------
    a : int    [1]

    Source: this model.
    """
    try:
        raise KeyError(a)
    except KeyError:
        pass
'''
CALCULATOR = "explainers/calculators/sample.py"
GOOD: list[tuple[Check, str, str]] = [
    (checkers.imports, MODEL, "import numpy as np\nfrom explainers.base.units import NANO"),
    (checkers.imports, CALCULATOR, "from explainers.models.links.fec import KP4"),
    (checkers.imports, "explainers/words.py", "import tomllib\nfrom importlib.resources import files"),
    (checkers.imports, "explainers/text.py", "from explainers.calculators.registry import CALCULATORS"),
    (checkers.imports, "explainers/__main__.py", "from explainers.sweep.command import sweep"),
    (checkers.imports, "explainers/sweep/parts.py", "import pyarrow as pa\nfrom explainers.text import exact"),
    (checkers.imports, "publish/values.py", "import os\nfrom explainers.text import quantity"),
    (checkers.side_effects, MODEL, "import numpy as np\nx = np.geomspace(1, 2, 3)"),
    (checkers.side_effects, "explainers/__main__.py", "print(1)"),
    (checkers.plain_sums, MODEL, "x = math.fsum([0.1]) + np.sum(y) + y.sum()"),
    (checkers.bare_numbers, MODEL, "x = 2 * y + 10 - 0.5 + 1e-9 + 1e12 + 0.0 + -1"),
    (checkers.bare_numbers, MODEL, 'X = constant(4.5, unit="m", source="x")\nY = param(3, low=3, high=7, source="x")'),
    (checkers.bare_numbers, MODEL, "CURVE_POINTS = 31\nTABLE_LENGTHS_M = (3, 5)\nx = True"),
    (checkers.unresolved, MODEL, 'X = constant(5.0, unit="m", source="ieee-cr-25g")\nY = param(1, source=READER)'),
    (checkers.unsaid, MODEL, 'X = constant(2000.0, unit="m", source="smf-100g-reach")'),
    (checkers.sizes, MODEL, "x = 1\n" * 300),
    (checkers.sizes, MODEL, "class A:\n    def f(self, a, b, c, d, e, f, *, g, h): pass"),
    (checkers.sizes, MODEL, "def f():\n" + '    """' + "word\n" * 100 + '    """\n' + "    x = 1\n" * 38),
    (docstrings.faults, MODEL, GOOD_FUNCTION),
    (docstrings.faults, MODEL, "def _private(): pass\nclass _Hidden:\n    def shown(self): pass"),
    (docstrings.faults, MODEL, NO_RETURN),
]  # fmt: skip
BAD: list[tuple[Check, str, str, str]] = [
    (checkers.imports, MODEL, "from explainers.calculators import registry", "imports explainers.calculators"),
    (checkers.imports, MODEL, "from explainers.text import quantity", "imports explainers.text"),
    (checkers.imports, MODEL, "from ..links import fec", "imports ..links"),
    (checkers.imports, "explainers/base/a.py", "from explainers.models.links import fec", "imports explainers.mo"),
    (checkers.imports, CALCULATOR, "from explainers.wire import pack", "imports explainers.wire"),
    (checkers.imports, "explainers/text.py", "from publish.values import compute", "imports publish"),
    (checkers.imports, "explainers/text.py", "import tests.data.checks", "imports tests"),
    (checkers.imports, "publish/values.py", "from tests.data import checks", "imports tests"),
    (checkers.imports, "explainers/wire.py", "from explainers.sweep import grid", "imports explainers.sweep"),
    (checkers.imports, "explainers/text.py", "import explainers.sweep.grid", "imports explainers.sweep.grid"),
    (checkers.imports, "publish/values.py", "from explainers.sweep.grid import Grid", "imports explainers.sweep.grid"),
    (checkers.imports, CALCULATOR, "from explainers.sweep.grid import Grid", "imports explainers.sweep.grid"),
    (checkers.imports, "explainers/sweep/grid.py", "import pyarrow", "imports pyarrow"),
    (checkers.imports, MODEL, "import pyarrow", "imports pyarrow"),
    (checkers.imports, MODEL, "import js", "imports js"),
    (checkers.imports, MODEL, "def f():\n    from pyodide.http import pyfetch", "imports pyodide.http"),
    (checkers.imports, MODEL, "import os", "imports os"),
    (checkers.imports, MODEL, "from pathlib import Path", "imports pathlib"),
    (checkers.imports, MODEL, "import time", "imports time"),
    (checkers.imports, MODEL, "import random", "imports random"),
    (checkers.imports, MODEL, "import urllib.request", "imports urllib.request"),
    (checkers.imports, MODEL, "from importlib.resources import files", "imports importlib.resources"),
    (checkers.side_effects, MODEL, "x = open('a')", "calls open"),
    (checkers.side_effects, MODEL, "print(1)", "calls print"),
    (checkers.side_effects, MODEL, "eval('1')", "calls eval"),
    (checkers.side_effects, MODEL, "np.random.default_rng().normal()", "random numbers"),
    (checkers.side_effects, MODEL, "np.loadtxt('a')", "calls np.loadtxt"),
    (checkers.plain_sums, MODEL, "x = sum([0.1, 0.2])", "calls sum"),
    (checkers.bare_numbers, MODEL, "x = 4.5 * y", "4.5 has no source"),
    (checkers.bare_numbers, MODEL, "def f(x=3): pass", "3 has no source"),
    (checkers.bare_numbers, MODEL, "x = y / 299_792_458", "299792458 has no source"),
    (checkers.bare_numbers, MODEL, 'PRESETS = {"a": {"length_m": 30.0}}', "30.0 has no source"),
    (checkers.bare_numbers, MODEL, "CURVE_POINTS, DELAY = 10, 4.5", "4.5 has no source"),
    (checkers.bare_numbers, MODEL, "x = [2e9]", "2000000000.0 has no source"),
    (checkers.unresolved, MODEL, 'X = constant(5.0, unit="m", source="ieee-cr-26g")', "source 'ieee-cr-26g'"),
    (checkers.unresolved, MODEL, 'X = constant(5.0, unit="m")', "source none"),
    (checkers.unresolved, MODEL, "X = param(5.0, low=1, high=9, source=name)", "source name"),
    (checkers.unsaid, MODEL, 'X = constant(6.0, unit="m", source="ieee-cr-25g")', "ieee-cr-25g does not say 6"),
    (checkers.unsaid, MODEL, 'X = constant((5.0, 6.0), unit="m", source="ieee-cr-25g")', "ieee-cr-25g does not say 6"),
    (checkers.sizes, MODEL, "x = 1\n" * 301, "301 lines"),
    (checkers.sizes, MODEL, "def f():\n" + "    x = 1\n" * 40, "f has 41 lines"),
    (checkers.sizes, MODEL, "def f(a, b, c, d, e, f, g): pass", "7 positional"),
    (docstrings.faults, MODEL, "def f(): pass", "no docstring"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("Length. [m]", "Length."), "length_m has no [unit]"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("per metre. [s/m]", "per metre."), "delay_s_per_m has no [unit]"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("(length_m: float", "(width_m: float"), "takes ['width_m'"),
    (docstrings.faults, MODEL, SWAPPED, "another order"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("Returns\n", "Gives\n"), "no Returns"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("Raises\n", "Fails\n"), "no Raises"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace('raise Value', 'raise Key'), "does not name KeyError"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("Source: ", "See: "), "no Source"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("speed-of-light", "speed-of-dark"), "source 'speed-of-dark'"),
    (docstrings.faults, MODEL, GOOD_FUNCTION.replace("links.latency.", "links.patience."), "links.patience'"),
    (docstrings.faults, MODEL, "class A:\n    def f(self): pass", "A.f: no docstring"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "path", "source"), GOOD, ids=range(len(GOOD)))
def test_a_good_sample_passes(check: Check, path: str, source: str) -> None:
    assert check(path, source) == []


@pytest.mark.parametrize(("check", "path", "source", "problem"), BAD, ids=range(len(BAD)))
def test_a_fault_is_found(check: Check, path: str, source: str, problem: str) -> None:
    found = check(path, source)
    assert len(found) == 1, found
    assert problem in found[0]


def test_a_long_script_or_style_is_found() -> None:
    assert checkers.too_long("a.mjs", "x\n" * 200, 200) == []
    assert checkers.too_long("a.mjs", "x\n" * 201, 200) == ["a.mjs: 201 lines, 200 allowed"]
