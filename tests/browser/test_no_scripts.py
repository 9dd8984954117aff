"""Without scripts an article is complete: sentence, figure, table, sources, tabs and answers."""

import pytest

from explainers.wire import respond
from explainers.words import words
from publish.islands import ui_words
from tests.browser.conftest import ARTICLE, LANGUAGES, SLUG, Open, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_is_complete_without_scripts(open_page: Open, language: str) -> None:
    page = open_page(LANGUAGES[language] + ARTICLE, java_script_enabled=False)
    island, own, ui = page.locator(f"#{SLUG}"), words(SLUG, language), ui_words(language)
    header = respond(SLUG, {})[0]
    assert island.locator(".cl-sentence").inner_text().replace("\u00a0", " ") == sentence(header, language)
    assert island.locator("noscript").inner_text().strip() == ui["noscript"]
    assert island.locator("noscript").is_visible()
    figures = island.locator(".cl-plot:visible svg[role=img]")
    assert figures.count() == 2
    for index in range(2):
        assert "213" in figures.nth(index).get_attribute("aria-label")
    assert island.locator("[data-input]:enabled, [data-slider]:enabled").count() == 0
    for view, seen in {
        "table": "[data-table=breakdown] tbody tr",
        "sources": ".cl-sources > li",
        "code": "[data-part=code-link]",
        "chart": ".cl-plot:visible svg",
    }.items():
        page.locator(f"label[for={SLUG}-view-{view}]").click()
        assert island.locator(seen).first.is_visible(), view
        assert island.locator(".cl-panel:visible").count() == 1
    page.locator(f"label[for={SLUG}-view-table]").click()
    rows = island.locator("[data-table=breakdown] tbody tr").all_inner_texts()
    assert [row.partition("\t")[0] for row in rows] == [own["terms"][key] for key in header["charts"][0]["rows"]]
    assert "213" in rows[2]
    page.locator(f"label[for={SLUG}-view-sources]").click()
    assert island.locator(".cl-sources > li").count() >= 10
    assert island.locator(".cl-sources a[href^=http]").count() >= 5
    page.locator(f"label[for={SLUG}-view-code]").click()
    page.locator(f"#{SLUG} [data-part=code-link]").click()
    assert page.url.endswith(f"{LANGUAGES[language]}code/{SLUG}/")
    page.locator(".cl-code summary").first.click()
    assert "def answer(inputs: Inputs) -> Answer:" in page.locator(".cl-code pre").first.inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_open_without_scripts(open_page: Open, language: str) -> None:
    page = open_page(LANGUAGES[language] + ARTICLE, java_script_enabled=False)
    questions = page.locator("[data-question]")
    assert questions.count() == 4
    for index in range(4):
        question = questions.nth(index)
        assert not question.locator("details > p").is_visible()
        question.locator("summary").click()
        assert question.locator("details > p").is_visible()
        question.locator("input[type=radio]").first.check()


def test_a_question_says_whether_the_pick_was_right(open_page: Open) -> None:
    page = open_page()
    question = page.locator("#question-bet")
    question.locator("input").nth(1).check()
    assert question.get_attribute("data-answered") == "wrong"
    assert question.locator(".cl-pick").inner_text() == question.locator(".cl-pick").get_attribute("data-wrong")
    assert question.locator("details > p").is_visible()
    question.locator("input").nth(0).check()
    assert question.get_attribute("data-answered") == "right"
