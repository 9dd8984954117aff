"""Articles: one template, and a length that somebody reads in one go."""

from __future__ import annotations

import re

import pytest

from publish import reading
from publish.paths import DOCS
from tests.press import prose

LANGUAGES = ("en", "ja")
# whoever shows an explainer in articles/ follows the template; sections of its own stand between the figure and #limits
NAMES = sorted(
    path.stem for path in (DOCS / "en" / "articles").glob("*.md")
    if "```explainer" in path.read_text(encoding="utf-8")
)  # fmt: skip
SUMMARY = re.compile(r'^<div class="cl-summary" markdown>\n\n((?:\d\. .+\n)+)\n</div>\n', re.M)
SECTION = re.compile(r"^## .*\{ #([\w-]+) \}$", re.M)
LAST = ["limits", "verdict", "check", "sandbox", "sources"]
QUESTIONS = 3


def parts(text: str) -> dict[str, str]:
    """The body of each section by its anchor; 'top' is what stands before the first."""
    pieces = SECTION.split(text)
    return {"top": pieces[0], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}


def fences(text: str) -> list[tuple[str, str]]:
    """(kind, body) of each fence."""
    return [(match[2], match[3]) for match in prose.FENCE.finditer(text)]


def faults(text: str) -> list[str]:
    """Everything in which a page differs from the template."""
    found, order = parts(text), list(SECTION.findall(text))
    summary = SUMMARY.search(found["top"])
    after = found["top"][summary.end() :] if summary else ""
    scene, _, bet = after.partition("```question\n")
    has = {
        "a title with the anchor #top": bool(re.search(r"^# .*\{ #top \}$", found["top"], re.M)),
        "a summary of three lines": bool(summary) and len(summary[1].splitlines()) == 3,
        "a scene before the bet": len(prose.prose(scene).strip()) > 100,
        "a bet": bet.startswith('id = "bet"\n'),
        "the main figure in the section after the bet": bool(order) and "explainer" in dict(fences(found[order[0]])),
        "#meaning, then how it works (#how, or sections of its own)": "meaning" in order[1 : -len(LAST) - 1],
        f"at the end {', '.join(LAST)}": order[-len(LAST):] == LAST,
        "verdicts": "verdicts" in dict(fences(found.get("verdict", ""))),
        "three questions": [kind for kind, _ in fences(found.get("check", ""))] == ["question"] * QUESTIONS,
        "a sandbox": 'variant = "sandbox"' in dict(fences(found.get("sandbox", ""))).get("explainer", ""),
        "the sources": fences(found.get("sources", "")) == [("sources", "")],
    }  # fmt: skip
    return [f"lacks {what}" for what, good in has.items() if not good]


def text_of(name: str, language: str) -> str:
    return (DOCS / language / "articles" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_an_article_follows_the_template(name: str, language: str) -> None:
    assert faults(text_of(name, language)) == []


@pytest.mark.parametrize(
    ("old", "new", "lack"),
    [
        ("{ #top }", "{ #title }", "title"),
        ("\n2. ", "\n", "summary"),
        ('id = "bet"', 'id = "guess"', "bet"),
        ("{ #meaning }", "{ #numbers }", "#meaning"),
        ("## How it works { #how }", "How it works", "#meaning, then how"),
        ("{ #limits }", "{ #weak }", "at the end"),
        ("```verdicts", "```text", "verdicts"),
        ('```question\nid = "far"', '```text\nid = "far"', "three questions"),
        ('variant = "sandbox"\n', "", "sandbox"),
        ("```sources\n", "```text\n", "sources"),
    ],
)
def test_a_missing_part_is_named(old: str, new: str, lack: str) -> None:
    text = text_of("is-light-faster", "en")
    assert old in text
    assert any(lack in fault for fault in faults(text.replace(old, new, 1)))


def test_a_page_without_scene_or_figure_is_found() -> None:
    text = text_of("is-light-faster", "en")
    scene = text[text.index("</div>") + len("</div>"):text.index("```question")]  # fmt: skip
    assert faults(text.replace(scene, "\n\n")) == ["lacks a scene before the bet"]
    assert "the main figure" in faults(text.replace("```explainer\nlink-latency\n```", "", 1))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_is_read_in_five_to_eight_minutes(language: str) -> None:
    found = {name: each[language][1] for name, each in reading.articles()}
    assert set(NAMES) <= found.keys()
    assert {name: each for name, each in found.items() if not 5 <= each <= 8} == {}


def test_only_running_text_counts() -> None:
    text = (
        "---\ntitle: No\n---\n# Two words { #top }\n\n<div markdown>\n\nOne {{ a.b | 0 ns }} [@fact].\n\n"
        "| No | no |\n\n```question\nno\n```\n\n\\[ no \\]\n\n[A link](no/no.md)\n"
    )
    assert reading.length(text, "en") == 6
    assert reading.length("銅は{{ a.b }}で100 Gb/sです。", "ja") == 5 + 3 * 2
    assert reading.minutes("word " * 1100, "en") == 6
    assert reading.minutes("字" * 2600, "ja") == 5
