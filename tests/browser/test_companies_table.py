"""The table of companies is sorted, filtered and taken home as it is shown; without scripts it is whole, with its file."""

import codecs
import csv
import html
import io
import re
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Page

import dev
from explainers.base.sources import companies
from publish.press_words import press_words
from publish.story_tables import companies_csv
from tests.browser.conftest import LANGUAGES, Open, poll
from tests.browser.test_accessibility import SIDEWAYS, assert_axe, with_axe

TABLE = "#companies-table"
NAMES = f"""() => [...document.querySelectorAll("{TABLE} tbody tr")].filter((row) => row.checkVisibility())
    .map((row) => row.cells[0].textContent)"""


@pytest.fixture(params=LANGUAGES)
def place(request: pytest.FixtureRequest, overlay: dict[str, bytes], site_url: str) -> tuple[str, str]:
    """A page with nothing but the table, in the frame of the claims' page."""
    assert site_url
    language, folder = request.param, LANGUAGES[request.param]
    frame = (dev.SITE / folder / "claims" / "index.html").read_text(encoding="utf-8")
    text = "# Companies\n\n```companies\n```\n\n```sources\n```\n"
    made = markdown.markdown(
        text, extensions=["publish.markdown"], extension_configs={"publish.markdown": {"lang": language}}
    )
    made = made.replace('href="page:companies.csv"', 'href="../companies.csv"')
    page = re.sub(r"(<article[^>]*>).*?(</article>)", lambda m: m[1] + made + m[2], frame, flags=re.S)
    path = f"{folder}claims/table.html"
    overlay[f"/{path}"] = page.encode()
    return language, path


def open_table(open_page: Open, path: str) -> Page:
    page = open_page(path, prepare=with_axe)
    poll(page, f"() => document.querySelector('{TABLE} thead button')")
    return page


def order(page: Page, column: int) -> list[str]:
    page.locator(f"{TABLE} thead button").nth(column).press("Enter")
    names: list[str] = page.evaluate(NAMES)
    return names


def saved(page: Page) -> list[list[str]]:
    with page.expect_download() as caught:
        page.locator("button[data-csv]").click()
    return list(csv.reader(io.StringIO(Path(caught.value.path()).read_text(encoding="utf-8-sig"))))


def test_it_is_sorted_filtered_and_taken_home(open_page: Open, place: tuple[str, str]) -> None:
    language, path = place
    page = open_table(open_page, path)
    known = companies()
    first = [row["name"] for row in known.values()]
    assert page.evaluate(NAMES) == first
    by_name = order(page, 0)
    assert by_name == sorted(first, key=str.casefold)
    assert page.locator(f"{TABLE} th[aria-sort=ascending]").count() == 1
    assert order(page, 0) == by_name[::-1]
    assert page.locator(f"{TABLE} th[aria-sort=descending]").count() == 1
    rates = {row["name"]: row.get("rate_bps") for row in known.values() if row[f"rate_{language}"]}
    sorted_rates = [rates.get(name) for name in order(page, 3)]
    numbers = [rate for rate in sorted_rates if rate]
    assert numbers == sorted(numbers)
    assert sorted_rates[: len(numbers)] == numbers  # what has no number comes last
    kind = next(iter(known.values()))["kind"]
    page.locator("[name=maker]").select_option(kind)
    shown = page.evaluate(NAMES)
    assert sorted(shown) == sorted(row["name"] for row in known.values() if row["kind"] == kind)
    assert 0 < len(shown) < len(known)
    status = press_words(language)["companies"]["shown"].format(shown=len(shown), all=len(known))
    assert page.locator("form [role=status]").inner_text() == status
    head, *rows = saved(page)
    assert [row[1] for row in rows] == shown  # the rows that are shown, in their order
    assert [head, *sorted(rows)] == [head, *sorted(row for row in whole(language)[1:] if row[1] in shown)]
    page.locator("[name=find]").fill(first[0].upper())
    poll(page, f"(name) => ({NAMES})().join() === name", first[0])
    page.locator("button[type=reset]").click()
    poll(page, f"(names) => ({NAMES})().join() === names", ",".join(first))
    assert page.locator(f"{TABLE} th[aria-sort]").count() == 0
    assert saved(page) == whole(language)


def whole(language: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(companies_csv(language))))


def test_it_fits_a_phone_and_passes_axe(open_page: Open, place: tuple[str, str]) -> None:
    page = open_table(open_page, place[1])
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= width
        assert_axe(page, f"{width}", "article")


def test_without_scripts_it_is_whole_and_so_is_its_file(open_page: Open, place: tuple[str, str]) -> None:
    language, path = place
    page = open_page(path, java_script_enabled=False)
    assert page.locator(f"{TABLE} tbody tr:visible").count() == len(companies())
    assert page.locator("button:visible, form:visible").count() == 0
    link = page.locator("a[href$='companies.csv']")
    assert html.unescape(link.inner_text()) == press_words(language)["companies"]["csv_all"]
    with page.expect_download() as caught:
        link.click()
    assert Path(caught.value.path()).read_bytes() == codecs.BOM_UTF8 + companies_csv(language).encode()
