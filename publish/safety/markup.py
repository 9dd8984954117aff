"""What must not stand in a page: read by a parser, element by element, so that no spelling of it passes.

Elements are allowed by name, because what browsers make of an unusual one changes with its neighbours. Attributes are
refused by name, and by what their value would do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from publish.safety.elements import elements

PLAIN, DRAWN, FRAME, FORMULA = (elements(kind) for kind in ("plain", "drawn", "frame", "formula"))

# they run code, load something, send something, or turn one element into another
REFUSED = re.compile(
    r"on.*|style|src|srcset|srcdoc|imagesrcset|action|formaction|ping|poster|background|data|archive|codebase|classid|"
    r"longdesc|manifest|profile|usemap|http-equiv|is|target|attributename|values|from|to|by|begin|attributionsrc|"
    r"shadowrootmode|nonce|integrity|autofocus|contenteditable|method|enctype|.*:.*"
)
NAMES_KEPT = {"xml:lang", "xml:space"}
# only the theme may speak to Material's script
OF_THE_THEME = "data-md-"
ADDRESS = {"href", "cite"}
BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
LEADING = {"http", "https", "mailto"}
# resolved into relative addresses by the blocks' own hook
OF_BLOCKS = {"code", "page"}
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$")
ALIGNED = re.compile(r"text-align: (?:left|center|right);?$")
URL_IN_STYLE = re.compile(r"url\(\s*['\"]?(?!#)", re.I)
OPEN_TAG = re.compile(r"<[a-zA-Z/!?]")
RAW = {"script", "style"}
JSON_DATA = "application/json"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, the words to look for in the source, and how many code cells of a workbook stand before it."""

    what: str
    needles: tuple[str, ...]
    cell: int


