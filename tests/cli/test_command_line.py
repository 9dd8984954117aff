"""python -m explainers: what it prints, what it refuses, and that nothing gets past it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explainers.__main__ import main
from explainers.base.answer import Message
from explainers.base.parameters import parameters
from explainers.calculators import link_latency
from explainers.calculators.link_latency import Inputs, answer
from explainers.calculators.registry import CALCULATORS
from explainers.words import words
from tests.explainers.fuzz_inputs import requests

ROOT = Path(__file__).resolve().parents[2]
SLUG = "link-latency"
Capture = pytest.CaptureFixture[str]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "explainers", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)


def said(capsys: Capture, *arguments: str) -> str:
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_it_runs_as_a_module_and_lists_the_calculators() -> None:
    done = run("list")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == list(CALCULATORS)


def test_it_refuses_with_status_2_on_standard_error() -> None:
    done = run(SLUG, "--length-m", "9999")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Distance (length_m): 9999 is too large. Allowed: 0.5 m to 2,000 m.\n"


def test_a_reader_that_stops_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "explainers", SLUG, "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_list_speaks_both_languages(capsys: Capture) -> None:
    assert words(SLUG, "en")["title"] in said(capsys, "list")
    assert words(SLUG, "ja")["title"] in said(capsys, "list", "--lang", "ja")


def test_the_sentence_and_its_ranges(capsys: Capture) -> None:
    lines = said(capsys, SLUG, "--length-m", "30").splitlines()
    assert all(part in lines[0] for part in ("30 m", "4,096 B", "350 ns", "147 ns (41.9%)", "2 m"))
    assert any(line.startswith("  total_s: ") and " ... " in line for line in lines)
    japanese = said(capsys, SLUG, "--length-m", "30", "--lang", "ja").splitlines()[0]
    assert japanese.endswith("。")
    assert all(part in japanese for part in ("30 m", "4,096 B", "350 ns", "147 ns", "2 m"))


def test_notes_are_printed(capsys: Capture) -> None:
    assert said(capsys, SLUG, "--lane-rate-bps", "200e9").count("  * ") == 2


def test_json_is_the_whole_answer(capsys: Capture) -> None:
    found = json.loads(said(capsys, SLUG, "--length-m", "30", "--json"))
    wanted = answer(Inputs(length_m=30.0))
    assert found["inputs"]["length_m"] == 30.0
    assert found["values"]["total_s"]["number"] == wanted.value("total_s").number
    assert found["values"]["twinax_total_s"]["number"] is None
    breakdown = found["charts"][0]["table"]["columns"]
    assert breakdown[0]["keys"] == ["twinax", "active-copper", "dsp-optics", "linear-optics", "hollow-core"]
    assert breakdown[1]["numbers"][:2] == [None, None]
    assert breakdown[1]["numbers"][2] == wanted.value("serialisation_s").number


CONTRADICTORY = [
    (["--csv", "--json"], ("--csv", "--json")),
    (["--full", "--csv"], ("--full", "--csv")),
    (["--length-m", "1", "--length-m", "2"], ("--length-m",)),
    (["--length-m=1", "--length-m", "1"], ("--length-m",)),
    (["--json", "--json"], ("--json",)),
    (["--csv", "breakdown", "--csv", "by-length"], ("--csv",)),
    (["--json=yes"], ("--json", "yes")),
    (["--len", "30"], ("--len", "--length-m")),
    (["--length_m", "30"], ("--length_m", "--length-m")),
    (["--lenght-m", "30"], ("--lenght-m", "--length-m")),
    (["--LENGTH-M=30"], ("--LENGTH-M=30", "--length-m")),
    (["--jsn"], ("--jsn", "--json")),
]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("given", "named"), CONTRADICTORY, ids=range(len(CONTRADICTORY)))
def test_flags_that_contradict_repeat_or_are_none_are_refused(
    capsys: Capture, given: list[str], named: tuple[str, ...], language: str
) -> None:
    slug = "copper-reach" if "--full" in given else SLUG
    assert main([slug, *given, "--lang", language]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert all(word in captured.err for word in named), captured.err
    assert captured.err.endswith("。\n" if language == "ja" else ".\n")


def test_a_language_given_twice_is_refused(capsys: Capture) -> None:
    for command in ([SLUG], ["list"], ["sweep", SLUG, "--grid", "lanes=1", "--out", "nowhere"]):
        assert main([*command, "--lang", "ja", "--lang", "ja"]) == 2
        assert capsys.readouterr().err.startswith("--langが2回")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_help_names_every_input_with_limits_and_default(capsys: Capture, language: str) -> None:
    with pytest.raises(SystemExit) as done:
        main([SLUG, "--help", "--lang", language])
    assert done.value.code == 0
    text = "".join(capsys.readouterr().out.split())
    for parameter in parameters(Inputs):
        assert f"--{parameter.name.replace('_', '-')}[VALUE]" in text
        assert "".join(words(SLUG, language)["inputs"][parameter.name]["label"].split()) in text
    assert ("64to16,777,216B" if language == "en" else "64から16,777,216B") in text
    assert ("0.5to2,000m;default:2.0" if language == "en" else "0.5から2,000m;既定値:2.0") in text


REFUSED = [
    (["--length-m", "9999"], ("9999", "0.5 m", "2,000 m", "length_m")),
    (["--length-m", "-5"], ("-5", "0.5 m", "2,000 m", "length_m")),
    (["--length-m", "-inf"], ("-inf", "0.5 m", "2,000 m", "length_m")),
    (["--length-m", "--json"], ("0.5 m", "2,000 m", "length_m")),
    (["--length-m="], ("0.5 m", "2,000 m", "length_m")),
    (["--length-m"], ("0.5 m", "2,000 m", "length_m")),
    (["--message-bytes", "64.5"], ("64.5", "64 B", "16,777,216 B", "message_bytes")),
    (["--medium", "string"], ("string", "twinax", "hollow-core", "medium")),
    (["--lanes", "three"], ("three", "1", "8", "lanes")),
    (["--no-such", "1"], ("--no-such",)),
    (["--length", "30"], ("--length",)),  # no guessing from the beginning of a name
    (["stray"], ("stray",)),
]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("given", "named"), REFUSED, ids=range(len(REFUSED)))
def test_a_refusal_names_field_value_and_limits(
    capsys: Capture, given: list[str], named: tuple[str, ...], language: str
) -> None:
    assert main([SLUG, *given, "--lang", language]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert all(word in captured.err for word in named), captured.err
    field = words(SLUG, language)["inputs"].get(named[-1], {}).get("label", "")
    assert field in captured.err


@pytest.mark.parametrize("arguments", [[], ["no-such"], ["list", "stray"], [SLUG, "--lang", "fr"], ["--json"], [""]])
def test_a_wrong_command_is_refused_with_the_way_to_help(capsys: Capture, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    assert done.value.code == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert "python -m explainers" in captured.err


def test_a_command_is_not_guessed_but_named(capsys: Capture) -> None:
    for typed, meant in (("link-latncy", SLUG), ("LIST", "list"), ("copper_reach", "copper-reach"), ("swep", "sweep")):
        with pytest.raises(SystemExit):
            main([typed, "--lang", "ja"])
        assert f"「{meant}」" in capsys.readouterr().err


def command_lines(count: int) -> list[list[str]]:
    """The fuzz's own values as words of a command line."""
    found = []
    for number, (slug, _, values) in enumerate(requests(count)):
        arguments = [slug]
        for name, value in values.items():
            if isinstance(value, int) and abs(value) > 10**300:
                continue  # has no decimal text
            flag = "--" + name.replace("_", "-")
            arguments += [f"{flag}={value}"] if number % 2 else [flag, str(value)]
        ending: Any = ([], ["--json"], ["--csv"], ["--lang", "ja"])[number % 4]
        found.append(arguments + ending)
    return found


