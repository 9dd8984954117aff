"""A MkDocs hook: pages of code, the table of companies as a file, the package of workbooks, ways inside the site."""

import re
from typing import Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from explainers.calculators.registry import CALCULATORS
from publish.listing import page_text
from publish.package import PLACE, wheel_name
from publish.story_tables import COMPANIES_FILE, companies_csv

MARK = "\ufeff"  # by it a spreadsheet knows that a file is UTF-8; lists.mjs and download.mjs get theirs from save.mjs
LINK = re.compile(r'href="(code|page):([^"#]*)(#[^"]*)?"')


def on_files(files: Any, config: Any) -> Any:
    """Add the pages and the file."""
    language = str(config.theme["language"])
    for slug in CALCULATORS:
        page = File.generated(
            config, f"code/{slug}.md", content=page_text(slug, language), inclusion=InclusionLevel.NOT_IN_NAV
        )
        files.append(page)
    files.append(File.generated(config, COMPANIES_FILE, content=MARK + companies_csv(language)))
    return files


def on_page_context(context: Any, **_: Any) -> Any:
    """Tell a workbook's page what the package is called that it needs."""
    context["package"], context["package_place"] = wheel_name(), PLACE
    return context


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Resolve links that blocks write as `code:<slug>` or `page:<address>`, because they do not know their page."""

    def resolved(match: re.Match[str]) -> str:
        kind, target, anchor = match[1], match[2], match[3] or ""
        address = f"code/{target}/" if kind == "code" else target
        way = "" if address == page.url and anchor else get_relative_url(address or "./", page.url)
        return f'href="{way}{anchor}"'

    return LINK.sub(resolved, html)
