"""A MkDocs hook: a page for the code of each explainer, code/<slug>/, and links of HTML that does not know its page."""

import re
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from explainers.calculators.registry import CALCULATORS
from publish.listing import page_text

CODE = re.compile(r'href="code:([a-z0-9-]+)"')
PAGE = re.compile(r'href="page:([^"#]+)(#[^"]+)?"')


def on_files(files: Any, config: Any) -> Any:
    """Add the pages."""
    language = str(config.theme["language"])
    for slug in CALCULATORS:
        page = File.generated(
            config, f"code/{slug}.md", content=page_text(slug, language), inclusion=InclusionLevel.NOT_IN_NAV
        )
        files.append(page)
    return files


def on_page_content(html: str, page: Any, files: Any, **_: Any) -> str:
    """Resolve `code:<slug>` of explainers and `page:<file>#<anchor>` of the glossary and its terms."""

    def to_page(match: re.Match[str]) -> str:
        file = files.get_file_from_path(match[1])
        if file is None:
            raise PluginError(f"{page.file.src_uri}: links to {match[1]}, which is not there")
        return f'href="{get_relative_url(file.url, page.url)}{match[2] or ""}"'

    html = CODE.sub(lambda match: f'href="{get_relative_url(f"code/{match[1]}/", page.url)}"', html)
    return PAGE.sub(to_page, html)
