"""publish/web/chart.mjs on Node: every kind of chart in both widths, with and without a pinned answer behind it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest

from explainers.base.answer import Axis
from publish.node import run_node
from tests.press import synthetic as made
from tests.press.synthetic import ALL, WIDTHS, draw

LOOKS = made.SCRIPT.with_name("looks.mjs")
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


@pytest.fixture(scope="module")
def drawn() -> dict[str, dict[str, ET.Element]]:
    return {name: parsed(draw(chart)) for name, chart in ALL.items()}


def parsed(texts: dict[str, str]) -> dict[str, ET.Element]:
    """As XML; Node's document writes the SVG of a page, which needs no namespace."""
    return {width: ET.fromstring(text.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1)) for width, text in texts.items()}


def texts(svg: ET.Element) -> list[str]:
    return ["".join(item.itertext()).replace("\u00a0", " ") for item in svg.iter(f"{SVG}text")]


def groups(svg: ET.Element, mark: str) -> list[ET.Element]:
    return [group for group in svg.iter(f"{SVG}g") if group.get("data-mark") == mark]


def ys(path: str) -> list[float]:
    """Heights of the points of a line, which says where it begins and then each step."""
    found: list[float] = []
    for run in path.split("M")[1:]:
        first, *steps = (float(number) for number in NUMBER.findall(run)[1::2])
        found += [first + sum(steps[:count]) for count in range(len(steps) + 1)]
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ALL)
def test_every_kind_is_a_whole_drawing(drawn: dict[str, dict[str, ET.Element]], name: str, width: str) -> None:
    svg = drawn[name][width]
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "drawn")
    assert float(svg.get("width", 0)) == WIDTHS[width]
    text = ET.tostring(svg, encoding="unicode")
    assert "NaN" not in text
    assert "Infinity" not in text
    assert "<style" not in text
    assert not [item for item in svg.iter() if item.get("style")]
    assert len(texts(svg)) >= 4
    assert "undefined" not in " ".join(texts(svg))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_linear_axis_goes_below_zero_and_holds_every_published_point(
    drawn: dict[str, dict[str, ET.Element]], width: str
) -> None:
    svg = drawn["curves"][width]
    height = float(svg.get("height", 0))
    assert {"0 dB", "-10 dB", "-20 dB", "20 GHz", "60 GHz"} <= set(texts(svg))
    shapes = [item for group in groups(svg, "dot") for item in group.iter(f"{SVG}path")]
    assert len(shapes) == 4  # two points, each on its rim of paper
    for shape in shapes:
        at = [float(number) for number in NUMBER.findall(shape.get("transform", ""))]
        assert 0 < at[0] < WIDTHS[width]
        assert 0 < at[1] < height
    rules = groups(svg, "rule")
    assert [len(list(group)) for group in rules] == [1, 1]


def test_a_figure_without_rules_has_none() -> None:
    svg = parsed(draw(made.curves(rule_x=None, rule_y=None)))["wide"]
    assert not [line for group in groups(svg, "rule") for line in group]


@pytest.mark.parametrize("width", WIDTHS)
def test_error_ratios_span_24_decades_with_a_tick_each_third(
    drawn: dict[str, dict[str, ET.Element]], width: str
) -> None:
    svg = drawn["waterfall"][width]
    ratios = [text for text in texts(svg) if text.startswith("10⁻")]
    assert ratios == ["10⁻²⁴", "10⁻²¹", "10⁻¹⁸", "10⁻¹⁵", "10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³"]
    lines = [path.get("d", "") for group in groups(svg, "line") for path in group.iter(f"{SVG}path")]
    assert len(lines) == 2
    bottom = float(svg.get("height", 0)) - 44
    assert all(0 <= y <= bottom + 0.01 for line in lines for y in ys(line))  # a ratio of zero ends the curve


def test_a_narrow_axis_of_four_decades_has_a_tick_each() -> None:
    lengths = made.series("thick", "copper", [0.5, 10, 2000], [1e-7, 2e-7, 1e-5])
    chart = made.chart("lines", made.Axis("length", "m", "log"), made.Axis("time", "s", "log"), lengths)
    said = texts(parsed(draw(chart))["narrow"])
    assert [text for text in said if text.endswith((" m", " km"))] == ["1 m", "10 m", "100 m", "1 km"]


@pytest.mark.parametrize("width", WIDTHS)
def test_years_are_whole_and_have_no_separator(drawn: dict[str, dict[str, ET.Element]], width: str) -> None:
    years = [text for text in texts(drawn["years"][width]) if re.fullmatch(r"20\d\d", text)]
    assert len(years) >= 3
    assert "2,0" not in " ".join(texts(drawn["years"][width]))


