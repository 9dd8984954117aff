"""Scripts that are missing, broken, blocked or late: the page says so in words, contradicts nothing and goes on when asked."""

import json
import re
from fnmatch import fnmatch

import pytest
from playwright.sync_api import Browser, Page, Route

import dev
from explainers.words import words
from publish.islands import ui_words
from publish.press_words import press_words
from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    assert_equals_cpython,
    go_live,
    part,
    poll,
    type_into,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip

# the page's own patience, shortened: what it says and does is tested, not how long 10 and 20 seconds are
IMPATIENT = """{
    const plain = globalThis.setTimeout;
    globalThis.setTimeout = (call, ms, ...given) => plain(call, { 10000: 3000, 20000: 2000 }[ms] ?? ms, ...given);
}"""
RETRY = f"#{SLUG} [data-action=retry]"
COMMON = {language: words("common", language)["errors"] for language in LANGUAGES}


def hang(_: Route) -> None:
    """Never answer."""


def missing(route: Route) -> None:
    route.fulfill(status=404, body="gone")


def blocked(route: Route) -> None:
    route.abort("blockedbyclient")


def broken(route: Route) -> None:
    route.fulfill(body="}{", content_type="text/javascript")


FAULTS = {"missing": missing, "blocked": blocked, "broken": broken, "late": hang}


def shown(page: Page) -> dict[str, str]:
    """What the island says in words, figures and tables."""
    return page.evaluate(
        """(id) => {
            dispatchEvent(new Event("beforeprint")); // what is hidden is drawn, too
            const root = document.getElementById(id);
            const texts = (selector) => [...root.querySelectorAll(selector)].map((one) => one.textContent).join("|");
            const labels = [...root.querySelectorAll(".cl-plot svg")].map((svg) => svg.getAttribute("aria-label")).join("|");
            return { words: texts('[data-part="sentence"]'), figures: labels, tables: texts("tbody"), pinned: texts('[data-part="pinned"]') };
        }""",
        SLUG,
    )


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("script", ["app.js", "chunk-*.js"])
def test_without_its_program_a_page_promises_nothing(browser: Browser, site_url: str, script: str, fault: str) -> None:
    context = browser.new_context(base_url=site_url)
    context.route(f"**/app-*/{script}", FAULTS[fault])
    for language, root in LANGUAGES.items():
        page = context.new_page()
        page.goto(root + ARTICLE, wait_until="commit" if fault == "late" else "load")
        poll(page, "(id) => document.getElementById(id)?.querySelector('[data-part=status]')", SLUG)
        page.wait_for_timeout(150)
        assert part(page, "status") == ui_words(language)["static"]
        assert ui_words(language)["ready"] not in page.locator("main").inner_text()
        assert page.locator(f"#{SLUG} fieldset.cl-form:enabled").count() == 0
        assert "213" in part(page, "sentence")
        page.close()
    context.close()


@pytest.mark.parametrize(
    ("fault", "language"), [("missing", "ja"), ("blocked", "en"), ("broken", "ja"), ("late", "en")]
)
def test_without_its_drawing_code_a_page_keeps_the_whole_answer(open_page: Open, fault: str, language: str) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script(IMPATIENT)
        page.route("**/chart.js*", FAULTS[fault])

    page = open_page(LANGUAGES[language] + ARTICLE, prepare=prepare)
    poll(page, "() => window.copperAndLight")
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    wait_for_state(page, "live")
    before = shown(page)
    field = page.locator(f"#{SLUG} [data-input=length_m]")
    for act in (lambda: (field.fill("30"), field.blur()), lambda: page.locator(f"#{SLUG} [data-action=pin]").click()):
        act()
        wait_for_state(page, "error")
        assert part(page, "error") == COMMON[language]["charts"]
        assert shown(page) == before
        assert page.locator(RETRY).is_visible()
        page.locator(RETRY).click()  # still not there
    wait_for_state(page, "error")
    page.unroute("**/chart.js*")
    page.locator(RETRY).click()
    wait_for_state(page, "live")
    wait_for_answers(page)
    assert_equals_cpython(page, {"inputs": {"length_m": 30}})
    after = shown(page)
    assert all(after[kind] != before[kind] for kind in ("words", "figures", "tables"))
    assert part(page, "error") == ""
    assert not page.locator(RETRY).is_visible()


