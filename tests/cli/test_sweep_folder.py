"""The folder of a sweep: what was broken is made again, and what is foreign is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from explainers.__main__ import main
from explainers.sweep.evaluate import code_digest
from explainers.sweep.folder import Folder
from explainers.sweep.note import NOTE
from explainers.sweep.parts import part_bytes
from explainers.words import LANGUAGES
from tests.cli.quick import PART, SLUG, TEXTS, command, job

Capture = pytest.CaptureFixture[str]


# --- parts ----------------------------------------------------------------------------------------------------------


def flipped(at: float) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        place = int(len(content) * at)
        return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]

    return change


def rewritten(change: Callable[[pa.Table], pa.Table]) -> Callable[[bytes], bytes]:
    """The part after somebody has worked on it with Arrow, which keeps what is written beside the rows."""

    def apply(content: bytes) -> bytes:
        sink = pa.BufferOutputStream()
        pq.write_table(change(pq.read_table(pa.BufferReader(content))), sink, compression="none")
        return bytes(sink.getvalue().to_pybytes())

    return apply


def doubled(table: pa.Table) -> pa.Table:
    place = table.schema.names.index("days")
    return table.set_column(place, table.schema.field("days"), pa.array(table["days"].to_numpy() * 2))


def moved(table: pa.Table) -> pa.Table:
    return table.set_column(1, table.schema.field("gpus"), pa.array(table["gpus"].to_numpy() + 1))


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "garbage": lambda content: b"\x5a" * len(content),
    "text": lambda _: b"mine",
    "truncated": lambda content: content[: len(content) // 2],
    "longer": lambda content: content + b"more",
    "first bytes": flipped(0.02),
    "values": flipped(0.6),
    "footer": lambda content: content[:-600] + bytes(592) + content[-8:],
    "fewer rows": rewritten(lambda table: table.slice(1)),
    "other columns": rewritten(lambda table: table.drop_columns(["days"])),
    "other type": rewritten(lambda table: table.cast(table.schema.set(1, pa.field("gpus", pa.float64())))),
    "other inputs": rewritten(moved),
    "other values": rewritten(doubled),
    "other order": rewritten(lambda table: table.take(np.arange(len(table))[::-1])),
    "another grid's part": lambda _: part_bytes(job("tensor=1,2", "gpus=64:65536:log:160", TEXTS[2]), 0),
    "other models' part": lambda _: part_bytes(job(), 0).replace(code_digest(SLUG).encode(), b"0" * 64),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_part_is_made_again(out: Path, whole: bytes, capsys: Capture, kind: str) -> None:
    (out / PART).write_bytes(BROKEN[kind](whole))
    assert main(command(out)) == 0
    captured = capsys.readouterr()
    assert captured.err == f"Broken parts in r are made again: {PART}.\n"
    assert captured.out.startswith("6,400 rows in r; 6,400 of them computed now, in ")
    assert (out / PART).read_bytes() == whole
    assert sorted(path.name for path in out.iterdir()) == [NOTE, PART]
    assert main(command(out)) == 0
    assert capsys.readouterr() == ("6,400 rows in r; all of them were there already.\n", "")


def test_every_flipped_byte_is_found(out: Path, whole: bytes) -> None:
    folder = Folder(out, job())
    for at in np.linspace(0, 0.999, 60):
        (out / PART).write_bytes(flipped(float(at))(whole))
        sound = folder.check(0)
        assert not sound or pq.read_table(out / PART).equals(pq.read_table(pa.BufferReader(whole))), at


@pytest.mark.parametrize("kind", ["symlink to nothing", "symlink to itself", "pipe"])
def test_what_is_no_file_at_the_place_of_a_part_is_replaced(
    out: Path, whole: bytes, capsys: Capture, kind: str
) -> None:
    (out / PART).unlink()
    if kind == "pipe":
        os.mkfifo(out / PART)
    else:
        (out / PART).symlink_to(PART if kind == "symlink to itself" else "nothing")
    assert main(command(out)) == 0
    assert "made again" in capsys.readouterr().err
    assert (out / PART).read_bytes() == whole


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["part-999999999999.parquet", "part-000000001.parquet", "part-0000000000.parquet", "part-0.parquet"]
)
def test_a_part_that_is_none_of_ours_is_named_and_not_counted(
    out: Path, whole: bytes, capsys: Capture, name: str, language: str
) -> None:
    (out / name).write_bytes(whole)
    assert main(command(out, "--lang", language)) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert name in captured.err
    assert (out / name).read_bytes() == whole


def test_a_folder_with_the_name_of_a_part_is_named_and_left(out: Path, capsys: Capture) -> None:
    (out / PART).unlink()
    (out / PART).mkdir()
    (out / PART / "mine").touch()
    assert main(command(out)) == 2
    assert PART in capsys.readouterr().err
    assert (out / PART / "mine").exists()


def test_foreign_files_are_named_and_left_alone(out: Path, capsys: Capture) -> None:
    names = ["notes.txt", "other.parquet", ".hidden", "_SUCCESS"]
    for name in names:
        (out / name).write_text("mine", encoding="utf-8")
    assert main(command(out)) == 0
    captured = capsys.readouterr()
    assert captured.err.endswith(": notes.txt, other.parquet.\n")
    assert captured.err.count("\n") == 1
    assert all((out / name).read_text(encoding="utf-8") == "mine" for name in names)


# --- the note -------------------------------------------------------------------------------------------------------

NOTES = {
    "5": b"5", "null": b"null", "a list": b"[]", "an empty one": b"", "an empty table": b"{}", "same 5": b'{"same":5}',
    "a word": b'"same"', "a list as grid": b'{"same":{"grid":[]}}', "no grid": b'{"same":{}}',
    "deep": b"[" * 100_000, "deep tables": b'{"same":' * 100_000, "binary": bytes(range(256)),
    "a long number": b"9" * 9000,
    "a mark before it": b"\xef\xbb\xbf{}", "cut": b'{"same": {"calculator"',
}  # fmt: skip


@pytest.mark.parametrize("kind", NOTES)
def test_a_note_that_says_nothing_is_refused(out: Path, whole: bytes, capsys: Capture, kind: str) -> None:
    (out / NOTE).write_bytes(NOTES[kind])
    assert main(command(out)) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert "_sweep.json" in captured.err
    assert ((out / NOTE).read_bytes(), (out / PART).read_bytes()) == (NOTES[kind], whole)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["missing", "a folder", "a pipe", "endless"])
def test_a_note_that_cannot_be_read_is_refused(out: Path, capsys: Capture, kind: str, language: str) -> None:
    (out / NOTE).unlink()
    if kind == "a folder":
        (out / NOTE).mkdir()
    if kind == "a pipe":
        os.mkfifo(out / NOTE)
    if kind == "endless":
        (out / NOTE).touch()
        os.truncate(out / NOTE, 2**40)
    assert main(command(out, "--lang", language)) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert "_sweep.json" in captured.err
