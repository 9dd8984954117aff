"""Assertions: what must be true of every published page, whatever built it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from publish.steps.finish.site import FinishError, Page, Site

FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "image": "href",
    "use": "href",
}
FETCHED_RELS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect"}
FOREIGN = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.I)
CSS_URL = re.compile(r"url\(\s*['\"]?((?:[a-z]+:)?//[^)'\"]*)|@import\s+(?:url\()?['\"]((?:[a-z]+:)?//[^'\"]*)", re.I)
TRACEBACK = "Traceback (most recent call last)"


class _Facts(HTMLParser):
    """What the checks need to know of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings = 0
        self.title = ""
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.styled = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.headings += tag == "h1"
        self.styled += "style" in values
        self._in_title = tag == "title" and not self.title
        if values.get("id"):
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and FETCHED_RELS & set(values.get("rel", "").split()):
            self.fetched.append(values.get("href", ""))
        if tag in FETCHED and values.get(FETCHED[tag]):
            self.fetched.append(values[FETCHED[tag]])

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def check(site: Site) -> None:
    """Check every page and style sheet.

    Raises FinishError with one line a problem.
    """
    facts = {page.path: _read(page) for page in site.pages}
    problems = [f"{page.path}: {problem}" for page in site.pages for problem in page_problems(page, facts[page.path])]
    problems += [f"{page.path}: {problem}" for page in site.pages for problem in _link_problems(site, page, facts)]
    problems += _folder_problems(site.folder)
    if problems:
        raise FinishError(problems)


def page_problems(page: Page, facts: _Facts | None = None) -> Iterator[str]:
    """What is wrong with one page by itself."""
    facts = facts or _read(page)
    if not page.text.startswith("<!doctype html>"):
        yield "does not begin with <!doctype html>"
    if not facts.title.strip():
        yield "has no title"
    if facts.headings != 1:
        yield f"has {facts.headings} first headings (h1) instead of one"
    if not page.meta.get("description", "").strip() and not page.is_error_page:
        yield "has no description in its front matter"
    if TRACEBACK in page.text:
        yield "shows a Python traceback"
    if facts.styled:
        yield f"has {facts.styled} style attributes, which the policy blocks"
    for address in facts.fetched:
        if FOREIGN.match(address):
            yield f"would fetch {address} from another origin"
    for match in CSS_URL.finditer(page.text):
        yield f"would fetch {match[1] or match[2]} from another origin"


def _link_problems(site: Site, page: Page, facts: dict[PurePosixPath, _Facts]) -> Iterator[str]:
    """Links that lead nowhere, also those of the theme, which MkDocs does not check."""
    base = site.url + page.path.as_posix()
    for href in [*facts[page.path].links, *facts[page.path].fetched]:
        target = urlsplit(urljoin(base, href))
        if not urljoin(base, href).startswith(site.url) or target.scheme not in ("http", "https"):
            continue
        path = unquote(target.path.removeprefix(urlsplit(site.url).path))
        name = PurePosixPath(path + "index.html" if path == "" or path.endswith("/") else path)
        if not (site.folder / name).is_file():
            yield f"links to {href}, which is not there"
        elif target.fragment and name in facts and unquote(target.fragment) not in facts[name].ids:
            yield f"links to {href}, but that page has no such anchor"


def _folder_problems(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.ipynb")):
        page = path.parent / "index.html"  # a workbook's own page, which offers it
        if not (page.is_file() and f'href="{path.name}"' in page.read_text(encoding="utf-8")):
            yield f"{path.relative_to(folder).as_posix()}: a raw notebook is published"
    for path in sorted(folder.rglob("*.css")):
        for match in CSS_URL.finditer(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(folder).as_posix()}: would fetch {match[1] or match[2]} from another origin"


def _read(page: Page) -> _Facts:
    facts = _Facts()
    facts.feed(page.text)
    facts.close()
    return facts
