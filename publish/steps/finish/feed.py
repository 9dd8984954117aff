"""Feed: one Atom feed a language, of the pages whose front matter has a date."""

import html
import re
from collections.abc import Sequence
from xml.etree import ElementTree

from publish.steps.finish.languages import ALTERNATE, PLACES
from publish.steps.finish.site import FinishError, Page, Site

NAMESPACE = "http://www.w3.org/2005/Atom"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")


def write(site: Site) -> None:
    """Write <language>/feed.xml and name it in the head of that language's pages.

    Raises FinishError naming each page whose date is not YYYY-MM-DD.
    """
    for lang, place in PLACES.items():
        pages = [page for page in site.pages if page.lang == lang]
        home = next((page for page in pages if page.path.as_posix() == f"{place}index.html"), None)
        if home is None:
            continue
        name = f"{place}feed.xml"
        dated = [page for page in pages if "article:published_time" in page.meta]
        (site.folder / name).write_bytes(atom(site, home, dated, name))
        for page in pages:
            if not page.is_error_page:
                title = html.escape(page.meta.get("og:site_name", ""))
                tag = f'<link {ALTERNATE} type="application/atom+xml" title="{title}" href="{page.to_root}{name}">'
                page.add_to_head(tag)


def atom(site: Site, home: Page, pages: Sequence[Page], name: str) -> bytes:
    """The feed as XML; newest first, ties in path order."""
    problems = [f"{page.path}: date {_when(page)!r} is not YYYY-MM-DD" for page in pages if not DATE.match(_when(page))]
    if problems:
        raise FinishError(problems)
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": home.lang})
    newest = sorted(pages, key=lambda page: (_when(page), page.path.as_posix()), reverse=True)
    _add(root, "id", site.address(home))
    _add(root, "title", home.meta.get("og:site_name", ""))
    _add(root, "subtitle", home.meta.get("description", ""))
    _add(root, "updated", f"{max(map(_when, pages), default='1970-01-01')}T00:00:00Z")
    _add(root, "link", rel="self", type="application/atom+xml", href=site.url + name)
    _add(root, "link", rel="alternate", type="text/html", href=site.address(home))
    _add(_add(root, "author"), "name", home.meta.get("og:site_name", ""))
    for page in newest:
        entry = _add(root, "entry")
        _add(entry, "id", site.address(page))
        _add(entry, "title", page.meta.get("og:title", ""))
        _add(entry, "link", rel="alternate", type="text/html", href=site.address(page))
        _add(entry, "published", f"{page.meta['article:published_time']}T00:00:00Z")
        _add(entry, "updated", f"{_when(page)}T00:00:00Z")
        _add(entry, "summary", page.meta.get("description", ""))
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _when(page: Page) -> str:
    return page.meta.get("article:modified_time", page.meta["article:published_time"])


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    child.text = text
    return child
