"""Nothing leaves the site's own origin, nothing is stored about the reader, and the worker is held by the same policy."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

import dev
from tests.browser.conftest import ARTICLE, LANGUAGES, RECORDER, SLUG, Open, go_live, poll, type_into, wait_for_state

PROBE = """
const report = {};
try { report.fetched = await (await fetch(FOREIGN)).text(); } catch (error) { report.fetchError = error.name; }
try { report.evaluated = (0, eval)("6 * 7"); } catch (error) { report.evalError = error.name; }
try { report.made = new Function("return 42")(); } catch (error) { report.functionError = error.name; }
postMessage(report);
"""
START = """([source, type]) => new Promise((done, failed) => {
    const worker = new Worker(source, { type });
    worker.onmessage = (event) => { worker.terminate(); done(event.data); };
    worker.onerror = (event) => failed(new Error(event.message));
})"""


def all_pages(place: str) -> list[str]:
    """Every address in the sitemap of a language, and one that is missing."""
    text = (dev.SITE / place / "sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<loc>([^<]+)</loc>", text)
    assert len(found) >= 4
    return [re.sub(r"^https?://[^/]+/", "/", address) for address in found] + [f"/{place}missing/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_asks_another_origin_or_breaks_its_policy(browser: Browser, site_url: str, language: str) -> None:
    context = browser.new_context(base_url=site_url)
    context.add_init_script(RECORDER)
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(f"{message.page.url if message.page else ''}: {message.text}"))
    page = context.new_page()
    kinds: set[str] = set()
    for path in all_pages(LANGUAGES[language]):
        page.goto(path)
        page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
        if "is-light-faster" in path:
            use(page, SLUG)
            use(page, f"{SLUG}-sandbox")
        kind = path.rstrip("/").rpartition("/")[0]
        if kind not in kinds:  # the search is the same on every page of a folder
            kinds.add(kind)
            search(page)
        assert page.evaluate("() => recorded.violations") == [], path
        assert page.evaluate("() => document.cookie") == ""
        kept = page.evaluate("() => Object.keys(localStorage).concat(Object.keys(sessionStorage))")
        assert all(re.fullmatch(r"(/[^.]*)?\\.?__palette|/.*|__.*|cl-.*", name) for name in kept), kept
    foreign = [url for url in asked if not url.startswith((site_url, f"blob:{site_url}", "data:"))]
    assert foreign == []
    assert context.cookies() == []
    assert [text for text in said if "Content Security Policy" in text or "Content-Security-Policy" in text] == []
    assert [url for url in asked if "/rt-" in url and url.endswith(".wasm")], "Python was used"
    assert [url for url in asked if "/pagefind/" in url], "the search was used"
    context.close()


def use(page: Page, island: str) -> None:
    """Move, open and save everything in an island."""
    go_live(page, island=island)
    type_into(page, "length_m", "30", island=island)
    for label in page.locator(f"#{island} .cl-tabs label").all():
        label.click()
    page.locator(f"#{island} .cl-tabs label").first.click()
    with page.expect_download():
        page.locator(f"#{island} [data-action=svg]").first.click()
    page.locator(f"#{island} [data-action=copy]").click()
    type_into(page, "length_m", "nothing", island=island)
    wait_for_state(page, "error", island=island)
    page.locator(f"#{island} [data-action=reset]").click()
    wait_for_state(page, "live", island=island)


def search(page: Page) -> None:
    """Find something."""
    page.locator("#cl-search-open").click()
    page.locator("#cl-search-input").fill("2")
    poll(page, "() => document.querySelectorAll('#cl-search-results li').length")
    page.keyboard.press("Escape")


class Foreign(BaseHTTPRequestHandler):
    """Another origin that answers everybody."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"leak")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def foreign_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_worker_is_held_by_the_policy_of_the_page(
    open_page: Open, site_url: str, foreign_url: str, overlay: dict[str, bytes]
) -> None:
    overlay["/assets/probe.js"] = PROBE.replace("FOREIGN", f'"{foreign_url}"').encode()
    file = urljoin(site_url, "/assets/probe.js")
    page = open_page()
    # a worker from a file takes its policy from its own response, where a static host sends none: the probe can succeed
    free = page.evaluate(START, [file, "module"])
    assert free == {"fetched": "leak", "evaluated": 42, "made": 42}
    # the app's way: a blob that imports the file
    blob = page.evaluate(
        "(file) => URL.createObjectURL(new Blob([`import ${JSON.stringify(file)};`], { type: 'text/javascript' }))",
        file,
    )
    held = page.evaluate(START, [blob, "module"])
    assert held == {"fetchError": "TypeError", "evalError": "EvalError", "functionError": "EvalError"}
    # and the app does go that way
    go_live(page)
    assert [worker.url.partition(":")[0] for worker in page.workers] == ["blob"]
    assert poll(page, "(id) => document.getElementById(id).dataset.state === 'live'", SLUG)


def test_no_page_lets_itself_be_scripted_inline(open_page: Open) -> None:
    page = open_page(ARTICLE)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'hit'";
            document.head.append(script);
            document.body.insertAdjacentHTML("beforeend", `<p onclick="document.title = 'hit'" id="trap">x</p>`);
            document.getElementById("trap").click();
        }"""
    )
    assert page.title() != "hit"
    assert len(page.evaluate("() => recorded.violations")) == 2
