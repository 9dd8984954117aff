"""A MkDocs hook for `dev.py watch` alone: pages under live reload get the look and life that `finish` gives a site.

Nothing here changes what is published: a build for publication does not load this file.
"""

from pathlib import Path
from typing import Any

from publish.steps.finish import assets, formulas, inert, notebooks, read_parts, scrolling
from publish.steps.finish.site import read_site, write_site

BUILD = Path(__file__).resolve().parents[1] / "build"


def on_post_build(config: Any) -> None:
    """Add the app and the runtime, draw the formulas, tidy the notebooks."""
    parts = read_parts(BUILD)
    site = read_site(Path(config.site_dir))
    assets.copy_parts(site, parts.folders)
    notebooks.clean(site)
    formulas.render(site)
    scrolling.contain(site)
    inert.keep(site)
    assets.add_app(site, parts.app)
    write_site(site)
