"""Command line: `python -m explainers list`, `python -m explainers link-latency --length-m 30 --json`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from explainers.base.errors import InputError
from explainers.base.line_notes import noted
from explainers.base.parameters import parse_inputs
from explainers.calculators.registry import CALCULATORS
from explainers.terminal.console import UnheardError, console, silence_output
from explainers.terminal.flags import LIST, SWEEP, FlagError, language_of, parse
from explainers.terminal.printing import print_answer, print_csv, print_full, print_json, say_notes
from explainers.text import error_text
from explainers.words import fill, words

SWEEP_NEEDS = ("pyarrow", "tqdm", "dask", "distributed")  # what the extra `sweep` brings
REFUSED, INTERRUPTED = 2, 130  # the second is what a shell expects after Ctrl-C


def _sweep(given: dict[str, Any], language: str) -> int:
    """Many answers into files: the one command that needs more than numpy."""
    try:
        from explainers.sweep.command import sweep

        return sweep(given["calculator"], given["grid"], given["out"], given["scheduler"], language)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in SWEEP_NEEDS:
            raise
        text, package = words("common", language)["sweep"]["extra"], str(error.name)
        print(fill(text, lambda _name, _form: package), file=sys.stderr)
        return REFUSED


def _list(language: str) -> int:
    for name in CALCULATORS:
        print(f"{name}\t{words(name, language)['title']}: {words(name, language)['question']}")
    return 0


def _calculate(slug: str, given: dict[str, Any], language: str) -> int:
    asked = {name: given.pop(name, None) for name in ("json", "csv", "full", "lang")}
    values = {name: text for name, text in given.items() if text is not None}
    calculator = CALCULATORS[slug]
    try:
        inputs = parse_inputs(calculator.Inputs, values)
        answer = noted(calculator.answer(inputs), calculator.Inputs, values)
    except InputError as error:
        print(error_text(error, slug, language), file=sys.stderr)
        return REFUSED
    if asked["full"] or asked["csv"] is not None:
        say_notes(slug, values, language)
    if asked["full"]:
        print_full(slug, inputs, language, as_json=bool(asked["json"]))
    elif asked["json"]:
        print_json(slug, values)
    elif asked["csv"] is not None:
        print_csv(answer, inputs, slug, asked["csv"], language)
    else:
        print_answer(answer, slug, language)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str    Words of the command line; None takes those of the process. [text]

    Returns
    -------
    int                            0, or 2 for refused input. [exit status]

    Raises
    ------
    SystemExit                     after help, and with 2 where the command itself is not one
    UnheardError                   when standard output takes no more

    Source: the calculators' own `Inputs`.
    """
    words_given = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words_given)
    with console(language):
        try:
            given = parse(words_given, language)
            slug = given.pop("slug")
            if slug == LIST:
                return _list(language)
            return _sweep(given, language) if slug == SWEEP else _calculate(slug, given, language)
        except FlagError as error:
            print(error.text(language), file=sys.stderr)
            if error.command_is_wrong:
                raise SystemExit(REFUSED) from None
            return REFUSED


def _unheard(reason: str, language: str) -> int:
    with console(language):
        print(fill(words("common", language)["flags"]["unheard"], lambda _name, _form: reason), file=sys.stderr)
    return REFUSED


def run() -> int:
    """`main` for a process of its own: whoever closes the pipe or presses Ctrl-C gets no traceback.

    Returns
    -------
    int    exit status

    Source: this project's convention.
    """
    try:
        return main()
    except UnheardError as error:  # whoever reads our output, such as `head`, has seen enough, or its disk is full
        silence_output()
        return _unheard(error.reason, language_of(sys.argv)) if error.reason else 0
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(run())
