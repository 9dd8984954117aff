"""Any host will do: the settings on the page `deploy`, stock nginx, and one that calls everything a download."""

import gzip
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

import dev
from tests.browser import servers
from tests.browser.conftest import (
    ARTICLE,
    RECORDER,
    Open,
    Overlay,
    assert_equals_cpython,
    go_live,
    poll,
    type_into,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("site_url")
HASHED = re.compile(r"assets/(app|rt)-|assets/(stylesheets|javascripts)/|pagefind/(index|fragment)/")
BELOW = "copper-and-light"
TYPES = {  # by the end of a name, as a host that knows them may say
    ".html": ("text/html; charset=utf-8",),
    ".css": ("text/css", "text/css; charset=utf-8"),
    ".js": ("text/javascript; charset=utf-8", "application/javascript", "application/javascript; charset=utf-8"),
    ".json": ("application/json",),
    ".svg": ("image/svg+xml", "image/svg+xml; charset=utf-8"),
    ".wasm": ("application/wasm",),
}


class Host(NamedTuple):
    """A server that runs with the settings on the page."""

    port: int
    path: str  # "/", or the folder below which the site lies


class Answer(NamedTuple):
    """What a server said."""

    status: int
    headers: HTTPMessage
    content: bytes


def ask(host: Host, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = HTTPConnection("127.0.0.1", host.port, timeout=10)
    connection.request(method, host.path + path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return Answer(answer.status, answer.headers, content)


def nginx_as_printed(root: Path, below: str, port: int, folder: Path) -> AbstractContextManager[None]:
    changes = {"listen 80;": f"listen 127.0.0.1:{port};", f"root {servers.PRINTED_ROOT};": f"root {root};"}
    if below:
        changes["error_page 404 /404.html;"] = f"error_page 404 /{below}/404.html;"
    return servers.nginx(servers.replaced(servers.printed("en")["nginx"], changes), port, folder)


def caddy_as_printed(root: Path, below: str, port: int, folder: Path) -> AbstractContextManager[None]:
    changes = {"www.example.org": f"http://127.0.0.1:{port}", f"root * {servers.PRINTED_ROOT}": f"root * {root}"}
    if below:
        changes["rewrite @missing /404.html"] = f"rewrite @missing /{below}/404.html"
    return servers.caddy(servers.replaced(servers.printed("en")["caddy"], changes), port, folder)


PRINTED = {"nginx": nginx_as_printed, "caddy": caddy_as_printed}


@pytest.fixture(
    params=[(name, below) for name in PRINTED for below in ("", BELOW)], ids=lambda p: "-".join(filter(None, p))
)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    name, below = request.param
    root = dev.SITE
    if below:
        root = tmp_path / "www"
        root.mkdir()
        (root / below).symlink_to(dev.SITE)
    port = servers.free_port()
    with PRINTED[name](root, below, port, tmp_path):
        yield Host(port, f"/{below}/" if below else "/")


def drive(browser: Browser, address: str) -> None:
    """A reader opens the article, waits for Python and moves a control."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(RECORDER)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + ARTICLE)
    go_live(page)
    type_into(page, "length_m", "30")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})
    assert page.evaluate("() => recorded.violations") == []
    context.close()
    assert errors == []


def test_both_languages_print_the_same_settings() -> None:
    assert servers.printed("en") == servers.printed("ja")


def test_the_printed_settings_serve_an_explainer_live(browser: Browser, host: Host) -> None:
    if host.path != "/":  # the root differs from a folder in nothing that Python would notice
        drive(browser, f"http://127.0.0.1:{host.port}{host.path}")
    for path in sorted(dev.SITE.rglob("*")):
        name = path.relative_to(dev.SITE).as_posix()
        if not path.is_file() or "/social/" in name:
            continue
        answer = ask(host, name, "HEAD", **{"Accept-Encoding": "gzip"})
        assert answer.status == 200, name
        wanted = "public, max-age=31536000, immutable" if HASHED.match(name) else "no-cache"
        assert answer.headers.get_all("Cache-Control") == [wanted], name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        kinds = TYPES.get(path.suffix, (answer.headers["Content-Type"],))
        assert answer.headers["Content-Type"] in kinds, name
        if path.suffix in TYPES and path.stat().st_size > 2000:
            assert answer.headers["Content-Encoding"] == "gzip", name
    page = ask(host, f"{ARTICLE}index.html", **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(page.content) == (dev.SITE / ARTICLE / "index.html").read_bytes()
    missing = ask(host, "nothing/here/")
    assert (missing.status, missing.content) == (404, (dev.SITE / "404.html").read_bytes())
    folder = ask(host, ARTICLE.rstrip("/"))
    assert folder.status in (301, 302, 308)
    assert folder.headers["Location"].endswith(f"{host.path}{ARTICLE}")


def test_stock_nginx_serves_an_explainer_live(browser: Browser, tmp_path: Path) -> None:
    port = servers.free_port()
    with servers.nginx(f"server {{ listen 127.0.0.1:{port}; root {dev.SITE}; }}", port, tmp_path):
        drive(browser, f"http://127.0.0.1:{port}/")


KNOWN = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/plain"])
def test_wrong_types_for_all_but_scripts(open_page: Open, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site's own server, which knows only what every host knows; nothing else is compressed."""
    """The site's own server, which knows only what every host knows; nothing else is compressed."""
    monkeypatch.setattr(Overlay, "guess_type", lambda _, path: KNOWN.get(Path(path).suffix, kind))
    page = open_page(reduced_motion="reduce")
    go_live(page)
    type_into(page, "length_m", "30")
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})
    page.keyboard.press("/")
    page.keyboard.type("glass")
    poll(page, "() => document.querySelector('#cl-search-results a')")


def test_every_script_has_a_name_that_each_host_knows() -> None:
    assert [path.name for path in dev.SITE.rglob("*.mjs")] == []
    for path in dev.SITE.glob("assets/app-*/*.js"):
        assert ".mjs" not in path.read_text(encoding="utf-8"), path.name
    for path in dev.SITE.rglob("*.html"):
        tags = re.findall(
            r"<script[^>]* src=\"([^\"]+)\"|<link rel=\"modulepreload\" href=\"([^\"]+)\"", path.read_text()
        )
        assert tags
        assert all((one or other).endswith(".js") for one, other in tags), path
    names = {path.name for path in dev.SITE.glob("assets/rt-*/*")}
    assert {"pyodide.js", "pyodide.asm.js"} <= names
