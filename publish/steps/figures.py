"""Step 3: validate the models, run the calculators, draw every explainer that a page embeds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from publish.errors import PublishError
from publish.islands import Fence, parse_fence, render, under
from publish.paths import DOCS, ROOT

_FENCE = re.compile(r"^```\s*explainer[^\n]*\n(.*?)^```\s*$", re.M | re.S)


def validate() -> None:
    """Run the validation tests; they write build/validation/*.json, which pages print."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/validation"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise PublishError(f"the models miss their published values\n{done.stdout[-4000:]}")


def fences(docs: Path) -> list[tuple[Fence, str]]:
    """Every explainer fence below docs/<language>/, in order, as the pages will ask for them."""
    found = []
    for language in ("en", "ja"):
        for page in sorted((docs / language).rglob("*.md")):
            of_page = [parse_fence(match[1]) for match in _FENCE.finditer(page.read_text(encoding="utf-8"))]
            names = [fence.identity for fence in of_page]
            found += [(under(fence, names[:index]), language) for index, fence in enumerate(of_page)]
    return found


def main(_: Sequence[str] = ()) -> int:
    """Validate and draw; returns the exit status."""
    try:
        validate()
        wanted = fences(DOCS)
        render(wanted)
    except PublishError as error:
        print(f"figures: {error}", file=sys.stderr)
        return 1
    print(f"figures: models validated, {len(wanted)} islands drawn")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
