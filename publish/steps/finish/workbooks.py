"""Workbooks: the package that they import, for whoever takes one home."""

from publish.package import PLACE
from publish.steps.finish.site import Site
from publish.steps.runtime.wheel import build_wheel


def add_package(site: Site) -> None:
    """Put the whole wheel of `explainers` beside the pages that link to it."""
    folder = site.folder / PLACE
    folder.mkdir(parents=True, exist_ok=True)
    build_wheel(folder)
