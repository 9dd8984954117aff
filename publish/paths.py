"""Folders of the build."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
WEB = ROOT / "publish" / "web"
DOCS = ROOT / "docs"


def text_bytes(path: Path) -> bytes:
    """A text of the project with the line ends of the repository, whatever a checkout made of them."""
    return path.read_bytes().replace(b"\r\n", b"\n")
