"""Parameters: one declaration gives form, limits, command line, URL, assumptions table and tests."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, TypeVar, cast

from explainers.base.errors import InputError
from explainers.base.line_rates import LANE, PORT, nominal_rate
from explainers.base.link_text import pairs
from explainers.base.numbers import Misread, as_number
from explainers.base.units import units_taken

TEXT_LIMIT = 40  # characters of one outside value; a double needs at most 24
STATE_LIMIT = 2000  # characters of one permalink
STATE_VERSION = "v1"
READER = "reader"  # source of a choice that is nobody's number but the reader's own
T = TypeVar("T")
Constant = TypeVar("Constant", float, int, tuple[float, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What is known about one input besides its default."""

    name: str = ""
    kind: str  # "number" | "integer" | "choice"
    default: Any = None
    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    display_unit: str = ""
    scale: str = "linear"  # "linear" | "log"
    options: tuple[Any, ...] = ()
    source: str = ""
    tier: str = "assumption"  # "main" | "more" | "assumption": how near the figure it stands
    line: str = ""  # "lane" | "port" for the rate of a link: rates on the wire are taken as what they stand for


def param(
    default: Any,
    *,
    source: str,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    scale: str = "linear",
    options: tuple[Any, ...] = (),
    display_unit: str = "",
    tier: str = "assumption",
    line: str = "",
) -> Any:
    """Declare one field of an `Inputs` dataclass.

    Parameters
    ----------
    default : float, int or str     Value when the reader says nothing. [unit]
    source : str                    Id of a fact or "assumption:...". [text]
    unit, display_unit : str        Unit inside the package and on the page. [text]
    low, high, step : float         Limits and step of a number. [unit]
    scale : str                     "linear" or "log". [text]
    options : tuple                 Allowed values of a choice. [unit]
    tier : str                      "main", "more" or "assumption". [text]
    line : str                      "lane" or "port" for the rate of a link, see `line_rates`. [text]

    Returns
    -------
    dataclasses.Field    with the description in its metadata

    Raises
    ------
    ValueError    for a declaration that contradicts itself

    Source: this project's convention.
    """
    kind = "choice" if options else ("integer" if isinstance(default, int) else "number")
    if options and default not in options:
        raise ValueError(f"default {default!r} is not an option")
    if not options and (low is None or high is None or not low <= default <= high):
        raise ValueError(f"default {default!r} needs limits around it")
    if line not in {"", LANE, PORT}:
        raise ValueError(f"{line!r} is no kind of link")
    meta = Parameter(
        kind=kind, default=default, low=low, high=high, step=step, unit=unit,
        display_unit=display_unit or unit, scale=scale, options=options, source=source, tier=tier, line=line,
    )  # fmt: skip
    return field(default=default, metadata={"parameter": meta})


def constant(value: Constant, *, unit: str, source: str) -> Constant:
    """A number that is not an input, with its address beside it (the source test reads the call).

    Parameters
    ----------
    value : float, int or tuple    The number, or the numbers of a row. [unit]
    unit : str                     Their unit. [text]
    source : str                   Id of a fact, a source or "assumption:...". [text]

    Returns
    -------
    float, int or tuple            The same number or numbers. [unit]

    Raises
    ------
    ValueError    without a unit or a source

    Source: this project's convention.
    >>> constant(5.0, unit="m", source="ieee-cr-25g")
    5.0
    """
    if not source or not unit:
        raise ValueError("a constant needs a unit and a source")
    return value


def parameters(inputs_class: type[Any]) -> tuple[Parameter, ...]:
    """The parameters of an `Inputs` dataclass, in order.

    Parameters
    ----------
    inputs_class : type    Dataclass whose fields were made with `param`. [class]

    Returns
    -------
    tuple of Parameter     with their names filled in

    Source: this project's convention.
    """
    return _all_of(cast("Hashable", inputs_class))


@cache  # every answer checks three sets of inputs
def _all_of(inputs_class: Hashable) -> tuple[Parameter, ...]:
    return tuple(_named(item) for item in fields(cast("Any", inputs_class)))


def _named(item: Field[Any]) -> Parameter:
    meta: Parameter = item.metadata["parameter"]
    values = {f.name: getattr(meta, f.name) for f in fields(Parameter)}
    return Parameter(**{**values, "name": item.name})


def check_inputs(inputs: Any) -> None:
    """Refuse values outside their limits, and take rates on the wire as nominal; call it from `__post_init__`.

    Parameters
    ----------
    inputs : dataclass instance    [each field in its own unit]

    Raises
    ------
    InputError    naming field, value and limits

    Source: this project's convention.
    """
    for parameter in parameters(type(inputs)):
        value = getattr(inputs, parameter.name)
        taken = parse_value(parameter, value)
        if parameter.line and taken != value:
            object.__setattr__(inputs, parameter.name, taken)
        if isinstance(value, str) and not isinstance(parameter.default, str):
            raise _refusal("not-a-number", parameter, value)  # outside text goes through parse_inputs


