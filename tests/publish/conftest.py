import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from publish.steps import pages
from publish.steps.finish import Parts, finish
from publish.steps.finish.site import Page, Site

SITES = Path(__file__).parent / "sites"
ADDRESS = "https://site.example/base/"


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """A small app and runtime in place of the bundled ones."""
    folder = tmp_path_factory.mktemp("parts")
    files = {
        "app-1/app.js": "export {};",
        "app-1/chunk-1.js": "export {};",
        "app-1/app.css": "p { color: red; }",
        "rt-1/python_stdlib.zip": "not a real one",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    entry = {"name": "python_stdlib.zip", "version": "1", "licence": "PSF-2.0", "origin": "a test"}
    app = {"dir": "app-1", "script": "app.js", "style": "app.css", "imports": ["chunk-1.js"]}
    return Parts(app, {"dir": "rt-1", "files": [entry]}, (folder / "app-1", folder / "rt-1"))


@pytest.fixture(scope="session")
def good_site(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The good site, built and finished once."""
    good, folder = SITES / "good", tmp_path_factory.mktemp("good") / "site"
    languages = (
        pages.Language("en", good / "mkdocs.yml", ""),
        pages.Language("ja", good / "mkdocs.ja.yml", "ja"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        pages.build(folder, languages)
    return finish(folder, parts)


@pytest.fixture
def page() -> Callable[..., Page]:
    """Make a page that breaks no rule, with the given body and head."""

    def make(body: str = "", *, head: str = "", path: str = "index.html", lang: str = "en") -> Page:
        text = (
            f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
            f"<title>Title</title>\n{head}</head>\n"
            f"<body><h1>Heading</h1>{body}</body>\n</html>\n"
        )
        return Page(PurePosixPath(path), text, lang, {"description": "A page.", "og:title": "Title"})

    return make


@pytest.fixture
def site_of(tmp_path: Path) -> Callable[..., Site]:
    """Put pages into a site on disk."""

    def make(*site_pages: Page) -> Site:
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        for each in site_pages:
            file = tmp_path / "site" / each.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(each.text, encoding="utf-8")
        return Site(tmp_path / "site", ADDRESS, list(site_pages))

    return make
