"""The flags of every command: each at most once, none that contradict each other, and no guessing at a name."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from explainers.base.errors import VALUE_LIMIT
from explainers.base.parameters import Parameter, parameters
from explainers.calculators.registry import CALCULATORS
from explainers.text import exact
from explainers.words import LANGUAGES, fill, words

PROGRAM = "python -m explainers"
LIST, SWEEP = "list", "sweep"
_SWITCHES = ("json", "full")  # flags that take no value
_CONTRADICTIONS = (("json", "csv"), ("full", "csv"))
_NEEDED = ("grid", "out")  # of a sweep
_WRONG_COMMAND = {"command", "no-command", "calculator", "no-calculator", "needed", "language", "list-stray"}


class FlagError(Exception):
    """Words of a command line that were refused.

    Parameters
    ----------
    code : str                One of the keys under [flags] in words/common.<lang>.toml. [text]
    gaps : name -> text       What fills the sentence; each is cut to 80 characters. [text]

    Source: this project's convention.
    """

    def __init__(self, code: str, **gaps: str) -> None:
        self.code = code
        self.gaps = {name: text if name == "names" else text[:VALUE_LIMIT] for name, text in gaps.items()}
        super().__init__(code, gaps)

    @property
    def command_is_wrong(self) -> bool:
        """Whether no command could be made out, so that the process ends as it does after a wrong usage. [yes or no]

        Source: this project's convention.
        """
        return self.code.removesuffix("-near") in _WRONG_COMMAND

    def text(self, language: str) -> str:
        """The refusal as one sentence.

        Parameters
        ----------
        language : str    "en" or "ja". [text]

        Returns
        -------
        str

        Source: explainers/calculators/words/common.<lang>.toml.
        """
        return fill(words("common", language)["flags"][self.code], lambda name, _: self.gaps[name])


class _Once(argparse.Action):
    """A value that may be given once; an empty one is kept, so that the refusal can name what is allowed."""

    def __call__(self, _parser: Any, space: argparse.Namespace, value: Any, flag: str | None = None) -> None:
        if getattr(space, self.dest) is not None:
            raise FlagError("repeated", flag=str(flag))
        setattr(space, self.dest, True if self.nargs == 0 else value)


def flag_of(parameter: Parameter) -> str:
    """The flag of an input.

    Parameters
    ----------
    parameter : Parameter    Which input. [object]

    Returns
    -------
    str                      [text]

    Source: this project's convention.
    """
    return "--" + parameter.name.replace("_", "-")


def _help(parameter: Parameter, slug: str, language: str) -> str:
    own, common = words(slug, language)["inputs"][parameter.name], words("common", language)["cli"]
    if parameter.options:
        limits = ", ".join(str(option) for option in parameter.options)
    else:
        low, high = (exact(limit, parameter.unit) for limit in (parameter.low, parameter.high))
        low = low.removesuffix(f" {parameter.unit}")
        limits = fill(common["range"], lambda name, _: {"low": low, "high": high}[name])
    text = f"{own['label']}. {own['help']} [{limits}; {common['default']}: {parameter.default}]"
    return text.replace("%", "%%")


def _add(command: argparse.ArgumentParser, name: str, metavar: str, text: str) -> None:
    command.add_argument(f"--{name}", action=_Once, nargs="?", const="", metavar=metavar, help=text)


def _switch(command: argparse.ArgumentParser, name: str, text: str) -> None:
    command.add_argument(f"--{name}", action=_Once, nargs=0, help=text)


def parser(language: str, slugs: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of list, sweep and some calculators, with its help in one language.

    Parameters
    ----------
    language : str             "en" or "ja". [text]
    slugs : sequence of str    Which calculators. [text]

    Returns
    -------
    argparse.ArgumentParser    whose refusals are FlagErrors

    Source: the calculators' own `Inputs`.
    """
    common = words("common", language)["cli"]
    whole = argparse.ArgumentParser(prog=PROGRAM, description=common["description"], allow_abbrev=False)
    commands = whole.add_subparsers(dest="slug", required=True, metavar="COMMAND")
    plain = commands.add_parser(LIST, help=common["list"], description=common["list"], allow_abbrev=False)
    _add(plain, "lang", "{en,ja}", common["lang"])
    many = commands.add_parser(SWEEP, help=common["sweep"], description=common["sweep"], allow_abbrev=False)
    many.add_argument("calculator", nargs="?", metavar="CALCULATOR", help=common["calculator"])
    many.add_argument("--grid", action="append", nargs="?", const="", metavar="NAME=VALUES", help=common["grid"])
    _add(many, "out", "FOLDER", common["out"])
    _add(many, "scheduler", "ADDRESS", common["scheduler"])
    _add(many, "lang", "{en,ja}", common["lang"])
    for slug in slugs:
        own, calculator = words(slug, language), CALCULATORS[slug]
        command = commands.add_parser(slug, help=own["title"], description=own["question"], allow_abbrev=False)
        for parameter in parameters(calculator.Inputs):
            flag, shown = flag_of(parameter), _help(parameter, slug, language)
            command.add_argument(
                flag, dest=parameter.name, action=_Once, nargs="?", const="", metavar="VALUE", help=shown
            )
        _switch(command, "json", common["json"])
        if hasattr(calculator, "full"):
            _switch(command, "full", common["full"])
        _add(command, "csv", "NAME", common["csv"])
        _add(command, "lang", "{en,ja}", common["lang"])
    return whole