def test_fuzz_no_command_line_is_unhandled(capsys: Capture) -> None:
    lines = command_lines(1000)
    seen: Counter[int] = Counter()
    for arguments in lines:
        try:
            status = main(arguments)
        except SystemExit as stopped:  # --help, or a word that argparse itself refuses
            status = int(stopped.code or 0)
        captured = capsys.readouterr()
        assert status in {0, 2}, arguments
        assert bool(captured.out) == (status == 0), arguments
        assert bool(captured.err) == (status == 2), arguments
        assert "Traceback" not in captured.err
        seen[status] += 1
    assert sum(seen.values()) == 1000
    assert min(seen[0], seen[2]) >= 200


def slower(inputs: Inputs) -> Iterator[float | Message]:
    """A fuller method in three steps that finds what the answer says."""
    yield from (0.25, 0.5, 1.0)
    yield answer(inputs).headline


def test_the_fuller_method_tells_its_progress_apart_from_its_result(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_latency, "full", slower, raising=False)
    assert main([SLUG, "--full", "--length-m", "30"]) == 0
    captured = capsys.readouterr()
    assert captured.err.split() == ["25%", "50%", "100%"]
    assert captured.out.count("\n") == 1
    assert all(part in captured.out for part in ("30 m", "350 ns"))
    assert main([SLUG, "--full", "--length-m", "30", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["key"] == answer(Inputs(length_m=30.0)).headline.key
    assert {"name": "length_m", "number": 30.0, "unit": "m", "low": None, "high": None} in found["gaps"]
    assert main([SLUG, "--full", "--length-m", "0"]) == 2
    assert "--full" in said_help(capsys)


def said_help(capsys: Capture) -> str:
    with pytest.raises(SystemExit):
        main([SLUG, "--help"])
    return capsys.readouterr().out


def test_a_calculator_without_a_fuller_method_has_no_such_flag(capsys: Capture) -> None:
    assert main([SLUG, "--full"]) == 2
    assert "--full" in capsys.readouterr().err
    assert "--full" not in said_help(capsys)
