"""Works: everything that the site passes on, with licence, notice, text, source and the files that hold it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from publish.rights.bundled import in_app, in_material
from publish.rights.texts import HERE, interpreter_copyright, text_of, version_of

OWN = "own"


@dataclass(frozen=True, slots=True)
class Work:
    """One work. `files` are patterns of names in the site, `inside` is the work that carries it."""

    id: str
    name: str
    version: str
    licence: str
    copyright: tuple[str, ...]
    texts: tuple[str, ...]
    source: str
    changed: str
    files: tuple[str, ...]
    inside: str = ""
    seen: str = ""

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}".strip()


@cache
def works() -> tuple[Work, ...]:
    """All works: those of works.toml in their order, then what the bundler put into the app.

    Raises PublishError if a text is missing, or if the theme's script carries a package that is not named.
    """
    records = tomllib.loads((HERE / "works.toml").read_text(encoding="utf-8"))["work"]
    in_material({str(record["package"]) for record in records if "package" in record})
    named = [_work(record) for record in records]
    bundled = [
        Work(
            f"npm-{one.name}", one.name, one.version, one.licence, one.copyright, one.texts, one.source,
            "bundled", one.files,
        )
        for one in in_app()
    ]  # fmt: skip
    return (*named, *bundled)


def makers_of(name: str) -> list[Work]:
    """The works that a file of the site is made of; empty if nobody is named for it."""
    return [work for work in works() if any(fnmatchcase(name, pattern) for pattern in work.files)]


def licence_of(name: str) -> dict[str, str]:
    """Licence and origin of a file of the site, for the manifest."""
    makers = makers_of(name)
    return {
        "licence": " AND ".join(dict.fromkeys(_bracketed(work.licence) for work in makers)),
        "origin": "; ".join(dict.fromkeys(work.title for work in makers)),
    }


def notice() -> str:
    """LICENCES.txt: each work with its notice and licence, and each licence text once."""
    texts = list(dict.fromkeys(text for work in works() for text in work.texts))
    numbers = {text: number for number, text in enumerate(texts, 1)}
    parts = [HEAD]
    for work in works():
        lines = [work.title, *work.copyright, f"Licence: {work.licence}"]
        lines += [f"Source: {work.source}"] if work.source else []
        lines.append("Text: " + ", ".join(f"[{numbers[text]}]" for text in work.texts))
        parts.append("\n".join(lines))
    parts += [f"{'=' * 78}\n[{numbers[text]}]\n\n{text}" for text in texts]
    return "\n\n".join(parts) + "\n"


HEAD = """\
Copyright notices and licences of everything that this site passes on

Each work is named with its version, its copyright notice, its licence and the place of its source; the full texts
of the licences follow below, by the numbers in square brackets. For works under MPL-2.0 the source code of exactly
this form is at the address given; what the site changes about them is said on its page "Licences"."""


def _work(record: dict[str, Any]) -> Work:
    version = version_of(str(record["version"]))
    lines = [interpreter_copyright() if line == "wasm:copyright" else str(line) for line in record["copyright"]]
    return Work(
        record["id"], record["name"], version, record["licence"], tuple(lines),
        tuple(text_of(address) for address in record["texts"]), record["source"].format(version=version),
        record["changed"], tuple(record["files"]), record.get("inside", ""), record.get("seen", ""),
    )  # fmt: skip


def _bracketed(licence: str) -> str:
    return f"({licence})" if " OR " in licence else licence
