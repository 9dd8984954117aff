"""Folders of the build."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
WEB = ROOT / "publish" / "web"
DOCS = ROOT / "docs"
