"""docs/: both languages make the same promises, and no number is typed that should be computed or cited."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from explainers.base.sources import facts
from explainers.text import quantity
from publish.citations import MARK as CITED
from publish.islands import parse_fence
from publish.paths import DOCS
from publish.values import MARK as COMPUTED
from publish.values import compute, replace_values
from tests.press import prose
from tests.validation.test_links_latency import CASES, row

HEADING = re.compile(r"^(#{1,6}) .*$", re.M)
ANCHOR = re.compile(r"\{[^}\n]*#([\w-]+)[^}\n]*\}\s*$")
MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)

# numbers that may be typed, and why; questions' wrong answers and inputs of computed values need no entry
ALLOWED = {
    **{f"{rate} G": "the name of a class of ports" for rate in (400, 800)},
    **{f"{rate} T": "the name of a class of ports" for rate in (1.6, 3.2)},
    "0 dBm": "what the unit means",
    "10億 シンボル": "what giga means",
    "100万 トークン": "what a price is stated for",
    "90 s": "the name of a part of the home page: how long it takes to read",
    "2 倍": "'twice', as a word",
    "1 %": "the bar that tests/validation enforces for propagation",
    "0.05 dB": "the bar that tests/validation enforces for optical budgets",
    "15 %": "the bar that tests/validation enforces for the ratio of two fibres",
    "12 桁": "the bar that tests/parity enforces",
    "12 %": "the largest error of the table above it, checked below",
    "16.8 MB": "16 MiB in the unit that the explainer shows, checked below",
    "0.005 s": "the time for that way, checked below",
    "2 ビット": "what four levels say, checked below",
    "8 倍": "how many more GPUs the thinner run has, checked below",
    "200,000 km": "the right answer of a question, checked below",
    "20万 km": "the same in Japanese",
    "3 倍": "the right answer of a question, checked below",
    "4 倍": "the right answer of a bet, checked below, and the factor that a question states",
    "3万 本": "the right answer of a bet, checked below",
    **{
        f"{name}": "the version of a browser, of its engine or of a standard"
        for name in (112, 114, 16.4, 153, "2.50", 2.2)
    },
    "153 and": "the same, as the lint reads it in English",
    "14 days": "what SECURITY.md promises, checked below",
    "1,000万 個": "the right answer of a bet, checked below",
}


def pages(language: str) -> dict[str, str]:
    """Text of every page by path; a workbook's words are its Markdown cells."""
    found = {}
    for path in sorted((DOCS / language).rglob("*")):
        if path.suffix == ".md":
            found[path.relative_to(DOCS / language).as_posix()] = path.read_text(encoding="utf-8")
        elif path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            words = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
            found[path.relative_to(DOCS / language).as_posix()] = "\n\n".join(words)
    return found


def is_plan(name: str, number: str) -> bool:
    """The minutes of a lesson are chosen, in steps of five up to a double lesson."""
    value, _, unit = number.partition(" ")
    return name == "teach.md" and unit in ("", "minutes", "分") and value.isdigit() and int(value) in range(0, 91, 5)


ENGLISH, JAPANESE = pages("en"), pages("ja")
NAMES = sorted(ENGLISH)


