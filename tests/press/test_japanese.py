"""Japanese prose: every sentence of the site passes textlint, and the lint sees what it should."""

from __future__ import annotations

import pytest

from publish.paths import ROOT
from tests.press.japanese import Piece, lint, of_markdown, of_toml, pieces

BAD = {
    "sentence-length": "この文は" + "とても長い説明を区切らずに並べて" * 6 + "います。",
    "max-ten": "銅は、短い距離で、速く、安く、冷たく、運びます。",
    "max-kanji-continuous-len": "光回路集積化技術標準仕様を読みます。",
    "ja-no-mixed-period": "銅のほうが速いのです",
    "no-mix-dearu-desumasu": "銅のほうが速いのである。",
    "no-doubled-joshi": "銅が光が届く距離を決めます。",
    "no-doubled-conjunction": "しかし、銅は短いです。しかし、速いです。",
    "no-doubled-conjunctive-particle-ga": "銅は速いですが、短いですが、安いです。",
    "no-double-negative-ja": "届かないわけではない。",
    "no-dropping-the-ra": "ここから図が見れます。",
    "ja-no-successive-word": "これはは銅です。",
    "ja-no-redundant-expression": "計算を行います。",
    "ja-no-weak-phrase": "銅かもしれません。",
    "no-unmatched-pair": "銅（ツイナックスは速いです。",
    "struck": "光のケーブルは１本です。",
}


def test_every_japanese_sentence_passes() -> None:
    read = pieces()
    assert len(read) > 2000
    assert [str(finding) for finding in lint(read)] == []


def test_every_rule_sees_its_fault_and_leaves_a_good_sentence() -> None:
    read = [Piece("x", 1, text, "sentence") for text in BAD.values()]
    good = Piece("x", 1, "銅は短い距離で速く、光は遠くまで届きます。", "sentence")
    seen = {(finding.piece.text, finding.rule) for finding in lint([*read, good])}
    assert {(text, rule) for rule, text in BAD.items()} <= seen
    assert good.text not in {text for text, _ in seen}


@pytest.mark.parametrize(
    ("text", "kind", "seen"),
    [
        ("光は{{ x.y | 0 ns }}で着きます[@fact]。", "sentence", "光は10で着きます。"),
        ("## 見出し { #head }", "label", "見出し"),
        ("- [記事](a.md)", "label", "記事"),
        ("- 銅の線", "label", "銅の線"),
        ("- 銅は速いです", "sentence", "銅は速いです"),
        ("| 銅の線 | 2 m |", "label", "銅の線"),
        ('```question\nanswer = "銅です。光は遅い。"\n```', "sentence", "銅です。光は遅い。"),
        ('```question\noptions = ["銅が先", "光が先"]\n```', "label", "銅が先"),
    ],
)
def test_markdown_is_read_as_a_reader_sees_it(text: str, kind: str, seen: str) -> None:
    found = [piece for piece in of_markdown("x", text) if piece.text]
    assert (found[0].text, found[0].kind) == (seen, kind)


def test_code_and_formulas_are_not_prose() -> None:
    text = "```python\nx = '銅である'\n```\n\n```explainer\nlanes\n```\n\n\\[ x = 1 \\]\n"
    assert [piece.text for piece in of_markdown("x", text) if piece.text] == []


def test_a_claim_is_read_with_its_line_and_its_quotation_is_left_alone() -> None:
    path = ROOT / "explainers" / "data" / "claims.toml"
    found = list(of_toml(path, "_ja"))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not any(lines[piece.line - 1].startswith("claim_ja") for piece in found)
    assert all("_ja" in lines[piece.line - 1] for piece in found)
