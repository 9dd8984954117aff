"""The site's files as files: the same bytes from every checkout, and readable for everybody."""

from pathlib import Path

COPIED_TEXTS = {".css", ".ipynb", ".js", ".mjs", ".svg", ".txt"}  # MkDocs copies them as they lie


def unify_line_ends(folder: Path) -> None:
    """Give copied texts the line ends of the repository, whatever the checkout made of them."""
    for path in folder.rglob("*"):
        if path.suffix in COPIED_TEXTS and b"\r\n" in (content := path.read_bytes()):
            path.write_bytes(content.replace(b"\r\n", b"\n"))


def open_to_all(folder: Path) -> None:
    """Let everybody read the site, whatever the builder's mask and the packages' own modes are."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
