"""The page of licences: every work that the site passes on in a table, and each licence text once."""

from __future__ import annotations

import html

from publish.page import Page
from publish.press_words import press_words
from publish.rights.works import Work, works


def licences(_: str, page: Page) -> str:
    """The table of all works, with links to the texts below it."""
    words, named = press_words(page.language)["works"], {work.id: work for work in works()}
    numbers = _numbers()
    rows = "".join(_row(work, named, numbers, words) for work in works())
    head = "".join(f'<th scope="col">{column}</th>' for column in words["columns"])
    caption = words["caption"].format(count=len(named))
    return (
        f'<div class="cl-scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}" data-pagefind-ignore>'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def licence_texts(_: str, page: Page) -> str:
    """Every licence text, each to be opened."""
    words = press_words(page.language)["works"]
    return "".join(
        f'<details class="cl-code" id="licence-{number}" data-pagefind-ignore><summary>{number}. '
        f"{html.escape(_heads(text, words))}</summary>"
        f'<pre lang="en"><code>{html.escape(text, quote=False)}</code></pre></details>'
        for text, number in _numbers().items()
    )


def _numbers() -> dict[str, int]:
    return {text: number for number, text in enumerate(dict.fromkeys(t for work in works() for t in work.texts), 1)}


def _heads(text: str, words: dict[str, str]) -> str:
    """Whose text it is: the works that it covers."""
    return str(words["separator"]).join(work.title for work in works() if text in work.texts)


def _row(work: Work, named: dict[str, Work], numbers: dict[str, int], words: dict[str, dict[str, str]]) -> str:
    said = [str(words["inside"]).format(work=named[work.inside].name)] if work.inside else []
    said += [words["changes"][work.changed]]
    texts = " ".join(f'<a href="#licence-{numbers[text]}">[{numbers[text]}]</a>' for text in work.texts)
    source = f'<a href="{html.escape(work.source)}">{html.escape(work.source)}</a>' if work.source else "–"
    notice = "<br>".join(html.escape(line) for part in work.copyright for line in part.splitlines() if line)
    return (
        f'<tr><th scope="row">{html.escape(work.title)}<br><small>{html.escape(" ".join(said))}</small></th>'
        f'<td>{html.escape(work.licence)} {texts}</td><td lang="en">{notice}</td><td>{source}</td></tr>'
    )
