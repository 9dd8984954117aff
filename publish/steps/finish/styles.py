"""Styles: of Material's style sheets only what a page of this site can ever match, under a name that fits the bytes.

A rule goes when its selector needs a class, an id or an attribute's value that stands in no page and in no script.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from publish.steps.finish.site import Site

FOLDER = Path("assets", "stylesheets")
WORD = re.compile(r"[A-Za-z_][\w-]*")
PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\((?:[^()\"'\\]|\\.)*\)|/\*.*?\*/|[{};]", re.S)
GROUP = re.compile(r"@(?:media|supports|layer|container)\b")
EXCEPT = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
NEEDED = re.compile(r"[.#]([A-Za-z_](?:[\w-]|\\.)*)|\[[\w-]+=\"?([A-Za-z_][\w-]*)\"?\]")
COMMA = re.compile(r",(?![^(\[]*[)\]])")
OWN_PROPERTY = re.compile(r"(--[\w-]+)\s*:")
USED_PROPERTY = re.compile(r"(?:var\(\s*|[\"'`])(--[\w-]+)")


class Words:
    """Every word of the site's pages and scripts; a word that ends in "-" may be the beginning of others."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.known: set[str] = set()
        self.properties: set[str] = set()
        for text in texts:
            self.known.update(WORD.findall(text))
            self.properties.update(USED_PROPERTY.findall(text))
        self.beginnings = tuple(word for word in self.known if word.endswith("-") and len(word) > len("md-"))

    def has(self, word: str) -> bool:
        """Whether some page or script can name this."""
        return word in self.known or word.startswith(self.beginnings)


def trim(site: Site) -> None:
    """Rewrite Material's style sheets and rename them in every page."""
    assets = site.folder / "assets"
    others = [path for name in ("javascripts/*.js", "app-*/*.js", "app-*/*.css") for path in assets.glob(name)]
    found = Words(iter([*(page.text for page in site.pages), *(path.read_text(encoding="utf-8") for path in others)]))
    paths = sorted((site.folder / FOLDER).glob("*.css"))
    for path, text in zip(paths, trimmed([path.read_text(encoding="utf-8") for path in paths], found), strict=True):
        name = f"{path.name.split('.')[0]}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.css"
        path.unlink()
        path.with_name(name).write_text(text, encoding="utf-8", newline="\n")
        for page in site.pages:
            page.text = page.text.replace(f"stylesheets/{path.name}", f"stylesheets/{name}")


def trimmed(sheets: list[str], found: Words) -> list[str]:
    """Style sheets of one page without rules that match nothing and without properties that none of them reads."""
    sheets = ["".join(_kept(iter(_blocks(text)), found)) for text in sheets]
    while True:
        read = found.properties.union(*(USED_PROPERTY.findall(text) for text in sheets))
        shorter = ["".join(_without_properties(text, read)) for text in sheets]
        if shorter == sheets:
            return sheets
        sheets = shorter


def _blocks(text: str) -> list[str]:
    """Pieces of a style sheet, each ending in "{", "}" or ";"; strings and addresses stay whole."""
    pieces, begun = [], 0
    for match in PIECE.finditer(text):
        if match[0] in "{};":
            pieces.append(text[begun : match.end()])
            begun = match.end()
    return [*pieces, text[begun:]]


def _kept(pieces: Iterator[str], found: Words) -> Iterator[str]:
    """The rules of one level that can match, with the groups that hold one."""
    for piece in pieces:
        if not piece.endswith("{"):
            yield piece
            if piece.endswith("}"):
                return
        elif GROUP.match(piece.lstrip()):
            inner = "".join(_kept(pieces, found))
            if inner.strip() != "}":
                yield piece + inner
        elif piece.lstrip().startswith("@"):
            yield piece + "".join(_level(pieces))
        else:
            body = "".join(_level(pieces))
            selectors = [one for one in COMMA.split(piece[:-1]) if _can_match(one, found)]
            if selectors:
                yield ",".join(selectors) + "{" + body


def _level(pieces: Iterator[str]) -> Iterator[str]:
    """Everything up to the bracket that closes this level."""
    depth = 1
    while depth:
        piece = next(pieces)
        depth += piece.endswith("{") - piece.endswith("}")
        yield piece


def _can_match(selector: str, found: Words) -> bool:
    plain = EXCEPT.sub("", selector)
    return all(found.has((name or value).replace("\\", "")) for name, value in NEEDED.findall(plain))


def _without_properties(css: str, read: set[str]) -> Iterator[str]:
    """The style sheet without own properties that are set and never read; a rule that is empty then goes as well."""
    head = ""
    for whole in _blocks(css):
        own = OWN_PROPERTY.match(whole.lstrip())
        goes = own and own[1] not in read and not whole.endswith("{")
        piece = whole if not goes else "}" if whole.endswith("}") else ""
        if piece.endswith("{"):
            yield head
            head = piece
        elif piece == "}" and head and not head.lstrip().startswith("@"):
            head = ""
        else:
            yield head + piece
            head = ""
    yield head
