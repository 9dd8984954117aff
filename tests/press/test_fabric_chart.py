"""The drawing of a fabric: a few nodes of each tier, a few links of each medium, and how many there are in all."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.press.synthetic import ALL, WIDTHS, draw
from tests.press.test_charts import NUMBER, groups, parsed, texts


@pytest.fixture(scope="module")
def fabric() -> dict[str, ET.Element]:
    return parsed(draw(ALL["fabric"]))


def both_ends(path: str) -> tuple[float, float]:
    """From where to where a link goes; its second point is written as a step."""
    start, _, step, _ = (float(number) for number in NUMBER.findall(path))
    return start, start + step if "l" in path else step


@pytest.mark.parametrize("width", WIDTHS)
def test_a_fabric_shows_a_few_nodes_of_each_tier_and_says_how_many_there_are(
    fabric: dict[str, ET.Element], width: str
) -> None:
    svg = fabric[width]
    said = texts(svg)
    assert {"Servers × 1,250", "Leaf × 320", "Spine × 320", "Core × 160"} <= set(said)
    assert {"Copper: 10,000 (53 km)", "Light: 5,783 (92 km)", "Light: 10,240 (165 km)"} <= set(said)
    assert said.count("…") == 4
    assert not [text for text in said if "undefined" in text or text.startswith("Copper: 0")]
    assert [len(list(group)) for group in groups(svg, "rect")] == [8, 20]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_links_of_a_fabric_are_shared_by_media_and_stay_in_their_groups(
    fabric: dict[str, ET.Element], width: str
) -> None:
    copper, light = groups(fabric[width], "link")
    assert (copper.get("stroke-dasharray"), light.get("stroke-dasharray")) == (None, "7 3")
    # two groups of 4 x 4 servers and leaves, all copper; as many leaves and spines, 44 % copper; 8 x 4 spines and cores
    assert (len(list(copper)), len(list(light))) == (32 + 14, 18 + 32)


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_of_a_fabric_lies_inside_the_figure(fabric: dict[str, ET.Element], width: str) -> None:
    svg = fabric[width]
    height = float(svg.get("height", 0))
    boxes = [rect for group in groups(svg, "rect") for rect in group]
    for box in boxes:
        x, y, broad, high = (float(box.get(name, 0)) for name in ("x", "y", "width", "height"))
        assert 0 <= x < x + broad <= WIDTHS[width]
        assert 0 <= y < y + high <= height
    ends = [x for group in groups(svg, "link") for path in group for x in both_ends(path.get("d", ""))]
    assert len(ends) == 2 * 96
    assert 0 < min(ends) < max(ends) < WIDTHS[width]
