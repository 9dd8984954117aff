"""Counts and prices of fabrics against published tables. The error table that the page prints is written here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from explainers.base.sources import facts
from explainers.models.systems.bill import (
    PAPER,
    SHEET,
    SHEET_NODE_USD,
    SHEET_OTHER_USD,
    freed_power_w,
    network_usd,
    share_of_all,
)
from explainers.models.systems.fat_tree import Design, FatTree, capacity, fat_tree, tiers_needed
from explainers.models.systems.torus import torus
from tests.validation.sets import DataSet, Row, data_set, table, write_sets

NAME = "systems-topology"
BASELINE = {
    "en": "one switch port and one cable for each GPU, and a network that costs nothing but switches",
    "ja": "GPU 1基にスイッチのポート1つとケーブル1本、費用はスイッチだけ",
}
PRICE_BAR = 0.05  # "within a few per cent"
RADIX, LAMBDA_RADIX, SERVER_GPUS = 64, 144, 8
Found = tuple[list[float], list[float], list[tuple[str, str]], list[float]]


def smallest(gpus: float, radix: int, **layout: int) -> FatTree:
    """The tree of fewest tiers."""
    tiers = tiers_needed(int(gpus) // layout.get("planes", 1), radix)
    return fat_tree(int(gpus), Design(radix=radix, tiers=tiers, **layout))


def label(row: Row, words: tuple[str, str]) -> tuple[str, str]:
    gpus = f"{int(row['gpus'] if 'gpus' in row else row['endpoints']):,}"
    return f"{words[0]}, {gpus} GPUs", f"{words[1]}（GPU {gpus}基）"


def superpod() -> Found:
    predicted, published, labels, baseline = [], [], [], []
    for row in table("superpod_b200"):
        tree = smallest(row["gpus"], RADIX, rails=SERVER_GPUS)
        switches = [*(float(count) for count in tree.switches), 0.0][:3]
        links = [*(float(count) for count in tree.links), 0.0][:3]
        names = (("leaf", "リーフ"), ("spine", "スパイン"), ("core", "コア"))
        cables = ("cables_node_leaf", "cables_leaf_spine", "cables_spine_core")
        for at, (name, japanese) in enumerate(names):
            for found, column, words, plain in (
                (switches[at], name, (f"{name} switches", f"{japanese}スイッチ"), row["gpus"] / RADIX),
                (links[at], cables[at], (f"cables below {name}", f"{japanese}の下のケーブル"), row["gpus"]),
            ):
                assert (found == 0) == (row[column] == 0), (row, column)
                if row[column]:
                    predicted.append(found)
                    published.append(row[column])
                    labels.append(label(row, words))
                    baseline.append(plain)
    return predicted, published, labels, baseline


def deepseek_tree(row: Row) -> FatTree:
    return smallest(row["endpoints"], RADIX, planes=SERVER_GPUS if row["topology"] == "MPFT" else 1)


def deepseek() -> Found:
    predicted, published, labels, baseline = [], [], [], []
    for row in table("deepseek_topology_table3"):
        tree = deepseek_tree(row)
        predicted += [float(tree.all_switches), float(tree.switch_links)]
        published += [row["switches"], row["links"]]
        labels += [label(row, ("switches", "スイッチ")), label(row, ("links", "リンク"))]
        baseline += [row["endpoints"] / RADIX, row["endpoints"]]
    return predicted, published, labels, baseline


def capex() -> Found:
    rows = table("h100_cluster_capex_2024")
    return (
        [float(smallest(row["gpus"], RADIX, planes=SERVER_GPUS).all_switches) for row in rows],
        [row["switches"] for row in rows],
        [label(row, ("switches", "スイッチ")) for row in rows],
        [row["gpus"] / RADIX for row in rows],
    )


def lambda_switches() -> Found:
    rows = table("lambda_cpo_switch_power")
    return (
        [float(smallest(row["gpus"], LAMBDA_RADIX).all_switches) for row in rows],
        [row["switches"] for row in rows],
        [label(row, ("switches", "スイッチ")) for row in rows],
        [row["gpus"] / LAMBDA_RADIX for row in rows],
    )


def lambda_power() -> Found:
    rows = table("lambda_cpo_switch_power")
    freed = facts()["cpo-switch-power"]
    return (
        [
            float(freed_power_w(float(smallest(row["gpus"], LAMBDA_RADIX).all_switches), freed["high"], freed["low"]))
            for row in rows
        ],
        [row["kw_saved"] for row in rows],
        [label(row, ("kW freed", "浮く電力")) for row in rows],
        [row["gpus"] / LAMBDA_RADIX * (freed["high"] - freed["low"]) for row in rows],
    )


def per_endpoint(prices: Any) -> Found:
    rows = table("deepseek_topology_table3")
    predicted = []
    for row in rows:
        tree = deepseek_tree(row)
        cost = network_usd(float(tree.all_switches), float(tree.links[0]), float(tree.switch_links), prices)
        predicted.append(float(cost) / row["endpoints"] / 1e3)
    plain = [prices.switch_usd / RADIX / 1e3 for _ in rows]
    return (
        predicted, [row["cost_per_endpoint_kUSD"] for row in rows],
        [label(row, ("price of an endpoint", "1基の費用")) for row in rows], plain,
    )  # fmt: skip


def sheet() -> Found:
    """Network's share of the whole bill."""
    predicted, published, labels, baseline = [], [], [], []
    for row in table("h100_cluster_capex_2024"):
        tree = smallest(row["gpus"], RADIX, planes=SERVER_GPUS)
        network = network_usd(float(tree.all_switches), float(tree.links[0]), float(tree.switch_links), SHEET)
        rest = row["nodes"] * (SHEET_NODE_USD + SHEET_OTHER_USD)
        predicted.append(float(share_of_all(network, rest)))
        published.append((row["switch_usd"] + row["cables_usd"]) / row["total_usd"])
        labels.append(label(row, ("network's share", "ネットワークの割合")))
        baseline.append(float(share_of_all(row["gpus"] / RADIX * SHEET.switch_usd, rest)))
    return predicted, published, labels, baseline


