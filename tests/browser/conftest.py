"""One built site, one server and one browser for every test in this folder, and what the tests ask of a page."""

import fcntl
import math
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

import dev
from devtools.server import Handler, make_server
from explainers.base.answer import Term, Value
from explainers.text import message_text
from explainers.wire import respond
from explainers.words import words
from tests.agreement import CLOSED_FORMS

SOURCES = ("docs", "explainers", "publish", "mkdocs.yml", "mkdocs.ja.yml")
CHROMIUM_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # every page starts Python anew and asks it little: to optimise its code costs a third of the time and is never paid back
    "--js-flags=--liftoff-only",
]  # fmt: skip
SLUG = "link-latency"
ARTICLE = "articles/is-light-faster/"
LANGUAGES = {"en": "", "ja": "ja/"}
RECORDER = (Path(__file__).parent / "recorder.js").read_text(encoding="utf-8")

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def address_of_site() -> str:
    """The origin the site was built for, "" when it is not there, older than its sources, or for no loopback port."""
    home = dev.SITE / "index.html"
    if not home.is_file():
        return ""
    files = [path for name in SOURCES for path in ((dev.ROOT / name), *(dev.ROOT / name).rglob("*"))]
    kept = [path for path in files if path.is_file() and path.suffix != ".pyc"]
    if max(path.stat().st_mtime for path in kept) > home.stat().st_mtime:
        return ""
    found = re.search(r'rel="canonical" href="(http://127\.0\.0\.1:\d+/)"', home.read_text(encoding="utf-8"))
    return found[1] if found else ""


