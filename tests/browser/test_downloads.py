"""What a reader takes home: a table with all digits that needs no page, and a figure that says what it is."""

import codecs
import csv
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page

from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from explainers.text import column_head
from explainers.wire import respond
from explainers.words import words
from publish.islands import ui_words
from publish.paths import DOCS
from tests.browser.conftest import ARTICLE, LANGUAGES, SLUG, Open, go_live, part, poll, type_into, wait_for_answers

SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/elements/1.1/}"
FIGURE = re.compile(r"^```explainer\n([\w-]+)$", re.MULTILINE)
PIN = f"#{SLUG} [data-action=pin]"


def saved(page: Page, kind: str, chart: str, slug: str = SLUG) -> tuple[str, str]:
    """Name and text of the file behind a button."""
    with page.expect_download() as caught:
        page.locator(f"#{slug} [data-action={kind}][data-name={chart}]").click()
    content = Path(caught.value.path()).read_bytes()
    assert content.startswith(codecs.BOM_UTF8) == (kind == "csv")  # without it a spreadsheet takes UTF-8 for its own
    return caught.value.suggested_filename, content.decode("utf-8-sig")


def table(text: str) -> tuple[list[str], list[list[str]]]:
    head, *rows = csv.reader(io.StringIO(text))
    assert len(set(head)) == len(head), "no two columns of one name"
    assert {len(row) for row in rows} == {len(head)}, "one rectangular table"
    return head, rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_holds_every_digit_and_what_belongs_to_it(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE))
    type_into(page, "length_m", "6.5")
    header, numbers = respond(SLUG, {"inputs": {"length_m": 6.5}})
    ui, terms, own = ui_words(language), words(SLUG, language)["terms"], words(SLUG, language)["inputs"]
    answer = CALCULATORS[SLUG].answer(CALCULATORS[SLUG].Inputs(length_m=6.5))
    for chart, known in zip(header["charts"], answer.charts, strict=True):
        name, text = saved(page, "csv", chart["name"])
        assert name == f"{SLUG}-{chart['name']}.csv"
        head, rows = table(text)
        columns = chart["table"]["columns"]
        assert head[: len(columns)] == [column_head(one, terms, language) for one in known.table.columns]
        for column, got in zip(columns, list(zip(*rows, strict=True))[: len(columns)], strict=True):
            if "keys" in column:
                assert list(got) == [terms[key] for key in column["keys"]]
                continue
            start, length = column["numbers"]["at"]
            wanted = numbers[start : start + length].tolist()
            assert [cell == "" for cell in got] == [number != number for number in wanted]
            assert [float(c) for c in got if c] == pytest.approx([n for n in wanted if n == n], rel=1e-12, abs=0)
        records = [dict(zip(head, row, strict=True)) for row in rows]
        chosen = [float(one[head[0]]) for one in records if one[ui["csv_chosen"]]]
        assert chosen == ([6.5] if known.kind == "lines" else [])
        for one in records:
            assert one[ui["csv_input"].format(name=f"{own['length_m']['label']} [m]")] == "6.5"
            said = float(one[ui["csv_value"].format(name="total_s [s]")])
            assert said == pytest.approx(answer.value("total_s").number, rel=1e-12)
            assert one[ui["csv_sentence"]] == part(page, "sentence")
            assert one[ui["csv_address"]] == page.url
            assert "CC BY 4.0" in one[ui["csv_licence"]]


def test_csv_of_a_share_says_of_what_and_names_the_pinned_rows(open_page: Open) -> None:
    slug = "fabric-builder"
    page = open_page(f"articles/wiring-ten-thousand-gpus/?{slug}=v1,gpus:1024#{slug}", reduced_motion="reduce")
    poll(page, "(id) => document.getElementById(id).dataset.state === 'live'", slug)
    page.locator(f"#{slug} [data-action=pin]").click()
    field = page.locator(f"#{slug} [data-input=gpus]")
    field.fill("2048")
    field.press("Enter")
    wait_for_answers(page)
    poll(page, "(id) => document.getElementById(id).dataset.state === 'live'", slug)
    head, rows = table(saved(page, "csv", "cost", slug)[1])
    records = [dict(zip(head, row, strict=True)) for row in rows]
    total = words(slug, "en")["terms"]["total"] + " [USD for each GPU]"
    for gpus, answer in (("2048", "now"), ("1024", "Pinned: GPUs: 1,024")):
        own = [one for one in records if one["Input: GPUs"] == gpus]
        assert len(own) == len(records) / 2
        assert {one["Answer"] for one in own} == {answer}
        spent = CALCULATORS[slug].answer(CALCULATORS[slug].Inputs(gpus=int(gpus))).value("network_usd").number
        shares = [float(one[total]) for one in own if one[total]]
        assert any(share * int(gpus) == pytest.approx(spent, rel=1e-9) for share in shares)