def language_of(words_given: Sequence[str]) -> str:
    """The language that the words ask for; sentences are needed before the parser that knows the flag exists.

    Parameters
    ----------
    words_given : sequence of str    The command line. [text]

    Returns
    -------
    str                              "en" or "ja"; English where the flag says something else. [text]

    Source: this project's convention.
    >>> language_of(["list", "--lang", "ja"]), language_of(["list", "--lang=ja"]), language_of(["list", "--lang"])
    ('ja', 'ja', 'en')
    """
    follows = zip(words_given, [*words_given[1:], ""], strict=False)
    said = [after if word == "--lang" else word.removeprefix("--lang=") for word, after in follows if "--lang" in word]
    return next((one for one in said if one in LANGUAGES), "en")


def joined(words_given: Sequence[str]) -> list[str]:
    """`--flag -inf` as `--flag=-inf`: without this the value would be taken for another flag.

    Parameters
    ----------
    words_given : sequence of str    The command line. [text]

    Returns
    -------
    list of str                      [text]

    Source: this project's convention.
    >>> joined(["link-latency", "--length-m", "-5", "--json"])
    ['link-latency', '--length-m=-5', '--json']
    """
    flags = {flag_of(p) for calculator in CALCULATORS.values() for p in parameters(calculator.Inputs)}
    known = {*flags, "--json", "--csv", "--full", "--lang", "--help", "-h"}
    found: list[str] = []
    for word in words_given:
        if found and found[-1] in flags and word.split("=")[0] not in known:
            found[-1] += f"={word}"
        else:
            found.append(word)
    return found


def parse(words_given: Sequence[str], language: str) -> dict[str, Any]:
    """What a command line says, by flag; "slug" is the command.

    Parameters
    ----------
    words_given : sequence of str    The command line. [text]
    language : str                   "en" or "ja", for the help. [text]

    Returns
    -------
    dict                             flag -> text, or None where it is not given

    Raises
    ------
    FlagError                        for words that name nothing, stand twice or contradict each other

    Source: this project's convention.
    """
    commands = (LIST, SWEEP, *CALCULATORS)
    first = words_given[0] if words_given else ""
    if first not in (*commands, "-h", "--help"):
        raise _unknown("command" if first else "no-command", first, commands)
    for word in words_given:
        flag, assigned, value = word.partition("=")
        if assigned and flag.removeprefix("--") in _SWITCHES:
            raise FlagError("no-value", flag=flag, value=value)
    slugs = (first,) if first in CALCULATORS else tuple(CALCULATORS)
    known, unknown = parser(language, slugs).parse_known_args(joined(words_given))
    given = vars(known)
    if unknown:
        raise _stray(first, unknown[0], given)
    if given["lang"] not in (None, *LANGUAGES):
        raise FlagError("language", value=str(given["lang"]), near=", ".join(LANGUAGES))
    for one, other in _CONTRADICTIONS:
        if given.get(one) is not None and given.get(other) is not None:
            raise FlagError("contradiction", flag=f"--{one}", other=f"--{other}")
    if first == SWEEP:
        _check_sweep(given)
    return given


def _check_sweep(given: dict[str, Any]) -> None:
    if given["calculator"] not in CALCULATORS:
        code = "calculator" if given["calculator"] else "no-calculator"
        raise _unknown(code, given["calculator"] or "", CALCULATORS)
    for name in _NEEDED:
        if given[name] is None:
            raise FlagError("needed", flag=f"--{name}", prog=f"{PROGRAM} {SWEEP}")
    for name in (*_NEEDED, "scheduler"):
        if given[name] == "" or (name == "grid" and "" in given[name]):
            raise FlagError("empty", flag=f"--{name}", prog=f"{PROGRAM} {SWEEP}")


def _nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; a beginning of one word is that word."""
    folded = word.casefold().replace("_", "-")
    every = list(known)
    begins = [one for one in every if folded.strip("-") and one.startswith(folded)]
    return next(iter(begins or difflib.get_close_matches(folded, every, 1)), "")


def _unknown(code: str, word: str, known: Iterable[str]) -> FlagError:
    near = _nearest(word, known)
    prog = f"{PROGRAM} {SWEEP}" if code.endswith("calculator") else PROGRAM
    return FlagError(f"{code}-near" if near else code, value=word, near=near, prog=prog)


def _stray(command: str, word: str, given: dict[str, Any]) -> FlagError:
    """A word that no flag takes, with the flag that was probably meant."""
    name = word.split("=")[0]
    inputs = {flag_of(p) for calculator in CALCULATORS.values() for p in parameters(calculator.Inputs)}
    if command == SWEEP and name in inputs:
        near = f"--grid {name.removeprefix('--').replace('-', '_')}=..."
    else:
        own = sorted(f"--{flag.replace('_', '-')}" for flag in given if flag not in {"slug", "calculator"})
        near = _nearest(name, own) if name.startswith("-") else ""
    if command == LIST:
        return FlagError("list-stray", value=word, prog=f"{PROGRAM} {command}")
    code = "flag-near" if near else ("flag" if word.startswith("-") else "stray")
    return FlagError(code, value=word, near=near, prog=f"{PROGRAM} {command}")
