"""What a reader takes home: the table with all digits, and a figure that stands alone."""

import codecs
import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page

from explainers.wire import respond
from explainers.words import words
from tests.browser.conftest import ARTICLE, LANGUAGES, SLUG, Open, go_live, type_into

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, kind: str, chart: str) -> tuple[str, str]:
    """Name and text of the file behind a button."""
    with page.expect_download() as caught:
        page.locator(f"#{SLUG} [data-action={kind}][data-name={chart}]").click()
    content = Path(caught.value.path()).read_bytes()
    assert content.startswith(codecs.BOM_UTF8) == (kind == "csv")  # without it a spreadsheet takes UTF-8 for its own
    return caught.value.suggested_filename, content.decode("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_holds_every_digit(open_page: Open, language: str) -> None:
    page = go_live(open_page(LANGUAGES[language] + ARTICLE))
    type_into(page, "length_m", "6.5")
    header, numbers = respond(SLUG, {"inputs": {"length_m": 6.5}})
    terms = words(SLUG, language)["terms"]
    for chart in header["charts"]:
        name, text = saved(page, "csv", chart["name"])
        assert name == f"{SLUG}-{chart['name']}.csv"
        head, *rows = csv.reader(io.StringIO(text))
        columns = chart["table"]["columns"]
        assert head == [terms[c["name"]] + (f" [{c['unit']}]" if c.get("unit") else "") for c in columns]
        for column, got in zip(columns, zip(*rows, strict=True), strict=True):
            if "keys" in column:
                assert list(got) == [terms[key] for key in column["keys"]]
                continue
            start, length = column["numbers"]["at"]
            wanted = numbers[start : start + length].tolist()
            assert [cell == "" for cell in got] == [number != number for number in wanted]
            assert [float(c) for c in got if c] == pytest.approx([n for n in wanted if n == n], rel=1e-12, abs=0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_svg_stands_alone(open_page: Open, tmp_path: Path, scheme: str) -> None:
    page = go_live(open_page(color_scheme=scheme))
    type_into(page, "length_m", "100")
    for chart in ("breakdown", "by-length"):
        name, text = saved(page, "svg", chart)
        assert name == f"{SLUG}-{chart}.svg"
        assert "var(" not in text
        root = ET.fromstring(text)
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == "img"
        assert "100" in root.get("aria-label", "")
        assert not list(root.iter(f"{SVG}script"))
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert_looks_the_same(page, open_page(path.as_uri(), color_scheme=scheme), chart)


def assert_looks_the_same(page: Page, alone: Page, chart: str) -> None:
    """Every drawn thing has the colour, and every text about the size, that it has in the page."""
    look = """(svg) => [...svg.querySelectorAll("rect, line, path, circle, text")].map((element) => {
        const style = getComputedStyle(element);
        return [element.tagName, style.fill, style.stroke, style.fontSize, style.fontWeight];
    })"""
    own = page.locator(f"#{SLUG} [data-chart={chart}] .cl-plot:visible svg").evaluate(look)
    background, *drawn = alone.evaluate(f"() => ({look})(document.documentElement)")
    assert drawn == own
    assert background[:2] == ["rect", page.evaluate("() => getComputedStyle(document.body).backgroundColor")]
