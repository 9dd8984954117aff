"""One answer on standard output: as sentences, as JSON, or as one table of CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from explainers.base.answer import Answer, Table, TermColumn, Value
from explainers.base.line_notes import line_notes
from explainers.base.parameters import parameters
from explainers.calculators.registry import CALCULATORS
from explainers.terminal.flags import FlagError
from explainers.text import column_head, message_text, note_text, quantity
from explainers.wire import respond
from explainers.words import words

INPUTS, VALUES = "inputs", "values"  # tables beside those of the charts
Row = Sequence[Any]


def print_answer(answer: Answer, slug: str, language: str) -> None:
    """The sentence, the ranges of its numbers, and the notes.

    Parameters
    ----------
    answer : Answer    What is printed. [each value in its own unit]
    slug : str         Explainer. [text]
    language : str     "en" or "ja". [text]

    Source: explainers/calculators/words/.
    """
    own = words(slug, language)
    print(message_text(own["messages"][answer.headline.key], answer.headline.gaps, own))
    for gap in answer.headline.gaps:
        if isinstance(gap, Value) and gap.low is not None and gap.high is not None and gap.low <= gap.high:  # not NaN
            print(f"  {gap.name}: {quantity(gap.low, gap.unit)} ... {quantity(gap.high, gap.unit)}")
    for note in answer.notes:
        print("  * " + note_text(note, slug, language))


def say_notes(slug: str, values: dict[str, str], language: str) -> None:
    """What must be said about values as they were typed, beside an output that has no place for it.

    Parameters
    ----------
    slug : str        Explainer. [text]
    values : dict     Inputs by name, as text. [each in its parameter's unit]
    language : str    "en" or "ja". [text]

    Source: explainers/calculators/words/.
    """
    for note in line_notes(CALCULATORS[slug].Inputs, values):
        print(note_text(note, slug, language), file=sys.stderr)


def print_json(slug: str, values: dict[str, str]) -> None:
    """The whole answer with its inputs; only ASCII, so that every pipe and file carries it unchanged.

    Parameters
    ----------
    slug : str       Explainer. [text]
    values : dict    Inputs by name, as text. [each in its parameter's unit]

    Source: explainers/wire.py.
    """
    header, numbers = respond(slug, {"inputs": values})

    def unpack(thing: Any) -> Any:
        if isinstance(thing, dict) and set(thing) == {"at"}:
            start, length = thing["at"]
            return [None if number != number else number for number in numbers[start : start + length].tolist()]
        if isinstance(thing, dict):
            return {key: unpack(value) for key, value in thing.items()}
        return [unpack(item) for item in thing] if isinstance(thing, list) else thing

    print(json.dumps(unpack(header), indent=2))


def print_full(slug: str, inputs: Any, language: str, *, as_json: bool) -> None:
    """The fuller method: progress on standard error, so that the result can be piped.

    Parameters
    ----------
    slug : str         Explainer. [text]
    inputs : object    Its `Inputs`. [each in its parameter's unit]
    language : str     "en" or "ja". [text]
    as_json : bool     JSON instead of a sentence. [yes or no]

    Source: explainers/calculators/words/.
    """
    own = words(slug, language)
    for state in CALCULATORS[slug].full(inputs):
        if isinstance(state, float):
            print(f"{state:4.0%}", file=sys.stderr, flush=True)
        elif as_json:
            print(json.dumps(asdict(state), indent=2))
        else:
            print(message_text(own["messages"][state.key], state.gaps, own))


def print_csv(answer: Answer, inputs: Any, slug: str, name: str, language: str) -> None:
    """One table: the named one, or those of all charts as one, each row led by the name of its table.

    Parameters
    ----------
    answer : Answer    What is printed. [each value in its own unit]
    inputs : object    The `Inputs` that it answers. [each in its parameter's unit]
    slug : str         Explainer. [text]
    name : str         A chart's name, "inputs", "values", or "" for all charts. [text]
    language : str     "en" or "ja". [text]

    Raises
    ------
    FlagError          "no-table" for another name

    Source: this project's convention.
    """
    terms = words(slug, language)["terms"]
    tables = {chart.name: chart.table for chart in answer.charts}
    if name in tables:
        rows = _rows(tables[name], terms, language)
    elif name == VALUES:
        rows = _values(answer, language)
    elif name == INPUTS:
        rows = _inputs(inputs, language)
    elif name:
        raise FlagError("no-table", value=name, names=", ".join((*tables, VALUES, INPUTS)))
    else:
        rows = _together({name: _rows(table, terms, language) for name, table in tables.items()}, language)
    csv.writer(sys.stdout, lineterminator="\n").writerows(rows)


def _rows(table: Table, terms: dict[str, str], language: str) -> list[Row]:
    heads = [column_head(column, terms, language) for column in table.columns]
    cells = [[terms[k] for k in c.keys] if isinstance(c, TermColumn) else c.numbers.tolist() for c in table.columns]
    return [heads, *(["" if cell != cell else cell for cell in row] for row in zip(*cells, strict=True))]


def _together(tables: dict[str, list[Row]], language: str) -> list[Row]:
    """Several tables as one; a column that a table does not have stays empty in its rows."""
    heads = list(dict.fromkeys(head for rows in tables.values() for head in rows[0]))
    found: list[Row] = [[words("common", language)["cli"]["table"], *heads]]
    for name, rows in tables.items():
        places = [rows[0].index(head) if head in rows[0] else None for head in heads]
        found += [[name, *("" if place is None else row[place] for place in places)] for row in rows[1:]]
    return found


def _values(answer: Answer, language: str) -> list[Row]:
    shown = words("common", language)["cli"]["columns"]
    heads = [shown[key] for key in ("name", "number", "unit", "low", "high")]
    rows = ([v.name, v.number, v.unit, v.low, v.high] for v in answer.values)
    return [heads, *(["" if cell is None or cell != cell else cell for cell in row] for row in rows)]


def _inputs(inputs: Any, language: str) -> list[Row]:
    shown = words("common", language)["cli"]["columns"]
    units = {parameter.name: parameter.unit for parameter in parameters(type(inputs))}
    rows = [[one.name, getattr(inputs, one.name), units[one.name]] for one in fields(inputs)]
    return [[shown[key] for key in ("name", "number", "unit")], *rows]
