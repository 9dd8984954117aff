"""Scrolling: what is wider than a phone scrolls inside its own box, by finger and by key, also without scripts."""

import re

from publish.steps.finish.site import Page, Site

BOXED = re.compile(r'( class="cl-scroll">)<table>')  # of an explainer: in a box, with a name of its own
PLAIN = re.compile(r"<table>(.*?)</table>", re.S)
CODE = re.compile(r"(<pre>(?:<span></span>)?)<code>")
ALIGNED = re.compile(r"<(t[hd]) style=\"text-align: (left|center|right);?\">")
SIDES = {"left": "start", "center": "center", "right": "end"}
LABELS = {"en": "Table", "ja": "表"}


def contain(site: Site) -> None:
    """Contain each code block, and each table that Markdown made (those have no attributes)."""
    site.edit(contained)


def contained(page: Page) -> str:
    """The page's text with its plain tables in boxes and its code blocks reachable by key."""
    label = LABELS.get(page.lang, LABELS["en"])
    box = f'<div class="cl-scroll" role="group" aria-label="{label}" tabindex="0"><table class="cl-table">'
    text = BOXED.sub(r'\1<table class="cl-table">', page.text)
    text = PLAIN.sub(lambda match: f"{box}{match[1]}</table></div>", text)
    text = CODE.sub(r'\1<code tabindex="0">', text)
    # The policy forbids style attributes; the style sheet knows the same by a data attribute.
    return ALIGNED.sub(lambda match: f'<{match[1]} data-align="{SIDES[match[2]]}">', text)
