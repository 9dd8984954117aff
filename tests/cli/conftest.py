"""The result of a quick sweep."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.sweep.folder import Folder
from explainers.sweep.parts import part_bytes
from tests.cli.quick import PART, job


@pytest.fixture(scope="module")
def whole() -> bytes:
    return part_bytes(job(), 0)


@pytest.fixture
def out(tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished sweep of one part, called r in the folder we stand in, so that no sentence cuts its name."""
    monkeypatch.chdir(tmp_path)
    with Folder(Path("r"), job()).held():
        (tmp_path / "r" / PART).write_bytes(whole)
    return Path("r")
