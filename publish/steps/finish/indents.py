"""Indents: the theme's templates are indented for whoever reads them; a page need not carry that."""

import re

from publish.steps.finish.site import Site

# head, header and footer hold no text whose blanks count; scripts, whose bytes the policy knows, stay as they are
FRAME = re.compile(r"<(head|header|footer)\b(?:(?!<script|</\1>).)*", re.S)
INDENT = re.compile(r"[ \t]*\n\s*")


def drop(site: Site) -> None:
    """Keep one line end where there were blanks and several."""
    site.edit(lambda page: FRAME.sub(lambda match: INDENT.sub("\n", match[0]), page.text))
