"""`python -m publish.rights`: write the table of NOTICE.md anew from the works themselves."""

import re
import sys

from publish.paths import ROOT
from publish.press_words import press_words
from publish.rights.works import OWN, works

NOTICE = ROOT / "NOTICE.md"
TABLE = re.compile(r"(?<=\| licence \| source \| changed \|\n\|---\|---\|---\|---\|---\|\n)(?:\|.*\n)+")


def rows() -> str:
    """One row a work that is not ours."""
    changes = press_words("en")["works"]["changes"]
    named = {work.id: work.name for work in works()}
    lines = []
    for work in works():
        if work.changed != OWN:
            inside = f", inside {named[work.inside]}" if work.inside else ""
            cells = (work.name + inside, work.version, work.licence, work.source, changes[work.changed].rstrip("."))
            lines.append(f"| {' | '.join(cells)} |\n")
    return "".join(lines)


def main() -> int:
    """Rewrite the table."""
    text = NOTICE.read_text(encoding="utf-8")
    NOTICE.write_text(TABLE.sub(lambda _: rows(), text), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
