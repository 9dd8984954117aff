"""Files of docs/: which kinds may be published, and what must not be inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from publish.safety.elements import elements

PICTURES = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".gif": b"GIF8",
    ".webp": b"RIFF",
}
PAGES = {".md", ".ipynb"}
MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.S | re.M)
KEYS = {"title", "description", "date", "updated", "hide"}
SVG = "http://www.w3.org/2000/svg"


def file_problems(path: Path) -> Iterator[tuple[int, str]]:
    """Line and fault of a file that would be published; nothing if it may be."""
    kind = path.suffix.lower()
    if path.is_symlink():
        yield 1, "is a link to another file"
    elif kind == ".md":
        yield from _front_matter(path.read_text(encoding="utf-8"))
    elif kind == ".svg":
        yield from _drawing(path.read_bytes())
    elif kind in PICTURES:
        if not path.read_bytes().startswith(PICTURES[kind]):
            yield 1, f"is no picture of the kind {kind}"
    elif kind not in PAGES:
        allowed = ", ".join(sorted({*PAGES, *PICTURES, ".svg"}))
        yield 1, f"a file of the kind {kind or path.name!r} is not published; allowed are {allowed}"


def _front_matter(text: str) -> Iterator[tuple[int, str]]:
    """Of a page's head only what this site reads, and no markup in it."""
    found = MATTER.match(text)
    for number, line in enumerate(found[1].splitlines() if found else (), 2):
        key = re.match(r"([^\s:#-][^:]*):", line)
        if key and key[1].strip() not in KEYS:
            yield (
                number,
                f"the front matter's {key[1].strip()!r} is not read here; allowed are {', '.join(sorted(KEYS))}",
            )
        if re.search(r"<|>|&(?:#|lt|gt)|\\[xuU]|!!", line):
            yield number, "markup in the front matter"


def _drawing(content: bytes) -> Iterator[tuple[int, str]]:
    """An SVG file opens as a page of its own, without this site's policy: it may draw and nothing else."""
    found: list[tuple[int, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def note(what: str) -> None:
        found.append((parser.CurrentLineNumber, what))

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if space != SVG or tag not in elements("file"):
            note(f"the element <{tag}> is not allowed in a drawing")
        for full, value in attributes.items():
            attribute = full.rpartition(" ")[2]
            if attribute.lower().startswith("on"):
                note(f"the event handler {attribute} is not allowed")
            elif attribute in ("href", "src", "base") and not value.startswith("#"):
                note(f"<{tag}> would load {value!r}")
            elif re.search(r"url\(\s*['\"]?(?!#)|@import|javascript:|\\", value, re.I):
                note(f"the attribute {attribute} of <{tag}> would load {value!r}")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = lambda *_: note("a document type is not allowed in a drawing")
    parser.ProcessingInstructionHandler = lambda target, _: note(f"<?{target}?> is not allowed in a drawing")
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        found.append((error.lineno, f"is no well-formed drawing: {expat.errors.messages[error.code]}"))
    yield from found
