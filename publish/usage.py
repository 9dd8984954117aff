"""Where each source, fact and assumption is used, found by reading what uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from explainers.base.parameters import READER, parameters
from explainers.base.sources import assumptions, claims, facts, sources
from explainers.calculators.registry import CALCULATORS
from publish.citations import MARK
from publish.documents import documents
from publish.paths import ROOT

_QUOTED = re.compile(r"""["']((?:assumption:)?[a-z0-9][a-z0-9-]*)\\?["']""")
_TABLE = re.compile(r"^```(companies|seed-table)$", re.M)


@dataclass(slots=True)
class Uses:
    """What rests on one id: pages that cite it, explainers, claims, assumptions, and tests that compare with it."""

    pages: list[str] = field(default_factory=list)
    explainers: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    checks: bool = False

    def any(self) -> bool:
        """Whether something uses it."""
        return bool(self.pages or self.explainers or self.claims or self.assumptions or self.checks)


@cache
def uses() -> dict[str, Uses]:
    """Uses of every source, fact and assumption; what uses a fact uses its sources."""
    found = {identity: Uses() for identity in (*sources(), *facts(), *assumptions())}
    for identity, path in _citations():
        _add(found, identity, "pages", path)
    for slug in CALCULATORS:
        for identity in _of_explainer(slug):
            _add(found, identity, "explainers", slug)
    for table, kind in ((claims(), "claims"), (assumptions(), "assumptions")):
        for name, record in table.items():
            for identity in record.get("evidence", ()):
                _add(found, identity, kind, name)
    for identity in _quoted(_tests()):
        _checks(found, identity)
    for identity in _quoted(sorted((ROOT / "explainers" / "models").rglob("*.py"))):
        if identity in found and not found[identity].any():
            _checks(found, identity)  # a model that only tests run
    return found


def _names(identity: str) -> Iterator[str]:
    """An id with the ids of the sources it comes from."""
    yield identity
    fact = facts().get(identity)
    if fact:
        yield from (fact["source_id"], *fact["other_source_ids"])


def _add(found: dict[str, Uses], identity: str, kind: str, user: str) -> None:
    for name in _names(identity):
        users: list[str] = getattr(found[name], kind) if name in found else []
        if user not in users:
            users.append(user)


def _checks(found: dict[str, Uses], identity: str) -> None:
    for name in _names(identity):
        if name in found:
            found[name].checks = True


def _citations() -> Iterator[tuple[str, str]]:
    """(id, page) of every mark, and of every cell of a table that a page shows from the data."""
    for path, text in documents("en").items():
        for identity in dict.fromkeys(MARK.findall(text)):
            yield identity, path
        for table in _TABLE.findall(text):
            data = ROOT / "explainers" / "data" / f"{table.replace('-', '_')}.toml"
            yield from ((identity, path) for identity in _quoted([data]) if identity in facts())


def _of_explainer(slug: str) -> Iterable[str]:
    """Ids that the files of an explainer name: its parameters and constants, its published points, its words."""
    calculator = CALCULATORS[slug]
    module = calculator.__name__.replace(".", "/")
    own = [*(ROOT / module).parent.glob(f"{Path(module).name}*.py"), *(ROOT / path for path in calculator.MODEL_FILES)]
    own += (ROOT / module).parent.glob(f"words/{slug}.*.toml")
    named = [p.source for p in parameters(calculator.Inputs) if p.source != READER]
    return dict.fromkeys([*named, *calculator.SOURCES, *_quoted(own)])


def _tests() -> list[Path]:
    """Published values and the tests that compare the models with them."""
    folder = ROOT / "tests"
    return [*sorted((folder / "reference").rglob("*.toml")), *sorted((folder / "validation").glob("*.py"))]


def _quoted(paths: Iterable[Path]) -> Iterable[str]:
    return dict.fromkeys(one for path in paths for one in _QUOTED.findall(path.read_text(encoding="utf-8")))
