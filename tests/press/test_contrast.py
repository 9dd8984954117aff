"""Every line, shape and bar of a chart stands out from the paper by 3:1, in both schemes (WCAG 1.4.11)."""

import json
import re

import pytest

from publish.node import run_node
from publish.paths import WEB
from tests.press.test_charts import LOOKS

PALETTE = (WEB / "site" / "palette.css").read_text(encoding="utf-8")
LEAST = 3.0
SCHEMES = {"light": 0, "dark": 1}
PAIRS = dict(re.findall(r"--cl-([\w-]+): light-dark\(([^)]*)\)", PALETTE))
SAME_AS = dict(re.findall(r"--cl-([\w-]+): var\(--cl-([\w-]+)\)", PALETTE))
NAME = re.compile(r"var\(--cl-([\w-]+)\)")


def colour(name: str, scheme: str) -> tuple[float, float, float]:
    """Red, green and blue of a colour of the palette, 0 to 1."""
    text = PAIRS[SAME_AS.get(name, name)].split(",")[SCHEMES[scheme]].strip().lstrip("#")
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(rgb: tuple[float, float, float]) -> float:
    """Relative luminance of WCAG 2."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(name: str, scheme: str) -> float:
    one, other = (luminance(colour(each, scheme)) for each in (name, "paper"))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def looks() -> list[dict[str, str]]:
    """The look of every series that a chart of any kind can have."""
    families = ("copper", "light", "neutral", "limit")
    marks = (("lines", "line"), ("lines", "points"), ("dots", "points"), ("steps", "bar"), ("fabric", "line"))
    charts = [
        {"kind": kind, "series": [{"name": f"{rank}", "mark": mark, "family": family} for rank in range(6)]}
        for kind, mark in marks
        for family in families
    ]
    charts.append({"kind": "stack", "series": [{"name": f"{rank}", "mark": "bar", "family": ""} for rank in range(12)]})
    answers = json.loads(run_node(LOOKS, stdin=json.dumps(charts)))
    return [look for answer in answers for look in answer["looks"]]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_series_stands_out_from_the_paper(scheme: str) -> None:
    names = {NAME.fullmatch(look["stroke"])[1] for look in looks()}  # type: ignore[index]
    assert len(names) >= 9
    assert {name: round(contrast(name, scheme), 2) for name in sorted(names) if contrast(name, scheme) < LEAST} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_drawn_beside_the_series_stands_out_too(scheme: str) -> None:
    drawn = {name for path in (WEB / "charts").glob("*.mjs") for name in NAME.findall(path.read_text(encoding="utf-8"))}
    assert {"edge", "ink"} <= drawn
    assert {name for name in drawn - {"paper"} if contrast(name, scheme) < LEAST} == set()


def test_neighbouring_parts_of_a_bar_differ() -> None:
    parts = [look["stroke"] for look in looks() if look["mark"] == "part"][:6]
    assert len(set(parts)) == 6
