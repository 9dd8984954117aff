"""What is measured in Chromium."""

import json
import os
import re
import shutil
import statistics
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import BrowserContext, Page, Playwright

from publish.bench import explainers, sweeps
from publish.bench.moves import MOVES, SLIDE

ARTICLE = "articles/is-light-faster/#link-latency"
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SETTLE_MS = 1000
SIZE: Any = {"width": 1280, "height": 900}

# notes when the island first says "live", and every long task; runs before any script of the page
WATCH = """
globalThis.seen = { live: 0, blocked: 0 };
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) seen.blocked += task.duration - 50;
}).observe({ type: "longtask", buffered: true });
new MutationObserver(() => {
  const root = document.getElementById("link-latency");
  if (!seen.live && root?.dataset.state === "live") seen.live = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
"""

BARE_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>bare</title>
<script type="module">
const worker = new Worker("bare.js", { type: "module" });
worker.onmessage = () => { globalThis.done = performance.now(); };
</script>"""


def write_bare(folder: Path, assets: Path) -> None:
    """A page whose worker loads the site's runtime and answers one question: the least that any design must do."""
    (runtime,) = assets.glob("rt-*")
    shutil.copytree(runtime, folder / runtime.name)
    (folder / "bare.html").write_text(BARE_PAGE, encoding="utf-8")
    (folder / "bare.js").write_text(
        f'const runtime = new URL("./{runtime.name}/", import.meta.url).href;\n'
        'const { loadPyodide } = await import(runtime + "pyodide.js");\n'
        'const createPyodideModule = async (given) => (await import(runtime + "pyodide.asm.js")).default(given);\n'
        'const python = await loadPyodide({ indexURL: runtime, packages: ["explainers"], createPyodideModule });\n'
        'python.pyimport("explainers.wire").answer_json("link-latency", "{}");\n'
        "postMessage(0);\n",
        encoding="utf-8",
    )
    sweeps.write_page(folder, runtime.name)


class Bench:
    """One browser for cold visits, one profile that remembers for warm ones."""

    def __init__(self, playwright: Playwright, site: str, bare: str) -> None:
        self.site, self.bare = site, bare
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
        self.profile = tempfile.TemporaryDirectory()
        self.browser = playwright.chromium.launch(executable_path=executable, args=ARGS)
        self.memory = playwright.chromium.launch_persistent_context(
            self.profile.name, executable_path=executable, args=ARGS, viewport=SIZE
        )
        self.memory.add_init_script(WATCH)

    def __enter__(self) -> Self:
        """Ready to measure."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both browsers."""
        self.memory.close()
        self.browser.close()
        self.profile.cleanup()

    def warm_up(self) -> None:
        """The server compresses each file once, the remembering profile fills its caches: neither is measured."""
        for _ in range(2):
            self._live(self.memory)
        self._bare("bare.html")

    def one_round(self) -> dict[str, float]:
        """Every figure once. [ms, and million configurations a second]"""
        found = self._cold()
        found["bare_ms"] = self._bare("bare.html")
        found["warm_ms"] = self._live(self.memory)
        found["material_ms"] = self._material_ms()
        found["training_mps"] = self._bare("many.html")
        found.update(explainers.one_round(self.memory, self.site))
        return found

    def _live(self, context: BrowserContext) -> float:
        page = context.new_page()
        page.goto(self.site + ARTICLE)
        live = _wait(page, "() => seen.live")
        page.wait_for_timeout(SETTLE_MS)  # let the profile write what it has compiled
        page.close()
        return live

    def _fresh(self) -> BrowserContext:
        context = self.browser.new_context(viewport=SIZE)
        context.add_init_script(WATCH)
        return context

    def _cold(self) -> dict[str, float]:
        context = self._fresh()
        page = context.new_page()
        page.goto(self.site + ARTICLE)
        cold = _wait(page, "() => seen.live")
        page.wait_for_timeout(SETTLE_MS)
        blocked = page.evaluate("() => seen.blocked")
        readable = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime")
        moves = sorted(page.evaluate(SLIDE, ["link-latency", "length_m", MOVES]))
        page.wait_for_timeout(SETTLE_MS)
        said = re.search(r"[0-9.]+", page.locator("#link-latency .cl-status").inner_text())
        assert said, "the status names the milliseconds"
        context.close()
        return {
            "cold_ms": cold,
            "readable_ms": readable,
            "blocked_ms": blocked,
            "slider_p50_ms": statistics.median(moves),
            "slider_p95_ms": moves[round(0.95 * (len(moves) - 1))],
            "python_ms": float(said[0]),
        }

    def _bare(self, page_name: str) -> float:
        context = self.browser.new_context(viewport=SIZE)
        page = context.new_page()
        page.goto(self.bare + page_name)
        done = _wait(page, "() => globalThis.done ?? 0")
        context.close()
        return done

    def _material_ms(self) -> float:
        context = self._fresh()
        context.route("**/app-*/app.js", lambda route: route.abort())
        page = context.new_page()
        page.goto(self.site + ARTICLE)
        page.wait_for_timeout(2 * SETTLE_MS)
        blocked = float(page.evaluate("() => seen.blocked"))
        context.close()
        return blocked


def _wait(page: Page, expression: str) -> float:
    """Ask until the answer is not 0; the page's policy forbids Playwright's own way of waiting for an expression."""
    for _ in range(1200):
        value = float(page.evaluate(expression))
        if value:
            return value
        page.wait_for_timeout(25)
    raise TimeoutError(f"nothing after 30 s: {json.dumps(expression)}")
