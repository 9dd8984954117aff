"""Command line: `python -m explainers list`, `python -m explainers link-latency --length-m 30 --json`."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

from explainers.base.answer import Answer, Table, TermColumn, Value
from explainers.base.errors import InputError
from explainers.base.parameters import Parameter, parameters, parse_inputs
from explainers.calculators.registry import CALCULATORS
from explainers.text import error_text, message_text, quantity
from explainers.wire import respond
from explainers.words import LANGUAGES, fill, words


def _flag(parameter: Parameter) -> str:
    return "--" + parameter.name.replace("_", "-")


def _help(parameter: Parameter, slug: str, language: str) -> str:
    own, common = words(slug, language)["inputs"][parameter.name], words("common", language)["cli"]
    if parameter.options:
        limits = ", ".join(str(option) for option in parameter.options)
    else:
        given = {"low": f"{parameter.low:g}", "high": f"{parameter.high:g}", "unit": parameter.unit}
        limits = fill(common["range"], lambda name, _: given[name])
    text = f"{own['label']}. {own['help']} [{limits}; {common['default']}: {parameter.default}]"
    return text.replace("%", "%%")


def _parser(language: str) -> argparse.ArgumentParser:
    common = words("common", language)["cli"]
    parser = argparse.ArgumentParser(prog="python -m explainers", description=common["description"])
    commands = parser.add_subparsers(dest="slug", required=True, metavar="COMMAND")
    commands.add_parser("list", help=common["list"])
    for slug, calculator in CALCULATORS.items():
        title = words(slug, language)["title"]
        command = commands.add_parser(slug, help=title, description=words(slug, language)["question"])
        for parameter in parameters(calculator.Inputs):
            command.add_argument(_flag(parameter), dest=parameter.name, help=_help(parameter, slug, language))
        command.add_argument("--json", action="store_true", help=common["json"])
        command.add_argument("--csv", action="store_true", help=common["csv"])
        command.add_argument("--lang", choices=LANGUAGES, default=language, help=common["lang"])
    return parser


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


def _write_csv(table: Table, terms: dict[str, str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = [terms[c.name] + (f" [{c.unit}]" if not isinstance(c, TermColumn) else "") for c in table.columns]
    writer.writerow(names)
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


def _language(words_given: Sequence[str]) -> str:
    """Help texts need the language before the parser that knows the flag exists."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--lang", choices=LANGUAGES, default="en")
    return str(early.parse_known_args(words_given)[0].lang)


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
    words_given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(words_given)
    given = vars(_parser(language).parse_args(words_given))
    slug = given.pop("slug")
    if slug == "list":
        for name in CALCULATORS:
            print(f"{name}\t{words(name, language)['title']}: {words(name, language)['question']}")
        return 0
    as_json, as_csv, language = given.pop("json"), given.pop("csv"), given.pop("lang")
    values = {name: text for name, text in given.items() if text is not None}
    calculator = CALCULATORS[slug]
    try:
        answer = calculator.answer(parse_inputs(calculator.Inputs, values))
    except InputError as error:
        print(error_text(error, slug, language), file=sys.stderr)
        return 2
    if as_json:
        print(_as_json(slug, values))
    elif as_csv:
        for chart in answer.charts:
            _write_csv(chart.table, words(slug, language)["terms"])
    else:
        _print_answer(answer, slug, language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
