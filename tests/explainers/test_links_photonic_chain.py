"""explainers.models.links.photonic_chain: a sum of losses, and what modulation makes of steady light."""

from __future__ import annotations

import math

import pytest

from explainers.models.links.photonic_chain import (
    PhotonicChain,
    modulation_loss_db,
    oma_over_average,
    split_loss_db,
)

CHAIN = PhotonicChain(
    split_db=split_loss_db(4), coupling_in_db=1.5, waveguide_db=1.0, modulator_db=4.0,
    modulation_db=modulation_loss_db(3.5), multiplexer_db=0.0, coupling_out_db=1.5,
)  # fmt: skip


def test_hand_the_chain() -> None:
    # ER = 10^0.35 = 2.2387; (ER - 1) / (ER + 1) = 0.38247; 4.174 dB. 6.021 + 1.5 + 1 + 4 + 4.174 + 1.5 = 18.195
    assert CHAIN.total_db == pytest.approx(18.195, abs=1e-3)
    assert CHAIN.lane_oma_dbm(18.0) == pytest.approx(-0.195, abs=1e-3)
    assert next(iter(CHAIN.terms())) == "coupling-in"
    assert list(CHAIN.terms())[-1] == "coupling-out"


def test_reference_a_published_ring() -> None:
    # 8.9 dB of extinction make OMA 1.54 times the average power
    assert oma_over_average(8.9) == pytest.approx(1.543, abs=1e-3)


@pytest.mark.parametrize(("extinction_db", "wanted"), [(10 * math.log10(3), 1.0), (10.0, 18 / 11)])
def test_hand_oma_over_average(extinction_db: float, wanted: float) -> None:
    assert oma_over_average(extinction_db) == pytest.approx(wanted, rel=1e-12)


def test_limit_full_contrast_is_half_the_light_and_none_is_none() -> None:
    assert oma_over_average(200.0) == pytest.approx(2.0, rel=1e-12)  # from dark to twice the average
    assert modulation_loss_db(200.0) == pytest.approx(0.0, abs=1e-12)
    assert oma_over_average(1e-9) == pytest.approx(0.0, abs=1e-9)
    assert split_loss_db(1) == 0.0


def test_law_power_and_need_are_one_another_s_inverse() -> None:
    for oma_dbm in (-5.0, -0.8, 3.0):
        assert CHAIN.lane_oma_dbm(CHAIN.needed_laser_dbm(oma_dbm)) == pytest.approx(oma_dbm, abs=1e-12)


def test_law_more_contrast_wastes_less_and_more_lanes_share_more() -> None:
    losses = [modulation_loss_db(one) for one in (2.5, 3.5, 5.0, 9.0)]
    assert losses == sorted(losses, reverse=True)
    assert split_loss_db(8) - split_loss_db(4) == pytest.approx(10 * math.log10(2), abs=1e-12)


def test_law_the_terms_are_the_total() -> None:
    assert math.fsum(CHAIN.terms().values()) == CHAIN.total_db
    assert all(loss >= 0 for loss in CHAIN.terms().values())
