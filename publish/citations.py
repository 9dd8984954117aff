"""Citations of one page: `[@id]` marks in the text, one numbered list at the end."""

from __future__ import annotations

import html
import re

from publish.errors import PublishError
from publish.islands import ui_words
from publish.origins import origin

MARK = re.compile(r"\[@([a-zA-Z0-9:_-]+)\]")
_PLACE = '<div data-cl-sources="place"></div>'


class Citations:
    """Numbers in the order of first use."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.numbers: dict[str, int] = {}
        self.placed = False

    def link(self, identity: str) -> str:
        """The mark of one citation; raises PublishError for an unknown id."""
        found = origin(identity, self.language)
        number = self.numbers.setdefault(identity, len(self.numbers) + 1)
        label = html.escape(found.get("title") or found["text"])
        return f'<a class="cl-cite" href="#cite-{number}" title="{label}">[{number}]</a>'

    def mark(self, text: str) -> str:
        """Text with its `[@id]` marks as links."""
        return MARK.sub(lambda match: self.link(match[1]), text)

    def place(self) -> str:
        """Where the list will stand."""
        self.placed = True
        return _PLACE

    def fill(self, page: str) -> str:
        """The finished page with its list; raises PublishError when a page cites and has no list."""
        if not self.numbers:
            return page.replace(_PLACE, "")
        if not self.placed:
            raise PublishError("the page cites but has no ```sources``` block")
        return page.replace(_PLACE, self._list())

    def _list(self) -> str:
        items = "".join(self._item(identity, number) for identity, number in self.numbers.items())
        return f'<ol class="cl-sources">{items}</ol>'

    def _item(self, identity: str, number: int) -> str:
        return f'<li id="cite-{number}">{stated(identity, self.language)}</li>'


def stated(identity: str, language: str) -> str:
    """What a source, fact or assumption says, with how well it is known, its page, its date and its weakness."""
    found, ui = origin(identity, language), ui_words(language)
    parts = [f'<span class="cl-badge" data-kind="{found["badge"]}">{ui[found["badge"]]}</span>']
    if found["text"]:
        parts.append(html.escape(found["text"]))
    if found.get("title"):
        title = html.escape(found["title"])
        address = html.escape(found["url"])
        linked = f'<a href="{address}" rel="noopener">{title}</a>' if address else title
        parts.append(f"<cite>{linked}</cite>, {html.escape(found['publisher'])}.")
    if found["as_of"]:
        parts.append(f"<small>{ui['as_of'].format(date=found['as_of'])}</small>")
    if found.get("note"):
        parts.append(f'<span class="cl-help">{html.escape(found["note"])}</span>')
    return " ".join(parts)
