"""Models and calculators of Copper & Light: numpy and the standard library, the same code in CPython and in the browser."""

__version__ = "0.1.0"
