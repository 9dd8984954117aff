"""Every explainer of the site, live: slider to paint, and the fuller method where there is one."""

from __future__ import annotations

import json
import re
import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from publish.bench.moves import MOVES, SLIDE
from publish.paths import ROOT

_ISLAND = re.compile(r'data-explainer="([a-z0-9-]+)" id="\1"')
# one click, then the time until its result is said; the progress bar must have moved on the way
FULL = """async (id) => {
  const root = document.getElementById(id);
  const panel = root.querySelector('[data-part="full"]');
  const result = root.querySelector('[data-part="full-result"]');
  const bar = panel.querySelector("progress");
  let moved = 0;
  const began = performance.now();
  const watch = setInterval(() => { if (bar.value > 0 && bar.value < 1) moved += 1; }, 20);
  const said = new Promise((done) => new MutationObserver((_, observer) => {
    if (!result.textContent) return;
    observer.disconnect();
    done(performance.now() - began);
  }).observe(result, { childList: true, characterData: true, subtree: true }));
  panel.querySelector('[data-full="start"]').click();
  const ms = await said;
  clearInterval(watch);
  return { ms, moved, said: result.textContent };
}"""


def places(site: Path) -> dict[str, str]:
    """Explainer -> address of an English page that shows it as a figure."""
    found: dict[str, str] = {}
    for path in sorted((site / "articles").rglob("index.html")):
        for slug in _ISLAND.findall(path.read_text(encoding="utf-8")):
            found.setdefault(slug, path.parent.relative_to(site).as_posix() + "/")
    return found


def slider_of(slug: str) -> str | None:
    """Name of the main control, where it is a slider."""
    main = next(p for p in parameters(CALCULATORS[slug].Inputs) if p.tier == "main")
    return None if main.options else main.name


def one_round(context: BrowserContext, site: str) -> dict[str, float]:
    """Slider and full method of each explainer, once. [ms]"""
    found: dict[str, float] = {}
    for slug, place in places(ROOT / "site").items():
        page = context.new_page()
        page.goto(f"{site}{place}#{slug}")
        _until(page, f"() => document.getElementById({json.dumps(slug)})?.dataset.state === 'live'")
        page.wait_for_timeout(1000)
        slider = slider_of(slug)
        if slider:
            page.evaluate(SLIDE, [slug, slider, MOVES // 2])  # fills the calculator's own caches, as a reader would
            moves: list[float] = sorted(page.evaluate(SLIDE, [slug, slider, MOVES]))
            found[f"{slug} p50"] = statistics.median(moves)
            found[f"{slug} p95"] = moves[round(0.95 * (len(moves) - 1))]
        if hasattr(CALCULATORS[slug], "full"):
            run: dict[str, Any] = page.evaluate(FULL, slug)
            # a result names a number; the sentence of a failure has none, and would pass for a fast run
            if not (run["moved"] and re.search(r"\d", run["said"])):
                raise RuntimeError(f"{slug}: no result, or no progress on the way: {run['said']}")
            found[f"{slug} full"] = run["ms"]
        page.close()
    return found


def _until(page: Page, expression: str) -> None:
    """Ask until it is true; the page's policy forbids Playwright's own way of waiting for an expression."""
    for _ in range(1200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    raise TimeoutError(f"nothing after 30 s: {expression}")
