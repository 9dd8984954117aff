"""Packages inside scripts: what esbuild put into the app, and what Material's own build put into its bundle."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish.errors import PublishError
from publish.paths import BUILD, ROOT

PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)")
LICENCE_FILE = re.compile(r"(?:licen[sc]e|copying|notice)", re.I)
COPYRIGHT = re.compile(r"^\W*(?:copyright\b|\(c\)|©).*", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package of the app, with the files of the site that hold code of it."""

    name: str
    version: str
    licence: str
    copyright: tuple[str, ...]
    texts: tuple[str, ...]
    source: str
    files: tuple[str, ...]


def packages_of(meta: dict[str, Any]) -> dict[str, list[str]]:
    """Of esbuild's metafile: package -> names of the written files that hold bytes of it."""
    found: dict[str, set[str]] = {}
    for output, made in meta["outputs"].items():
        for path, part in made["inputs"].items():
            package = PACKAGE.findall(path)
            if package and part["bytesInOutput"]:
                found.setdefault(package[-1], set()).add(Path(output).name)
    return {name: sorted(found[name]) for name in sorted(found)}


def in_app() -> list[Package]:
    """The packages that the step `bundle` put into the app.

    Raises PublishError if that step did not run, or a package carries no licence.
    """
    note = BUILD / "app.json"
    if not note.is_file():
        raise PublishError("build/app.json is missing: run the step `bundle` first")
    return [_package(name, files) for name, files in json.loads(note.read_text(encoding="utf-8"))["packages"].items()]


def in_material(named: set[str]) -> None:
    """Check that works.toml names exactly the packages that the maps of Material's script and style sheets list.

    Raises PublishError with those that differ.
    """
    found: set[str] = set()
    spec = importlib.util.find_spec("material")
    if spec is None or spec.origin is None:
        raise PublishError("the theme `material` is not installed")
    assets = Path(spec.origin).parent / "templates" / "assets"
    for path in [*assets.glob("javascripts/bundle.*.map"), *assets.glob("stylesheets/*.map")]:
        for source in json.loads(path.read_text(encoding="utf-8"))["sources"]:
            found.update(PACKAGE.findall(source)[-1:])
    if found != named:
        raise PublishError(f"works.toml: packages inside Material: it has {sorted(found)}, named are {sorted(named)}")


def _package(name: str, files: list[str]) -> Package:
    folder = ROOT / "node_modules" / name
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    texts = [
        path.read_text(encoding="utf-8").strip("\n")
        for path in sorted(folder.iterdir())
        if path.is_file() and LICENCE_FILE.match(path.name)
    ]
    notices = [line.strip(" *") for text in texts for line in COPYRIGHT.findall(text)]
    if not texts or not notices or not about.get("license"):
        raise PublishError(f"npm package {name} is bundled and carries no licence text or no copyright notice")
    repository = about.get("repository") or ""
    source = repository if isinstance(repository, str) else repository.get("url", "")
    return Package(
        name, str(about["version"]), str(about["license"]), tuple(notices), tuple(texts),
        _web_address(source),
        tuple(f"assets/app-*/{file}" for file in files),
    )  # fmt: skip


def _web_address(repository: str) -> str:
    """Where the source can be looked at; npm's form of it is an address of git."""
    return "https://" + re.sub(r"^(?:git\+)?(?:https?|git|ssh)://(?:git@)?|\.git$", "", repository)
