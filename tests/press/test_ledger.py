"""The ledger holds every claim with verdict, reason, evidence and models; every sentence leads to its claims."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

import pytest

from explainers.base.sources import claims, planned, resolve, sentences
from publish import code_pages
from publish.errors import PublishError
from publish.origins import origin
from publish.places import place_of, places, shown_in, way
from publish.press_words import press_words
from publish.verdicts import own
from tests.data.checks import VERDICTS, languages
from tests.press.conftest import Convert

LANGUAGES = ("en", "ja")
WHOLE = {f"C{number}" for number in range(1, 70)}
ENTRY = re.compile(r'<li class="cl-claim" id="(c\d+)" data-item(.*?)>(.*?)</details></li>', re.S)
SENTENCE = re.compile(r'<li id="(s\d+)">(.*?)</div></li>', re.S)


@pytest.fixture(scope="module", params=LANGUAGES)
def ledger(request: pytest.FixtureRequest, convert: Convert) -> tuple[str, dict[str, tuple[str, str]]]:
    page = convert("```ledger\n```\n", request.param)
    return request.param, {anchor.upper(): (attributes, body) for anchor, attributes, body in ENTRY.findall(page)}


def test_every_claim_is_there_once_and_by_number(convert: Convert) -> None:
    anchors = [anchor for anchor, *_ in ENTRY.findall(convert("```ledger\n```\n"))]
    assert anchors == [name.lower() for name in sorted(claims(), key=lambda name: int(name[1:]))]


def test_an_entry_shows_quotation_class_verdict_reason_and_evidence(
    ledger: tuple[str, dict[str, tuple[str, str]]],
) -> None:
    language, entries = ledger
    for name, claim in claims().items():
        _, body = entries[name]
        shown, evidence = html.unescape(body).split('<details class="cl-evidence">')
        assert f'<blockquote lang="ja">{claim["claim_ja"]}</blockquote>' in shown
        assert (claim["claim_en"] in shown) == (language == "en")
        label = press_words(language)["verdicts"][claim["verdict_class"]]
        assert f'data-class="{claim["verdict_class"]}">{label}<' in shown
        verdict = claim["verdict_ja" if language == "ja" else "verdict"]
        assert f"<strong>{verdict}</strong>" in shown or verdict.rstrip(".。") == label
        assert own(claim, "comment", language) in shown
        assert ('class="cl-live"' in shown) == bool(claim["models"])
        for fact in claim["evidence"]:
            found = origin(fact, language)
            assert found["text"] in evidence
            assert f'<a href="{found["url"]}"' in evidence or not found["url"]


def test_an_entry_names_its_models_where_they_stand_and_those_to_come(
    ledger: tuple[str, dict[str, tuple[str, str]]],
) -> None:
    language, entries = ledger
    for name, claim in claims().items():
        body = html.unescape(entries[name][1])
        for slug in claim["models"]:
            place = shown_in(slug, language)
            assert place is not None, f"{slug} stands on no page"
            assert f'href="{way(place.path, slug)}"' in body
        for one in claim["planned"]:
            assert own(planned()[one], "title", language) in body


def test_an_entry_leads_to_the_pages_that_tell_it(ledger: tuple[str, dict[str, tuple[str, str]]]) -> None:
    language, entries = ledger
    told = {place.path: place.claims for place in places(language) if place.claims}
    assert len(told) > 5
    for name, (attributes, body) in entries.items():
        own_places = {path for path, shown in told.items() if name in shown}
        linked = set(re.findall(r'href="page:([^"#]*)"', body))
        assert linked == {way(path).removeprefix("page:") for path in own_places}
        tokens = re.findall(r'data-article="([^"]*)"', attributes)[0].split()
        assert sorted(tokens) == sorted(place_of(path, language).name for path in own_places)


def test_every_word_of_the_records_has_a_name() -> None:
    for language in LANGUAGES:
        ui = press_words(language)
        assert set(ui["verdicts"]) == set(ui["verdict_meanings"]) == VERDICTS
        assert {claim["kind"] for claim in claims().values()} <= set(ui["kinds"])
        assert {claim["section"] for claim in claims().values()} <= set(ui["sections"])


def test_the_counts_are_counted(convert: Convert) -> None:
    counts = re.findall(
        r'href="\?verdict=([a-z-]+)#ledger" data-asks>.*?<strong>(\d+)</strong>', convert("```verdict-counts\n```\n")
    )
    assert {name for name, _ in counts} == VERDICTS
    for name, count in counts:
        assert int(count) == sum(claim["verdict_class"] == name for claim in claims().values())
    assert sum(int(count) for _, count in counts) == len(claims())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_leads_to_its_claims(convert: Convert, language: str) -> None:
    found = dict(SENTENCE.findall(convert("```sentences\n```\n", language)))
    assert list(found) == [f"s{number}" for number in range(1, 25)]
    for name, body in found.items():
        linked = re.findall(r'href="page:claims/#(c\d+)">(C\d+) ([^<]+)<', body)
        mine = [identity for identity, claim in claims().items() if claim["sentence"] == name.upper()]
        assert sorted(anchor for anchor, *_ in linked) == sorted(identity.lower() for identity in mine)
        for _, identity, label in linked:
            assert label == html.escape(press_words(language)["verdicts"][claims()[identity]["verdict_class"]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_below_the_post_has_no_claim_and_says_so(convert: Convert, language: str) -> None:
    body = dict(SENTENCE.findall(convert("```sentences\n```\n", language)))["s23"]
    record = sentences()["S23"]
    assert own(record, "note", language) in body
    assert all(f'href="{way(*page.split("#"))}"' in body for page in record["pages"])
    assert record["pages"]
    assert [name for name, one in sentences().items() if "note_en" in one] == ["S23"]


def test_sentences_are_said_in_both_languages_and_not_in_the_posts_words() -> None:
    for name, one in sentences().items():
        assert languages(name, one["text_en"], one["text_ja"]) == []
        assert len(one["text_en"]) <= 120
        assert len(one["text_ja"]) <= 60
        assert not any(
            claim["claim_ja"] in one["text_ja"] for claim in claims().values() if len(claim["claim_ja"]) > 15
        )


def test_evidence_is_never_dead() -> None:
    for claim in claims().values():
        assert {resolve(one)[0] for one in claim["evidence"]} == {"fact"}


def test_the_whole_post_is_judged_and_told() -> None:
    assert set(claims()) == WHOLE
    assert {claim["sentence"] for claim in claims().values()} == set(sentences()) - {"S23"}
    for language in LANGUAGES:
        told = {claim for place in places(language) for claim in place.claims}
        assert WHOLE - told == set()


def test_a_page_that_is_not_there_stops_the_build() -> None:
    with pytest.raises(PublishError, match=r"no such page: articles/no-such\.md"):
        place_of("articles/no-such.md", "en")


@pytest.mark.parametrize(
    ("written", "url", "resolved"),
    [
        ("page:claims/#c18", "articles/is-light-faster/", "../../claims/#c18"),
        ("page:claims/#c18", "", "claims/#c18"),
        ("page:claims/#c18", "claims/", "#c18"),
        ("page:", "claims/", "../"),
        ("page:articles/a/", "claims/", "../articles/a/"),
        ("page:companies.csv", "articles/a/", "../../companies.csv"),
        ("code:link-latency", "articles/a/", "../../code/link-latency/"),
    ],
)
def test_ways_are_resolved_for_the_page(written: str, url: str, resolved: str) -> None:
    page = SimpleNamespace(url=url)
    assert code_pages.on_page_content(f'<a href="{written}">', page=page) == f'<a href="{resolved}">'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_claim_of_an_article_leads_to_the_ledger(convert: Convert, language: str) -> None:
    page = convert("```verdicts\nC18 C20\n```\n\n```sources\n```\n", language)
    assert re.findall(r'href="(page:claims/#c\d+)"', page) == ["page:claims/#c18", "page:claims/#c20"]
    labels = press_words(language)["verdicts"]
    assert re.findall(r'data-class="[a-z-]+">([^<]+)<', page) == [labels["contradicted"], labels["supported"]]
