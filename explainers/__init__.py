# -*- coding: utf-8 -*-  # noqa: UP009 - Python 2 asks for it
"""Models and calculators of Copper & Light: the same code in CPython and in the browser, numpy and stdlib only."""

import sys

__version__ = "0.1.0"

fits = sys.version_info >= (3, 11)
if fits and sys.argv[:1] == ["-m"]:  # `python -m explainers` is on its way
    try:
        import numpy  # noqa: F401
    except ImportError:
        fits = False
if not fits:  # said here, in words that an old Python can read: the other files it cannot
    sys.exit(
        "explainers: Python 3.11 or newer with numpy is needed. In the project's folder, run "
        "`python3 dev.py build` once and then `.venv/bin/python -m explainers`. / "
        "Python 3.11以降とnumpyが必要です。プロジェクトのフォルダーで、一度`python3 dev.py build`を実行してから"
        "`.venv/bin/python -m explainers`を使ってください。"
    )