@pytest.mark.parametrize("width", WIDTHS)
def test_ten_years_have_no_half_ones(width: str) -> None:
    decade = made.chart(
        "lines", Axis("year", "year"), Axis("rate", "bit/s", "log"),
        made.series("lane", "light", [2016, 2020, 2026], [10e9, 25e9, 50e9], "points"),
    )  # fmt: skip
    said = texts(parsed(draw(decade))[width])
    assert [text for text in said if re.match(r"20\d\d\.", text)] == []
    assert len([text for text in said if re.fullmatch(r"20\d\d", text)]) >= 2


@pytest.mark.parametrize("width", WIDTHS)
def test_a_staircase_says_changes_with_their_sign_and_levels_as_they_are(
    drawn: dict[str, dict[str, ET.Element]], width: str
) -> None:
    svg = drawn["staircase"][width]
    said = texts(svg)
    assert said[-6:] == ["2 dBm", "-1 dB", "-2 dB", "-2.5 dB", "-3.5 dBm", "-6 dBm"]
    assert {"Launched", "Connectors", "Received", "Needed"} <= set(said)
    bars = [rect for group in groups(svg, "bar") for rect in group.iter(f"{SVG}rect")]
    assert len(bars) == 3
    ends = [(float(bar.get("x", 0)), float(bar.get("x", 0)) + float(bar.get("width", 0))) for bar in bars]
    assert ends[0][0] == pytest.approx(ends[1][1])  # each step begins where the one above ends
    assert ends[1][0] == pytest.approx(ends[2][1])
    joints = [path for group in groups(svg, "link") for path in group.iter(f"{SVG}path")]
    assert len(joints) == 4  # none between what arrives and what is needed
    assert len([line for group in groups(svg, "tick") for line in group.iter(f"{SVG}line")]) == 3


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["outcomes", "outcomes-log"])
def test_outcomes_are_dots_over_the_line_of_their_row_with_a_median(
    drawn: dict[str, dict[str, ET.Element]], name: str, width: str
) -> None:
    svg = drawn[name][width]
    rows = groups(svg, "dot")
    assert [len(list(row)) for row in rows] == [20, 20, 20]
    assert {"4 pJ/bit", "15 pJ/bit", "6 pJ/bit", "Cable", "Module", "Shared"} <= set(texts(svg))
    kinds = [next(iter(row)).tag.removeprefix(SVG) + str(row.get("fill")) for row in rows]
    assert len(set(kinds)) == 3  # square, full circle, hollow circle


@pytest.mark.parametrize("width", WIDTHS)
def test_a_bar_without_numbers_says_so(drawn: dict[str, dict[str, ET.Element]], width: str) -> None:
    svg = drawn["parts"][width]
    assert texts(svg)[-3:] == ["7 W", "7 W", "no value"]
    assert [len(list(group)) for group in groups(svg, "bar")] == [2, 2]


def test_ticks_of_a_phone_leave_out_a_unit_that_has_no_room() -> None:
    money = made.chart(
        "stack", made.Axis("power", "USD"), made.Axis("step", "", "rows"),
        made.series("laser", "light", [5000.0, 4321.0], [0, 1]), rows=("short", "long"),
    )  # fmt: skip
    said = {width: texts(svg) for width, svg in parsed(draw(money)).items()}
    assert {"2,000", "4,000", "5,000 USD", "4,320 USD"} <= set(said["narrow"])
    assert {"2,000 USD", "4,000 USD"} <= set(said["wide"])
    assert "2 W" in texts(parsed(draw(made.parts()))["narrow"])  # short ones keep theirs


EDGE = "var(--cl-edge)"
PINNED = {
    "curves": (made.curves(), made.curves(rule_x=10e9), "line", 3),
    "staircase": (made.staircase(), made.staircase(1.0), "bar", 3),
    "outcomes": (made.outcomes(), made.outcomes(), "dot", 60),
    "parts": (made.parts(), made.parts(1.5), "bar", 2),
    "fabric": (made.fabric(), made.fabric(480), "dot", 4),
}


@pytest.mark.parametrize("name", PINNED)
def test_a_pinned_answer_is_drawn_grey_and_hollow_with_the_present_one(name: str) -> None:
    now, pinned, mark, count = PINNED[name]
    svg = parsed(draw(now, pinned))["wide"]
    ghosts = [g for g in groups(svg, mark) if g.get("fill", "none") == "none" and g.get("stroke") == "var(--cl-edge)"]
    assert sum(len(list(ghost)) for ghost in ghosts) == count
    plain = parsed(draw(now))["wide"]
    assert len(groups(plain, mark)) < len(groups(svg, mark))
    assert plain.get("height") == svg.get("height")


