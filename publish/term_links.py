"""Markdown: the first use of a glossary term on a page becomes a link to its entry, with the meaning as its title.

Only running prose is marked, once a term and page, and never where the page itself explains the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from publish.glossary import known_forms, pattern, terms
from publish.places import way

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NO_PROSE = {"a", "code", "pre", "kbd", "math", "table", "figure", "summary", "script", "style"}
_EVERY_ARTICLE = {"how", "limits", "meaning"}  # anchors that do not tell which page this is
_NO_PROSE_CLASSES = {"arithmatex", "cl-cards", "cl-hero", "cl-cell"}  # a card is one link as a whole


class TermLinks(Treeprocessor):
    """Runs when headings have their ids; addresses are written as `page:...`, as the page's own is not known here."""

    def __init__(self, md: Markdown, language: str, page: str) -> None:
        super().__init__(md)
        self.language, self.page = language, page

    def run(self, root: Element) -> None:
        """Mark one page."""
        self.seen: set[str] = set()
        self.section = ""
        self._inside(root)

    def _inside(self, element: Element) -> None:
        if element.tag in _HEADINGS:
            self.section = element.get("id", "")
        elif element.tag == "strong":
            # a word in bold is being introduced
            self.seen.update(identity for identity, _ in self._found("".join(element.itertext())))
        elif element.tag not in _NO_PROSE and not _NO_PROSE_CLASSES & set(element.get("class", "").split()):
            children = list(element)
            element.text, links = self._marked(element.text or "")
            element[:0] = links
            for child in children:
                self._inside(child)
                child.tail, links = self._marked(child.tail or "")
                at = list(element).index(child) + 1
                element[at:at] = links

    def _marked(self, text: str) -> tuple[str, list[Element]]:
        """What stays text, and the links after it, each with the text that follows it."""
        words = [(identity, match) for identity, match in self._found(text) if self._wanted(identity)]
        ends = [*(match.start() for _, match in words), len(text)]
        links = []
        for (identity, match), end in zip(words, ends[1:], strict=True):
            link = Element("a", {"class": "cl-term", "href": way(self.page, f"term-{identity}")})
            link.set("title", terms()[identity][f"text_{self.language}"])
            link.text, link.tail = match[0], text[match.end() : end]
            links.append(link)
        return text[: ends[0]], links

    def _wanted(self, identity: str) -> bool:
        if identity in self.seen:
            return False
        self.seen.add(identity)
        explained = str(terms()[identity]["see"]).split("#")[1]
        return explained != self.section or explained in _EVERY_ARTICLE

    def _found(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        known = known_forms(self.language)
        return ((known[" ".join(match[0].split())], match) for match in pattern(self.language).finditer(text))
