"""Step `finish`: everything about the finished HTML that no site generator needs to know.

Works on the files of the built site alone, so that another generator can take MkDocs' place.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish.node import NodeError
from publish.steps.finish import (
    addresses,
    anchors,
    assertions,
    assets,
    contact,
    digests,
    feed,
    files,
    formulas,
    indents,
    inert,
    languages,
    names,
    notebooks,
    policy,
    rights,
    scrolling,
    search,
    social,
    styles,
    switches,
    workbooks,
)
from publish.steps.finish.site import FinishError, Site, read_site, write_site

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Parts:
    """The built parts that join the pages: notes of the steps before, and the folders that they describe."""

    app: dict[str, Any]
    runtime: dict[str, Any]
    folders: tuple[Path, ...]


def main(argv: list[str]) -> int:
    """Finish the site in place."""
    parser = argparse.ArgumentParser(prog="publish.steps.finish", description="Finish the built pages in place.")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="folder of the built pages")
    arguments = parser.parse_args(argv)
    started = time.monotonic()
    try:
        site = finish(arguments.site, read_parts(ROOT / "build"))
    except (FinishError, NodeError) as error:
        print(f"finish: {error}", file=sys.stderr)
        return 1
    print(f"finish: {len(site.pages)} pages finished and checked in {time.monotonic() - started:.1f} s")
    return 0


def read_parts(build: Path) -> Parts:
    """Read build/app.json and build/runtime.json.

    Raises FinishError if one is missing.
    """
    notes: list[dict[str, Any]] = []
    for name, step in (("app", "bundle"), ("runtime", "runtime")):
        note = build / f"{name}.json"
        if not note.is_file():
            raise FinishError([f"{note} is missing: run the step `{step}` first"])
        notes.append(json.loads(note.read_text(encoding="utf-8")))
    app, runtime = notes
    return Parts(app, runtime, (build / "app" / app["dir"], build / "runtime" / runtime["dir"]))


def finish(folder: Path, parts: Parts) -> Site:
    """Finish the pages under `folder` in place.

    Raises FinishError with one line a problem, each naming its page.
    """
    files.unify_line_ends(folder)
    site = read_site(folder)
    assets.remove_unused(site)
    assets.copy_parts(site, parts.folders)
    assets.share(site)
    notebooks.clean(site)
    switches.clean(site)
    formulas.render(site)
    scrolling.contain(site)
    addresses.mark(site)
    inert.keep(site)
    names.give(site)
    assets.add_app(site, parts.app)
    anchors.align(site)
    languages.link(site)
    feed.write(site)
    social.draw(site)
    indents.drop(site)
    styles.trim(site)
    workbooks.add_package(site)
    assets.write_manifest(site, parts.runtime)
    policy.apply(site)
    write_site(site)
    search.build_index(site)
    assets.write_robots(site)
    contact.write(site)
    rights.write(site)
    digests.write(site)
    files.open_to_all(site.folder)
    rights.check(site)
    assertions.check(site)
    return site
