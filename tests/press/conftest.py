"""Markdown of one page in, HTML out."""

from __future__ import annotations

from collections.abc import Callable

import markdown
import pytest

Convert = Callable[..., str]


@pytest.fixture(scope="session")
def convert() -> Convert:
    def convert_page(text: str, language: str = "en") -> str:
        extensions = ["tables", "md_in_html", "attr_list", "pymdownx.superfences", "publish.markdown"]
        return str(
            markdown.markdown(text, extensions=extensions, extension_configs={"publish.markdown": {"lang": language}})
        )

    return convert_page


ConvertWithTerms = Callable[..., str]


@pytest.fixture(scope="session")
def convert_with_terms() -> ConvertWithTerms:
    """As the site converts a page, glossary terms included."""

    def convert_page(text: str, language: str, *, glossary: str = "glossary.md") -> str:
        extensions = ["tables", "md_in_html", "attr_list", "toc", "pymdownx.arithmatex", "publish.markdown"]
        options = {"lang": language, "glossary": glossary}
        return str(markdown.markdown(text, extensions=extensions, extension_configs={"publish.markdown": options}))

    return convert_page
