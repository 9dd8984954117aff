"""From a request to plain data: a small JSON header and one array of numbers. The browser calls only this."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Hashable, Iterator
from dataclasses import fields
from functools import cache
from typing import Any, cast

import numpy as np

from explainers.base.answer import Answer, Numbers
from explainers.base.errors import VALUE_LIMIT, ExplainerError, InputError
from explainers.base.line_notes import noted
from explainers.base.link_text import pairs
from explainers.base.parameters import parse_inputs, parse_state
from explainers.calculators.registry import CALCULATORS

REQUEST_LIMIT = 20_000  # characters; a permalink is at most 2,000
BRACKET_LIMIT = 50  # a request needs two
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)  # an unclosed one as well: one pass, whatever comes
_BRACKET = re.compile(r"[\[{]")


@cache
def _field_names(kind: Hashable) -> tuple[str, ...]:
    return tuple(item.name for item in fields(cast("Any", kind)))


class _Packer:
    """Turns dataclasses into JSON values and moves their arrays into one list."""

    def __init__(self) -> None:
        self.arrays: list[Numbers] = []
        self.length = 0

    def plain(self, thing: Any) -> Any:
        # the common kinds first: an answer has some 400 scalars, and a slider asks for one every frame
        kind = type(thing)
        if kind is str or kind is int or thing is None:
            return thing
        if kind is float:
            return thing if math.isfinite(thing) else None  # JSON has no NaN; null means: there is no such value
        if kind is tuple:
            return [self.plain(item) for item in thing]
        if kind is np.ndarray:
            return self._moved(thing)
        return {name: self.plain(getattr(thing, name)) for name in _field_names(cast("Hashable", kind))}

    def _moved(self, array: Numbers) -> dict[str, list[int]]:
        place = [self.length, len(array)]
        self.arrays.append(array)
        self.length += len(array)
        return {"at": place}

    def numbers(self) -> Numbers:
        return np.concatenate(self.arrays) if self.arrays else np.empty(0)


def pack(answer: Answer) -> tuple[dict[str, Any], Numbers]:
    """An answer as header and numbers.

    Parameters
    ----------
    answer : Answer    [each value in its own unit]

    Returns
    -------
    (dict, array (n,))    arrays are replaced by {"at": [start, length]}; units as in the answer

    Source: this project's wire format.
    """
    packer = _Packer()
    header = packer.plain(answer)
    header["values"] = {value["name"]: value for value in header["values"]}
    return header, packer.numbers()


def respond(slug: str, request: dict[str, Any]) -> tuple[dict[str, Any], Numbers]:
    """Answer one request {"inputs": {...}}, or {"state": "v1,...", "inputs": {...}} with the inputs it starts from.

    Parameters
    ----------
    slug : str         Explainer. [text]
    request : dict     Inputs by name, or the state text of a permalink. [each in its parameter's unit]

    Returns
    -------
    (dict, array (n,))    header with "inputs" (accepted), "refused" (errors) and the packed answer

    Raises
    ------
    InputError            for an input that is refused
    KeyError              for an unknown explainer

    Source: this project's wire format.
    """
    calculator = CALCULATORS[slug]
    refused: tuple[InputError, ...] = ()
    given = request.get("inputs", {})
    if not isinstance(given, dict):
        raise InputError("malformed", "request", given)
    if "state" in request:
        state = str(request["state"])
        inputs, refused = parse_state(calculator.Inputs, state, given)
        unread = "link" in {error.field for error in refused}
        given = {} if unread else dict(reversed([*pairs(state)]))  # the first counts
    else:
        inputs = parse_inputs(calculator.Inputs, given)
    header, numbers = pack(noted(calculator.answer(inputs), calculator.Inputs, given))
    header["inputs"] = {f.name: getattr(inputs, f.name) for f in fields(inputs)}
    header["refused"] = [error.as_dict() for error in refused]
    return header, numbers


def _request(request_json: str) -> dict[str, Any]:
    # counted before parsing: thousands of brackets would exhaust the browser's stack and end its Python for good
    brackets = len(_BRACKET.findall(_STRING.sub("", request_json)))
    try:
        request = json.loads(request_json) if brackets <= BRACKET_LIMIT else None
    except ValueError:  # not JSON, or an integer of 5,000 digits
        raise InputError("malformed", "request", request_json) from None
    if not isinstance(request, dict):
        raise InputError("malformed", "request", request_json)
    return request


def full_json(slug: str, request_json: str) -> Iterator[str]:
    """A calculator's fuller method, step by step: each text is the state so far, the last one holds the result.

    Parameters
    ----------
    slug : str            Explainer that has `full`. [text]
    request_json : str    {"inputs": {...}} as JSON, at most 20,000 characters. [text]

    Returns
    -------
    iterator of str       {"progress": 0..1}, and last {"message": {...}, "inputs": {...}} or {"error": {...}}

    Source: this project's wire format.
    """
    try:
        if len(request_json) > REQUEST_LIMIT:
            raise InputError("too-long", "request", request_json)
        if not hasattr(CALCULATORS.get(slug), "full"):
            raise InputError("unknown-field", slug[:VALUE_LIMIT])
        calculator = CALCULATORS[slug]
        given = _request(request_json).get("inputs", {})
        if not isinstance(given, dict):
            raise InputError("malformed", "request", given)
        inputs = parse_inputs(calculator.Inputs, given)
        accepted = {f.name: getattr(inputs, f.name) for f in fields(inputs)}
        for state in calculator.full(inputs):
            if isinstance(state, float):
                yield json.dumps({"progress": state})
            else:
                plain = {"message": _Packer().plain(state), "inputs": accepted}
                yield json.dumps(plain, ensure_ascii=False, allow_nan=False)
    except InputError as error:
        yield _refused(error)
    except Exception as error:  # as in answer_json
        yield _refused(error)


def _refused(error: Exception) -> str:
    """What went wrong as JSON: a code, and for an input what was refused."""
    if isinstance(error, InputError):
        return json.dumps({"error": error.as_dict()})
    if isinstance(error, ExplainerError):
        return json.dumps({"error": {"code": error.code}})
    # the reader sees a sentence, the console the reason
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
    return json.dumps({"error": {"code": "internal", "detail": type(error).__name__}})


def answer_json(slug: str, request_json: str) -> tuple[str, Numbers]:
    """`respond` for the worker: text in, text and numbers out; never raises.

    Parameters
    ----------
    slug : str            Explainer. [text]
    request_json : str    A request as JSON, at most 20,000 characters. [text]

    Returns
    -------
    (str, array (n,))     header as JSON; {"error": {...}} when there is no answer

    Source: this project's wire format.
    """
    try:
        if len(request_json) > REQUEST_LIMIT:
            raise InputError("too-long", "request", request_json)
        if slug not in CALCULATORS:
            raise InputError("unknown-field", slug[:VALUE_LIMIT])
        header, numbers = respond(slug, _request(request_json))
        return json.dumps(header, ensure_ascii=False, allow_nan=False), numbers
    except InputError as error:
        return _refused(error), np.empty(0)
    except Exception as error:  # whatever it is, the worker goes on
        return _refused(error), np.empty(0)
