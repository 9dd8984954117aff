"""Settings: a configuration of the site names pages and words, and none of the doors by which MkDocs takes in code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from publish.paths import ROOT

HOOKS = [ROOT / "publish" / "safety" / "hook.py", ROOT / "publish" / "code_pages.py"]
THEME = ROOT / "publish" / "theme"
PLUGINS = {"mkdocs-jupyter"}
EXTENSIONS = {
    "abbr", "admonition", "attr_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.arithmatex",
    "pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences", "publish.markdown",
}  # fmt: skip
EMPTY = ("extra_javascript", "extra_css", "extra_templates")


def settings_problems(config: Path) -> list[str]:
    """One line for each setting by which code that nobody looked at could come in."""
    with config.open("rb") as file:
        settings: dict[str, Any] = yaml_load(file, get_yaml_loader())
    return [f"{config.name}: {problem}" for problem in _problems(settings, config.parent)]


def _problems(settings: dict[str, Any], folder: Path) -> Iterator[str]:
    hooks = [(folder / hook).resolve() for hook in settings.get("hooks", [])]
    if hooks != HOOKS:
        yield f"hooks: must be {', '.join(path.relative_to(ROOT).as_posix() for path in HOOKS)}, in this order"
    theme = settings.get("theme", {})
    if theme.get("name") != "material" or (folder / str(theme.get("custom_dir"))).resolve() != THEME:
        yield "theme: must be material with publish/theme over it"
    for name in EMPTY:
        if settings.get(name):
            yield f"{name}: must be empty; scripts and styles come from publish/web"
    for name, allowed in (("plugins", PLUGINS), ("markdown_extensions", EXTENSIONS)):
        if more := sorted(set(settings.get(name) or ()) - allowed):
            yield f"{name}: {', '.join(map(str, more))} is not among those that this site knows"
    if not settings.get("strict"):
        yield "strict: must be true"
