"""Errors that carry a code and numbers; their sentences live in words/common.<lang>.toml."""

from __future__ import annotations

VALUE_LIMIT = 80  # characters of a refused value that an error repeats


class ExplainerError(ValueError):
    """Anything the reader's input or a model can refuse."""

    code: str = "error"


class InputError(ExplainerError):
    """One outside value was refused.

    Parameters
    ----------
    code : str            One of the keys under [errors] in words/common.<lang>.toml.
    field : str           Name of the parameter, as in `Inputs`.
    value : object        What was given, as text and cut to 80 characters.
    unit : str            Unit of the limits. [text]
    low, high : float     Limits, or None where there is none. [unit]
    options : tuple       Allowed values of a choice.
    unit_given : str      The unit that was typed, if it is the reason. [text]
    units : tuple         Units that may be typed instead. [text]
    near : tuple          Of numbers to choose from: the nearest below and above, or the only one. [unit]

    Source: this project's convention; every refusal names field, value and limits.
    """

    def __init__(
        self,
        code: str,
        field: str,
        value: object = "",
        *,
        unit: str = "",
        low: float | None = None,
        high: float | None = None,
        options: tuple[object, ...] = (),
        unit_given: str = "",
        units: tuple[str, ...] = (),
        near: tuple[float, ...] = (),
    ) -> None:
        self.code = code
        self.field = _shown(field)
        self.value = _shown(value)
        self.unit = unit
        self.low = low
        self.high = high
        self.options = options
        self.unit_given = _shown(unit_given)
        self.units = units
        self.near = near
        super().__init__(f"{code}: {field} = {self.value!r}")

    def as_dict(self) -> dict[str, object]:
        """The error as plain data (no arrays, no units beyond `unit`).

        Source: this project's wire format.
        """
        return {
            "code": self.code,
            "field": self.field,
            "value": self.value,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "options": list(self.options),
            **({"unit_given": self.unit_given, "units": list(self.units)} if self.unit_given else {}),
            **({"near": list(self.near)} if self.near else {}),
        }


def _shown(value: object) -> str:
    """A refused value as text that can be printed; an integer of 5,000 digits has none."""
    try:
        return str(value)[:VALUE_LIMIT].encode("utf-8", "replace").decode("utf-8")  # half a character becomes "?"
    except ValueError:
        return ""


class NoSolutionError(ExplainerError):
    """The inputs are fine, but the model has no answer for them."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