class _Reader(HTMLParser):
    """Reads a page or a part of one and notes what it finds."""

    def __init__(self, *, whole: bool, scripts: frozenset[str], data: frozenset[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.whole, self.scripts, self.data = whole, scripts, data
        self.found: list[Finding] = []
        self.cells = 0
        self.script: dict[str, str] | None = None
        self.text = ""
        self.inline: list[str] = []
        self.title = False
        self.elements = PLAIN | DRAWN | (FRAME | FORMULA if whole else set())

    def note(self, what: str, *needles: str) -> None:
        self.found.append(Finding(what, tuple(needle for needle in needles if needle), self.cells))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        self.cells += "cl-cell" in values.get("class", "").split()
        self.title = tag == "title"
        if tag == "script":
            self.script, self.text = values, ""
            return
        if tag not in self.elements:
            self.note(f"the element <{tag}> is not allowed", f"<{tag}")
        for name, value in attrs:
            self.attribute(tag, name, value or "")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.title = False
        if tag == "script" and self.script is not None:
            self.end_of_script(self.script, self.text.strip())
            self.script = None

    def end_of_script(self, values: dict[str, str], text: str) -> None:
        """A script, once its text is known."""
        needles = (values.get("src", ""), text[:60], "<script")
        for name in values:
            if name.startswith("on"):
                self.note(f"the event handler {name} is not allowed", name)
        kind = values.get("type", "").strip().lower()
        if kind == JSON_DATA and "src" not in values:
            if not self.whole and text not in self.data:
                self.note("a script that holds data of its own is not allowed", *needles)
        elif not self.whole:
            self.note("a script is not allowed", *needles)
        elif "src" in values:
            if kind not in ("", "module") or not _is_own(values["src"]):
                self.note(f"a script would be loaded from {values['src']!r}", *needles)
        else:
            self.inline.append(self.text)
            if self.text not in self.scripts:
                self.note(f"an inline script that the theme does not have: {text[:60]!r}", *needles)

    def attribute(self, tag: str, name: str, value: str) -> None:
        """One attribute of one element."""
        if "\x00" in name + value or "<" in name:
            self.note(f"a broken attribute in <{tag}>", name)
        if REFUSED.fullmatch(name) and name not in NAMES_KEPT and not self.may_stay(tag, name, value):
            self.note(f"the attribute {name} of <{tag}> is not allowed", f"{name}={value}", value, name)
        elif name.startswith(OF_THE_THEME) and not self.whole:
            self.note(f"the attribute {name} of <{tag}> belongs to the theme", name)
        elif name in ADDRESS:
            self.address(tag, name, value)
        elif _scheme(value) in ("javascript", "vbscript"):
            self.note(f"the attribute {name} of <{tag}> holds a script", value, name)
        elif "<" in value and re.search(r"<[a-z/!?]", value, re.I):
            self.note(f"the attribute {name} of <{tag}> holds a tag", value, name)
        elif tag in DRAWN and URL_IN_STYLE.search(value):
            self.note(f"the attribute {name} of <{tag}> would load {value!r}", value, name)

    def may_stay(self, tag: str, name: str, value: str) -> bool:
        """Whether an attribute that is refused elsewhere belongs here."""
        if tag == "img" and name == "src":
            return bool(PICTURE.match(value)) or _is_own(value)
        if tag in ("td", "th") and name == "style":
            return bool(ALIGNED.match(value))
        if tag == "form" and name == "method":
            return self.whole and value == "dialog"
        return self.whole and (tag, name) in (("meta", "property"), ("form", "name"))

    def address(self, tag: str, name: str, value: str) -> None:
        """Where a link leads, or what an element loads."""
        scheme = _scheme(value)
        if tag in ("a", "blockquote", "q", "ins", "del") or (tag == "link" and self.whole):
            allowed = LEADING if self.whole else LEADING | OF_BLOCKS
            if scheme and scheme not in allowed:
                self.note(f"the address {value!r} in {name} of <{tag}> is not allowed", value, name)
        elif not (tag in DRAWN and value.startswith("#")):
            self.note(f"<{tag}> would load {value!r}", value, name)

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.text += data
        elif "\x00" in data or OPEN_TAG.search(data) or (self.title and "<" in data):
            self.note("a tag that is not closed", data[max(0, data.find("<")) :][:40], "<")

    def handle_comment(self, data: str) -> None:
        if re.search(r"[<>]|--!", data):
            self.note("a comment that holds a tag", data.strip(), "<!--")

    def handle_decl(self, decl: str) -> None:
        if not (self.whole and decl.lower() == "doctype html"):
            self.note(f"<!{decl[:30]}> is not allowed", "<!")

    def handle_pi(self, data: str) -> None:
        self.note(f"<?{data[:30]}> is not allowed", f"<?{data[:10]}", "<?")

    def unknown_decl(self, data: str) -> None:
        self.note(f"<![{data[:30]}]> is not allowed", "<![")

    def finish(self) -> None:
        """What is left over at the end is a tag without an end, which a browser would end with what follows."""
        rest = self.rawdata
        self.close()
        if OPEN_TAG.match(rest) or self.script is not None:
            self.note("a tag that is not closed", rest[:40], "<")


def findings(
    html: str, *, whole: bool = False, scripts: frozenset[str] = frozenset(), data: frozenset[str] = frozenset()
) -> list[Finding]:
    """What is wrong in a part of a page, or in a `whole` page, whose inline scripts must be among `scripts`.

    `data` are the texts of data scripts that our own blocks wrote.
    """
    reader = _Reader(whole=whole, scripts=scripts, data=data)
    reader.feed(html)
    reader.finish()
    return reader.found


def inline_scripts(html: str) -> list[str]:
    """The texts of the scripts of a page that run and have no file of their own."""
    reader = _Reader(whole=True, scripts=frozenset(), data=frozenset())
    reader.feed(html)
    reader.close()
    return reader.inline


def data_scripts(html: str) -> Iterator[str]:
    """The texts of the data scripts in HTML that our own code wrote."""
    for text in re.findall(r"<script[^>]* type=\"application/json\"[^>]*>(.*?)</script>", html, re.S):
        yield text.strip()


def _scheme(value: str) -> str:
    found = SCHEME.match(BLANK.sub("", value))
    return found[1].lower() if found else ""


def _is_own(address: str) -> bool:
    """Whether an address stays in this site whatever the page's own address is."""
    plain = BLANK.sub("", address)
    return bool(plain) and not SCHEME.match(plain) and not re.match(r"[/\\]{2}", plain)
