"""Tables: a wide one scrolls inside its own box, by finger and by key, also without scripts."""

import re

from publish.steps.finish.site import Page, Site

PLAIN = re.compile(r"<table>(.*?)</table>", re.S)
ALIGNED = re.compile(r"<(t[hd]) style=\"text-align: (left|center|right);?\">")
SIDES = {"left": "start", "center": "center", "right": "end"}
LABELS = {"en": "Table", "ja": "表"}


def wrap(site: Site) -> None:
    """Wrap each table that Markdown made (those have no attributes)."""
    site.edit(wrapped)


def wrapped(page: Page) -> str:
    """The page's text with its plain tables in boxes."""
    label = LABELS.get(page.lang, LABELS["en"])
    box = f'<div class="cl-scroll" role="group" aria-label="{label}" tabindex="0"><table class="cl-table">'
    text = PLAIN.sub(lambda match: f"{box}{match[1]}</table></div>", page.text)
    # The policy forbids style attributes; the style sheet knows the same by a data attribute.
    return ALIGNED.sub(lambda match: f'<{match[1]} data-align="{SIDES[match[2]]}">', text)
