"""Digests: SHA256SUMS, the SHA-256 of every file of the site, as `sha256sum --check` reads it."""

import hashlib

from publish.steps.finish.site import Site

NAME = "SHA256SUMS"


def write(site: Site) -> None:
    """List every file but the list itself; nothing may be written after it."""
    lines = []
    for path in sorted(site.folder.rglob("*"), key=lambda path: path.relative_to(site.folder).as_posix()):
        name = path.relative_to(site.folder).as_posix()
        if path.is_file() and name != NAME:
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}")
    (site.folder / NAME).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
