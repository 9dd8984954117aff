"""The glossary: complete in both languages, used, and marked in prose once, quietly and never in the wrong place."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from publish.glossary import forms, glossary, known_forms, pattern, sort_key, terms
from publish.page import Page
from tests.data.checks import DATA, JAPANESE, read, repeated
from tests.press.conftest import ConvertWithTerms
from tests.press.prose import CITATION, FENCE, prose
from tests.press.test_docs import ANCHOR, ENGLISH, HEADING
from tests.press.test_docs import JAPANESE as JAPANESE_PAGES

KEYS = ["id", "en", "ja", "reading_ja", "also_en", "also_ja", "text_en", "text_ja", "see"]
OPTIONAL = "sought"
PAGES = {"en": ENGLISH, "ja": JAPANESE_PAGES}
MARKED = re.compile(r'<a class="cl-term" href="page:glossary/#term-([a-z0-9-]+)" title="[^"]+">([^<]+)</a>')


def marked(html: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in MARKED.finditer(html)]


def body(text: str) -> str:
    """A page's prose without what a test cannot compute."""
    return CITATION.sub("", prose(FENCE.sub("", text)))


def test_there_are_about_sixty_terms_each_complete() -> None:
    assert 58 <= len(terms()) <= 66
    assert {
        identity: list(term) for identity, term in terms().items() if [key for key in term if key != OPTIONAL] != KEYS
    } == {}
    assert [term["id"] for term in terms().values() if not re.fullmatch(r"[a-z0-9-]+", term["id"])] == []


def test_ids_headwords_and_forms_are_given_once() -> None:
    assert repeated(read(DATA / "glossary.toml")["term"]) == []
    for language in ("en", "ja"):
        heads = Counter(term[language].casefold() for term in terms().values())
        every = Counter(form for term in terms().values() for form in forms(term, language))
        assert [head for head, count in heads.items() if count > 1] == []
        assert [form for form, count in every.items() if count > 1] == []