class Overlay(Handler):
    """The site's own server with files that a test lays over the site."""

    files: ClassVar[dict[str, bytes]] = {}

    def answer(self, *, body: bool) -> None:
        content = self.files.get(self.path)
        if content is None:
            return super().answer(body=body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


@pytest.fixture
def overlay() -> Iterator[dict[str, bytes]]:
    """Path -> content of files that only this test sees."""
    yield Overlay.files
    Overlay.files.clear()


@pytest.fixture(scope="session")
def site_url() -> str:
    """Address the site is built for; `dev.py test` has built it, a bare pytest builds it here, once for all workers."""
    dev.SITE.parent.joinpath("build").mkdir(exist_ok=True)
    with (dev.SITE.parent / "build" / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not address_of_site():
            dev.build_for_browser()
    return address_of_site()


@pytest.fixture(scope="package")
def served_port() -> Iterator[int]:
    """Where this worker serves the site: each has a server of its own, so that what a test lays over the site is its own."""
    server = make_server(0, dev.SITE)
    server.RequestHandlerClass = partial(Overlay, directory=str(dev.SITE))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="package")
def browser(site_url: str, served_port: int) -> Iterator[Browser]:
    """Chromium, which finds the site's address at this worker's own server."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    host = site_url.split("/")[2]
    rules = f"--host-resolver-rules=MAP {host} 127.0.0.1:{served_port}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_ARGS, rules])
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def shared(browser: Browser, site_url: str) -> Iterator[BrowserContext]:
    """A reader who has been here before: the runtime is in this context's cache."""
    context = browser.new_context(base_url=site_url, viewport={"width": 1280, "height": 900})
    context.add_init_script(RECORDER)
    yield context
    context.close()


@pytest.fixture
def open_page(browser: Browser, shared: BrowserContext, site_url: str) -> Iterator[Open]:
    """Opens pages; any option makes a fresh context. No page may end with an uncaught error in its scripts."""
    opened: list[Page] = []
    errors: list[str] = []
    fresh: list[BrowserContext] = []

    def start(path: str | None = ARTICLE, *, prepare: Callable[[Page], None] | None = None, **options: Any) -> Page:
        context = shared
        if options:
            context = browser.new_context(base_url=site_url, **{"viewport": {"width": 1280, "height": 900}, **options})
            fresh.append(context)
            if options.get("java_script_enabled", True):
                context.add_init_script(RECORDER)
        page = context.new_page()
        opened.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if prepare:
            prepare(page)
        if path is not None:
            page.goto(path)
        return page

    yield start
    for page in opened:
        page.close()
    for context in fresh:
        context.close()
    assert errors == []


def poll(page: Page, expression: str, argument: Any = None, *, timeout_s: float = 60) -> Any:
    """Wait for a true value; Playwright's own waiting evaluates text, which the site's policy forbids."""
    end = time.monotonic() + timeout_s
    while not (value := _asked(page, expression, argument)):
        assert time.monotonic() < end, f"after {timeout_s} s still not true: {expression} {argument or ''}"
        page.wait_for_timeout(15)
    return value


def _asked(page: Page, expression: str, argument: Any) -> Any:
    """The value of an expression; none while one document gives way to the next."""
    try:
        return page.evaluate(expression, argument)
    except Error as error:
        if "context was destroyed" in str(error) or "navigation" in str(error):
            return None
        raise


def wait_for_page(page: Page, path: str) -> None:
    """Until a full page load has read that page to its end: its address shows long before its headings are there."""
    poll(page, "(path) => location.pathname === path && document.readyState === 'complete'", path)


def wait_for_state(page: Page, state: str, *, island: str = SLUG, timeout_s: float = 60) -> None:
    """Until the island says that it is static, warming, live or in error."""
    question = "([id, state]) => document.getElementById(id)?.dataset.state === state"
    poll(page, question, [island, state], timeout_s=timeout_s)


def wait_for_answers(page: Page, *, timeout_s: float = 60) -> None:
    """Until every question the page asked is answered."""
    poll(page, "() => recorded.answered.length >= recorded.asked.length", timeout_s=timeout_s)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    poll(
        page, "() => !document.querySelector('[data-explainer] [aria-busy=true]:not([data-part])')", timeout_s=timeout_s
    )


def go_live(page: Page, *, island: str = SLUG) -> Page:
    """Show the island and wait for Python's first answer."""
    poll(page, "(id) => document.getElementById(id) !== null", island)  # instant navigation shows it after the address
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", island)
    wait_for_state(page, "live", island=island)
    wait_for_answers(page)
    return page


def type_into(page: Page, name: str, text: str, *, island: str = SLUG) -> None:
    """Replace a field's text and leave the field."""
    field = page.locator(f'#{island} [data-input="{name}"]')
    field.fill(text)
    field.blur()
    wait_for_answers(page)


def part(page: Page, name: str, *, island: str = SLUG) -> str:
    """Text of a part of the island as a reader sees it."""
    text: str = page.evaluate(
        """([id, name]) => document.getElementById(id).querySelector(`[data-part="${name}"]`).textContent""",
        [island, name],
    )
    return text.replace("\u00a0", " ").strip()


def refusal(page: Page, field: str, *, island: str = SLUG) -> str:
    """What is said at a field."""
    text = page.locator(f'#{island} [data-problem="{field}"]').text_content() or ""
    return text.replace("\u00a0", " ").strip()


def click_through(page: Page, address: str) -> None:
    """Follow a link inside the site as a reader would; the page is not loaded anew."""
    page.evaluate(
        """(address) => {
            const link = document.createElement("a");
            link.href = address;
            document.querySelector("main").append(link);
            globalThis.notReloaded = address;
            link.click();
        }""",
        address,
    )
    path = "(address) => location.pathname === new URL(address, location.href).pathname"
    poll(page, f"(address) => ({path})(address) && !document.querySelector(`main > a[href='${{address}}']`)", address)
    assert page.evaluate("() => globalThis.notReloaded") == address


def last_exchange(page: Page) -> tuple[dict[str, Any], dict[str, Any], list[float]]:
    """The last answered question: what the page asked, and header and numbers that came back."""
    asked, answered = page.evaluate("() => [recorded.asked.at(-1), recorded.answered.at(-1)]")
    assert asked["id"] == answered["id"]
    return asked["request"], answered["header"], answered["numbers"]


def assert_close(got: Any, wanted: Any, where: str = "answer", *, relative: float = CLOSED_FORMS) -> None:
    """Equal in structure and words, and in every number to `relative`."""
    if isinstance(wanted, dict):
        assert sorted(got) == sorted(wanted), where
        for key, item in wanted.items():
            assert_close(got[key], item, f"{where}.{key}", relative=relative)
    elif isinstance(wanted, (list, tuple)):
        assert len(got) == len(wanted), where
        for index, item in enumerate(wanted):
            assert_close(got[index], item, f"{where}[{index}]", relative=relative)
    elif isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        assert got == wanted or math.isclose(got, wanted, rel_tol=relative), f"{where}: {got!r}, not {wanted!r}"
    else:
        assert got == wanted, where


def assert_equals_cpython(page: Page, request: dict[str, Any]) -> dict[str, Any]:
    """The page got CPython's answer, in every number, and the shown sentence says it."""
    wanted, wanted_numbers = respond(SLUG, request)
    answered = page.evaluate("() => recorded.answered.slice(-4)")  # of all islands of the page
    mine = [answer for answer in answered if answer["header"].get("inputs") == wanted["inputs"]]
    assert mine, f"no answer to {request} among {[answer['header'].get('inputs') for answer in answered]}"
    header, numbers = mine[-1]["header"], mine[-1]["numbers"]
    assert_close({**header, "refused": []}, wanted)
    np.testing.assert_allclose(numbers, wanted_numbers, rtol=CLOSED_FORMS, atol=0, equal_nan=True)
    language = page.evaluate("() => document.documentElement.lang")
    assert part(page, "sentence") == sentence(wanted, language)
    return wanted


def sentence(header: dict[str, Any], language: str) -> str:
    """The sentence of an answer, written by CPython."""
    own = words(SLUG, language)
    gaps = [Term(**gap) if "key" in gap else Value(**gap) for gap in header["headline"]["gaps"]]
    known = {gap.name: gap for gap in [*(Value(**value) for value in header["values"].values()), *gaps]}
    text = message_text(own["messages"][header["headline"]["key"]], list(known.values()), own)
    return text[:1].upper() + text[1:]


def reads_as(header: dict[str, Any], name: str) -> float:
    """One named number of an answer."""
    return float(header["values"][name]["number"])
