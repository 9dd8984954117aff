"""The explainer live: real mouse and keyboard move it, and every number it shows is CPython's."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from explainers.base.parameters import parameters
from explainers.calculators import link_latency
from explainers.text import quantity
from explainers.wire import respond
from explainers.words import words
from publish.islands import ui_words
from tests.agreement import CLOSED_FORMS
from tests.browser.conftest import (
    ARTICLE,
    LANGUAGES,
    SLUG,
    Open,
    assert_close,
    assert_equals_cpython,
    go_live,
    last_exchange,
    part,
    poll,
    reads_as,
    type_into,
    wait_for_answers,
    wait_for_state,
)  # fmt: skip

SLIDER = f"#{SLUG} [data-slider=length_m]"
WORDS = words(SLUG, "en")


def inputs_of(page: Page) -> dict[str, object]:
    """What the fields of the island hold, as text."""
    fields = page.locator(f"#{SLUG} [data-input]")
    return dict(fields.evaluate_all("(fields) => fields.map((field) => [field.dataset.input, field.value])"))


def table_texts(page: Page, name: str) -> list[list[str]]:
    """A table's cells as a reader sees them."""
    page.locator(f"label[for={SLUG}-view-table]").click()
    rows = page.locator(f"#{SLUG} [data-table={name}] tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText))"
    )
    page.locator(f"label[for={SLUG}-view-chart]").click()
    return [[cell.replace("\u00a0", " ") for cell in row] for row in rows]


def expected_table(header: dict, numbers: list[float], chart: int) -> list[list[str]]:
    """The same cells written by CPython."""
    columns, table = [], header["charts"][chart]["table"]
    for column in table["columns"]:
        if "keys" in column:
            columns.append([WORDS["terms"][key] for key in column["keys"]])
        else:
            start, length = column["numbers"]["at"]
            columns.append([quantity(number, column["unit"]) for number in numbers[start : start + length]])
    if table["chosen"] is not None:
        columns[0][table["chosen"]] += f" {ui_words('en')['chosen']}"
    return [list(row) for row in zip(*columns, strict=True)]


def shown_bars(page: Page) -> list[list[float]]:
    """Widths of the bars of the first chart as drawn, a list for each series."""
    plot = page.locator(f"#{SLUG} [data-chart=breakdown] .cl-plot:visible")
    return plot.evaluate(
        """(plot) => [...plot.querySelectorAll('g[data-mark="bar"]')].map((group) =>
            [...group.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("width"))))"""
    )


def assert_shows(page: Page, request: dict) -> dict:
    """Sentence, both tables and the bars of the chart say what CPython says."""
    header = assert_equals_cpython(page, request)
    numbers = respond(SLUG, request)[1].tolist()
    for index, name in enumerate(("breakdown", "by-length")):
        assert table_texts(page, name) == expected_table(header, numbers, index)
    series = header["charts"][0]["series"]
    wanted = [numbers[s["x"]["at"][0] : sum(s["x"]["at"])] for s in series]
    reached = [[number for number in row if number == number] for row in wanted]
    drawn = shown_bars(page)
    scale = sum(map(sum, drawn)) / sum(map(sum, reached))
    for row, bars in zip(reached, drawn, strict=True):
        assert bars == pytest.approx([number * scale for number in row], rel=1e-6)
    return header


def drag(page: Page, share: float) -> None:
    """Drag the slider's thumb with the mouse to a share of its length."""
    slider = page.locator(SLIDER)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    at = slider.evaluate("(slider) => slider.value / slider.max")
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8 + at * (box["width"] - 16), middle)
    page.mouse.down()
    page.mouse.move(box["x"] + share * box["width"], middle, steps=12)
    page.mouse.up()
    wait_for_answers(page)


@pytest.mark.parametrize("share", [0.3, 0.62, 0.97])
def test_dragging_the_slider_changes_sentence_chart_and_table(open_page: Open, share: float) -> None:
    page = go_live(open_page())
    before = part(page, "sentence"), page.locator(f"#{SLUG} svg[role=img]").first.get_attribute("aria-label")
    drag(page, share)
    request, header, _ = last_exchange(page)
    length_m = header["inputs"]["length_m"]
    assert length_m > 5
    assert inputs_of(page)["length_m"] == f"{length_m:g}" == f"{request['inputs']['length_m']:g}"
    assert_shows(page, {"inputs": {"length_m": length_m}})
    assert before[0] != part(page, "sentence")
    assert before[1] != page.locator(f"#{SLUG} svg[role=img]").first.get_attribute("aria-label")