def assert_says_what_it_is(text: str, page: Page, slug: str, chart: str, language: str) -> None:
    assert not re.search(r"var\(|currentColor|<script|\son\w+=|href=\"(?!http://www.w3)|<style|@import", text)
    root = ET.fromstring(text)
    assert (root.tag, root.get("role"), root.get("lang")) == (f"{SVG}svg", "img", language)
    own, ui = words(slug, language), ui_words(language)
    said = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    whole = re.sub(r"\s", "", "".join(said))
    assert root.findtext(f"{SVG}title") == own["charts"][chart]["title"]
    assert re.sub(r"\s", "", own["charts"][chart]["title"]) in whole
    assert len(root.findtext(f"{SVG}desc") or "") > 20
    for line in page.locator(f"#{slug} [data-chart={chart}] .cl-legend > li").all():
        assert re.sub(r"\s", "", line.inner_text()) in whole
    assert re.sub(r"\s", "", page.locator(f"#{slug} [data-chart={chart}] [data-part=caption]").inner_text()) in whole
    assert "CCBY4.0,https://creativecommons.org/licenses/by/4.0/" in whole
    assert page.evaluate("() => location.href.split('#')[0]") in whole
    assert re.sub(r"\s", "", ui["file_sources"].split("{")[0]) in whole
    about = {name: [one.text for one in root.iter(DC + name)] for name in ("title", "rights", "source", "identifier")}
    assert all(about.values())
    papers = root.findall(f"{SVG}rect")
    assert [one.get("fill") for one in papers[:1]] == ["#ffffff"]
    wide = float(root.get("width", 0))
    assert all(0 <= float(one.get("x", 0)) < wide for one in root.findall(f"{SVG}text"))


PAGES = sorted(path for path in (DOCS / "en" / "articles").glob("*.md") if FIGURE.search(path.read_text("utf-8")))


@pytest.mark.parametrize(("number", "path"), list(enumerate(PAGES)), ids=[path.stem for path in PAGES])
def test_svg_of_every_figure_says_what_it_is(open_page: Open, tmp_path: Path, number: int, path: Path) -> None:
    """Every figure once: on a wide light English page, or on a narrow dark Japanese one."""
    language, scheme, width = (("en", "light", 1280), ("ja", "dark", 390))[number % 2]
    page = open_page(
        f"{LANGUAGES[language]}articles/{path.stem}/", color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    poll(page, "() => window.copperAndLight")
    for slug in FIGURE.findall(path.read_text("utf-8")):
        for chart in words(slug, language)["charts"]:
            name, text = saved(page, "svg", chart, slug)
            assert name == f"{slug}-{chart}.svg"
            assert_says_what_it_is(text, page, slug, chart, language)
            (tmp_path / name).write_text(text, encoding="utf-8")
    overflowing = """() => { const paper = document.documentElement.getBoundingClientRect();
        return [...document.querySelectorAll("svg > text")].filter((one) => one.getBoundingClientRect().right > paper.right + 1)
            .map((one) => one.textContent); }"""
    for file in sorted(tmp_path.glob("*.svg")):
        assert open_page(file.as_uri()).evaluate(overflowing) == [], file.name


def test_every_explainer_stands_on_a_page_whose_files_are_tried() -> None:
    assert {slug for path in PAGES for slug in FIGURE.findall(path.read_text("utf-8"))} == set(CALCULATORS)
    assert all(parameters(calculator.Inputs) for calculator in CALCULATORS.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_svg_has_the_pages_marks_in_the_colours_of_paper(open_page: Open, tmp_path: Path, scheme: str) -> None:
    page = go_live(open_page(color_scheme=scheme))
    page.locator(PIN).click()
    type_into(page, "length_m", "100")
    light = open_page(page.url, color_scheme="light")
    own = go_live(light).evaluate("() => getComputedStyle(document.body).getPropertyValue('--cl-copper').trim()")
    for chart in ("breakdown", "by-length"):
        name, text = saved(page, "svg", chart)
        assert "var(" not in text
        assert (own in text) == (chart == "by-length")
        assert "Pinned: Distance: 2" in text.replace("\u00a0", " ")
        assert "100" in ET.fromstring(text).get("aria-label", "")
        (tmp_path / name).write_text(text, encoding="utf-8")
        alone = open_page((tmp_path / name).as_uri(), color_scheme=scheme)
        marks = "(root) => root.querySelectorAll('rect, line, path, circle').length"
        drawn = page.locator(f"#{SLUG} [data-chart={chart}] .cl-plot:visible svg").evaluate(marks)
        entries = page.locator(f"#{SLUG} [data-chart={chart}] .cl-legend").evaluate(marks)
        assert alone.evaluate(f"() => ({marks})(document.documentElement)") == drawn + entries + 1  # and the paper
