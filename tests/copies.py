"""Copies of the project at other places: what a clone holds, and nothing that a build or a set-up made."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = {".venv", "node_modules", ".cache", "build", "site", ".git"}
SET_UP = (".venv", "node_modules")


def copy_of_project(folder: Path, *, crlf: bool = False) -> Path:
    """The project's own files in a new folder, with the line ends of Windows if asked."""

    def made(where: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "__pycache__" or (Path(where) == ROOT and name in MADE)}

    shutil.copytree(ROOT, folder, ignore=made)
    if crlf:
        for path in folder.rglob("*"):
            if path.is_file() and b"\0" not in (content := path.read_bytes()):
                path.write_bytes(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return folder


def set_up_copy(folder: Path) -> Path:
    """A copy in which dev.py finds everything installed: the packages are those of this checkout."""
    copy_of_project(folder)
    for name in SET_UP:
        (folder / name).symlink_to(ROOT / name)
    (folder / ".cache").mkdir()
    (folder / ".cache" / "wheels").symlink_to(ROOT / ".cache" / "wheels")
    return folder
