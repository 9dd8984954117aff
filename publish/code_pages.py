"""A MkDocs hook: a page for the code of each explainer, code/<slug>/, and the way there from where it is embedded."""

import re
from typing import Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from explainers.calculators.registry import CALCULATORS
from publish.listing import page_text

LINK = re.compile(r'href="code:([a-z0-9-]+)"')


def on_files(files: Any, config: Any) -> Any:
    """Add the pages."""
    language = str(config.theme["language"])
    for slug in CALCULATORS:
        page = File.generated(
            config, f"code/{slug}.md", content=page_text(slug, language), inclusion=InclusionLevel.NOT_IN_NAV
        )
        files.append(page)
    return files


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Resolve the links to them, which an explainer writes as `code:<slug>` because it does not know its page."""
    return LINK.sub(lambda match: f'href="{get_relative_url(f"code/{match[1]}/", page.url)}"', html)
