"""One Python-Markdown extension: explainer fences, computed values, citations, glossary terms, and blocks."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from publish.blocks import BLOCKS
from publish.citations import MARK
from publish.page import Page
from publish.press_words import press_words
from publish.reading import ARTICLE, minutes
from publish.safety.vouched import vouch
from publish.site_blocks import SITE_BLOCKS
from publish.term_links import TermLinks
from publish.values import NO_BREAK_SPACE, replace_values

_MAKERS = BLOCKS | SITE_BLOCKS
_FENCE = re.compile(r"^( *)(`{3,}|~{3,})\s*([a-z-]*)[^\n]*$")
_INLINE_CODE = re.compile(r"(`+[^`]+`+)")
# a number and its unit stay on one line
_UNITS = r"ns/m|ns|µs|ms|s|km|mm|m|[GT]b/s|[kM]i?B|B|bit|%|[kM]?W|GHz|GBd|dBm?(?:/k?m)?|pJ/bit|mV"
_UNIT_SPACE = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![A-Za-z]))")


class PressExtension(Extension):
    """Configured with the language of the site it serves."""

    def __init__(self, **options: Any) -> None:
        self.config = {"lang": ["en", "language of the page"], "glossary": ["", "page that explains terms, if any"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the parts; after whitespace is normal (30), before superfences (25) takes our fences for code."""
        page = Page(str(self.getConfig("lang")))
        md.registerExtension(page)
        md.preprocessors.register(_Reading(md, page), "cl-reading", 28)
        md.preprocessors.register(_Fences(md, page), "cl-fences", 27)
        md.inlinePatterns.register(_Cite(MARK.pattern, md, page), "cl-cite", 185)
        if glossary := str(self.getConfig("glossary")):
            # after headings have their ids (5), before MkDocs looks at addresses (0)
            md.treeprocessors.register(TermLinks(md, page.language, glossary), "cl-terms", 3)
        md.postprocessors.register(_Sources(md, page), "cl-sources", 1)


class _Reading(Preprocessor):
    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, lines: list[str]) -> list[str]:
        text, language = "\n".join(lines), self.page.language
        title = next((place for place, line in enumerate(lines, 1) if line.startswith("# ")), None)
        if title is None or not ARTICLE.search(text):
            return lines
        said = press_words(language)["reading"].format(n=minutes(text, language))
        note = self.md.htmlStash.store(f'<p class="cl-reading" data-pagefind-ignore>{said}</p>')
        return [*lines[:title], "", note, "", *lines[title:]]


class _Fences(Preprocessor):
    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, lines: list[str]) -> list[str]:
        done: list[str] = []
        rest = iter(lines)
        for line in rest:
            fence = _FENCE.match(line)
            if not fence:
                done.append(_outside_code(line))
                continue
            body = []
            for inner in rest:
                if inner.strip() == fence[2]:
                    break
                body.append(inner)
            done.extend(self._block(line, fence, body))
        return done

    def _block(self, opening: str, fence: re.Match[str], body: list[str]) -> list[str]:
        indent, ticks, kind = fence.groups()
        if kind not in _MAKERS:
            return [opening, *body, indent + ticks]  # a real code block
        text = "\n".join(replace_values(line, plain=True) for line in body)
        made = _MAKERS[kind](text, self.page)
        return ["", indent + self.md.htmlStash.store(vouch(made)), ""]


def _outside_code(line: str) -> str:
    pieces = _INLINE_CODE.split(line)
    return "".join(piece if index % 2 else _prose(piece) for index, piece in enumerate(pieces))


def _prose(text: str) -> str:
    return _UNIT_SPACE.sub(NO_BREAK_SPACE, replace_values(text))


class _Cite(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, page: Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | Element, int, int]:  # noqa: ARG002, N802
        return self.md.htmlStash.store(self.page.citations.link(m[1])), m.start(0), m.end(0)


class _Sources(Postprocessor):
    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, text: str) -> str:
        return self.page.citations.fill(text)


def makeExtension(**options: Any) -> PressExtension:  # noqa: N802 - Python-Markdown's name
    """Entry point that `markdown_extensions: publish.markdown` looks for."""
    return PressExtension(**options)