def test_the_keyboard_moves_the_slider(open_page: Open) -> None:
    page = go_live(open_page())
    page.locator(SLIDER).focus()
    lengths_m = []
    for key in ("Home", "ArrowRight", "ArrowRight", "PageUp", "ArrowUp", "End", "ArrowLeft"):
        page.keyboard.press(key)
        wait_for_answers(page)
        lengths_m.append(last_exchange(page)[1]["inputs"]["length_m"])
        assert_equals_cpython(page, {"inputs": {"length_m": lengths_m[-1]}})
        spoken = page.locator(SLIDER).get_attribute("aria-valuetext").replace("\u00a0", " ")
        assert spoken == f"{lengths_m[-1]:,.12g} m"
    assert lengths_m[0] == 0.5
    assert lengths_m[5] == 2000
    assert all(a < b for a, b in pairwise(lengths_m[:6])), lengths_m
    assert 1900 < lengths_m[6] < 2000
    assert_shows(page, {"inputs": {"length_m": lengths_m[6]}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_of_the_build_is_the_live_default(open_page: Open, language: str) -> None:
    page = open_page(LANGUAGES[language] + ARTICLE)
    for island in (SLUG, f"{SLUG}-sandbox"):
        data = page.evaluate(
            """(id) => JSON.parse(document.querySelector(`#${id} [data-part="data"]`).textContent)""", island
        )
        go_live(page, island=island)
        if island != SLUG:  # both went live together, in the order of the page
            page.locator(f"#{island} [data-action=reset]").click()
            wait_for_answers(page)
        request, header, numbers = last_exchange(page) if island != SLUG else first_exchange(page)
        assert request["inputs"] == data["inputs"]
        assert header["headline"]["key"] == data["header"]["headline"]["key"]
        for name in ("main", "values", "notes"):
            assert_close(header[name], data["header"][name])
        assert len(numbers) == data["length"]
        for start, run in data["tables"]:
            assert_close([None if n != n else n for n in numbers[start : start + len(run)]], run)


def first_exchange(page: Page) -> tuple:
    """The first question and its answer."""
    asked, answered = page.evaluate("() => [recorded.asked[0], recorded.answered[0]]")
    return asked["request"], answered["header"], answered["numbers"]


def test_presets_and_choices(open_page: Open) -> None:
    page = go_live(open_page())
    for name, values in link_latency.PRESETS.items():
        page.locator(f"#{SLUG} [data-preset={name}]").click()
        wait_for_answers(page)
        assert_shows(page, {"inputs": dict(values)})
    for medium in link_latency.MEDIA:
        page.locator(f"#{SLUG} [data-input=medium]").select_option(medium)
        wait_for_answers(page)
        assert_equals_cpython(page, {"inputs": {"length_m": 2000, "medium": medium}})


def test_every_assumption_moves_the_answer(open_page: Open) -> None:
    page = go_live(open_page())
    page.locator(f"#{SLUG} .cl-assumptions > summary").click()
    values: dict[str, object] = {}
    for parameter in parameters(link_latency.Inputs):
        if parameter.tier != "assumption":
            continue
        if parameter.options:
            values[parameter.name] = next(o for o in parameter.options if o != parameter.default)
            text = page.locator(f"#{SLUG} [data-input={parameter.name}] option").evaluate_all(
                "(options) => options.find((option) => !option.selected).value"
            )
            page.locator(f"#{SLUG} [data-input={parameter.name}]").select_option(text)
            wait_for_answers(page)
        else:
            values[parameter.name] = parameter.low
            type_into(page, parameter.name, repr(parameter.low))
        assert_equals_cpython(page, {"inputs": values})


SNAPSHOT = """([id, ordered]) => {
    const plain = (node) => node.nodeType !== Node.ELEMENT_NODE ? node.textContent
        : [node.tagName, [...node.attributes].map((item) => `${item.name}=${item.value}`).sort(),
           [...node.childNodes].map(plain)];
    const written = '[data-part="sentence"], [data-part="range"], [data-part="notes"], [data-part="caption"], .cl-plot, [data-table]';
    return [...document.getElementById(id).querySelectorAll(written)]
        .map((element) => {
            if (!ordered) return element.outerHTML;
            const copy = element.cloneNode(true);
            copy.normalize();
            return JSON.stringify(plain(copy));
        });
}"""


def snapshot(page: Page, *, ordered: bool = False) -> list[str]:
    """Everything an answer writes, as HTML or as a tree whose attributes are in one order (Node's DOM turns them round)."""
    return list(page.evaluate(SNAPSHOT, [SLUG, ordered]))


def test_reset_returns_the_default_to_the_byte(open_page: Open) -> None:
    page = open_page()
    built = snapshot(page, ordered=True)
    go_live(page)
    draw_all(page)
    assert snapshot(page, ordered=True) == built, "build and browser draw the same"
    default = snapshot(page)
    type_into(page, "length_m", "137.25")
    draw_all(page)
    assert snapshot(page) != default
    page.locator(f"#{SLUG} [data-action=reset]").click()
    wait_for_answers(page)
    draw_all(page)
    assert snapshot(page) == default
    assert "?" not in page.url


def draw_all(page: Page) -> None:
    """Make the island draw what is hidden, too; it does so before printing."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")


def test_a_copied_link_returns_to_the_last_digit(open_page: Open) -> None:
    page = go_live(open_page(permissions=["clipboard-read", "clipboard-write"]))
    typed = {"length_m": "137.2500000000001", "message_bytes": "1048577", "fibre_group_index": "1.4712345678901"}
    page.locator(f"#{SLUG} .cl-assumptions > summary").click()
    for name, text in typed.items():
        type_into(page, name, text)
    _, header, numbers = last_exchange(page)
    page.locator(f"#{SLUG} [data-action=copy]").click()
    poll(page, f"() => document.querySelector('#{SLUG} [data-part=status]').textContent === 'Link copied.'")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link == page.url
    assert link.endswith(
        "?link-latency=v1,length_m:137.2500000000001,message_bytes:1048577,fibre_group_index:1.4712345678901#link-latency"
    )
    other = open_page(link)
    wait_for_state(other, "live")
    wait_for_answers(other)
    request, again, same_numbers = next(
        (a["request"], b["header"], b["numbers"])
        for a, b in zip(*other.evaluate("() => [recorded.asked, recorded.answered]"), strict=True)
        if "state" in a["request"]
    )
    assert again == header
    assert repr(same_numbers) == repr(numbers)
    shown = inputs_of(other)
    assert {name: float(shown[name]) for name in typed} == {name: float(text) for name, text in typed.items()}
    assert part(other, "sentence") == part(page, "sentence")
    assert part(other, "error") == ""
    assert reads_as(again, "total_s") == pytest.approx(reads_as(respond(SLUG, request)[0], "total_s"), rel=CLOSED_FORMS)
