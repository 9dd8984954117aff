"""Where the pages of a language tell a claim or show an explainer, read from their sources; and the way there."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from publish.documents import address, document, documents, title
from publish.errors import PublishError
from publish.press_words import press_words

LEDGER = "claims.md"
_HOME = "index.md"
_FENCE = re.compile(r"^```(verdicts|explainer)\n(.*?)^```[ \t]*$", re.M | re.S)


@dataclass(frozen=True)
class Place:
    """A page: its path inside docs/<language>/, its title, the claims it tells, the explainers it shows."""

    path: str
    title: str
    claims: tuple[str, ...]
    explainers: tuple[str, ...]

    @property
    def name(self) -> str:
        """What an address calls it: the last part of its own, "home" for the first page."""
        return "home" if self.path == _HOME else self.path.removesuffix("/index.md").removesuffix(".md").split("/")[-1]

    def link(self, anchor: str = "", text: str = "") -> str:
        """A link to it that says its title, or another text."""
        return f'<a href="{way(self.path, anchor)}">{html.escape(text or self.title)}</a>'


def way(path: str, anchor: str = "") -> str:
    """The address of a page (or file) for a block, which does not know its own page: the hook turns it into a way."""
    return html.escape(f"page:{address(path)}" + (f"#{anchor}" if anchor else ""))


@cache
def places(language: str) -> tuple[Place, ...]:
    """Every written page, the home page first."""
    written = (path for path in documents(language) if path.endswith(".md"))
    return tuple(_read(path, language) for path in sorted(written, key=lambda path: (path != _HOME, path)))


def _read(path: str, language: str) -> Place:
    fences: dict[str, list[str]] = {"verdicts": [], "explainer": []}
    for kind, body in _FENCE.findall(document(path, language)):
        fences[kind] += body.split() if kind == "verdicts" else body.split()[:1]
    name = press_words(language)["home"] if path == _HOME else title(path, language)
    return Place(path, name, tuple(fences["verdicts"]), tuple(fences["explainer"]))


def told_in(claims: set[str], language: str) -> list[Place]:
    """Pages that tell one of these claims."""
    return [place for place in places(language) if claims & set(place.claims)]


def place_of(path: str, language: str) -> Place:
    """The page at a path.

    Raises PublishError if there is none.
    """
    for place in places(language):
        if place.path == path:
            return place
    raise PublishError(f"no such page: {path}")


def shown_in(slug: str, language: str) -> Place | None:
    """The page that an explainer belongs to: where it stands first, or else stands at all; the home page comes last."""
    found = [place for place in (*places(language)[1:], places(language)[0]) if slug in place.explainers]
    return min(found, key=lambda place: (place.path == _HOME, place.explainers.index(slug)), default=None)
