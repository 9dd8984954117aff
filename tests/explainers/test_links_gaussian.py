"""explainers.models.links.gaussian: the tail, its inverse, and the two together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainers.models.links.gaussian import q_function, q_inverse


@pytest.mark.parametrize(
    ("x", "wanted"),
    [
        # printed tables of the normal distribution
        (0.0, 0.5),
        (1.0, 0.15865525393145707),
        (2.0, 0.02275013194817921),
        (3.0, 1.3498980316300946e-3),
        (6.0, 9.865876450376946e-10),
        (-1.0, 0.8413447460685429),
    ],
)
def test_reference_tail_of_printed_tables(x: float, wanted: float) -> None:
    assert q_function(x) == pytest.approx(wanted, rel=1e-13)  # erfc is good to a few units in the last place


@pytest.mark.parametrize(
    ("p", "wanted"),
    [(1e-12, 7.0344838253011), (2.275e-2, 2.0000024438), (1.3498980316300946e-3, 3.0), (0.975, -1.959963984540054)],
)
def test_reference_inverse(p: float, wanted: float) -> None:
    assert q_inverse(p) == pytest.approx(wanted, rel=1e-9)


def test_limit_the_ends() -> None:
    assert q_function(100.0) == 0.0
    assert q_function(-100.0) == 1.0
    assert q_inverse(0.5) == 0.0
    assert q_inverse(1e-300) == pytest.approx(37.0471, abs=1e-3)  # a double goes no further than about 38
    for p in (0.0, 1.0, -0.1, 1.1, math.nan):
        with pytest.raises(ValueError, match="between 0 and 1"):
            q_inverse(p)


def test_shape_vector_is_scalar_by_scalar() -> None:
    x = np.linspace(-8.0, 8.0, 33)
    np.testing.assert_array_equal(q_function(x), [q_function(float(one)) for one in x])
    p = np.array([[1e-15, 1e-6], [0.3, 0.999]])
    np.testing.assert_array_equal(np.ravel(q_inverse(p)), [q_inverse(float(one)) for one in np.ravel(p)])
    with pytest.raises(ValueError, match="between 0 and 1"):
        q_inverse(np.array([0.1, 0.0]))


def test_law_the_inverse_undoes_the_tail() -> None:
    for x in np.linspace(-5.0, 35.0, 81):
        # near probability 1 a double no longer tells neighbouring distances apart
        assert q_inverse(float(q_function(float(x)))) == pytest.approx(x, rel=1e-9, abs=1e-9)


def test_law_rarer_is_further() -> None:
    assert np.all(np.diff(q_inverse(np.geomspace(1e-30, 0.999, 200))) < 0)
    assert np.all(np.diff(q_function(np.linspace(-5.0, 30.0, 200))) < 0)
