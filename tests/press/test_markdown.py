"""publish.markdown and its blocks: what a page's source becomes, and what stops the build."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from publish import blocks
from publish.errors import PublishError
from publish.values import NO_BREAK_SPACE
from tests.press.conftest import Convert
from tests.validation.sets import data_set

SOURCES = "\n\n```sources\n```\n"
QUESTION = """```question
id = "q"
question = "Which?"
options = ["Copper", "*Light*"]
right = 1
answer = "{{ link-latency.twinax_reach_m | auto }} [@ieee-cr-25g]"
```"""


def test_a_value_in_prose_is_marked(convert: Convert) -> None:
    html = convert("Copper ends at {{ link-latency.twinax_reach_m | auto }}.")
    assert html == f'<p>Copper ends at <span class="cl-value">2{NO_BREAK_SPACE}m</span>.</p>'


def test_code_is_left_alone(convert: Convert) -> None:
    html = convert("`{{ link-latency.no_such }}` and\n\n```python\nx = '{{ nothing }} [@nothing]'\n```\n")
    assert "<code>{{ link-latency.no_such }}</code>" in html
    assert "{{ nothing }} [@nothing]" in re.sub(r"<[^>]+>", "", html).replace("&#39;", "'")


def test_a_fence_inside_a_longer_fence_is_code(convert: Convert) -> None:
    html = convert("````markdown\n```explainer\nno-such\n```\n````\n")
    assert "no-such" in html
    assert "cl-explainer" not in html


def test_citations_are_numbered_by_first_use_and_listed_once(convert: Convert) -> None:
    html = convert(f"A [@ieee-cr-50g]. B [@ieee-cr-25g]. C [@ieee-cr-50g]. D [@assumption:rack-row].{SOURCES}")
    assert re.findall(r'href="#cite-(\d)"[^>]*>\[(\d)\]</a>', html) == [("1", "1"), ("2", "2"), ("1", "1"), ("3", "3")]
    assert re.findall(r'<li id="cite-(\d)">', html) == ["1", "2", "3"]
    listed = html.split('<ol class="cl-sources">')[1]
    assert listed.index("50 Gb/s per lane") < listed.index("25 Gb/s per lane") < listed.index('data-kind="assumption"')


def test_the_list_speaks_the_pages_language(convert: Convert) -> None:
    assert "パッシブ銅ケーブルが少なくとも5 m届きます" in convert(f"[@ieee-cr-25g]{SOURCES}", "ja")
    assert "passive copper reaches at least 5 m" in convert(f"[@ieee-cr-25g]{SOURCES}", "en")


def test_numbers_begin_anew_on_the_next_page() -> None:
    import markdown

    md = markdown.Markdown(extensions=["publish.markdown"])
    for identity in ("ieee-cr-25g", "ieee-cr-50g"):
        html = md.convert(f"[@{identity}]{SOURCES}")
        md.reset()
        assert re.findall(r"cite-(\d)", html) == ["1", "1"]


def test_a_page_without_citations_has_an_empty_place(convert: Convert) -> None:
    html = convert(f"Nothing cited.{SOURCES}")
    assert "cl-sources" not in html
    assert "data-cl-sources" not in html


@pytest.mark.parametrize(("language", "said"), [("en", "2 min read"), ("ja", "約2分で読めます")])
def test_an_article_says_under_its_title_how_long_it_takes(convert: Convert, language: str, said: str) -> None:
    body = "word " * 400 if language == "en" else "字" * 1000
    html = convert(f"# Title {{ #top }}\n\n{body}\n\n## Check {{ #check }}\n", language)
    assert re.search(rf'</h1>\s*<p class="cl-reading" data-pagefind-ignore>{said}</p>', html)


def test_a_page_that_asks_no_questions_says_no_time(convert: Convert) -> None:
    assert "cl-reading" not in convert("# Title { #top }\n\nWords.\n\n## End { #end }\n")


def test_a_question_works_without_scripts(convert: Convert) -> None:
    html = convert(QUESTION + SOURCES)
    assert html.count('type="radio"') == 2
    assert re.findall(r'value="(\d)" data-right', html) == ["1"]
    assert "<em>Light</em>" in html
    assert f"<details><summary>Show the answer</summary><p>2{NO_BREAK_SPACE}m <a class=" in html


def test_a_diagram_takes_its_words_from_the_page(convert: Convert) -> None:
    words = [f'{key} = "A & B"' for key in sorted(diagram_words())]
    html = convert("```diagram\njourney\n" + "\n".join(words) + "\n```")
    assert html.startswith('<figure class="cl-diagram"><svg')
    assert "A &amp; B" in html
    assert "{" not in html


def diagram_words() -> set[str]:
    drawing = Path(blocks.ROOT, "publish/diagrams/journey.svg").read_text(encoding="utf-8")
    return set(re.findall(r"\{([a-z_]+)\}", drawing))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_verdicts_show_claim_verdict_and_evidence(convert: Convert, language: str) -> None:
    html = convert(f"```verdicts\nC18 C69\n```{SOURCES}", language)
    assert html.count('<li class="cl-claim"') == 2
    assert '<blockquote lang="ja">光は電気に比べて圧倒的に高速で</blockquote>' in html
    assert re.findall(r'data-verdict="([a-z-]+)"', html) == ["contradicted", "partly-contradicted"]
    assert ("Light is overwhelmingly faster" in html) == (language == "en")
    assert html.count('class="cl-cite"') == 9  # five facts and four


def test_assumptions_list_every_input(convert: Convert) -> None:
    html = convert(f"```assumptions\nlink-latency\n```{SOURCES}")
    assert html.count("<tr>") == 1 + 12
    assert "<td>4,096 B</td><td>64 B – 16,777,216 B</td>" in html  # limits keep all their digits
    assert html.count('class="cl-badge" data-kind="assumption"') >= 6


def test_the_error_table_is_the_tests_own(convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "BUILD", tmp_path)
    with pytest.raises(PublishError, match="no validation results for links-latency"):
        convert("```validation\nlinks-latency\n```")
    row = {
        "id": "a", "quantity": "codeword_time_s", "inputs": {"lane_rate_bps": 100e9, "count_lanes": 8},
        "published": [25.6e-9, 25.6e-9], "unit": "s", "predicted": 25.6e-9, "error": 0.0, "baseline_error": 1.0,
        "independent": True, "source_id": "ieee-he-3dj", "fact_id": "fec-fill-800g",
    }  # fmt: skip
    short = {"n": 1, "median": 0.0, "p90": 0.0, "worst": 0.0}
    (tmp_path / "validation").mkdir()
    (tmp_path / "validation" / "links-latency.json").write_text(
        json.dumps({"rows": [row], "independent": short, "baseline": short}), encoding="utf-8"
    )
    html = convert(f"```validation\nlinks-latency\n```{SOURCES}")
    assert "Codeword fill time" in html
    assert "100 Gb/s" in html.split("<tbody>")[1].split("<td>")[1]  # the case's inputs, in words
    assert "25.6 ns" in html
    assert "<td>0.00%</td><td>100.00%</td><td>checks the model</td>" in html
    assert html.split("<ul>")[1].count("<li>") == 2


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[@no-such]", "unknown citation id: no-such"),
        ("[@ieee-cr-25g]", "cites but has no ```sources``` block"),
        ("{{ link-latency.nothing | auto }}", "unknown value"),
        ("```explainer\nno-such\n```", "unknown explainer: no-such"),
        ("```explainer\nlink-latency\nlength_m = 9999\n```", "above-range: length_m"),
        ("```explainer\nlink-latency\nno_such = 1\n```", "unknown-field: no_such"),
        ("```explainer\nlink-latency\nlength_m = \n```", "explainer link-latency: "),
        ('```explainer\nlink-latency\nvariant = "poster"\n```', "unknown variant poster"),
        ('```explainer\nlink-latency\nvariant = "sandbox"\n```', "needs its figure above it"),
        ("```explainer\nlink-latency\n```\n\n```explainer\nlink-latency\n```", "stands twice on one page"),
        (QUESTION.replace("right = 1", "right = 2"), "question q: right is not one of the options"),
        (QUESTION.replace("right = 1", "right = -1"), "question q: right is not one of the options"),
        (QUESTION.replace("right = 1\n", ""), "question: right is missing"),
        (QUESTION.replace('id = "q"', "id ="), "question: "),
        (QUESTION.replace("ieee-cr-25g", "no-such"), "unknown citation id: no-such"),
        ("```diagram\nno-such\n```", "unknown diagram: no-such"),
        ('```diagram\njourney\nport = "P"\n```', "diagram: alt is missing"),
        ('```diagram\njourney\nalt = "A"\n```', "the word [a-z_]+ is missing"),
        ('```diagram\njourney\nalt = "A"\nno_such = "B"\n```', "diagram journey: it has no word no_such"),
        ("```verdicts\nC18 C999\n```", "unknown claim id: C999"),
        ("```assumptions\nno-such\n```", "unknown explainer: no-such"),
    ],
)
def test_what_is_wrong_stops_the_build_with_a_sentence(convert: Convert, source: str, message: str) -> None:
    with pytest.raises(PublishError, match=message):
        convert(source)


def test_whole_tables_show_error_baseline_and_worst_point(
    convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BUILD", tmp_path)
    (tmp_path / "validation").mkdir()
    labels = [("4 GPUs", "GPU 4基"), ("8 GPUs", "GPU 8基")]
    rows = [
        data_set("one", ("Rack", "ラック"), "ieee-cr-25g", [1.1, 2.0], [1.0, 2.0], labels, role="blind", bar=0.15),
        data_set("exact", ("Tree", "ツリー"), "ieee-cr-25g", [2.0], [2.0], labels[:1], role="blind", bar=0.0),
        data_set("two", ("Node", "ノード"), "ieee-cr-25g", [3.0], [4.0], labels[:1], role="failure", baseline=[2.0]),
    ]
    results = {"sets": [asdict(row) for row in rows], "baseline_text": {"en": "constant rate", "ja": "一定の速度"}}
    (tmp_path / "validation" / "links-latency.json").write_text(json.dumps(results), encoding="utf-8")
    english = convert(f"```validation\nlinks-latency\n```{SOURCES}").replace(NO_BREAK_SPACE, " ")
    assert "<td>2</td><td>5.0%</td><td>10.0%</td><td>10.0% (4 GPUs)</td><td>–</td><td>≤ 15%</td>" in english
    assert "<td>1</td><td>25.0%</td><td>25.0%</td><td>25.0% (4 GPUs)</td><td>50.0%</td><td>–</td>" in english
    assert "<td>1</td><td>0.0%</td><td>0.0%</td><td>0.0%</td><td>–</td><td>exact</td>" in english
    assert "constant rate" in english
    assert 'href="#cite-1"' in english
    japanese = convert(f"```validation\nlinks-latency\n```{SOURCES}", "ja").replace(NO_BREAK_SPACE, " ")
    assert "10.0% (GPU 4基)" in japanese
    assert "一定の速度" in japanese
    assert "ラック" in japanese
