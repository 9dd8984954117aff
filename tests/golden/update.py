"""`python -m tests.golden.update`: say what the change log must name, or, at a release, keep the new results.

The golden file holds the results of the last release. It is written when there is none, or when the version in
pyproject.toml is newer than the file's and the change log explains every difference.
"""

from __future__ import annotations

import json
import sys
import tomllib

from tests.golden.results import CHANGELOG, GOLDEN, ROOT, current, read, unexplained


def main() -> int:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if GOLDEN.exists():
        golden = read()
        missing = unexplained(golden, current(), CHANGELOG.read_text(encoding="utf-8"))
        if missing:
            print('Add to "Changed results" in CHANGELOG.md, each with its reason:', *missing, sep="\n- ")
            return 1
        if golden["version"] == version:
            print(f"every change since {version} is explained; the file is renewed at the next release")
            return 0
    text = json.dumps({"version": version, "results": current()}, indent=1, ensure_ascii=False)
    GOLDEN.write_text(text + "\n", encoding="utf-8")
    print(f"wrote the results of {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
