"""Search: Pagefind's index of the finished pages, one a language."""

import json
import shutil
from pathlib import Path

from publish.glossary import forms, terms
from publish.node import run_node
from publish.steps.finish.site import FinishError, Page, Site

BUNDLE = "pagefind"
ENTRY = "pagefind-entry.json"
SCRIPT = Path(__file__).with_name("search.mjs")
# The page loads only the engine and the index; Pagefind's ready-made interfaces and its worker stay out.
UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.", "pagefind-worker.")
# What a search is for, then what is looked up; source code and the list of sources come last.
WEIGHTS = {"articles/": 1.0, "code/": 0.1, "sources/": 0.1}
ORDINARY = 0.6


def build_index(site: Site) -> None:
    """Index the pages on disk into <site>/pagefind/.

    Raises FinishError if a language of the site has no index.
    """
    pages = [page for page in site.pages if not page.is_error_page]
    request = {
        "site": str(site.folder.resolve()),
        "folder": str(site.folder.resolve() / BUNDLE),
        "pages": [_place(page) for page in pages],
        "forms": {lang: synonyms(lang) for lang in sorted({page.lang for page in pages})},
    }
    shutil.rmtree(site.folder / BUNDLE, ignore_errors=True)
    run_node(SCRIPT, stdin=json.dumps(request))
    bundle = site.folder / BUNDLE
    for path in bundle.iterdir():
        if path.name.startswith(UNUSED):
            path.unlink()
    _put_in_order(bundle / ENTRY)
    indexed = languages(bundle)
    missing = sorted({page.lang for page in pages} - set(indexed))
    if missing:
        raise FinishError([f"pagefind: no index for language {lang!r}" for lang in missing])


def synonyms(language: str) -> list[list[str]]:
    """Names of each term of the glossary: in this language, in the trade's English, and as readers type it."""
    ways = [
        dict.fromkeys(forms(term, language) + forms(term, "en") + term.get("sought", [])) for term in terms().values()
    ]
    return [list(group) for group in ways if len(group) > 1]


def _place(page: Page) -> dict[str, str | float]:
    path = page.path.as_posix()
    weight = next((weight for folder, weight in WEIGHTS.items() if folder in path), ORDINARY)
    return {"path": path, "url": f"/{path.removesuffix('index.html')}", "lang": page.lang, "weight": weight}


def languages(bundle: Path) -> dict[str, int]:
    """Pages indexed per language."""
    entry = json.loads((bundle / ENTRY).read_text(encoding="utf-8"))
    return {lang: int(info["page_count"]) for lang, info in entry["languages"].items()}


def _put_in_order(entry: Path) -> None:
    """Pagefind lists the languages in another order at each run; two builds must have the same bytes."""
    content = json.loads(entry.read_text(encoding="utf-8"))
    entry.write_text(json.dumps(content, sort_keys=True, ensure_ascii=False), encoding="utf-8", newline="\n")
