"""Assets: the files beside the pages, each once, each listed."""

import hashlib
import html
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from publish.rights.works import licence_of
from publish.steps.finish.languages import PLACES
from publish.steps.finish.site import Page, Site

# What Material brings for its own search, which this site does not use, and maps for debugging Material.
UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
UNUSED_SUFFIXES = (".map",)
UNUSED_NAMES = ("favicon.png",)
SHARED = ("stylesheets", "javascripts", "images")
SHARED_LINK = re.compile(r"(?P<before>(?:href|src)=\")(?:\.\./|\./)*assets/(?P<kind>stylesheets|javascripts|images)/")


def remove_unused(site: Site) -> None:
    """Delete what no page asks for: a host serves one 404 page, and Material's search is not used."""
    site.pages = [page for page in site.pages if not (page.is_error_page and len(page.path.parts) > 1)]
    for root in _roots(site):
        if root != site.folder:
            (root / "404.html").unlink(missing_ok=True)
        for name in UNUSED:
            shutil.rmtree(root / name, ignore_errors=True)
        for path in list((root / "assets").rglob("*")):
            if path.is_file() and (path.suffix in UNUSED_SUFFIXES or path.name in UNUSED_NAMES):
                path.unlink()
    for folder in sorted(site.folder.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def copy_parts(site: Site, folders: Iterable[Path]) -> None:
    """Copy the runtime and the app to assets/<their own name>/, once for all languages."""
    for folder in folders:
        shutil.copytree(folder, site.folder / "assets" / folder.name, dirs_exist_ok=True)


def share(site: Site) -> None:
    """Let other languages use the first one's copies of Material's files, so that a switch loads nothing twice."""
    for root in _roots(site):
        place = root.relative_to(site.folder).as_posix()
        if place == "." or not _same_files(site.folder / "assets", root / "assets"):
            continue
        for page in site.pages:
            if page.path.parts[0] == place:
                page.text = SHARED_LINK.sub(_shared(page), page.text)
        for kind in SHARED:
            shutil.rmtree(root / "assets" / kind, ignore_errors=True)


def add_app(site: Site, app: dict[str, Any]) -> None:
    """Add the app's script and style sheet to each page, after Material's own, and what the script imports."""
    for page in site.pages:
        root = _root_for(page, site)
        base = f"{root}assets/{app['dir']}/"
        style = f'<link rel="stylesheet" href="{base}{app["style"]}">'
        script = f'<script type="module" async src="{base}{app["script"]}"></script>'
        beside = [f'<link rel="modulepreload" href="{base}{name}">' for name in app["imports"]]
        page.add_to_head("\n".join([style, *beside, script]))


def write_manifest(site: Site, runtime: dict[str, Any]) -> None:
    """Write assets/manifest.json: size, SHA-256, licence and origin of each shipped file, the runtime's exactly."""
    known = {f"assets/{runtime['dir']}/{entry['name']}": entry for entry in runtime.get("files", [])}
    rows = []
    for path in sorted((site.folder / "assets").rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(site.folder).as_posix()
        data = path.read_bytes()
        row = {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        extra = {key: known[name][key] for key in ("version", "licence", "origin") if key in known.get(name, {})}
        rows.append({**row, **licence_of(name), **extra})
    text = json.dumps({"files": rows}, indent=1, ensure_ascii=False) + "\n"
    (site.folder / "assets" / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


def write_robots(site: Site) -> None:
    """Name each language's list of pages to crawlers, and tell GitHub Pages to serve the files as they are."""
    (site.folder / ".nojekyll").touch()
    maps = sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("sitemap.xml"))
    lines = ["User-agent: *", "Allow: /", *(f"Sitemap: {site.url}{name}" for name in maps)]
    (site.folder / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _roots(site: Site) -> list[Path]:
    """The folder of each language's home page, the site's own first."""
    return [site.folder / place for place in PLACES.values() if (site.folder / place).is_dir()]


def _same_files(first: Path, second: Path) -> bool:
    for kind in SHARED:
        for path in (second / kind).rglob("*") if (second / kind).is_dir() else ():
            twin = first / kind / path.relative_to(second / kind)
            if path.is_file() and not (twin.is_file() and twin.read_bytes() == path.read_bytes()):
                return False
    return True


def _shared(page: Page) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{match['before']}{page.to_root}assets/{match['kind']}/"


def _root_for(page: Page, site: Site) -> str:
    if not page.is_error_page:
        return page.to_root
    path = "/" + site.url.split("/", 3)[3]  # 404.html is served at any depth: only a path from the host's root works
    return html.escape(path)
