"""Bill of materials: the works that the site passes on, as CycloneDX JSON, for programs that watch for weaknesses."""

from __future__ import annotations

import json
import re
from typing import Any

from publish.rights.works import OWN, Work, works

SPDX = re.compile(r"[A-Za-z0-9.-]+")
# the one work whose licence is said by name only, as SPDX knows none for the public domain
NAMED = "LicenseRef-"


def bill() -> str:
    """The bill; the same works give the same bytes."""
    parts = [_component(work) for work in works() if work.changed != OWN]
    tree: dict[str, list[str]] = {}
    for work in works():
        if work.inside:
            tree.setdefault(work.inside, []).append(work.id)
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "site", "name": "Copper & Light"}},
        "components": parts,
        "dependencies": [
            {"ref": "site", "dependsOn": [work.id for work in works() if not work.inside and work.changed != OWN]},
            *({"ref": name, "dependsOn": inside} for name, inside in tree.items()),
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _component(work: Work) -> dict[str, Any]:
    """One work; its licence as an identifier where it is one, else as an expression."""
    single = SPDX.fullmatch(work.licence) and not work.licence.startswith(NAMED)
    licence = {"license": {"id": work.licence}} if single else {"expression": work.licence}
    component = {"type": "library", "bom-ref": work.id, "name": work.name, "version": work.version}
    if not work.version:
        component.pop("version")
    return {
        **component,
        "licenses": [licence],
        "copyright": "\n".join(work.copyright),
        "externalReferences": [{"type": "vcs", "url": work.source}],
    }
