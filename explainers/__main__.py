"""Command line: `python -m explainers list`, `python -m explainers link-latency --length-m 30 --json`."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from explainers.base.answer import Answer, Table, TermColumn, Value
from explainers.base.errors import VALUE_LIMIT, InputError
from explainers.base.parameters import Parameter, parameters, parse_inputs
from explainers.calculators.registry import CALCULATORS
from explainers.text import column_head, error_text, exact, message_text, quantity
from explainers.wire import respond
from explainers.words import LANGUAGES, fill, words

PROGRAM = "python -m explainers"
SWEEP_NEEDS = ("pyarrow", "tqdm", "dask", "distributed")  # what `explainers[sweep]` brings


def _flag(parameter: Parameter) -> str:
    return "--" + parameter.name.replace("_", "-")


def _help(parameter: Parameter, slug: str, language: str) -> str:
    own, common = words(slug, language)["inputs"][parameter.name], words("common", language)["cli"]
    if parameter.options:
        limits = ", ".join(str(option) for option in parameter.options)
    else:
        low, high = exact(parameter.low, ""), exact(parameter.high, parameter.unit)
        limits = fill(common["range"], lambda name, _: {"low": low, "high": high}[name])
    text = f"{own['label']}. {own['help']} [{limits}; {common['default']}: {parameter.default}]"
    return text.replace("%", "%%")


def _parser(language: str) -> argparse.ArgumentParser:
    common = words("common", language)["cli"]
    parser = argparse.ArgumentParser(prog=PROGRAM, description=common["description"], allow_abbrev=False)
    commands = parser.add_subparsers(dest="slug", required=True, metavar="COMMAND")
    plain = commands.add_parser("list", help=common["list"], allow_abbrev=False)
    plain.add_argument("--lang", choices=LANGUAGES, default=language, help=common["lang"])
    many = commands.add_parser("sweep", help=common["sweep"], description=common["sweep"], allow_abbrev=False)
    many.add_argument("calculator", choices=tuple(CALCULATORS), metavar="CALCULATOR", help=common["calculator"])
    many.add_argument("--grid", action="append", required=True, metavar="NAME=VALUES", help=common["grid"])
    many.add_argument("--out", required=True, metavar="FOLDER", help=common["out"])
    many.add_argument("--scheduler", metavar="ADDRESS", help=common["scheduler"])
    many.add_argument("--lang", choices=LANGUAGES, default=language, help=common["lang"])
    for slug, calculator in CALCULATORS.items():
        own = words(slug, language)
        command = commands.add_parser(slug, help=own["title"], description=own["question"], allow_abbrev=False)
        for parameter in parameters(calculator.Inputs):
            # a flag without its value is an empty value, so that the refusal names the limits
            flag, shown = _flag(parameter), _help(parameter, slug, language)
            command.add_argument(flag, dest=parameter.name, nargs="?", const="", metavar="VALUE", help=shown)
        command.add_argument("--json", action="store_true", help=common["json"])
        if hasattr(calculator, "full"):
            command.add_argument("--full", action="store_true", help=common["full"])
        command.add_argument("--csv", action="store_true", help=common["csv"])
        command.add_argument("--lang", choices=LANGUAGES, default=language, help=common["lang"])
    return parser


def _joined(words_given: Sequence[str]) -> list[str]:
    """`--flag -inf` as `--flag=-inf`: without this the value would be taken for another flag."""
    flags = {_flag(p) for calculator in CALCULATORS.values() for p in parameters(calculator.Inputs)}
    known = {*flags, "--json", "--csv", "--full", "--lang", "--help", "-h"}
    joined: list[str] = []
    for word in words_given:
        if joined and joined[-1] in flags and word.split("=")[0] not in known:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _as_json(slug: str, values: dict[str, str]) -> str:
    header, numbers = respond(slug, {"inputs": values})

    def unpack(thing: Any) -> Any:
        if isinstance(thing, dict) and set(thing) == {"at"}:
            start, length = thing["at"]
            return [None if number != number else number for number in numbers[start : start + length].tolist()]
        if isinstance(thing, dict):
            return {key: unpack(value) for key, value in thing.items()}
        return [unpack(item) for item in thing] if isinstance(thing, list) else thing

    return json.dumps(unpack(header), ensure_ascii=False, indent=2)


def _write_csv(table: Table, terms: dict[str, str], language: str) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(column_head(column, terms, language) for column in table.columns)
    cells = [[terms[k] for k in c.keys] if isinstance(c, TermColumn) else c.numbers.tolist() for c in table.columns]
    for row in zip(*cells, strict=True):
        writer.writerow(["" if cell != cell else cell for cell in row])


def _print_answer(answer: Answer, slug: str, language: str) -> None:
    own = words(slug, language)
    print(message_text(own["messages"][answer.headline.key], answer.headline.gaps, own))
    for gap in answer.headline.gaps:
        if isinstance(gap, Value) and gap.low is not None and gap.high is not None and gap.low <= gap.high:  # not NaN
            print(f"  {gap.name}: {quantity(gap.low, gap.unit)} ... {quantity(gap.high, gap.unit)}")
    for note in answer.notes:
        print("  * " + message_text(own["notes"][note.key], note.gaps, own))


def _print_full(slug: str, inputs: Any, language: str, *, as_json: bool) -> None:
    """The fuller method: progress on standard error, so that the result can be piped."""
    own = words(slug, language)
    for state in CALCULATORS[slug].full(inputs):
        if isinstance(state, float):
            print(f"{state:4.0%}", file=sys.stderr, flush=True)
        elif as_json:
            print(json.dumps(asdict(state), ensure_ascii=False, indent=2))
        else:
            print(message_text(own["messages"][state.key], state.gaps, own))


def _language(words_given: Sequence[str]) -> str:
    """Help texts need the language before the parser that knows the flag exists."""
    early = argparse.ArgumentParser(prog=PROGRAM, add_help=False, allow_abbrev=False)
    early.add_argument("--lang", choices=LANGUAGES, default="en")
    return str(early.parse_known_args(words_given)[0].lang)


def _sweep(given: dict[str, Any], unknown: Sequence[str]) -> int:
    """Many answers into files: the one command that needs more than numpy."""
    slug, language = given["calculator"], given["lang"]
    if unknown:
        print(error_text(InputError("unknown-field", unknown[0][:VALUE_LIMIT]), slug, language), file=sys.stderr)
        return 2
    try:
        from explainers.sweep.command import sweep

        return sweep(slug, given["grid"], given["out"], given["scheduler"], language)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in SWEEP_NEEDS:
            raise
        text, package = words("common", language)["sweep"]["extra"], str(error.name)
        print(fill(text, lambda _name, _form: package), file=sys.stderr)
        return 2


def _list(language: str) -> int:
    for name in CALCULATORS:
        print(f"{name}\t{words(name, language)['title']}: {words(name, language)['question']}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str    Words of the command line; None takes those of the process. [text]

    Returns
    -------
    int                            0, or 2 for refused input. [exit status]

    Source: the calculators' own `Inputs`.
    """
    words_given = _joined(sys.argv[1:] if arguments is None else arguments)
    language = _language(words_given)
    parser = _parser(language)
    known, unknown = parser.parse_known_args(words_given)
    given = vars(known)
    slug = given.pop("slug")
    if slug == "list":
        if unknown:
            parser.error(" ".join(unknown))
        return _list(language)
    if slug == "sweep":
        return _sweep(given, unknown)
    as_json, as_csv, language = given.pop("json"), given.pop("csv"), given.pop("lang")
    in_full = given.pop("full", False)
    values = {name: text for name, text in given.items() if text is not None}
    calculator = CALCULATORS[slug]
    try:
        if unknown:
            raise InputError("unknown-field", unknown[0][:VALUE_LIMIT])
        inputs = parse_inputs(calculator.Inputs, values)
        answer = calculator.answer(inputs)
    except InputError as error:
        print(error_text(error, slug, language), file=sys.stderr)
        return 2
    if in_full:
        _print_full(slug, inputs, language, as_json=as_json)
    elif as_json:
        print(_as_json(slug, values))
    elif as_csv:
        for chart in answer.charts:
            _write_csv(chart.table, words(slug, language)["terms"], language)
    else:
        _print_answer(answer, slug, language)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever reads our output, such as `head`, has seen enough
        sys.stderr.close()