FILES = (
    "worker.js",
    "pyodide.js",
    "pyodide.asm.js",
    "*.wasm",
    "python_stdlib.zip",
    "numpy-*",
    "explainers-*",
    "pyodide-lock.json",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_start_that_stands_still_says_so_and_can_begin_again(open_page: Open, language: str) -> None:
    """One file after the other does not come; each time the reader tries again, and nothing that was set is lost."""
    ui = ui_words(language)
    pattern = re.compile(re.sub(r"\\{\w+\\}", r"[0-9.,]+", re.escape(ui["still"])))

    files = FILES if language == "en" else FILES[:2]
    held = files[0]

    def hold(route: Route) -> None:
        if not fnmatch(route.request.url, f"*/{held}"):
            route.fallback()

    def prepare(page: Page) -> None:
        page.add_init_script(IMPATIENT)
        page.route(re.compile(r"/(rt|app)-"), hold)

    page = open_page(LANGUAGES[language] + ARTICLE, prepare=prepare)
    poll(page, "() => window.copperAndLight")
    field = page.locator(f"#{SLUG} [data-input=length_m]")
    field.fill("137.25")
    field.blur()
    status = "(id) => document.querySelector(`#${id} [data-part=status]`).textContent"
    for file, following in zip(files, (*files[1:], ""), strict=True):
        poll(page, "(id) => !document.querySelector(`#${id} [data-action=retry]`).hidden", SLUG)
        said = page.evaluate(status, SLUG)
        assert said == ui["still_nothing"] if file == "worker.js" else pattern.fullmatch(said), (file, said)
        assert page.locator(f"#{SLUG} [data-part=status][aria-busy=true]").count() == 0
        held = following
        page.locator(RETRY).click()
        assert field.input_value() == "137.25"
    wait_for_state(page, "live")
    wait_for_answers(page)
    assert_equals_cpython(page, {"inputs": {"length_m": 137.25}})
    assert not page.locator(RETRY).is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_shows_the_share_of_bytes(open_page: Open, language: str) -> None:
    said = """globalThis.said = [];
        new MutationObserver(() => {
            const text = document.querySelector("#link-latency [data-part=status]")?.textContent;
            if (text && said.at(-1) !== text) said.push(text);
        }).observe(document, { subtree: true, childList: true, characterData: true });"""
    page = go_live(
        open_page(LANGUAGES[language] + ARTICLE, prepare=lambda page: page.add_init_script(said), locale="de")
    )
    gap = (
        re.escape(ui_words(language)["warming"])
        .replace(r"\{got\}", "(?P<got>[0-9.]+)")
        .replace(r"\{all\}", "(?P<all>[0-9.]+)")
    )
    found = [match for text in page.evaluate("() => said") if (match := re.fullmatch(gap, text))]
    got = [float(match["got"]) for match in found]
    all_mb = sum(file["gzip_bytes"] for file in runtime_files()) / 1e6
    assert {match["all"] for match in found} == {f"{all_mb:.1f}"}
    assert len(set(got)) > 2
    assert got == sorted(got)
    assert got[0] < all_mb / 2
    assert f"{got[-1]:.1f}" == f"{all_mb:.1f}"


def runtime_files() -> list[dict]:
    return list(json.loads((dev.ROOT / "build" / "runtime.json").read_text(encoding="utf-8"))["files"])


@pytest.mark.parametrize("body", [b"", b"\0asm", b"<h1>home</h1>"], ids=["empty", "cut", "a page"])
def test_a_wasm_that_is_none_ends_in_one_sentence_and_can_be_tried_again(open_page: Open, body: bytes) -> None:
    def prepare(page: Page) -> None:
        page.route("**/*.wasm", lambda route: route.fulfill(body=body, content_type="text/html"))

    page = open_page(prepare=prepare)
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", SLUG)
    wait_for_state(page, "error")
    assert part(page, "error") == COMMON["en"]["python-start"]
    page.unroute("**/*.wasm")
    page.locator(RETRY).click()
    wait_for_state(page, "live")
    assert part(page, "error") == ""


@pytest.mark.parametrize("fault", FAULTS)
def test_without_its_program_a_list_is_whole_and_says_so(open_page: Open, fault: str) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script(IMPATIENT)
        page.route("**/lists.js*", FAULTS[fault])

    page = open_page("ja/claims/", prepare=prepare)
    said = press_words("ja")["lists"]
    poll(page, "(text) => document.querySelector('.cl-filter [role=status]').textContent === text", said["failed"])
    assert page.locator("[data-item]:visible").count() == page.locator("[data-item]").count() > 20
    page.get_by_role("button", name=said["again"]).click()
    poll(page, "(text) => document.querySelector('.cl-filter [role=status]').textContent === text", said["failed"])
    page.unroute("**/lists.js*")
    page.get_by_role("button", name=said["again"]).click()
    poll(page, "() => !document.querySelector('.cl-filter > fieldset').disabled")
    assert page.get_by_role("button", name=said["again"]).count() == 0


@pytest.mark.parametrize(
    ("file", "fault"), [*(("pagefind.js", fault) for fault in FAULTS), ("pagefind-entry.json", "missing")]
)
def test_a_search_without_its_engine_says_so_and_can_be_tried_again(
    browser: Browser, site_url: str, file: str, fault: str
) -> None:
    """In a context of its own: the engine itself leaves errors uncaught when its list is missing."""
    context = browser.new_context(base_url=site_url)
    page = context.new_page()
    page.add_init_script(IMPATIENT)
    page.route(f"**/pagefind/{file}*", FAULTS[fault])
    page.goto("claims/")
    poll(page, "() => window.copperAndLight")
    failed = page.locator("#cl-search").get_attribute("data-failed")
    page.keyboard.press("/")
    page.keyboard.type("glass")
    poll(page, "(text) => document.getElementById('cl-search-status').textContent === text", failed)
    page.unroute(f"**/pagefind/{file}*")
    page.keyboard.type("e")
    page.keyboard.press("Backspace")
    poll(page, "() => document.querySelector('#cl-search-results a')")
    context.close()


def test_no_observer_of_sizes_changes_what_it_observes(open_page: Open) -> None:
    """What a page draws within such a callback may resize it again; browsers then report an error."""
    watch = """globalThis.drawn = [];
        const Plain = globalThis.ResizeObserver;
        globalThis.ResizeObserver = class extends Plain {
            constructor(call) {
                const changes = new MutationObserver(() => {});
                super((...given) => {
                    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
                    call(...given);
                    drawn.push(...changes.takeRecords().map(({ target }) => target.closest?.("[data-explainer]")?.id).filter(Boolean));
                    changes.disconnect();
                });
            }
        };"""
    page = go_live(open_page(prepare=lambda page: page.add_init_script(watch), reduced_motion="reduce"))
    type_into(page, "length_m", "30")
    page.set_viewport_size({"width": 390, "height": 800})
    label = f"#{SLUG} .cl-plot[data-width=narrow] svg"
    poll(page, "(selector) => document.querySelector(selector).getAttribute('aria-label').includes('30')", label)
    assert page.evaluate("() => drawn") == []