def test_a_pinned_curve_is_told_by_shape_and_by_the_dashes_of_its_series() -> None:
    rings = [g for g in groups(parsed(draw(made.curves(), made.curves()))["wide"], "dot") if g.get("stroke") == EDGE]
    assert sum(len(list(ring)) for ring in rings if ring.get("fill") == "var(--cl-paper)") >= 2 * 6
    svg = parsed(draw(made.curves(), made.curves()))["wide"]
    lines = [g for g in groups(svg, "line") if g.get("fill", "none") == "none"]
    grey = [g.get("stroke-dasharray") for g in lines if g.get("stroke") == EDGE]
    present = [g.get("stroke-dasharray") for g in lines if g.get("stroke") != EDGE]
    assert grey == present
    for family in FAMILIES:  # and nothing else is of that grey
        looks = looks_of("lines", *((f"series-{number}", family, "line") for number in range(4)))["looks"]
        assert EDGE not in {look["stroke"] for look in looks}


def test_the_axes_hold_what_is_pinned() -> None:
    assert "10 W" in texts(parsed(draw(made.parts(), made.parts(1.5)))["wide"])
    assert "10 W" not in texts(parsed(draw(made.parts()))["wide"])


def test_long_row_names_are_broken_not_cut() -> None:
    chart = made.parts()
    job = {**made.packed(chart), "words": made.words_of(chart, "ja"), "narrow": True}
    job["words"]["own"]["terms"]["short"] = "シリコンフォトニクスの変調器の駆動回路"
    svg = parsed({"narrow": made.run_jobs([job])[0]})["narrow"]
    label = next(item for item in svg.iter(f"{SVG}text") if "シリコン" in "".join(item.itertext()))
    assert len(list(label)) >= 2
    assert "".join(label.itertext()) == "シリコンフォトニクスの変調器の駆動回路"


def test_room_beside_rows_is_kept_for_the_widest_letters_and_for_a_word_that_cannot_be_broken() -> None:
    lefts = []
    for name in ("jilt lift till", "MOMENTUMWAVE", "Unbreakablecompoundwordoflength"):
        chart = made.parts()
        job = {**made.packed(chart), "words": made.words_of(chart, "en"), "narrow": True}
        job["words"]["own"]["terms"]["short"] = name
        svg = parsed({"narrow": made.run_jobs([job])[0]})["narrow"]
        rule = next(group for group in svg.iter(f"{SVG}g") if group.get("data-mark") == "y-axis tick label")
        lefts.append(float(NUMBER.findall(next(rule.iter(f"{SVG}text")).get("transform", ""))[0]))
    assert lefts[0] < lefts[1] < lefts[2]
    assert lefts[2] > 31 * 7.5


FAMILIES = ("copper", "light", "neutral", "limit")


def looks_of(kind: str, *all_series: tuple[str, str, str]) -> dict[str, list[dict[str, str]]]:
    """Looks and legend of a chart of series (name, family, mark)."""
    chart = {"kind": kind, "series": [{"name": n, "family": f, "mark": m} for n, f, m in all_series]}
    found: dict[str, list[dict[str, str]]] = json.loads(run_node(LOOKS, stdin=json.dumps([chart])))[0]
    return found


@pytest.mark.parametrize("mark", ["line", "points"])
def test_no_two_series_differ_by_hue_alone(mark: str) -> None:
    """Four of each family: their line, dash or shape must tell them apart without colour."""
    rows = [(f"{family}-{rank}", family, mark) for family in FAMILIES for rank in range(4)]
    found = looks_of("lines", *rows)["looks"]
    colourless = [
        (look["width"], look.get("dash"), look["symbol"], look["fill"] == "var(--cl-paper)") for look in found
    ]
    assert len(set(colourless)) == len(rows)
    for family in FAMILIES:
        shapes = {look["symbol"] for look in found if look["name"].startswith(family)}
        others = {look["symbol"] for look in found if not look["name"].startswith(family)}
        assert mark == "line" or not shapes & others


def test_a_fifth_series_and_an_unknown_family_still_have_a_look() -> None:
    rows = [(f"{rank}", family, "line") for family in ("copper", "other") for rank in range(6)]
    assert all(look["stroke"] for look in looks_of("lines", *rows)["looks"])


def test_the_legend_names_each_series_once_and_a_curve_beside_its_points() -> None:
    rows = [
        ("one", "copper", "line"),
        ("one", "copper", "line"),
        ("two", "copper", "line"),
        ("one", "copper", "points"),
    ]
    found = looks_of("lines", *rows)
    assert [(look["name"], look["mark"]) for look in found["legend"]] == [
        ("one", "line"), ("two", "line"), ("one", "points"),
    ]  # fmt: skip
    assert found["looks"][0] == found["looks"][1] != found["looks"][2]
    assert looks_of("dots", ("one", "copper", "line"))["legend"] == []  # its rows carry their names
    media = looks_of("fabric", ("nodes", "neutral", "line"), ("groups", "neutral", "line"), ("light", "light", "line"))
    assert [look["name"] for look in media["legend"]] == ["light"]
