"""What holds for the first explainer holds for every other one: still without scripts, live, moved, refused, in both languages."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

import dev
from explainers.base.parameters import Parameter, parameters
from explainers.calculators.registry import CALCULATORS
from explainers.wire import respond
from explainers.words import words
from tests.agreement import relative_agreement
from tests.browser.conftest import (
    LANGUAGES,
    Open,
    assert_close,
    go_live,
    last_exchange,
    part,
    refusal,
    type_into,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip
from tests.browser.figures import cut_off
from tests.browser.test_accessibility import assert_axe, set_scheme, with_axe


def articles() -> dict[str, str]:
    """Explainer -> address of an English article that shows it."""
    found: dict[str, str] = {}
    for path in sorted((dev.ROOT / "docs" / "en" / "articles").glob("*.md")):
        for slug in re.findall(r"^```explainer\n([a-z0-9-]+)$", path.read_text(encoding="utf-8"), re.M):
            found.setdefault(slug, f"articles/{path.stem}/")
    return found


ARTICLES = articles()
OTHERS = sorted(set(ARTICLES) - {"link-latency"})


def main_parameter(slug: str) -> Parameter:
    return next(p for p in parameters(CALCULATORS[slug].Inputs) if p.tier == "main")


def test_every_explainer_stands_in_an_article() -> None:
    assert set(ARTICLES) == set(CALCULATORS)


def assert_as_cpython(page: Page, slug: str) -> dict[str, Any]:
    """The last answer is CPython's, in structure, words and every number."""
    request, header, numbers = last_exchange(page)
    wanted, wanted_numbers = respond(slug, request)
    relative = relative_agreement(slug)
    assert_close({**header, "refused": []}, wanted, relative=relative)
    np.testing.assert_allclose(numbers, wanted_numbers, rtol=relative, atol=1e-300, equal_nan=True)
    return wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", OTHERS)
def test_it_is_complete_without_scripts(open_page: Open, slug: str, language: str) -> None:
    page = open_page(LANGUAGES[language] + ARTICLES[slug], java_script_enabled=False)
    island, own, header = page.locator(f"#{slug}"), words(slug, language), respond(slug, {})[0]
    assert len(island.locator(".cl-sentence").inner_text()) > 20
    figures = island.locator(".cl-plot:visible svg[role=img]")
    assert figures.count() == len(header["charts"])
    for index in range(figures.count()):
        assert len(figures.nth(index).get_attribute("aria-label") or "") > 20
    page.locator(f"label[for={slug}-view-table]").click()
    for chart in header["charts"]:
        table = island.locator(f"[data-table={chart['table']['name']}]")
        assert table.locator("tbody tr").count() > 1
        assert table.locator("caption").inner_text()
    page.locator(f"label[for={slug}-view-sources]").click()
    assert island.locator(".cl-sources > li:visible").count() >= 5
    assert island.locator(".cl-title").inner_text() == own["title"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", OTHERS)
def test_it_moves_refuses_and_passes_axe(open_page: Open, slug: str, language: str) -> None:
    asked: list[str] = []

    def prepare(page: Page) -> None:
        with_axe(page)
        page.on("request", lambda request: asked.append(request.url))

    page = open_page(LANGUAGES[language] + ARTICLES[slug], prepare=prepare)
    go_live(page, island=slug)
    main = main_parameter(slug)
    before = part(page, "sentence", island=slug)
    page.locator(f"#{slug} [data-slider={main.name}]").focus()
    for key in ("PageUp", "PageUp", "ArrowLeft"):
        page.keyboard.press(key)
        wait_for_answers(page)
    moved = assert_as_cpython(page, slug)
    assert moved["inputs"][main.name] != main.default
    assert part(page, "sentence", island=slug) != before
    for scheme in ("light", "dark"):
        set_scheme(page, scheme)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            for view in ("table", "chart"):
                page.locator(f"label[for={slug}-view-{view}]").click()
            assert_axe(page, f"live, {scheme}, {width}", f"#{slug}")
            assert cut_off(page, f"#{slug}") == (len(moved["charts"]), [])
    type_into(page, main.name, "1e30", island=slug)
    wait_for_state(page, "error", island=slug)
    assert len(refusal(page, main.name, island=slug)) > 10
    assert_axe(page, "error", f"#{slug}")
    page.locator(f"#{slug} [data-action=reset]").click()
    wait_for_state(page, "live", island=slug)
    wait_for_answers(page)
    assert part(page, "sentence", island=slug) == before
    assert page.evaluate("() => recorded.violations") == []
    origin = page.evaluate("() => location.origin")
    assert [url for url in asked if not url.startswith((origin, f"blob:{origin}", "data:"))] == []


def test_the_full_method_of_copper_answers_as_cpython_does(open_page: Open) -> None:
    """The one calculator that has one: its progress moves, and the sentence carries CPython's margin."""
    page = go_live(open_page(ARTICLES["copper-reach"]), island="copper-reach")
    page.locator("#copper-reach [data-full=start]").click()
    result = page.locator("#copper-reach [data-part=full-result]")
    result.wait_for(state="attached")
    for _ in range(600):
        if result.inner_text():
            break
        page.wait_for_timeout(50)
    *_, wanted = CALCULATORS["copper-reach"].full(CALCULATORS["copper-reach"].Inputs())
    com_db = next(gap.number for gap in wanted.gaps if gap.name == "com_db")
    assert f"{com_db:.2f} dB" in result.inner_text().replace("\u00a0", " ")
