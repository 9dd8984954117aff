"""Site and Page: the built HTML in memory, edited as text so that what is not touched stays byte for byte."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

LANG = re.compile(r"<html[^>]*\blang=\"([^\"]+)\"")
CANONICAL = re.compile(r"<link rel=\"canonical\" href=\"([^\"]+)\"")
META = re.compile(r"<meta (?:name|property)=\"([^\"]+)\"(?: data-[^ ]+)? content=\"([^\"]*)\"")
FINISHED = "Content-Security-Policy"


class FinishError(RuntimeError):
    """Pages that cannot be published; one line a problem."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(slots=True)
class Page:
    """One HTML file: where it is, what it says."""

    path: PurePosixPath
    text: str
    lang: str
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def to_root(self) -> str:
        """The way from this page to the site's root: "", "../", "../../" ..."""
        return "../" * (len(self.path.parts) - 1)

    @property
    def is_error_page(self) -> bool:
        """True for 404.html, which is served at any address and so has none of its own."""
        return self.path.name == "404.html"

    def add_to_head(self, tags: str) -> None:
        """Put tags at the end of the head."""
        self.text = self.text.replace("</head>", f"{tags}\n</head>", 1)


@dataclass(slots=True)
class Site:
    """The folder of the built site, its address and its pages in path order."""

    folder: Path
    url: str
    pages: list[Page]

    def edit(self, change: Callable[[Page], str]) -> None:
        """Replace each page's text by what `change` answers."""
        for page in self.pages:
            page.text = change(page)

    def address(self, page: Page) -> str:
        """The absolute address of a page, ending in / for an index."""
        path = page.path.as_posix()
        return self.url + (path.removesuffix("index.html") if page.path.name == "index.html" else path)


def read_site(folder: Path) -> Site:
    """Read every page under `folder`.

    Raises FinishError if there is none, one is no HTML page, or the site was finished before.
    """
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    if "index.html" not in names:
        raise FinishError([f"{folder}: no index.html: run the step `pages` first"])
    pages = [_read_page(folder, PurePosixPath(name)) for name in names]
    home = next(page for page in pages if page.path.as_posix() == "index.html")
    canonical = CANONICAL.search(home.text)
    if not canonical:
        raise FinishError(["index.html: no canonical address: site_url is not set"])
    return Site(folder, html.unescape(canonical[1]), pages)


def write_site(site: Site) -> None:
    """Write every page back."""
    for page in site.pages:
        (site.folder / page.path).write_text(page.text, encoding="utf-8", newline="\n")


def _read_page(folder: Path, path: PurePosixPath) -> Page:
    text = (folder / path).read_text(encoding="utf-8")
    lang = LANG.search(text)
    if text.lstrip().startswith(("{", "[")):
        raise FinishError([f"{path}: is raw JSON, not a page (a notebook that was not converted)"])
    if not lang or "</head>" not in text:
        raise FinishError([f"{path}: is not an HTML page with a language"])
    if FINISHED in text:
        raise FinishError([f"{path}: is finished already: run the step `pages` again first"])
    meta = {name: html.unescape(value) for name, value in META.findall(text)}
    return Page(path, text.lstrip(), lang[1], meta)
