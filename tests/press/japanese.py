"""Every Japanese sentence of the site, read by textlint: pages, workbooks, words, claims and facts.

`python -m tests.press.japanese` prints one line per finding.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from publish.node import run_node
from publish.paths import DOCS, ROOT
from tests.press import prose

SCRIPT = Path(__file__).with_suffix(".mjs")
KANA = re.compile(r"[\u3040-\u30ff]")
MARK = re.compile(r"\{\{.*?\}\}|\{\w+(?:\|[^{}]*)?\}")
SILENT = re.compile(r"\s*\[@[^\]]+\]|<[^>]+>|\*\*|\{:?\s*#[^}]*\}")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
FORMULA = re.compile(r"\\\(.*?\\\)")
CODE = re.compile(r"`[^`\n]+`")
LEAD = re.compile(r"^(?:#{1,6}|[-*]|\d+\.)\s+")
FIELD = re.compile(r"^(\w[\w.-]*)\s*=\s*(.*)$")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
POLITE = ("です", "ます", "でした", "ました", "ません", "しょう", "ください")
LINK_ALONE = re.compile(r"\[[^\]]*\]\([^)]*\)")
ADVERB = re.compile(r"(?<=たび|ごと|ため|ほか)に|(?<=と)とも(?=に)")  # a part of the word, and not a second に

# one word for one thing, on every page: what is not written, and what is
TERMS = {
    "もっとも": "最も", "(?<!もう)ひとつ": "1つ", "普通": "ふつう", "分けあ": "分け合",
    "(?<![部\\d自半])分から|分かり|分かる": "わか",
    "となり(?=あ|の|に)": "隣", "訓練": "学習", "注意機構": "アテンション", "(?<!Ultra )Ethernet": "イーサネット",
    "[二三四五六七八九十](?=倍|ビット|個|本|枚|基|台|桁)|一万": "numerals", "イコライザ": "等化器",
    "レイテンシ": "遅延", "帯域(?!幅)": "帯域幅", "光電変換": "電気と光の変換", "受信機": "受信器", "送信機": "送信器",
    "(?:メモリ|サーバ|コネクタ|ファイバ|トランシーバ|ライブラリ|ユーザ)(?!ー)": "a long vowel (メモリー)",
    "エヌビディア": "NVIDIA", "同士": "どうし", "全て": "すべて", "気付": "気づ", "繋": "つな", "下さい": "ください",
    "例えば": "たとえば", "更に": "さらに", "既に": "すでに", "無い": "ない", "出来": "でき",
    "(?<!に)従って": "したがって", "及び": "と", "見積り": "見積もり",
}  # fmt: skip
# letters and phrases that a Japanese editor would strike, and what to write
STRUCK = (
    (re.compile(r"[０-９Ａ-Ｚａ-ｚ]"), "half-width letters and numerals"),
    (re.compile(r"[ｦ-ﾟ]"), "full-width kana"),
    (re.compile(r"[，．]"), "、 and 。"),
    (re.compile(r"[!！]"), "no exclamation mark"),
    (re.compile(r"(?<=[ぁ-んァ-ヶ一-龠])\?|\([^()]*[ぁ-んァ-ヶ一-龠][^()]*\)"), "full-width （）？"),
    (re.compile(r"\u3099|\u309a|\u200b"), "one letter for a voiced sound, no zero-width space"),
    (re.compile(r"ことができ|することが可能"), "the verb itself: できます, 読めます"),
    (re.compile(r"。。|、、|　"), "one mark, no wide space"),
    *((re.compile(wrong), right) for wrong, right in TERMS.items()),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, item, cell or string and where it stands; its kind (sentence, label, record) chooses the rules."""

    path: str
    line: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about a piece."""

    piece: Piece
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.piece.path}:{self.piece.line}: {self.rule}: {self.message} in: {self.piece.text}"


def readable(text: str) -> str:
    """What a reader would see, with a short number for each computed value; citations and marks are silent."""
    text = SILENT.sub("", text)
    text = LINK.sub(r"\1", MARK.sub("10", text))
    return CODE.sub("X", FORMULA.sub("X", text)).strip()


def own_words(fence: re.Match[str]) -> str:
    """A fence whose words are read, or as many empty lines."""
    return fence[0] if fence[2] in prose.PROSE_FENCES else prose.keep_lines(fence[0])


def of_markdown(path: str, text: str) -> Iterator[Piece]:
    """Paragraphs and items are sentences; headings and cells are not."""
    kept = prose.FENCE.sub(own_words, text)
    matter = re.match(r"\A---\n.*?\n---\n", kept, re.S)
    lines = kept.splitlines()
    for number, line in enumerate(lines, 1):
        if matter and number <= matter[0].count("\n"):
            if line.startswith(("title:", "description:")):
                yield Piece(path, number, line.partition(":")[2].strip(' "'), "sentence" if line[0] == "d" else "label")
        elif line.startswith("|"):
            for cell in line.strip("|").split("|"):
                yield Piece(path, number, readable(cell), "label")
        elif field := FIELD.match(line):
            yield from of_strings(path, number, field[1], field[2])
        elif not line.startswith(("```", "\\[", "<")):
            kicker = lines[number : number + 1] and lines[number].startswith("{ .")  # styled by its class, no sentence
            yield Piece(path, number, readable(LEAD.sub("", line)), "label" if kicker else kind_of(line))


def kind_of(line: str) -> str:
    """A heading, a card's link and an item of a list of things are labels."""
    thing = line.startswith("- ") and "。" not in line and not line.endswith(POLITE)
    return "label" if thing or line.startswith("#") or LINK_ALONE.fullmatch(LEAD.sub("", line)) else "sentence"


