"""Block "report": where an error is reported, and a text that says which page, which setting and which number."""

from __future__ import annotations

import html
import os
from urllib.parse import urlsplit

from publish.page import Page
from publish.press_words import press_words


def report(_: str, page: Page) -> str:
    """A way to report, whatever is known of this copy of the site; only the page's address needs scripts."""
    ui = press_words(page.language)["report"]
    url, host = os.environ.get("REPORT_URL", ""), urlsplit(os.environ.get("SITE_URL", "")).netloc
    if url:
        way = f'<a data-cl-report rel="noopener" href="{html.escape(url)}">{ui["open"]}</a>'
    else:
        way = ui["to_host"].format(host=html.escape(host)) if host else ui["to_nobody"]
    text = "\n\n".join(f"{ui[name]}" for name in ("page", "found", "right", "source"))
    return (
        f'<div class="cl-report" data-report data-page="{html.escape(ui["page"])}">'
        f"<p>{way}</p><p data-scripts hidden>{ui['came_from']} <a data-report-page></a></p>"
        f"<p>{ui['text']}</p><pre data-report-text>{html.escape(text)}</pre>"
        f'<p data-scripts hidden><button type="button" data-report-copy>{ui["copy"]}</button> '
        f'<span role="status" data-done="{html.escape(ui["copied"])}" '
        f'data-failed="{html.escape(ui["copy_failed"])}"></span></p></div>'
    )
