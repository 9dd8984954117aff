"""publish.islands: what a page holds before any script runs, in both languages."""

from __future__ import annotations

import html as escapes
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from explainers.calculators import link_latency
from explainers.calculators.link_latency import Inputs, answer
from explainers.text import message_text
from explainers.wire import respond
from explainers.words import LANGUAGES, words
from publish import islands
from publish.errors import PublishError
from publish.islands import Fence, input_names, job, parse_fence, render, ui_words
from publish.listing import listing, page_text
from publish.values import NO_BREAK_SPACE
from tests.press.conftest import Convert

SLUG = "link-latency"
TWO = ("copper-reach", "copper-loss")  # both rest on the same cable


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    pages = render([(parse_fence(SLUG), language) for language in LANGUAGES])
    return dict(zip(LANGUAGES, pages, strict=True))


def shown(html: str) -> str:
    """Text of the island without its data and its code listing."""
    return escapes.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(script|pre|style).*?</\1>", "", html, flags=re.S)))


def default_sentence(language: str, **inputs: Any) -> str:
    own, found = words(SLUG, language), answer(Inputs(**inputs))
    return message_text(own["messages"][found.headline.key], found.headline.gaps, own)


def same_spaces(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_sentence_stands_in_the_page(drawn: dict[str, str], language: str) -> None:
    assert same_spaces(default_sentence(language)) in same_spaces(shown(drawn[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_is_an_svg_with_words_for_those_who_do_not_see_it(drawn: dict[str, str], language: str) -> None:
    figures = re.findall(r"<svg[^>]*>", drawn[language])
    named = [re.search(r'aria-label="([^"]*)"', figure) for figure in figures if 'role="img"' in figure]
    assert len(named) >= 2  # one for each chart
    for found in named:
        assert found
        assert len(found[1]) > 20
        assert "–" not in found[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_hold_the_answers_numbers(drawn: dict[str, str], language: str) -> None:
    tables = re.findall(r"<table.*?</table>", drawn[language], re.S)
    own = words(SLUG, language)
    captions = [same_spaces(own["tables"][name]).replace("{length_m}", "2 m") for name in ("breakdown", "by-length")]
    for caption in captions:
        assert any(caption in same_spaces(shown(table)) for table in tables)
    breakdown = next(table for table in tables if captions[0] in same_spaces(shown(table)))
    for number in ("213", "113", "117", "210"):  # totals of the five links, in nanoseconds
        assert number in shown(breakdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_of_the_explainer_is_listed(drawn: dict[str, str], language: str) -> None:
    text = same_spaces(shown(drawn[language]))
    sources = job(parse_fence(SLUG), language)["sources"]
    assert len(sources) >= 15
    for source in sources:
        assert same_spaces(source["text"] or source["title"]) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_its_label_and_its_limits(drawn: dict[str, str], language: str) -> None:
    assert set(re.findall(rf'id="{SLUG}-([a-z_]+)"', drawn[language])) >= input_names(SLUG)
    for entry in words(SLUG, language)["inputs"].values():
        assert entry["label"] in shown(drawn[language])


def digits(html: str) -> list[str]:
    return sorted(re.findall(r"\d[\d,]*(?:\.\d+)?", " ".join(re.findall(r"<td[^>]*>([^<]*)</td>", html))))


def test_both_languages_show_the_same_numbers(drawn: dict[str, str]) -> None:
    english, japanese = (digits("".join(re.findall(r"<table.*?</table>", drawn[name], re.S)[:2])) for name in LANGUAGES)
    assert english == japanese
    assert len(english) > 50
    jobs = [job(parse_fence(SLUG), language) for language in LANGUAGES]
    assert jobs[0]["header"] == jobs[1]["header"]
    assert jobs[0]["numbers"] == jobs[1]["numbers"]


def test_an_island_shows_the_inputs_of_its_fence() -> None:
    html = render([(parse_fence(f"{SLUG}\nlength_m = 100\n"), "en")])[0]
    assert default_sentence("en", length_m=100.0) in same_spaces(shown(html))
    assert words(SLUG, "en")["charts"]["breakdown"]["empty"] in shown(html)


def test_a_drawn_island_is_kept_until_something_of_it_changes(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, drawn: dict[str, str]
) -> None:
    calls: list[int] = []

    def fake_node(_: Any, stdin: str) -> str:
        calls.append(stdin.count('"slug"'))
        return '["<p>drawn</p>"]'

    monkeypatch.setattr(islands, "BUILD", tmp_path)
    monkeypatch.setattr(islands, "run_node", fake_node)
    fence = parse_fence(SLUG)
    assert drawn["en"] != "<p>drawn</p>"
    for _ in range(2):
        assert render([(fence, "en")]) == ["<p>drawn</p>"]
    assert len(calls) == 1
    monkeypatch.setattr(islands, "ui_words", lambda language: {**ui_words(language), "live": "changed"})
    render([(fence, "en")])
    assert len(calls) == 2


def test_identity_tells_figure_and_sandbox_apart() -> None:
    assert Fence(SLUG, ()).identity == SLUG
    assert parse_fence(f'{SLUG}\nvariant = "sandbox"\nlength_m = 100').identity == "link-latency-sandbox"


def test_the_embedded_data_is_the_wires_own() -> None:
    header, numbers = respond(SLUG, {"inputs": {}})
    made = job(parse_fence(SLUG), "en")
    assert made["header"] == header
    np_none = [None if number != number else number for number in numbers.tolist()]
    assert made["numbers"] == np_none


def page_data(html: str) -> list[dict[str, Any]]:
    """What each island of a page holds for its scripts."""
    return [json.loads(text) for text in re.findall(r'<script[^>]*data-part="data"[^>]*>(.*?)</script>', html, re.S)]


def test_the_page_holds_the_numbers_of_its_tables_and_no_others(drawn: dict[str, str]) -> None:
    header, numbers = respond(SLUG, {"inputs": {}})
    data = page_data(drawn["en"])[0]
    assert data["header"]["headline"] == {"key": header["headline"]["key"]}
    assert [data["header"][name] for name in ("main", "values", "notes")] == [
        header[name] for name in ("main", "values", "notes")
    ]
    kept = ("name", "kind", "x", "y", "table")
    assert data["header"]["charts"] == [{name: chart[name] for name in kept} for chart in header["charts"]]
    assert data["inputs"] == header["inputs"]
    assert data["length"] == len(numbers)
    places = [c["numbers"]["at"] for chart in header["charts"] for c in chart["table"]["columns"] if "numbers" in c]
    assert [[start, len(run)] for start, run in data["tables"]] == places
    for start, run in data["tables"]:
        assert run == [None if n != n else n for n in numbers[start : start + len(run)].tolist()]


def test_islands_of_a_page_share_the_pages_words(convert: Convert) -> None:
    html = convert(f'```explainer\n{SLUG}\n```\n\n```explainer\n{SLUG}\nvariant = "sandbox"\n```\n')
    figure, sandbox = page_data(html)
    assert {"lang", "own", "ui", "common"} == set(figure["words"])
    assert "words" not in sandbox
    assert sandbox["like"] == SLUG
    later = page_data(render([(replace(parse_fence(SLUG), above=("copper-reach",)), "en")])[0])[0]
    assert (later["shared"], set(later["words"])) == ("copper-reach", {"lang", "own"})


def test_a_source_is_told_once_a_page_and_named_where_it_serves_again(convert: Convert) -> None:
    html = convert("```explainer\ncopper-reach\n```\n\n```explainer\ncopper-loss\n```\n\n```sources\n```\n")
    first, second = ({source["id"]: source for source in job(Fence(slug, ()), "en")["sources"]} for slug in TWO)
    both = first.keys() & second.keys()
    assert len(both) > 20
    for identity in both:
        anchor = f"copper-reach-source-{identity.replace(':', '-')}"
        assert html.count(f'id="{anchor}"') == 1
        assert f"copper-loss-source-{identity.replace(':', '-')}" not in html
        assert same_spaces(shown(html)).count(same_spaces(first[identity]["text"] or "\0")) <= 1, identity
    named = set(re.findall(r'<li><a href="#copper-reach-source-[^"]*">([^<]*)</a>', html))
    assert {escapes.unescape(name) for name in named} == {second[identity]["name"] for identity in both}
    assert ui_words("en")["sources_above"].format(title=words("copper-reach", "en")["title"]) in shown(html)
    chips = set(re.findall(r'class="cl-chip" href="#([^"]*)"|href="#([^"]*)" class="cl-chip"', html))
    assert {one or other for one, other in chips} <= set(re.findall(r'id="([^"]*)"', html))
    assert all(f'id="copper-loss-source-{identity.replace(":", "-")}"' in html for identity in second.keys() - both)


def test_the_code_view_leads_to_a_page_of_its_own(drawn: dict[str, str], convert: Convert) -> None:
    assert f'href="code:{SLUG}"' in drawn["en"]
    text = page_text(SLUG, "ja")
    assert f"# {ui_words('ja')['code_title'].format(title=words(SLUG, 'ja')['title'])}" in text
    html = convert(text.split("---\n", 2)[2])
    assert escapes.unescape(re.sub(r"<[^>]+>", "", html)).count("def answer(inputs: Inputs) -> Answer:") == 1
    paths = re.findall(r"<summary><code>([^<]*)</code>", html)
    assert paths == ["explainers/calculators/link_latency.py", *link_latency.MODEL_FILES]
    with pytest.raises(PublishError, match="no-such"):
        listing("no-such")


def test_ui_words_are_the_same_in_both_languages_and_all_used() -> None:
    english, japanese = ui_words("en"), ui_words("ja")
    assert english.keys() == japanese.keys()
    gap = re.compile(r"\{([a-z_]+)\}")
    assert {key for key in english if set(gap.findall(english[key])) != set(gap.findall(japanese[key]))} == set()
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(islands.WEB.rglob("*.mjs")))
    text += "".join((islands.WEB.parent / name).read_text(encoding="utf-8") for name in ("citations.py", "listing.py"))
    # keys put together where they are used, such as `view_${name}`, and the badges that sources carry
    families = [re.compile(f"{a}[a-z]+{b}") for a, b in re.findall(r"`([a-z_]*)\$\{[^}`]*\}([a-z_]*)`", text) if a or b]
    badges = {"fact", "secondary", "assumption"}
    unused = {key for key in english if not re.search(rf"[.\"]{key}\b", text)} - badges
    assert {key for key in unused if not any(family.fullmatch(key) for family in families)} == set()


def test_codes_that_the_page_says_itself_are_said_there() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(islands.WEB.rglob("*.mjs")))
    for code in ("timeout", "full-timeout", "python-start", "offline", "charts", "no-wasm"):
        assert f'"{code}"' in text
        assert all(words("common", language)["errors"][code] for language in LANGUAGES)


def test_figure_then_sandbox_make_a_page(convert: Convert) -> None:
    html = convert(f'```explainer\n{SLUG}\n```\n\n```explainer\n{SLUG}\nvariant = "sandbox"\nlength_m = 100\n```\n')
    assert f'id="{SLUG}"' in html
    assert f'id="{SLUG}-sandbox"' in html
    with pytest.raises(PublishError):
        convert(f'```explainer\n{SLUG}\nvariant = "sandbox"\n```\n')
