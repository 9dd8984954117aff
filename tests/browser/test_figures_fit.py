"""No text of a figure is cut off: every explainer, in both languages, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page

import dev
from explainers.calculators.registry import CALCULATORS
from explainers.wire import respond
from tests.browser.conftest import LANGUAGES, Open
from tests.browser.figures import cut_off

FENCE = re.compile(r"^```explainer\n([a-z0-9-]+)$", re.M)
ISLANDS = {
    f"articles/{path.stem}/": FENCE.findall(path.read_text(encoding="utf-8"))
    for path in sorted((dev.ROOT / "docs" / "en" / "articles").glob("*.md"))
}


def test_every_explainer_is_looked_at() -> None:
    assert {slug for slugs in ISLANDS.values() for slug in slugs} == set(CALCULATORS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path, slugs in ISLANDS.items() if slugs])
def test_no_text_of_a_figure_is_cut_off(open_page: Open, path: str, language: str) -> None:
    def save_data(page: Page) -> None:
        page.context.new_cdp_session(page).send("Emulation.setDataSaverOverride", {"dataSaverEnabled": True})

    page = open_page(LANGUAGES[language] + path, prepare=save_data, locale=language)
    charts = sum(len(respond(slug, {})[0]["charts"]) for slug in ISLANDS[path])
    found = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = cut_off(page)
    assert found == {390: (charts, []), 1280: (charts, [])}


def test_a_text_that_is_cut_off_is_found(open_page: Open) -> None:
    page = open_page("articles/is-light-faster/", java_script_enabled=False)
    page.evaluate(
        "() => { document.querySelector('.cl-plot svg text').setAttribute('transform', 'translate(-40,20)'); }"
    )
    assert len(cut_off(page)[1]) == 1
