"""Serve a page another calculator than the site's: a wheel with one module replaced, and the lock file that vouches for it."""

import hashlib
import io
import json
import zipfile

from playwright.sync_api import Page

import dev

MODULE = "explainers/calculators/link_latency"


def replace_calculator(page: Page, source: str) -> None:
    """Put `source` in the place of link_latency, which it finds as `explainers.calculators.well`."""
    runtime = next((dev.SITE / "assets").glob("rt-*"))
    wheel = next(runtime.glob("explainers-*.whl"))
    packed = io.BytesIO()
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(
                name.replace("link_latency.pyc", "well.pyc") if name == f"{MODULE}.pyc" else name, old.read(name)
            )
        assert f"{MODULE}.pyc" in old.namelist()
        new.writestr(f"{MODULE}.py", source)
    lock = json.loads((runtime / "pyodide-lock.json").read_text(encoding="utf-8"))
    lock["packages"]["explainers"]["sha256"] = hashlib.sha256(packed.getvalue()).hexdigest()
    page.route(
        "**/explainers-*.whl",
        lambda route: route.fulfill(body=packed.getvalue(), content_type="application/octet-stream"),
    )
    page.route("**/pyodide-lock.json", lambda route: route.fulfill(json=lock))
