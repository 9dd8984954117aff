"""Bytes over a host that compresses with gzip."""

import gzip
import json
import re
from pathlib import Path

from publish.paths import BUILD, ROOT

LINKED = re.compile(r"(?:href|src)=\"([^\"?#]+\.(?:css|js|svg))\"")


def packed_bytes(path: Path) -> int:
    """Size of a file after gzip. [B]"""
    return len(gzip.compress(path.read_bytes(), 9))


def page_bytes(site: Path, page: Path) -> int:
    """A page with every style sheet, script and icon it names, without what scripts load later. [B]"""
    text = (site / page).read_text(encoding="utf-8")
    linked = {(site / page).parent.joinpath(name).resolve() for name in LINKED.findall(text) if "://" not in name}
    return packed_bytes(site / page) + sum(packed_bytes(path) for path in linked)


def lines() -> list[str]:
    """Runtime, app and heaviest article page, each beside its limit."""
    runtime = json.loads((BUILD / "runtime.json").read_text(encoding="utf-8"))["gzip_bytes"]
    app = sum(json.loads((BUILD / "app.json").read_text(encoding="utf-8"))["gzip_bytes"].values())
    site = ROOT / "site"
    articles = (path.relative_to(site) for path in site.rglob("articles/*/index.html"))
    page = max(page_bytes(site, path) for path in articles)
    shown = (
        ("runtime", runtime, "8200"),
        ("app code with charts", app, "150"),
        ("heaviest article with its own files", page, "150"),
    )
    return [f"{f'{name}, gzip':<52} {size / 1000:>8.1f} kB  {'':>16}   limit {limit}" for name, size, limit in shown]
