"""The text of a permalink's state: names and values between commas."""

from __future__ import annotations

from collections.abc import Iterator

from explainers.base.numbers import begins_number


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of a state text, without its version.

    A comma separates two inputs. No name begins with a digit, a point or a sign, so a piece that does and has no
    colon goes on with the value before it: a number typed with a comma is one value, read or refused as elsewhere.

    Parameters
    ----------
    text : str    Such as "length_m:30,lanes:4". [text]

    Returns
    -------
    iterator of (str, str)    name and value as they stand there

    Source: this project's convention.
    >>> list(pairs("length_m:1,000,lanes:4,,medium:"))
    [('length_m', '1,000'), ('lanes', '4'), ('medium', '')]
    >>> list(pairs("length_m:1,,000,lanes")), list(pairs("length_m,5"))
    ([('length_m', '1,,000'), ('lanes', '')], [('length_m', ''), ('5', '')])
    """
    found: list[str] = []
    commas = ""
    for piece in text.split(","):
        commas += ","
        if not piece:
            continue
        if found and ":" in found[-1] and ":" not in piece and begins_number(piece):
            found[-1] += commas + piece
        else:
            found.append(piece)
        commas = ""
    for piece in found:
        name, _, value = piece.partition(":")
        yield name, value
