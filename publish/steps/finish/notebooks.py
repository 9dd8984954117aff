"""Notebook pages: code cells marked up as every other code block, and nothing that changes from build to build."""

import re

from publish.steps.finish.site import Page, Site

CELL_ID = re.compile(r" id=\"cell-id=[^\"]*\"")
COPY_SOURCE = re.compile(r"\s*<div class=\"clipboard-copy-txt\"[^>]*>.*?</div>", re.S)
CODE = re.compile(r"<div class=\"highlight-ipynb hl-(\w+)\s*\">\s*<pre>(?:<span></span>)?(.*?)\n?</pre>\s*</div>", re.S)


def clean(site: Site) -> None:
    """Clean every page that carries a notebook."""
    site.edit(cleaned)


def cleaned(page: Page) -> str:
    """The page's text without cell ids and hidden copies of the source."""
    if "jupyter-wrapper" not in page.text:
        return page.text
    text = COPY_SOURCE.sub("", CELL_ID.sub("", page.text))
    text = text.replace('<div class="jp-Cell-inputWrapper" tabindex="0">', '<div class="jp-Cell-inputWrapper">')
    return CODE.sub(r'<div class="highlight language-\1"><pre><code tabindex="0">\2</code></pre></div>', text)
