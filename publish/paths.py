"""Folders of the build."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
WEB = ROOT / "publish" / "web"
DOCS = ROOT / "docs"
TOOLS = Path(sys.prefix) / "pyodide"  # requirements-pyodide.txt, for the Python inside Pyodide


def text_bytes(path: Path) -> bytes:
    """A text of the project with the line ends of the repository, whatever a checkout made of them."""
    return path.read_bytes().replace(b"\r\n", b"\n")
