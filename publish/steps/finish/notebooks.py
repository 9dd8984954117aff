"""Notebook pages: code cells marked up as every other code block, and nothing that changes from build to build."""

import re

from publish.steps.finish.site import Page, Site

CELL_ID = re.compile(r" id=\"cell-id=[^\"]*\"")
COPY_SOURCE = re.compile(r"\s*<div class=\"clipboard-copy-txt\"[^>]*>.*?</div>", re.S)
# The plugin adds its style sheet after the last cell, where Markdown takes it for a block of code.
STRAY_STYLE = re.compile(
    r"<div class=\"highlight\"><pre>(?:<span></span>)?<code>\s*&lt;style&gt;.*?&lt;/style&gt;\s*</code></pre></div>",
    re.S,
)
# Markdown makes a paragraph of the notebook's two closing tags.
CLOSING = re.compile(r"<p>(</div>\s*</div>)</p>")
CODE = re.compile(r"<div class=\"highlight-ipynb hl-(\w+)\s*\">\s*<pre>(?:<span></span>)?(.*?)\n?</pre>\s*</div>", re.S)


def clean(site: Site) -> None:
    """Clean every page that carries a notebook."""
    site.edit(cleaned)


def cleaned(page: Page) -> str:
    """The page's text without cell ids and hidden copies of the source."""
    if "jupyter-wrapper" not in page.text:
        return page.text
    text = page.text
    for unwanted in (CELL_ID, COPY_SOURCE, STRAY_STYLE):
        text = unwanted.sub("", text)
    text = CLOSING.sub(r"\1", text)
    text = text.replace('<div class="jp-Cell-inputWrapper" tabindex="0">', '<div class="jp-Cell-inputWrapper">')
    return CODE.sub(r'<div class="highlight language-\1"><pre><code>\2</code></pre></div>', text)
