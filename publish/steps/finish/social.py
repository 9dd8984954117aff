"""Social images: one 1200 x 630 picture a page, with its title, drawn at build from a packaged font."""

import hashlib
import html
import json
from pathlib import Path

from publish.node import run_node
from publish.steps.finish.languages import own_path
from publish.steps.finish.site import Page, Site

SCRIPT = Path(__file__).with_name("social.mjs")
WIDTH_PX, HEIGHT_PX = 1200, 630
HASH_DIGITS = 10


def draw(site: Site) -> None:
    """Draw the pictures into assets/social/ and name each in its page's head."""
    pages = [page for page in site.pages if not page.is_error_page]
    folder = site.folder / "assets" / "social"
    folder.mkdir(parents=True, exist_ok=True)
    jobs = []
    for page in pages:
        name = picture_name(page)
        jobs.append({"file": str(folder / name), **_words(page)})
        page.add_to_head(_tags(f"{site.url}assets/social/{name}", page))
    run_node(SCRIPT, stdin=json.dumps(jobs))


def picture_name(page: Page) -> str:
    """A name that says which page, and changes with the words on the picture."""
    slug = own_path(page).removesuffix("index.html").strip("/").replace("/", "-") or "home"
    digest = hashlib.sha256(json.dumps(_words(page), sort_keys=True).encode()).hexdigest()[:HASH_DIGITS]
    return f"{page.lang}-{slug}-{digest}.png"


def _words(page: Page) -> dict[str, str]:
    return {
        "lang": page.lang,
        "title": page.meta.get("og:title", ""),
        "site": page.meta.get("og:site_name", ""),
        "description": page.meta.get("description", ""),
    }


def _tags(address: str, page: Page) -> str:
    alt = html.escape(page.meta.get("og:title", ""))
    return "\n".join(
        [
            f'<meta property="og:image" content="{html.escape(address)}">',
            '<meta property="og:image:type" content="image/png">',
            f'<meta property="og:image:width" content="{WIDTH_PX}">',
            f'<meta property="og:image:height" content="{HEIGHT_PX}">',
            f'<meta property="og:image:alt" content="{alt}">',
            '<meta name="twitter:card" content="summary_large_image">',
        ]
    )
