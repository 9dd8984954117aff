"""Growth of compute and links against what pages print: the ratios of two generations, and twenty years of trend."""

from __future__ import annotations

import pytest

from explainers.calculators.growth_gap import Inputs, answer
from explainers.models.systems.growth import TREND_COMPUTE, TREND_LINKS, TREND_MEMORY, growth_per
from tests.validation.sets import DataSet, data_set, write_sets

NAME = "systems-growth"
BASELINE = {"en": "links grow as quickly as compute", "ja": "リンクは計算と同じだけ伸びる"}
EXACT = 0.005  # printed with two digits
TRENDS = ((60_000.0, TREND_COMPUTE), (100.0, TREND_MEMORY), (30.0, TREND_LINKS))  # in twenty years, in two
LABELS = (("compute", "計算"), ("memory", "メモリー"), ("links", "リンク"))


def ratios() -> DataSet:
    low, high = answer(Inputs()), answer(Inputs(b200_bf16_tflops=2500.0))
    predicted = [
        low.value("compute_growth").number, high.value("compute_growth").number, low.value("nvlink_growth").number,
        low.value("nic_growth").number,
    ]  # fmt: skip
    labels = (("compute, 1,000 W", "計算（1,000 W）"), ("compute, 1,200 W", "計算（1,200 W）"),
              ("NVLink", "NVLink"), ("network", "ネットワーク"))  # fmt: skip
    return data_set(
        "ratios", ("A100 to B200, as printed", "A100からB200まで、公表された倍率"), "ratio-a100-b200",
        predicted, (7.2, 8.0, 3.0, 4.0), labels, role="formula", bar=0.01, baseline=[predicted[0]] * 4,
    )  # fmt: skip


def trends() -> DataSet:
    """Twenty years' factors, brought to two years by the model, against the factors printed for two years."""
    predicted = [float(growth_per(whole, 20.0, 2.0)) for whole, _ in TRENDS]
    return data_set(
        "trends", ("20-year trend, for two years", "20年の傾向を2年あたりに直した値"), "memwall-flops",
        predicted, [printed for _, printed in TRENDS], LABELS, role="formula", bar=0.02, baseline=[predicted[0]] * 3,
    )  # fmt: skip


def generations() -> DataSet:
    """The trend of twenty years as a forecast of A100 to B200: how far today is from that trend."""
    found = answer(Inputs())
    published = [found.value(f"{name}_per_two_years").number for name in ("compute", "memory", "nvlink")]
    return data_set(
        "generations", ("The trend, as a forecast of A100 to B200", "傾向からA100〜B200を予測した場合"),
        "memwall-interconnect",
        [printed for _, printed in TRENDS], published, LABELS, role="failure", baseline=[TREND_COMPUTE] * 3,
    )  # fmt: skip


def rows() -> list[DataSet]:
    return [ratios(), trends(), generations()]


def test_printed_ratios_come_out_as_printed() -> None:
    found = ratios()
    assert found.worst <= EXACT
    assert answer(Inputs()).value("nvlink_growth").number == pytest.approx(3.0, rel=1e-15)
    assert answer(Inputs()).value("nic_growth").number == pytest.approx(4.0, rel=1e-15)
    assert round(answer(Inputs()).value("compute_growth").number, 1) == 7.2
    assert round(answer(Inputs(b200_bf16_tflops=2500.0)).value("compute_growth").number, 1) == 8.0


def test_printed_trends_come_out_to_their_own_digits() -> None:
    for whole, printed in TRENDS:
        assert round(float(growth_per(whole, 20.0, 2.0)), 1) == printed
    assert trends().worst <= 0.02


def test_the_trend_is_no_forecast_and_the_page_says_so() -> None:
    # NVLink grew by 1.73 every two years, the trend of links by 1.4: a fifth too low
    found = generations()
    assert 0.15 < found.worst < 0.25
    assert found.mean < (found.baseline_mean or 0.0)


def test_error_table_is_written() -> None:
    found = rows()
    assert all(row.mean < (row.baseline_mean or 0.0) for row in found)
    write_sets(NAME, found, BASELINE)
