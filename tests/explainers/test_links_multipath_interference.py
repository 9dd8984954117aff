"""explainers.models.links.multipath_interference: echoes counted by hand, their limits and their laws."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.base.errors import NoSolutionError
from explainers.models.links.multipath_interference import echo_sum, mpi_penalty_db, ratio_of_db


def test_hand_two_modules() -> None:
    # sqrt(10^-2.6 x 10^-2.6) = 10^-2.6, over 3 dB: 10^-2.9
    echoes = echo_sum((-26.0, -26.0), (0.0, 3.0))
    assert echoes == pytest.approx(10**-2.9, rel=1e-14)
    # extinction 3 (a ratio): 12 x 3/2 x 10^-2.9 of the eye is lost
    wanted = -10 * math.log10(1 - 18 * 10**-2.9)
    assert mpi_penalty_db(echoes, 10 * math.log10(3), 4) == pytest.approx(wanted, rel=1e-12)


def test_hand_three_places_make_three_echoes() -> None:
    pairs = 10**-3.0 * 10**-0.1 + 10**-3.0 * 10**-0.1 + 10**-3.0 * 10**-0.2
    assert echo_sum((-30.0, -30.0, -30.0), (0.0, 1.0, 2.0)) == pytest.approx(pairs, rel=1e-14)


def test_limit_one_place_makes_no_echo() -> None:
    assert echo_sum((-26.0,), (0.0,)) == 0
    assert mpi_penalty_db(0.0, 3.5, 4) == 0.0


def test_limit_echoes_that_close_the_eye_have_no_penalty() -> None:
    with pytest.raises(NoSolutionError, match="eye-closed"):
        mpi_penalty_db(0.1, 3.5, 4)


def test_limit_a_small_penalty_is_linear() -> None:
    lost = 12 * ratio_of_db(3.5) / (ratio_of_db(3.5) - 1) * 1e-7
    assert mpi_penalty_db(1e-7, 3.5, 4) == pytest.approx(10 / math.log(10) * lost, rel=1e-5)


def test_shape_ratios_of_vectors() -> None:
    values = np.array([-30.0, 0.0, 3.0])
    np.testing.assert_array_equal(ratio_of_db(values), [ratio_of_db(float(one)) for one in values])


def test_law_more_levels_less_contrast_and_more_reflection_cost_more() -> None:
    echoes = [echo_sum((-26.0, one), (0.0, 2.0)) for one in (-45.0, -35.0, -26.0)]
    assert echoes == sorted(echoes)
    assert mpi_penalty_db(1e-3, 3.5, 2) < mpi_penalty_db(1e-3, 3.5, 4) < mpi_penalty_db(1e-3, 3.5, 8)
    assert mpi_penalty_db(1e-3, 6.0, 4) < mpi_penalty_db(1e-3, 3.5, 4)


def test_law_loss_between_the_mirrors_softens_the_echo() -> None:
    found = [echo_sum((-26.0, -26.0), (0.0, loss)) for loss in (0.0, 1.0, 3.0, 10.0)]
    assert found == sorted(found, reverse=True)
