"""Models and calculators of Copper & Light: the same code in CPython and in the browser, numpy and stdlib only."""

__version__ = "0.1.0"