def test_both_languages_have_the_same_files() -> None:
    files = [
        {path.relative_to(DOCS / language).as_posix() for path in (DOCS / language).rglob("*") if path.is_file()}
        for language in ("en", "ja")
    ]
    assert files[0] == files[1]
    assert len(ENGLISH) >= 4
    assert ENGLISH.keys() == JAPANESE.keys()


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_headings_and_anchors(name: str) -> None:
    without_code = [prose.FENCE.sub("", pages[name]) for pages in (ENGLISH, JAPANESE)]
    levels = [[match[1] for match in HEADING.finditer(text)] for text in without_code]
    assert levels[0] == levels[1]
    anchors = [[ANCHOR.findall(match[0]) for match in HEADING.finditer(text)] for text in without_code]
    assert anchors[0] == anchors[1]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_blocks(name: str) -> None:
    kinds = [[match[2] for match in prose.FENCE.finditer(pages[name])] for pages in (ENGLISH, JAPANESE)]
    assert kinds[0] == kinds[1]
    bodies = [
        [match[3] for match in prose.FENCE.finditer(pages[name]) if match[2] not in prose.PROSE_FENCES]
        for pages in (ENGLISH, JAPANESE)
    ]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_ask_the_same_questions(name: str) -> None:
    def answers(text: str) -> list[tuple[str, str, int]]:
        found = [match[3] for match in prose.FENCE.finditer(text) if match[2] == "question"]
        return [
            (
                re.findall(r'^id = "(.*)"', body, re.M)[0],
                re.findall(r"^right = (\d)", body, re.M)[0],
                body.count('", "'),
            )
            for body in found
        ]

    assert answers(ENGLISH[name]) == answers(JAPANESE[name])


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_compute_the_same_values(name: str) -> None:
    marks = [Counter(match[0] for match in COMPUTED.finditer(pages[name])) for pages in (ENGLISH, JAPANESE)]
    assert marks[0] == marks[1]
    for pages in (ENGLISH, JAPANESE):
        assert "{{" not in replace_values(" ".join(match[0] for match in COMPUTED.finditer(pages[name])))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_cite_the_same_sources(name: str) -> None:
    cited = [Counter(CITED.findall(pages[name])) for pages in (ENGLISH, JAPANESE)]
    assert cited[0] == cited[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_explainer_of_a_page_can_be_computed(name: str) -> None:
    for match in prose.FENCE.finditer(ENGLISH[name]):
        if match[2] == "explainer":
            assert parse_fence(match[3]).slug


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".md")])
def test_every_page_has_title_description_and_date_in_both_languages(name: str) -> None:
    keys = []
    for pages in (ENGLISH, JAPANESE):
        matter = MATTER.match(pages[name])
        assert matter
        given = dict(re.findall(r"^(\w+): (.+)$", matter[1], re.M))
        assert 20 <= len(given["description"]) <= 200
        assert given["title"]
        keys.append(given["date"])
    assert keys[0] == keys[1]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_number_is_typed_that_should_be_computed_or_cited(language: str) -> None:
    allowed = {*ALLOWED, *prose.scenario()}
    found = [
        f"docs/{language}/{name}:{line}: {number!r} in: {sentence}"
        for name, text in pages(language).items() if name.endswith(".md")
        for line, number, sentence in prose.faults(text, allowed) if not is_plan(name, number)
    ]  # fmt: skip
    assert found == []


def test_every_allowed_number_is_used() -> None:
    texts = [text for pages in (ENGLISH, JAPANESE) for name, text in pages.items() if name.endswith(".md")]
    used = {number for text in texts for _, number, _ in prose.faults(text, prose.scenario())}
    assert set(ALLOWED) <= used


def test_the_right_answer_of_the_late_reply_is_right() -> None:
    one_second_m = compute("link-latency", "fibre_speed_m_per_s", {}).number
    assert one_second_m == pytest.approx(200_000e3, rel=0.05)


def test_the_page_promises_an_answer_as_soon_as_the_repository_does() -> None:
    promised = (DOCS.parent / "SECURITY.md").read_text(encoding="utf-8")
    assert "within 14 days" in promised.replace("\n", " ")
    assert "within 14 days" in ENGLISH["contribute.md"]
    assert "14日以内" in JAPANESE["contribute.md"]


