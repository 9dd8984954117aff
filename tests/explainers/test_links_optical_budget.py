"""explainers.models.links.optical_budget: sums of decibels, and what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from explainers.models.links.optical_budget import (
    OpticalBudget,
    channel_loss_db,
    ideal_receiver_limit_dbm,
    longest_fibre_m,
)

ROUNDING = 1e-12  # sums of a few decimals


def budget(fibre_db: float | np.ndarray = 0.25, connections_db: float = 2.75) -> OpticalBudget:
    return OpticalBudget(
        launch_oma_dbm=1.2, transmitter_penalty_db=3.4, fibre_db=fibre_db, connections_db=connections_db,
        allowance_db=0.1, receiver_limit_dbm=-5.3,
    )  # fmt: skip


def test_hand_dr4() -> None:
    found = budget()
    assert found.effective_launch_dbm == pytest.approx(-2.2, abs=ROUNDING)  # 1.2 - 3.4
    assert found.channel_db == pytest.approx(3.0, abs=ROUNDING)
    assert found.arriving_dbm == pytest.approx(-5.3, abs=ROUNDING)  # -2.2 - 3.0 - 0.1
    assert found.margin_db == pytest.approx(0.0, abs=ROUNDING)


@pytest.mark.parametrize(
    ("length_m", "db_per_km", "connections_db", "wanted_db"),
    [(500.0, 0.5, 2.75, 3.0), (2000.0, 0.5, 3.0, 4.0), (10_000.0, 0.43, 2.0, 6.3), (100.0, 3.0, 1.5, 1.8)],
)
def test_hand_channels(length_m: float, db_per_km: float, connections_db: float, wanted_db: float) -> None:
    assert channel_loss_db(length_m, db_per_km, connections_db) == pytest.approx(wanted_db, abs=ROUNDING)


@pytest.mark.parametrize(("stressed_dbm", "stress_db", "wanted_dbm"), [(-1.9, 3.4, -5.3), (-2.6, 3.4, -6.0)])
def test_reference_stressed_receivers(stressed_dbm: float, stress_db: float, wanted_dbm: float) -> None:
    assert ideal_receiver_limit_dbm(stressed_dbm, stress_db) == pytest.approx(wanted_dbm, abs=ROUNDING)


def test_limit_no_fibre_costs_only_its_connections() -> None:
    assert channel_loss_db(0.0, 0.5, 2.75) == 2.75
    assert budget(fibre_db=0.0).margin_db == pytest.approx(0.25, abs=ROUNDING)
    assert longest_fibre_m(0.0, 0.5) == 0.0
    assert longest_fibre_m(-1.0, 0.5) == 0.0  # a link that fails without fibre has no reach


def test_shape_lengths_together_and_alone() -> None:
    lengths_m = np.geomspace(1.0, 20_000.0, 50)
    together = channel_loss_db(lengths_m, 0.43, 2.0)
    np.testing.assert_array_equal(together, [channel_loss_db(float(one), 0.43, 2.0) for one in lengths_m])
    margins = budget(fibre_db=np.asarray(channel_loss_db(lengths_m, 0.43, 0.0))).margin_db
    assert np.shape(margins) == lengths_m.shape


def test_law_a_decibel_more_of_loss_is_a_decibel_less_of_margin() -> None:
    for extra in (0.01, 1.0, 7.3):
        lost = float(budget().margin_db) - float(budget(connections_db=2.75 + extra).margin_db)
        assert lost == pytest.approx(extra, abs=ROUNDING)


def test_law_at_the_longest_fibre_the_margin_is_zero() -> None:
    for db_per_km in (0.31, 0.5, 3.0):
        longest_m = longest_fibre_m(float(budget(fibre_db=0.0).margin_db), db_per_km)
        spent = budget(fibre_db=channel_loss_db(longest_m, db_per_km, 0.0))
        assert spent.margin_db == pytest.approx(0.0, abs=ROUNDING)