def parse_value(parameter: Parameter, value: object) -> Any:
    """One outside value, strictly: never clamped, never guessed. What counts as a number says `numbers`.

    Parameters
    ----------
    parameter : Parameter              What is allowed. [object]
    value : str, float, int or bool    What came from outside. [parameter.unit]

    Returns
    -------
    float, int or str                  [parameter.unit]

    Raises
    ------
    InputError    "empty", "too-long", "not-a-number", "not-an-integer", "below-range", "above-range", "not-an-option",
                  "no-unit", "other-unit"

    Source: this project's convention.
    """
    if isinstance(value, str) and len(value) > TEXT_LIMIT:
        raise _refusal("too-long", parameter, value)
    if value is None or value == "":
        raise _refusal("empty", parameter, "")
    if parameter.kind == "choice" and isinstance(parameter.default, str):
        if value not in parameter.options:
            raise _refusal("not-an-option", parameter, value)
        return value
    number = as_number(value, parameter.unit)
    if isinstance(number, Misread):
        raise _refusal(number.code, parameter, value, number.unit)
    number = nominal_rate(number, parameter.line, parameter.unit)
    if parameter.kind == "choice":
        if number not in parameter.options:
            raise _beside_options(parameter, number, value)
        return type(parameter.default)(number)
    _check_range(parameter, number, value)
    if parameter.kind == "integer":
        if number != int(number):
            raise _refusal("not-an-integer", parameter, value)
        return int(number)
    return number


def _check_range(parameter: Parameter, number: float, value: object) -> None:
    if parameter.low is not None and number < parameter.low:
        raise _refusal("below-range", parameter, value)
    if parameter.high is not None and number > parameter.high:
        raise _refusal("above-range", parameter, value)


def _refusal(code: str, parameter: Parameter, value: object, unit_given: str = "") -> InputError:
    units = tuple(units_taken(parameter.unit)) if unit_given else ()
    return InputError(
        code, parameter.name, value, unit=parameter.unit, unit_given=unit_given, units=units,
        low=parameter.low, high=parameter.high, options=parameter.options,
    )  # fmt: skip


def _beside_options(parameter: Parameter, number: float, value: object) -> InputError:
    """Refused beside numbers to choose from: the nearest on either side are named."""
    below = [max(option for option in parameter.options if option < number)] if number > min(parameter.options) else []
    above = [min(option for option in parameter.options if option > number)] if number < max(parameter.options) else []
    return InputError(
        "not-an-option", parameter.name, value, unit=parameter.unit, options=parameter.options, near=(*below, *above)
    )


def parse_inputs(inputs_class: type[T], values: Mapping[str, object]) -> T:
    """Inputs from outside values (command line, worker message); the rest takes its default.

    Parameters
    ----------
    inputs_class : type             The `Inputs` dataclass. [class]
    values : mapping name -> value  Text or numbers. [each in its parameter's unit]

    Returns
    -------
    instance of inputs_class

    Raises
    ------
    InputError    for the first value that is refused; "unknown-field" for a name that is not a parameter

    Source: this project's convention.
    """
    known = {parameter.name: parameter for parameter in parameters(inputs_class)}
    for name in values:
        if name not in known:
            raise InputError("unknown-field", str(name)[:TEXT_LIMIT], "")
    return inputs_class(**{name: parse_value(known[name], value) for name, value in values.items()})


def parse_state(
    inputs_class: type[T], text: str, base: Mapping[str, object] | None = None
) -> tuple[T, tuple[InputError, ...]]:
    """Inputs from a permalink such as "v1,length_m:30"; what is refused is named and takes its default.

    Parameters
    ----------
    inputs_class : type             The `Inputs` dataclass. [class]
    text : str                      State text, at most 2,000 characters. [text]
    base : mapping name -> value    What an input is that the text leaves out. [each in its unit]

    Returns
    -------
    (instance of inputs_class, tuple of InputError)

    Source: this project's convention.
    """
    base = base or {}
    if len(text) > STATE_LIMIT:
        return parse_inputs(inputs_class, base), (InputError("too-long", "link", text),)
    version, _, rest = text.partition(",")
    if version != STATE_VERSION:
        return parse_inputs(inputs_class, base), (InputError("unknown-version", "link", version),)
    accepted: dict[str, object] = {}
    refused: list[InputError] = []
    for name, value in pairs(rest):
        try:
            if name in accepted:
                raise InputError("repeated", name, value)
            parse_inputs(inputs_class, {name: value})
            accepted[name] = value
        except InputError as error:
            refused.append(error)
    return parse_inputs(inputs_class, {**base, **accepted}), tuple(refused)