def cube() -> Found:
    found, text = torus(64), facts()["tpu-v4-cube"]["text"]
    assert all(number in text for number in ("4 x 4 x 4 = 64", "6 faces", "16 optical", "4,096", "48 optical"))
    return (
        [found.chips, found.optical_links / found.cubes, found.circuit_switches],
        [4096, 6 * 16, facts()["tpu-v4-cube"]["value"]],
        [("chips", "チップ"), ("links of a cube", "1キューブのリンク"), ("circuit switches", "光回線スイッチ")],
        [4096, 1, 1],
    )


def modules() -> Found:
    gpus = 131_072
    tree = fat_tree(2**17, Design(radix=128, tiers=3))
    switch_side = float(tree.links[0]) + 2 * float(tree.switch_links)
    assert capacity(128, 3) >= gpus
    return [switch_side], [facts()["gpu-128k-transceivers"]["value"]], [("modules", "光モジュール")], [float(gpus)]


# id -> (texts, source, role, bar, what to compute)
SETS: dict[str, tuple[tuple[str, str], str, str, float | None, Callable[[], Found]]] = {
    "superpod": (
        ("Switches and cables of DGX SuperPOD B200", "DGX SuperPOD B200のスイッチとケーブルの数"),
        "superpod-b200", "blind", 0.0, superpod,
    ),
    "deepseek": (
        ("Switches and links, DeepSeek's Table 3", "DeepSeekの表3のスイッチとリンクの数"),
        "deepseek-isca-2025", "blind", 0.0, deepseek,
    ),
    "capex": (("Switches of a price sheet", "価格表のスイッチの数"), "h100-freakonomics", "blind", 0.0, capex),
    "lambda": (
        ("Switches of 144 ports, Lambda", "Lambdaの144ポートのスイッチの数"), "lambda-cpo",
        "blind", 0.0, lambda_switches,
    ),
    "lambda-power": (
        ("Power freed by co-packaged optics, Lambda", "コパッケージ光で浮く電力（Lambda）"),
        "lambda-cpo", "formula", 0.02, lambda_power,
    ),
    "tpu": (
        ("Links and switches of a TPU v4 pod", "TPU v4のリンクとスイッチの数"), "klockwood-tpu-v4", "blind", 0.0, cube,
    ),
    "modules": (
        ("Modules in the switches of 131,072 GPUs", "131,072基のスイッチ側の光モジュール"),
        "lambda-cpo", "blind", 0.01, modules,
    ),
    "share": (
        ("Network's share of the bill, its own prices", "費用に占めるネットワークの割合（同じ表の価格）"),
        "h100-freakonomics", "formula", 0.01, sheet,
    ),
    "price": (
        ("Price of an endpoint, DeepSeek's Table 3", "DeepSeekの表3の、1基あたりの費用"),
        "deepseek-isca-2025", "fitted", PRICE_BAR, lambda: per_endpoint(PAPER),
    ),
    "price-crossed": (
        ("The same with the price sheet of August 2024", "同じ費用を2024年8月の価格表で計算した場合"),
        "deepseek-isca-2025", "failure", None, lambda: per_endpoint(SHEET),
    ),
}  # fmt: skip


def rows() -> list[DataSet]:
    found = []
    for name, (texts, source, role, bar, computed) in SETS.items():
        predicted, published, labels, baseline = computed()
        scaled = [value * (1e3 if name == "lambda-power" else 1.0) for value in published]
        if name == "lambda-power":
            baseline = [value * 1e3 for value in baseline]
            predicted = [value * 1e3 for value in predicted]
        found.append(data_set(name, texts, source, predicted, scaled, labels, role=role, bar=bar, baseline=baseline))
    return found


@pytest.mark.parametrize("name", SETS)
def test_every_published_table_within_its_bar(name: str) -> None:
    row = next(row for row in rows() if row.id == name)
    if row.bar is not None:
        assert row.worst <= row.bar, row


def test_every_count_is_exact() -> None:
    counts = [row for row in rows() if row.bar == 0.0]
    assert {row.id for row in counts} == {"superpod", "deepseek", "capex", "lambda", "tpu"}
    assert sum(row.n for row in counts) >= 45
    assert all(row.worst == 0.0 for row in counts)


def test_shares_of_the_price_sheet() -> None:
    predicted, published, _, _ = sheet()
    by_gpus = {row["gpus"]: share for row, share in zip(table("h100_cluster_capex_2024"), predicted, strict=True)}
    assert f"{by_gpus[16384]:.1%}" == "8.6%"
    assert f"{by_gpus[65536]:.1%}" == "12.8%"
    assert predicted == pytest.approx(published, rel=1e-9)


def test_one_price_list_does_not_fit_another_paper() -> None:
    """Shown on the page as a failure: prices are the weak part, not counts."""
    predicted, published, _, _ = per_endpoint(SHEET)
    errors = [p / q - 1 for p, q in zip(predicted, published, strict=True)]
    assert min(errors) < -PRICE_BAR
    assert max(abs(error) for error in errors) < 0.15


def test_the_error_table_beats_the_baseline_and_is_written() -> None:
    found = rows()
    assert all(row.mean <= (row.baseline_mean or 0) / 2 for row in found if row.role != "failure")
    write_sets(NAME, found, BASELINE)
