"""A form that filters a list: native controls, at rest until the script has come; the items say what they match."""

from __future__ import annotations

import html
from collections.abc import Iterable


def filter_form(list_id: str, ui: dict[str, str], controls: Iterable[str], more: str = "") -> str:
    """The form of one list; publish/web/lists.mjs wakes it."""
    name = f"{list_id}-filter"
    return (
        f'<form class="cl-filter" data-filter="{list_id}" data-shown="{html.escape(ui["shown"])}" '
        f'data-failed="{html.escape(ui["failed"])}" data-again="{html.escape(ui["again"])}" '
        f'aria-labelledby="{name}" autocomplete="off"><fieldset disabled><legend id="{name}">{ui["filter"]}</legend>'
        f'<div class="cl-choices">{"".join(controls)}</div><p class="cl-actions">'
        f'<button type="reset">{ui["reset"]}</button>{more}<span role="status"></span></p></fieldset></form>'
    )


def marks(**values: Iterable[str]) -> str:
    """What the controls of those names may match of an item, as attributes."""
    return "".join(f' data-{name}="{html.escape(" ".join(tokens))}"' for name, tokens in values.items())


def tick(name: str, value: str, label: str) -> str:
    """A box to tick."""
    return f'<label class="cl-tick"><input type="checkbox" name="{name}" value="{value}"> {html.escape(label)}</label>'


def choice(name: str, label: str, options: dict[str, str], every: str) -> str:
    """One of several, or all."""
    listed = "".join(f'<option value="{value}">{html.escape(text)}</option>' for value, text in options.items())
    return (
        f'<label class="cl-choice"><span>{html.escape(label)}</span>'
        f'<select name="{name}"><option value="">{html.escape(every)}</option>{listed}</select></label>'
    )


def words_field(name: str, label: str) -> str:
    """Words to find."""
    field = f'<input type="search" name="{name}" data-find>'
    return f'<label class="cl-choice"><span>{html.escape(label)}</span>{field}</label>'
