"""The package of the models, as whoever takes a workbook home installs it."""

from __future__ import annotations

import tomllib

from publish.paths import ROOT

PLACE = "assets/python"  # in the site


def wheel_name() -> str:
    """Name of the wheel's file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['name']}-{project['version']}-py3-none-any.whl"
