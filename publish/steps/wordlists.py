"""Word lists: every list of words has the same keys in every language, or the pages are not built."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDERS = ("explainers/calculators/words", "publish/web/words", "publish/words")
LANGUAGES = ("en", "ja")


def missing_words(root: Path) -> list[str]:
    """One line for each key that one language has and another lacks, naming the file and the key."""
    problems = []
    for folder in FOLDERS:
        names = {path.name.rsplit(".", 2)[0] for path in (root / folder).glob("*.toml")}
        for name in sorted(names):
            files = {language: root / folder / f"{name}.{language}.toml" for language in LANGUAGES}
            keys = {language: _keys(path) for language, path in files.items()}
            every = set().union(*keys.values())
            for language, own in keys.items():
                relative = files[language].relative_to(root).as_posix()
                problems += [f"{relative}: the word {key} is missing" for key in sorted(every - own)]
    return problems


def _keys(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    return set(_walk(tomllib.loads(path.read_text(encoding="utf-8")), ""))


def _walk(table: dict[str, Any], above: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _walk(value, f"{above}{key}.")
        elif value == "":
            continue  # an empty text is a missing one
        else:
            yield above + key