def of_strings(path: str, line: int, key: str, value: str) -> Iterator[Piece]:
    """The strings of one line of TOML; short ones are labels."""
    for string in STRING.findall(value):
        text = readable(json.loads(f'"{string}"'))
        kind = "sentence" if "。" in text and key != "options" else "label"
        yield Piece(path, line, text, kind)


def of_toml(path: Path, only: str = "") -> Iterator[Piece]:
    """Every string whose key ends in `only`; the files keep one string on one line."""
    text = path.read_text(encoding="utf-8")
    tomllib.loads(text)
    for number, line in enumerate(text.splitlines(), 1):
        field = FIELD.match(line)
        if field and field[1].endswith(only) and field[1] != "claim_ja":  # a quotation stays as it was written
            yield from of_strings(path.relative_to(ROOT).as_posix(), number, field[1], field[2])


def as_record(piece: Piece) -> Piece:
    """A fact's or note's sentence, which may list values, or a name; the post's sentences are told in its style."""
    told = piece.kind == "sentence" and not piece.path.endswith("/sentences.toml")
    return replace(piece, kind="record" if told else "name")


def of_notebook(path: Path) -> Iterator[Piece]:
    """Markdown cells; the line is the cell's place, for a notebook has no better."""
    for place, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1):
        if cell["cell_type"] == "markdown":
            name = f"{path.relative_to(ROOT).as_posix()} cell {place}"
            yield from of_markdown(name, "".join(cell["source"]))


def pieces() -> list[Piece]:
    """All of them, in a fixed order."""
    found: list[Piece] = []
    for path in sorted((DOCS / "ja").rglob("*")):
        if path.suffix == ".md":
            found += of_markdown(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        elif path.suffix == ".ipynb":
            found += of_notebook(path)
    for path in sorted(ROOT.glob("explainers/**/*.ja.toml")) + sorted(ROOT.glob("publish/words/*.ja.toml")):
        found += of_toml(path)
    for path in sorted(ROOT.glob("explainers/data/*.toml")):
        read = of_toml(path, "_ja")
        found += read if path.name == "claims.toml" else map(as_record, read)
    return [piece for piece in found if KANA.search(piece.text)]


def struck(read: list[Piece]) -> Iterator[Finding]:
    """What needs no dictionary."""
    for piece in read:
        for pattern, instead in STRUCK:
            if match := pattern.search(piece.text):
                yield Finding(piece, "struck", f"{match[0]!r}: write {instead}")


def lint(read: list[Piece]) -> list[Finding]:
    """All findings; one Node process for all, which loads the dictionary once."""
    given = json.dumps([{"text": ADVERB.sub("", piece.text), "kind": piece.kind} for piece in read])
    found = json.loads(run_node(SCRIPT, stdin=given))
    return [*struck(read), *(Finding(read[each["piece"]], each["rule"], each["message"]) for each in found)]


def main() -> int:
    """Print what is wrong, and how much was read."""
    read = pieces()
    found = lint(read)
    for finding in found:
        print(finding)
    print(f"{len(read)} Japanese passages read, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
