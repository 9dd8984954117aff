"""Languages: every page has its counterpart, and says so to crawlers and readers."""

from pathlib import PurePosixPath

from publish.steps.finish.site import FinishError, Page, Site

DEFAULT = "en"
# Folder of each language; the default's is the root.
PLACES = {"en": "", "ja": "ja/"}
# Material follows links whose rel is exactly "alternate" in its own way: it asks each for a site map and then sends
# readers to that language's home page. The blank changes nothing in HTML, where rel is a set of words, and hides ours.
ALTERNATE = 'rel="alternate "'


def link(site: Site) -> None:
    """Add hreflang links to each page.

    Raises FinishError naming each page without a counterpart.
    """
    by_path = {page.path.as_posix(): page for page in site.pages}
    problems: list[str] = []
    for page in site.pages:
        if page.is_error_page:
            continue
        versions = {lang: by_path.get(place + own_path(page)) for lang, place in PLACES.items()}
        missing = [lang for lang, version in versions.items() if version is None]
        problems += [f"{page.path}: has no page in {lang!r}" for lang in missing]
        page.add_to_head("\n".join(_tags(site, versions)))
    if problems:
        raise FinishError(problems)


def own_path(page: Page) -> str:
    """The path inside the page's language, the same for all languages."""
    path = PurePosixPath(page.path)
    return path.as_posix().removeprefix(PLACES.get(page.lang, ""))


def _tags(site: Site, versions: dict[str, Page | None]) -> list[str]:
    tags = [
        f'<link {ALTERNATE} hreflang="{lang}" href="{site.address(version)}">'
        for lang, version in versions.items()
        if version is not None
    ]
    default = versions.get(DEFAULT)
    if default is not None:
        tags.append(f'<link {ALTERNATE} hreflang="x-default" href="{site.address(default)}">')
    return tags
