"""Whoever's work the site passes on is named with licence, notice and text; nobody's file is passed on."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from collections.abc import Callable
from functools import cache

import pytest

import dev
from publish.errors import PublishError
from publish.paths import BUILD, ROOT
from publish.rights.__main__ import TABLE, rows
from publish.rights.bundled import PACKAGE, in_app, in_material, packages_of
from publish.rights.works import makers_of, works
from publish.steps.finish import digests, rights
from publish.steps.finish.site import FinishError, Page, Site

OWN = {"own-text", "own-code"}


@cache
def files() -> list[str]:
    """Name of every file of the built site."""
    return sorted(path.relative_to(dev.SITE).as_posix() for path in dev.SITE.rglob("*") if path.is_file())


def built(name: str) -> bytes:
    return (dev.SITE / name).read_bytes()


def test_every_file_has_a_maker_and_every_work_a_file() -> None:
    assert len(files()) > 300
    assert [name for name in files() if not makers_of(name)] == []
    used = {work.id for name in files() for work in makers_of(name)}
    assert {work.id for work in works()} == used


def test_every_work_has_licence_notice_text_and_source() -> None:
    for work in works():
        assert work.licence, work.name
        assert any(re.search(r"copyright|\(c\)|©|^by ", line, re.I) for line in work.copyright), work.name
        assert work.texts, work.name
        assert all(len(text) > 200 for text in work.texts), work.name
        assert work.source.startswith("https://") or work.id in OWN, work.name
        assert "{" not in work.source
    assert len({work.id for work in works()}) == len(works())


def test_a_licence_under_the_mozilla_public_licence_names_the_source_of_its_version() -> None:
    pyodide = next(work for work in works() if work.id == "pyodide")
    assert pyodide.source.endswith(pyodide.version)
    for work in works():
        if "MPL" in work.licence:
            assert any("Mozilla Public License Version 2.0" in text for text in work.texts)


def test_what_is_said_to_be_inside_is_inside() -> None:
    for work in works():
        if work.seen:
            held = [built(name) for name in files() if work in makers_of(name)]
            unpacked = [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in held]
            assert any(work.seen.encode() in data for data in unpacked), work.name
        assert not work.inside or work.inside in {other.id for other in works()}


@pytest.mark.parametrize("page", ["licences/index.html", "ja/licences/index.html"])
def test_the_page_says_everything_and_every_page_leads_to_it(page: str) -> None:
    text = html.unescape(built(page).decode())
    plain = built(rights.NAME).decode()
    for work in works():
        for part in (work.title, work.licence, *work.copyright, *work.texts):
            assert part in plain, work.name
            assert all(line in text for line in part.splitlines()), work.name
    folder = "ja/" if page.startswith("ja/") else ""
    for name in files():
        if name.endswith(".html") and name.startswith("ja/") == bool(folder):
            assert (
                re.search(rf'<a href="[./]*(?:{folder}|(?<=\.\./))?licences/"', built(name).decode()) or name == page
            ), name


def test_the_manifest_says_of_every_asset_whose_it_is() -> None:
    listed = json.loads(built("assets/manifest.json"))["files"]
    assert {row["name"] for row in listed} == {name for name in files() if name.startswith("assets/")} - {
        "assets/manifest.json"
    }
    assert [row["name"] for row in listed if not (row.get("licence") and row.get("origin"))] == []
    chart = next(row for row in listed if "chart." in row["name"])
    assert "@observablehq/plot" in chart["origin"]
    assert "BSD-2-Clause" not in chart["licence"]


def test_what_the_bundler_put_in_is_listed_by_itself() -> None:
    meta = {"outputs": {"x/app.js": {"inputs": {
        "node_modules/a/node_modules/@b/c/i.js": {"bytesInOutput": 1},
        "node_modules/d/i.js": {"bytesInOutput": 0}, "publish/web/app.mjs": {"bytesInOutput": 9},
    }}}}  # fmt: skip
    assert packages_of(meta) == {"@b/c": ["app.js"]}
    real = json.loads((BUILD / "app" / "meta.json").read_text(encoding="utf-8"))
    inside = {name for made in real["outputs"].values() for path, part in made["inputs"].items()
              if part["bytesInOutput"] for name in PACKAGE.findall(path)[-1:]}  # fmt: skip
    assert {one.name for one in in_app()} == inside
    assert len(inside) > 10


def test_a_package_that_comes_with_the_theme_unnamed_is_found() -> None:
    with pytest.raises(PublishError, match="rxjs"):
        in_material({"clipboard"})


def test_the_bill_of_materials_names_the_same_works() -> None:
    listed = json.loads(built(rights.BILL))
    others = {work.id: work for work in works() if work.id not in OWN}
    assert {one["bom-ref"] for one in listed["components"]} == set(others)
    for one in listed["components"]:
        assert one["name"] == others[one["bom-ref"]].name
        assert one["licenses"][0].get("expression", one["licenses"][0].get("license", {}).get("id")) == (
            others[one["bom-ref"]].licence
        )
    refs = {"site", *others}
    reached = {name for part in listed["dependencies"] for name in part["dependsOn"]}
    assert reached == set(others)
    assert {part["ref"] for part in listed["dependencies"]} <= refs


def test_a_file_of_nobody_stops_the_finish_step(page: Callable[..., Page], site_of: Callable[..., Site]) -> None:
    site = site_of(page())
    rights.check(site)
    (site.folder / "assets").mkdir()
    (site.folder / "assets" / "found.js").write_text("1", encoding="utf-8")
    with pytest.raises(FinishError, match=r"assets/found\.js: .*names nobody"):
        rights.check(site)


def test_the_notice_of_the_repository_has_the_same_table() -> None:
    found = TABLE.search((ROOT / "NOTICE.md").read_text(encoding="utf-8"))
    assert found
    assert found[0] == rows(), "run .venv/bin/python -m publish.rights"


def test_the_digests_are_those_of_all_files() -> None:
    listed = dict(line.split("  ", 1)[::-1] for line in built(digests.NAME).decode().splitlines())
    assert sorted(listed) == [name for name in files() if name != digests.NAME]
    assert all(hashlib.sha256(built(name)).hexdigest() == listed[name] for name in files() if name != digests.NAME)
