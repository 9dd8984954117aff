"""Compute the errors of extracts anew and keep them: `python -m tests.validation.record`.

Each tests/validation/test_systems_*.py that uses an extract offers `from_extracts() -> list[DataSet]` and `NAME`.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.validation.sets import record


def main() -> None:
    """Record every module that has extracts."""
    for path in sorted(Path(__file__).parent.glob("test_systems_*.py")):
        module = importlib.import_module(f"tests.validation.{path.stem}")
        if hasattr(module, "from_extracts"):
            record(module.NAME, module.from_extracts())
            print(module.NAME)


if __name__ == "__main__":
    main()
