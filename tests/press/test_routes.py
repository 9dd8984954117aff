"""Reading paths: the same stations in both languages, no longer than they say, and no block takes a target on trust."""

from __future__ import annotations

import re

import pytest

from publish.errors import PublishError
from publish.routes import read, target
from tests.press.conftest import Convert
from tests.press.prose import FENCE
from tests.press.test_docs import ENGLISH, JAPANESE, NAMES

PATHS = [name for name in NAMES if name.startswith("paths/")]
LEDGER = "claims.md?verdict=partly-supported,partly-contradicted,contradicted#ledger"
ROUTE = """```route
id = "r"
name = "R"
minutes = 3
[[station]]
to = "articles/where-copper-ends.md#reach"
minutes = 2.5
questions = ["bet"]
look = "The {{ link-latency.twinax_reach_m | auto }}."
```"""


def route(text: str) -> dict[str, object]:
    (body,) = (match[3] for match in FENCE.finditer(text) if match[2] == "route")
    return read(body)


@pytest.mark.parametrize("name", PATHS)
def test_both_languages_have_the_same_stations(name: str) -> None:
    plain = [
        (given["id"], given["minutes"], [{**station, "look": "", "title": ""} for station in given["station"]])
        for given in (route(ENGLISH[name]), route(JAPANESE[name]))
    ]
    assert plain[0] == plain[1]
    assert plain[0][0] == name.removeprefix("paths/").removesuffix(".md")  # the bar finds the page by this name


@pytest.mark.parametrize(("name", "most"), [("paths/ten-minutes.md", 10), ("paths/one-hour.md", 60)])
def test_a_path_takes_no_longer_than_its_title_says(name: str, most: int) -> None:
    given = route(ENGLISH[name])
    assert given["minutes"] == most
    assert 0.8 * most <= sum(station["minutes"] for station in given["station"]) <= most


def test_the_ten_minutes_need_no_python_and_end_at_the_verdicts_and_three_questions() -> None:
    text = ENGLISH["paths/ten-minutes.md"]
    stations = route(text)["station"]
    assert "```explainer" not in text
    assert not re.search(r"\b(move|set|change|slide)\b", " ".join(station["look"] for station in stations).lower())
    assert stations[0]["to"] == "index.md#ninety-seconds"
    assert stations[-2]["to"] == LEDGER
    assert text.count("```question") == 3


def test_the_hour_has_a_bet_in_every_article_and_more_questions_on_the_way() -> None:
    stations = route(ENGLISH["paths/one-hour.md"])["station"]
    assert all(station["questions"][0] == "bet" for station in stations if station["to"].startswith("articles/"))
    assert [number for number, station in enumerate(stations, 1) if len(station.get("questions", [])) > 1] == [3, 6, 9]


def test_the_deep_dive_goes_through_every_workbook() -> None:
    visited = [station["to"] for station in route(ENGLISH["paths/deep-dive.md"])["station"]]
    assert {name for name in NAMES if name.startswith("workbooks/")} <= set(visited)
    assert visited[-1].startswith("claims.md")


def test_a_station_leads_to_its_section_and_its_bet(convert: Convert) -> None:
    html = convert(ROUTE)
    assert 'href="page:articles/where-copper-ends/#reach"' in html
    assert 'data-station="articles/where-copper-ends/#reach"' in html
    assert html.count('href="page:articles/where-copper-ends/#question-bet"') == 2  # at the station and in the list
    assert "Where copper ends</a>" in html
    assert "2.5 min" in html
    assert "銅はどこで終わるのか</a>" in convert(ROUTE, "ja")
    shown = re.sub(r"<[^>]* hidden>.*?</(label|p)>", "", html)
    assert "<input" not in shown
    assert "<button" not in shown  # nothing that needs scripts shows without them


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes = 3", "minutes = 2", "take 2.5 minutes, not 2"),
        ("where-copper-ends.md#reach", "where-copper-goes.md", "there is no page"),
        ("where-copper-ends.md#reach", "where-copper-ends", "cannot read the target"),
        ('["bet"]', '["no-such"]', "asks no question no-such"),
        ("look =", "see =", "look is missing"),
        ('id = "r"', "id = r", "route:"),
    ],
)
def test_what_a_path_gets_wrong_stops_the_build(convert: Convert, old: str, new: str, said: str) -> None:
    assert old in ROUTE
    with pytest.raises(PublishError, match=re.escape(said)):
        convert(ROUTE.replace(old, new))


def test_a_target_may_carry_a_query() -> None:
    assert target("claims.md?verdict=a,b#ledger") == ("claims.md", "?verdict=a,b", "#ledger")


def test_the_home_page_can_be_read_in_ninety_seconds_and_leads_to_every_path_and_the_verdicts() -> None:
    text = ENGLISH["index.md"]
    begin, end = text.index("# Copper & Light in ninety seconds"), text.index("### What the post said")
    bare = re.sub(r"```.*?```|<[^>]*>|\[@[^\]]*\]|\{[^{}]*\}|\([^)]*\)", " ", text[begin:end], flags=re.S)
    words = re.findall(r"[A-Za-z][\w'-]*", bare)
    assert 300 < len(words) <= 375  # 250 words a minute
    for pages in (ENGLISH, JAPANESE):
        assert set(PATHS) <= set(re.findall(r"\]\(([^)#]+)\)", pages["index.md"]))
        assert "](claims.md)" in pages["index.md"][: pages["index.md"].index("{ #ninety-seconds }")]
