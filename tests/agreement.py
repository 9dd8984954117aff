"""How closely the reader's own runtime must agree with CPython."""

from __future__ import annotations

CLOSED_FORMS = 1e-12  # the two maths libraries differ by at most a few units in the last place (5e-16)
SEARCHES = 1e-9  # a root's last bits follow those units, divided by a small slope or difference
SEARCHING = frozenset({"copper-reach", "eye-and-errors"})  # reach and error ratio are roots and tail sums


def relative_agreement(slug: str) -> float:
    """Largest relative difference of one number of this explainer's answers."""
    return SEARCHES if slug in SEARCHING else CLOSED_FORMS
