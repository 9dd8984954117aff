"""explainers.text rounds as the page does: a number in a sentence and the same one in a figure must agree."""

from __future__ import annotations

import pytest

from explainers.text import quantity


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (32.25, "32.3"),  # an exact half goes up, as in the browser; Python alone would say 32.2
        (-32.25, "-32.3"),
        (32.35, "32.4"),  # the nearest double lies above the half
        (11.249999999999998, "11.2"),  # just below the half
        (0.125, "0.125"), (1.0625, "1.06"), (999.5, "1,000"), (0.0, "0"), (131_072, "131,000"), (2.5e-5, "0.000025"),
    ],
)  # fmt: skip
def test_hand_halves_go_away_from_zero(number: float, shown: str) -> None:
    assert quantity(number, "1") == shown


def test_law_rounding_is_to_the_nearest() -> None:
    for step in range(1000, 9999):
        number = step / 8
        shown = float(quantity(number, "1").replace(",", ""))
        unit = 10.0 ** (len(str(int(number))) - 3)
        assert abs(shown - number) <= unit / 2
