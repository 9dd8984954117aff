"""Convert pages whose words and records all end in markup, and print what of it became markup."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

import markdown
import yaml

from explainers.base import sources
from explainers.calculators.registry import CALCULATORS
from explainers.words import words
from publish.islands import ui_words
from publish.paths import ROOT
from publish.press_words import press_words
from publish.safety.markup import findings
from publish.safety.vouched import vouched

POISON = '"><img src=x onerror=alert(1)>'
# names by which records refer to each other, units and dates: whoever looks them up would find nothing
NAME = re.compile(r"[A-Za-z0-9._:/%-]*")
KEYS = {"section", "headline"}
PAGES = """
articles/mesh-fact-by-fact claims sources assumptions glossary errata how-we-know paths/one-hour
"""


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without its tags."""


_Loader.add_multi_constructor("!", lambda *_: "")


def poison(table: Any) -> int:
    """Put markup behind every text of a table, in place; answers how many there were."""
    items: Iterator[tuple[Any, Any]] = iter(list(table.items()) if isinstance(table, dict) else list(enumerate(table)))
    count = 0
    for key, value in items:
        if isinstance(value, (dict, list)):
            count += poison(value)
        elif isinstance(value, str) and not NAME.fullmatch(value) and key not in KEYS:
            table[key] = value + POISON
            count += 1
    return count


def main() -> None:
    """Poison, convert, report."""
    tables = [words(name, "en") for name in ("common", *CALCULATORS)]
    tables += [ui_words("en"), press_words("en")] if "blocks" in sys.argv else []
    records = (sources.sources, sources.facts, sources.assumptions, sources.claims, sources.sentences,
               sources.companies, sources.table_rows, sources.planned)  # fmt: skip
    count = sum(map(poison, tables)) + sum(poison(one) for table in records for one in table().values())
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)["markdown_extensions"]  # noqa: S506
    converter = markdown.Markdown(extensions=list(settings), extension_configs=settings)
    html = ""
    for page in PAGES.split():
        html += str(converter.reset().convert((ROOT / "docs" / "en" / f"{page}.md").read_text(encoding="utf-8")))
    refused = [one.what for one in findings(html, data=vouched()) if "holds a tag" not in one.what]
    print(json.dumps({"count": count, "escaped": html.count("&lt;img src=x onerror"), "refused": refused[:3]}))


if __name__ == "__main__":
    main()
