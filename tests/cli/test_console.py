"""Whatever a terminal's encoding is, the answer comes out whole: no traceback, and every number can be read."""

from __future__ import annotations

import doctest
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from explainers.__main__ import main
from explainers.calculators.registry import CALCULATORS
from explainers.terminal import console
from explainers.terminal.console import fitting
from explainers.words import LANGUAGES, words

ROOT = Path(__file__).resolve().parents[2]
LETTERS = ["cp932", "cp1252", "latin-1", "gbk", "cp949", "ascii", "utf-16"]
HANDLERS = ["strict", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape"]
COMMANDS = [["list"], ["--help"], ["sweep", "--help"], ["link-latency", "--length-m", "１００"], ["sweep", "ａ"]]
COMMANDS += [["lanes", "--help"], ["copper-loss", "--json"]]
COMMANDS += [[slug, *more] for slug in CALCULATORS for more in ([], ["--csv"])]


def spoken(
    monkeypatch: pytest.MonkeyPatch, encoding: str, arguments: list[str], errors: str = "strict"
) -> tuple[int, str, str]:
    """Status, output and error as they arrive behind streams of an encoding."""
    raw = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        streams = [io.TextIOWrapper(one, encoding=encoding, errors=errors) for one in raw]
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        for stream in streams:
            stream.flush()
    found = tuple(one.getvalue().decode(stream.encoding) for one, stream in zip(raw, streams, strict=True))
    return status, found[0], found[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", LETTERS)
def test_every_command_can_be_shown(monkeypatch: pytest.MonkeyPatch, encoding: str, language: str) -> None:
    for number, arguments in enumerate(COMMANDS):
        wanted = spoken(monkeypatch, "utf-8", [*arguments, "--lang", language])
        found = spoken(monkeypatch, encoding, [*arguments, "--lang", language], HANDLERS[number % len(HANDLERS)])
        assert found[0] == wanted[0], arguments
        for before, after in zip(wanted[1:], found[1:], strict=True):
            # argparse folds its help by the width of the letters, so a sign more may move a word to the next line
            assert re.findall(r"\d+", plain(before)) == re.findall(r"\d+", plain(after)), arguments
            assert "--json" in arguments or not re.search(r"\\[ux]|&#", after), arguments
            assert before.count("?") == after.count("?"), after


def plain(text: str) -> str:
    """A text with its powers and signs in ASCII, for comparing numbers."""
    return "".join(fitting(text, "ascii").split())


def test_signs_become_letters_of_the_same_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.search(r"\d us\b", spoken(monkeypatch, "cp932", ["collective-time"])[1])
    errors = spoken(monkeypatch, "cp932", ["eye-and-errors"])[1]
    assert re.search(r"× 10\^-\d", errors)
    assert re.search(r"x 10\^-\d", spoken(monkeypatch, "ascii", ["eye-and-errors"])[1])
    for slug in CALCULATORS:
        assert "?" not in fitting("".join(map(str, words(slug, "en").values())).replace("?", ""), "ascii")


def test_what_was_typed_is_shown_as_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = ["link-latency", "--medium", "１．５µ−é光"]
    assert "“１．５µ−é光”" in spoken(monkeypatch, "utf-8", typed)[2]
    assert '"1.5u-e?"' in spoken(monkeypatch, "ascii", typed, "backslashreplace")[2]
    assert "“１．５u－e光”" in spoken(monkeypatch, "cp932", typed)[2]  # whose minus is a wide one
    assert "?" in spoken(monkeypatch, "utf-8", ["link-latency", "\udcff"])[2]  # half a character


def test_japanese_is_japanese_also_where_the_encoding_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    title = words("link-latency", "ja")["title"]
    for encoding in LETTERS:
        assert title in spoken(monkeypatch, encoding, ["list", "--lang", "ja"])[1]


def test_json_is_plain_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    for slug in CALCULATORS:
        found = spoken(monkeypatch, "utf-8", [slug, "--json", "--lang", "ja"])[1]
        assert found.isascii()
        assert json.loads(found)["inputs"]


# --- a process of its own -------------------------------------------------------------------------------------------

SETTINGS = [
    {"PYTHONIOENCODING": "cp932"},
    {"PYTHONIOENCODING": "cp1252:strict"},
    {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
]


def process(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A shell with a command in it, in which $P is `python -m explainers`."""
    environment = {**os.environ, "P": f"{sys.executable} -W error -m explainers", **more}
    return subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, timeout=60, env=environment)


@pytest.mark.parametrize("setting", SETTINGS, ids=["cp932", "cp1252", "C"])
def test_a_process_of_any_setting_answers(setting: dict[str, str]) -> None:
    done = process("$P eye-and-errors && $P list --lang ja", **setting)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"10^-" in done.stdout


def test_who_stops_reading_is_no_fault_and_a_full_disk_is_one_line() -> None:
    assert process("$P list | head -1; $P copper-reach --json | head -c 9").stderr == b""
    done = process("$P list >&- 2>&-; echo $?; $P list >/dev/full; echo $?; $P no-such 2>&-; echo $?")
    assert done.stdout.split() == [b"0", b"2", b"2"]
    assert done.stderr.decode() == "The output cannot be written: No space left on device.\n"


def test_the_examples_hold() -> None:
    assert doctest.testmod(console).failed == 0
    assert doctest.testmod(console).attempted >= 3