def test_definitions_are_one_or_two_sentences_in_their_language() -> None:
    for identity, term in terms().items():
        assert not JAPANESE.search(term["text_en"]), identity
        assert 1 <= len(re.findall(r"[.!?](?: |$)", term["text_en"])) <= 2, identity
        assert term["text_en"].endswith("."), identity
        assert 1 <= term["text_ja"].count("。") <= 2, identity
        assert term["text_ja"].endswith("。"), identity
        assert len(term["text_en"]) <= 180, identity
        assert len(term["text_ja"]) <= 90, identity
        assert re.fullmatch(r"[ぁ-んー]+", term["reading_ja"]), identity


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_term_is_explained_where_it_says(language: str) -> None:
    for identity, term in terms().items():
        page, anchor = term["see"].split("#")
        assert page in PAGES[language], identity
        anchors = {name for match in HEADING.finditer(PAGES[language][page]) for name in ANCHOR.findall(match[0])}
        assert anchor in anchors, identity


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_term_is_used(language: str) -> None:
    texts = [body(text) for name, text in PAGES[language].items() if name != "glossary.md"]
    used = {known_forms(language)[" ".join(word.split())] for text in texts for word in pattern(language).findall(text)}
    assert set(terms()) - used == set()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_term_is_marked_at_most_once_a_page_and_only_in_prose(
    language: str, convert_with_terms: ConvertWithTerms
) -> None:
    marks: Counter[str] = Counter()
    for name, text in PAGES[language].items():
        html = convert_with_terms(body(text), language)
        found = Counter(identity for identity, _ in marked(html))
        assert [identity for identity, count in found.items() if count > 1] == [], name
        for outer in re.findall(r"<(h[1-6]|code|table|strong)\b[^>]*>(.*?)</\1>", html, re.S):
            assert "cl-term" not in outer[1], f"{name}: {outer[1]}"
        marks += found
    assert len(marks) > 45
    assert marks["gpu"] > 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One lane, two lanes.", ["lane"]),
        ("Lanes carry symbols.", ["Lanes", "symbols"]),
        ("The planes and the lane-rate of port80.", []),
        ("An error\ncorrection code.", ["error\ncorrection"]),
        ("Linear optics (LPO) and LPO.", ["Linear optics"]),
        ("The symbol rate, then a symbol.", ["symbol rate", "symbol"]),
        ("# A lane\n\nA [lane](x.md), a `lane` and ``a port``.", []),
        ("| lane |\n|---|\n| port |", []),
        ("A **lane** is a path. Each lane is one.", []),
        ("## How { #how }\n\nThe TDECQ.", ["TDECQ"]),
        ("## Race { #race }\n\nA retimer.\n\n## Next\n\nA retimer and a lane.", ["lane"]),
        ("\\(lane\\) and a *GPU*.", ["GPU"]),
        ("A copper COM port, an eyelid, spinet.", ["port"]),
    ],
)
def test_english_words(text: str, words: list[str], convert_with_terms: ConvertWithTerms) -> None:
    assert [word for _, word in marked(convert_with_terms(text, "en"))] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1レーン100 Gb/sのレーン", ["レーン"]),
        ("クレーンとコントレーン、レーンレート", []),
        ("サポート、ポートレート、ボーナス、アイドル", []),
        ("スケーリングは測定であり、スケーリング則は法則です。", ["スケーリング則"]),
        ("8ポートのスイッチング", ["ポート"]),
        ("GPU間、GPUs、AGPUとNICの数", ["GPU", "NIC"]),
        ("前方誤り訂正、誤り訂正中、誤り訂正のしくみ", ["誤り訂正"]),
        ("誤り訂正符号（FEC）", ["誤り訂正符号"]),
        ("光トランシーバー、白光トランシーバー", ["光トランシーバー"]),
        ("機械学習ではなく学習", ["学習"]),
        ("InfiniBand・イーサネット", ["InfiniBand", "イーサネット"]),
        ("# レーン\n\n[レーン](x.md)、`レーン`、**ポート**、ポート", []),
    ],
)
def test_japanese_words(text: str, words: list[str], convert_with_terms: ConvertWithTerms) -> None:
    assert [word for _, word in marked(convert_with_terms(text, "ja"))] == words


def test_the_link_says_what_the_word_means(convert_with_terms: ConvertWithTerms) -> None:
    html = convert_with_terms("A lane & a port.", "en")
    assert f'title="{terms()["lane"]["text_en"]}">lane</a> &amp; a <a' in html
    assert convert_with_terms("<div>lane</div>", "en") == "<div>lane</div>"


def test_without_a_glossary_nothing_is_marked(convert_with_terms: ConvertWithTerms) -> None:
    assert convert_with_terms("A lane.", "en", glossary="") == "<p>A lane.</p>"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_lists_every_term_with_the_other_language_beside_it(language: str) -> None:
    html = glossary("", Page(language))
    ids = re.findall(r'<div id="term-([a-z0-9-]+)">', html)
    assert sorted(ids) == sorted(terms())
    assert ids == [term["id"] for term in sorted(terms().values(), key=lambda term: sort_key(term, language))]
    other = {"en": "ja", "ja": "en"}[language]
    assert html.count(f'<span lang="{other}">') == sum(term["en"] != term["ja"] for term in terms().values())
    jumps = re.findall(r'<a href="#(letter-[^"]+)">', html)
    assert jumps == re.findall(r'<div class="cl-terms" id="([^"]+)">', html)
    assert len(jumps) >= 8


def test_japanese_is_sorted_as_a_dictionary_sorts() -> None:
    readings = ["ばっち", "はんていきかん", "ばぶる", "ぱっしぶ", "ぽーと", "ぼー"]
    in_order = sorted(readings, key=lambda reading: sort_key({"reading_ja": reading}, "ja"))
    assert in_order == ["ぱっしぶ", "ばっち", "ばぶる", "はんていきかん", "ぼー", "ぽーと"]