def test_numbers_that_repeat_a_table_or_an_arithmetic_are_right() -> None:
    assert compute("energy-per-bit", "ratio", {}).number == pytest.approx(4, rel=0.05)
    assert compute("lanes", "bits_per_symbol", {"modulation": "pam4"}).number == 2
    assert compute("lanes", "bits_per_symbol", {"modulation": "pam8"}).number == 3
    glass_s_per_m = compute("link-latency", "fibre_delay_s_per_m", {}).number
    assert 10_000 * 100 == 1_000e3
    assert 1_000e3 * glass_s_per_m == pytest.approx(0.005, rel=0.05)
    assert quantity(16 * 2**20, "B") == "16.8 MB"
    errors = {case["id"]: row(case)["error"] for case in CASES}
    assert f"{max(errors.values()):.0%}" == "12%"
    assert 12_288 / 1_536 == 8
    assert 2 * (8 - 1) == 14  # eight pupils stand in the ring
    assert compute("fabric-builder", "links", {}).number == pytest.approx(30_000, rel=0.05)
    assert facts()["shipments-1p6t-2026"]["value"] >= 10e6


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Glass takes 4.9 ns/m.", ["4.9 ns/m"]),
        ("The cable is 3 m long and 40 % lighter.", ["3 m", "40 %"]),
        ("光は5 m進みます。", ["5 m"]),
        ("短縮は31.9%にとどまります。", ["31.9 %"]),
        ("One is 3 m [@x]. The other is 4 m.", ["4 m"]),
        ("銅は3 mです[@x]。光は4 mです。", ["4 m"]),
        ("| Copper | 3 m | [@x] |\n| Glass | 4 m | |", ["4 m"]),
        ("- 3 m [@x]\n- 4 m", ["4 m"]),
        ("It is 1,500 bytes.", ["1,500 B"]),
        ('```question\noptions = ["3 m"]\n```', ["3 m"]),
        ("Over 2 m it takes {{ link-latency.total_s | 0.0 ns }}.", []),
        ("`3 m` and \\(3\\,\\text{m}\\) and [3 m long](3m.md)", ["3 m"]),
        ("```python\nx = '3 m'\n```\n\n```explainer\nlink-latency\nlength_m = 3\n```", []),
        ("---\ndescription: over 3 m\n---\nNothing.", []),
        ("In 2026, 5 links and RS(544,514), IEEE 802.3dj, since 7 August 2025, one of 4.", []),
        ("It joins 12,345 GPUs by 37 switches.", ["12,345 GPUs", "37 switches"]),
        ("GPU 12,345基を37台でつなぎ、4分の1が銅、2本が光です。2026年8月7日。", ["12,345 基", "37 台"]),
        ("It costs 3 billion dollars, 15億円, 7 USD.", ["3 billion dollars", "15億 円", "7 USD"]),
        ("At 70 Gb/s {{ training-step.step_s network_gbps=70 | 0 s }}, at 60 Gb/s.", ["60 Gb/s"]),
        ("7 GB take {{ x.y message_bytes=7e9 | 0 s }}; 7 MB less.", ["7 MB"]),
        ("1,536 GPUs and 175 billion parameters are a run's and a model's name.", []),
        ("1. First 31 m.\n2. Second [@x].", ["31 m"]),
        ('```question\noptions = ["33 m", "34 m"]\nright = 1\nanswer = "35 m"\n```', ["34 m", "35 m"]),
        (
            '```question\nquestion = "Over 36 m"\noptions = ["37 m"]\nright = 0\nanswer = "38 m [@x]."\n```',
            ["36 m", "37 m"],
        ),
    ],
)
def test_the_lint_sees_what_is_typed(text: str, numbers: list[str]) -> None:
    assert [number for _, number, _ in prose.faults(text, {"2 m"})] == numbers


def test_the_lint_names_the_line() -> None:
    text = "---\ntitle: x\n---\n\n# Head\n\n```python\nx = 1\n```\n\nFine.\nIt is 3 m.\n"
    assert [line for line, _, _ in prose.faults(text, set())] == [12]


def test_the_docs_are_where_the_tests_look() -> None:
    assert Path(DOCS, "en", "index.md").is_file()
