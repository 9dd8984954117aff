"""What readers search for is found, however it is typed, and the filters of lists and tables read it the same way."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import dev
from publish.node import node_path
from tests.browser.conftest import LANGUAGES, Open, poll
from tests.spellings import WORDS, pairs

HARNESS = Path(__file__).parents[1] / "publish" / "search.mjs"
pytestmark = pytest.mark.usefixtures("site_url")


def ask(language: str, queries: list[str], *flags: str) -> list[list[dict[str, Any]]]:
    """Hits of each query, by the code of the page and its index, without a browser."""
    command = [str(node_path()), str(HARNESS), str(dev.SITE / "pagefind"), language, *flags]
    done = subprocess.run(
        command, input=json.dumps(queries), capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-800:]
    answers: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return answers


@cache
def found(language: str) -> dict[str, list[dict[str, Any]]]:
    """Hits of each word and of each of its spellings."""
    queries = list(dict.fromkeys([*WORDS[language], *(other for _, other in pairs(language))]))
    return dict(zip(queries, ask(language, queries), strict=True))


def addresses(hits: list[dict[str, Any]]) -> list[str]:
    return [f"{hit['url']}#{hit['anchor']}" for hit in hits]


def test_there_are_pairs_enough() -> None:
    assert sum(len(pairs(language)) for language in LANGUAGES) >= 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_reads_every_spelling_alike(language: str) -> None:
    hits = found(language)
    differing = [(word, other) for word, other in pairs(language) if addresses(hits[word]) != addresses(hits[other])]
    assert differing == []
    assert len([word for word in WORDS[language] if hits[word]]) >= 0.85 * len(WORDS[language])


FILTER = """([form, name, words, items]) => {
    const field = document.querySelector(`${form} [name=${name}]`);
    return words.map((word) => {
        field.value = word;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return [...document.querySelectorAll(items)].flatMap((item, index) => (item.hidden ? [] : [index])).join();
    });
}"""


def assert_filters_alike(page: Page, language: str, form: str, items: str) -> None:
    name = page.locator(f"{form} [data-find]").get_attribute("name")
    words = list(dict.fromkeys(word for pair in pairs(language) for word in pair))
    shown = dict(zip(words, page.evaluate(FILTER, [form, name, words, items]), strict=True))
    # two words are one only where the list says so
    alike = [(word, other) for word, other in pairs(language) if shown[word] or " " not in other.strip()]
    assert [(word, other) for word, other in alike if shown[word] != shown[other]] == []
    assert len({text for text in shown.values() if text}) >= 4  # and it does filter


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "list_id"), [("claims/", "claims-list"), ("articles/mesh-fact-by-fact/", "companies-table")]
)
def test_filters_read_every_spelling_alike(open_page: Open, language: str, path: str, list_id: str) -> None:
    page = open_page(LANGUAGES[language] + path)
    form = f"form[data-filter={list_id}]"
    poll(page, f"() => document.querySelector('{form} > fieldset:enabled')")
    assert_filters_alike(page, language, form, f"#{list_id} [data-item]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_loses_no_page_that_says_it(language: str) -> None:
    queries = [
        *WORDS[language],
        "a",
        "12",
        "Gb/s",
        "ns",
        "nanoseconds",
        "serialisat",
        "光",
        "の損失",
        "DAC",
        "AEC",
        "AOC",
        "network card",
    ]
    for query, some, all_pages in zip(queries, ask(language, queries), ask(language, queries, "--all"), strict=True):
        assert addresses(some) == addresses(all_pages), query


FIRST = {
    "en": {
        "AEC": {"/articles/is-light-faster/", "/articles/energy-per-bit/", "/articles/where-copper-ends/"},
        "DAC": {"/articles/is-light-faster/", "/articles/energy-per-bit/", "/articles/where-copper-ends/"},
        "AOC": {"/articles/inside-a-transceiver/"},
        "NIC": {"/articles/wiring-ten-thousand-gpus/"},
        "fiber": {"/articles/inside-a-transceiver/"},
        "light is faster": {"/articles/is-light-faster/"},
        "is light faster than electricity": {"/articles/is-light-faster/"},
        "1.6T": {"/articles/reading-port-names/"},
        "400 G": {"/articles/reading-port-names/"},
        "copper": {"/articles/where-copper-ends/"},
    },
    "ja": {
        "銅線の損失": {"/ja/articles/where-copper-ends/"},
        "通信ボトルネック": {"/ja/"},
        "ＤＡＣ": {"/ja/articles/is-light-faster/", "/ja/articles/energy-per-bit/", "/ja/articles/where-copper-ends/"},
        "GPUはなぜ待つのか": {"/ja/articles/why-gpus-wait/"},
        "光は電気より速い": {"/ja/articles/is-light-faster/"},
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_readers_look_for_comes_first(language: str) -> None:
    queries = FIRST[language]
    for (query, wanted), hits in zip(queries.items(), ask(language, list(queries)), strict=True):
        assert hits[0]["url"] in wanted, (query, [hit["url"] for hit in hits[:4]])


def test_every_word_of_a_query_counts() -> None:
    (hits, common) = ask("en", ["70B training 1024 H100", "copper zzzqqq retimer twinax hollow"])
    assert "/articles/when-the-network-sets-the-pace/" in [hit["url"] for hit in hits[:3]]
    for hit in hits:
        assert hit["matched"] >= 2
    assert common[0]["matched"] >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_lead_to_sections_and_show_what_was_searched(language: str) -> None:
    anchors: dict[str, set[str]] = {}
    hits = [hit for word in (*WORDS[language], *FIRST[language]) for hit in found_or_asked(language, word)]
    assert len(hits) > 100
    assert len({hit["anchor"] for hit in hits}) > 30
    for hit in hits:
        path = dev.SITE / hit["url"].lstrip("/") / "index.html"
        if hit["url"] not in anchors:
            anchors[hit["url"]] = set(re.findall(r' id="([^"]+)"', path.read_text(encoding="utf-8")))
        assert hit["anchor"] in anchors[hit["url"]], hit["url"]
        assert "[" in hit["excerpt"], hit
        assert hit["url"].startswith("/ja/") == (language == "ja")


def found_or_asked(language: str, word: str) -> list[dict[str, Any]]:
    return found(language)[word] if word in found(language) else ask(language, [word])[0]


STRANGE = ["!!!", "。、", "😀", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"', '""', '"copper', "\ue0001", "ー", "-", "・",
           "a" * 5000, "銅" * 5000, "copper " * 2000, "\\", "(", "[a", "{2}", "$&", ".*", "٣", "\u0000", "%", "constructor", "__proto__"]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_strange_queries_are_answered(language: str) -> None:
    answers = dict(zip(STRANGE, ask(language, STRANGE), strict=True))
    assert [query for query in ("!!!", "。、", "😀", '"', '""', "-", "\\", ".*") if answers[query]] == []
    assert answers["copper " * 2000] == ask(language, ["copper"])[0]
