"""Search: Pagefind's index of the finished pages, one a language."""

import json
from pathlib import Path

from publish.node import run_node
from publish.steps.finish.site import FinishError, Site

BUNDLE = "pagefind"
ENTRY = "pagefind-entry.json"
RUNNER = "node_modules/pagefind/lib/runner/bin.cjs"
# The page loads only the engine and the index; Pagefind's ready-made interfaces stay out.
INTERFACES = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")


def build_index(site: Site) -> None:
    """Index the pages on disk into <site>/pagefind/.

    Raises FinishError if a language of the site has no index.
    """
    run_node(RUNNER, "--site", site.folder, "--output-subdir", BUNDLE, "--quiet")
    bundle = site.folder / BUNDLE
    for path in bundle.iterdir():
        if path.name.startswith(INTERFACES):
            path.unlink()
    _put_in_order(bundle / ENTRY)
    indexed = languages(bundle)
    missing = sorted({page.lang for page in site.pages if not page.is_error_page} - set(indexed))
    if missing:
        raise FinishError([f"pagefind: no index for language {lang!r}" for lang in missing])


def languages(bundle: Path) -> dict[str, int]:
    """Pages indexed per language."""
    entry = json.loads((bundle / ENTRY).read_text(encoding="utf-8"))
    return {lang: int(info["page_count"]) for lang, info in entry["languages"].items()}


def _put_in_order(entry: Path) -> None:
    """Pagefind lists the languages in another order at each run; two builds must have the same bytes."""
    content = json.loads(entry.read_text(encoding="utf-8"))
    entry.write_text(json.dumps(content, sort_keys=True, ensure_ascii=False), encoding="utf-8", newline="\n")
