"""Data sets of collectives, for test_systems_collectives: published tables, what the models say, and a baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from explainers.models.systems.all_reduce_law import all_gather_s, all_reduce_s
from explainers.models.systems.all_reduce_machines import EFA_STEP_S, LAW, MACHINES, Law, bus_limit_bps, domains_of
from explainers.models.systems.collectives import bus_factor, ring_share
from explainers.models.systems.expert_exchange import (
    COMBINE_BYTES,
    DISPATCH_BYTES,
    FITTED,
    STATED,
    Exchange,
    exchange_s,
)
from explainers.models.systems.line_rate_law import exchange_line_share, ring_line_share
from explainers.models.systems.nccl_chooser import TUNINGS, expected_s
from tests.validation.sets import DataSet, Row, data_set, extract, table

MIB = 2**20
LINE_BPS = 8 * 50e9


def size_label(row: Row, gpus: float) -> tuple[str, str]:
    size = row["bytes"]
    text = f"{size / 2**30:g} GiB" if size >= 2**30 else f"{size / MIB:g} MiB"
    return f"{gpus:g} GPUs, {text}", f"GPU {gpus:g}基、{text}"


def seconds(row: Row, gpus: float) -> float:
    """Measured time; where only the bus bandwidth is published, what it means."""
    if "time_us" in row:
        return float(row["time_us"]) * 1e-6
    return float(bus_factor(gpus) * row["bytes"] / (row["busbw_GBps"] * 1e9))


def all_reduce_set(
    identity: str, texts: tuple[str, str], source: str, rows: Sequence[Row], machine: str,
    *, role: str, bar: float | None = None, law: Law = LAW,
) -> DataSet:  # fmt: skip
    rows = [row for row in rows if row["bytes"] >= MIB]
    gpus = rows[0]["gpus"]
    domains = float(domains_of(gpus, MACHINES[machine]))
    sizes = np.array([row["bytes"] for row in rows])
    return data_set(
        identity, texts, source, list(np.asarray(all_reduce_s(sizes, gpus, domains, MACHINES[machine], law))),
        [seconds(row, gpus) for row in rows], [size_label(row, gpus) for row in rows], role=role, bar=bar,
        baseline=list(expected_s(sizes, gpus, domains, MACHINES[machine], TUNINGS[machine])),
    )  # fmt: skip


def all_reduces() -> list[DataSet]:
    ml, cw = "ml-engineering-network", "coreweave-nccl-tests"
    return [
        all_reduce_set(
            "a100x4", ("4x A100, 1 MiB and more", "A100 4基、1 MiB以上"), "llmcompass-artifact",
            table("nccl_allreduce_a100x4_smallmsg"), "a100", role="fitted", bar=0.13,
        ),
        all_reduce_set(
            "a100x8", ("8x A100, 1 MiB and more", "A100 8基、1 MiB以上"), ml, table("nccl_allreduce_a100x8"), "a100",
            role="fitted", bar=0.13,
        ),
        all_reduce_set(
            "h200x8", ("8x H200, 1 MiB and more", "H200 8基、1 MiB以上"), ml, table("nccl_allreduce_h200x8"), "h100",
            role="fitted", bar=0.13,
        ),
        all_reduce_set(
            "h100x64", ("64x H100, InfiniBand", "H100 64基、InfiniBand"), cw, table("nccl_allreduce_h100_64"), "h100",
            role="fitted", bar=0.13,
        ),
        all_reduce_set(
            "h100x16", ("16x H100, two machines on Ethernet", "H100 16基、イーサネットの2台"),
            "oci-japan-nccl-h100", table("nccl_allreduce_h100_16"), "h100", role="blind", bar=0.15,
        ),
        *across_racks_and_efa(),
    ]  # fmt: skip


def across_racks_and_efa() -> list[DataSet]:
    big = table("nccl_allreduce_gb200_72_144")
    efa = table("nccl_allreduce_b200x32")
    ml, cw = "ml-engineering-network", "coreweave-nccl-tests"
    return [
        all_reduce_set(
            "gb200x72", ("72 GPUs, one GB200 rack", "GB200 1ラック、72基"), cw,
            [row for row in big if row["gpus"] == 72], "gb200", role="blind", bar=0.15,
        ),
        all_reduce_set(
            "gb200x144", ("144 GPUs, two GB200 racks", "GB200 2ラック、144基"), cw,
            [row for row in big if row["gpus"] == 144], "gb200", role="blind", bar=0.15,
        ),
        all_reduce_set(
            "b200x32-efa", ("32x B200 on EFA, with its own step", "B200 32基、EFA（専用の1段の遅延）"), ml, efa, "b200",
            role="fitted", bar=0.13, law=replace(LAW, step_s=EFA_STEP_S),
        ),
        all_reduce_set(
            "b200x32-efa-blind", ("32x B200 on EFA, with everybody's step", "B200 32基、EFA（共通の1段の遅延）"), ml,
            efa, "b200", role="failure",
        ),
    ]  # fmt: skip


def small_messages() -> DataSet:
    """Below 32 KiB, where the law says of itself that it does not hold."""
    rows = [row for row in table("nccl_allreduce_a100x4_smallmsg") if row["bytes"] < 2**15]
    sizes = np.array([row["bytes"] for row in rows])
    labels = [(f"{row['bytes']:g} B", f"{row['bytes']:g} B") for row in rows]
    return data_set(
        "small", ("4x A100, below 32 KiB", "A100 4基、32 KiB未満"), "llmcompass-artifact",
        list(np.asarray(all_reduce_s(sizes, 4, 1, MACHINES["a100"]))), [seconds(row, 4) for row in rows], labels,
        role="failure",
        baseline=list(expected_s(sizes, 4, 1, MACHINES["a100"], TUNINGS["a100"])),
    )  # fmt: skip


def ramp() -> DataSet:
    """Bus bandwidth at 8 GiB by number of GPUs, with the switch's sums and without; eight set a constant, not these."""
    predicted, published, labels, flat = [], [], [], []
    for row in table("nvls_gpu_ramp"):
        machine = MACHINES["h100" if row["gpu"] == "H200" else "b200"]
        for column, in_network in (("busbw_GBps", True), ("busbw_ring_GBps", False)):
            if row["gpus"] == 8:
                continue
            predicted.append(float(bus_limit_bps(row["gpus"], 1, machine, in_network=in_network)) / 1e9)
            published.append(row[column])
            flat.append((machine.in_network_bps if in_network else machine.ring_bps) / 1e9)
            name = f"{row['gpus']:g} {row['gpu']}"
            labels.append((name, f"{row['gpu']} {row['gpus']:g}基"))
    return data_set(
        "nvls-ramp", ("4 to 7 GPUs, 8 GiB: bus bandwidth", "GPU 4〜7基、8 GiBのバス帯域幅"), "ml-engineering-network",
        predicted, published, labels, role="blind", bar=0.05, baseline=flat,
    )  # fmt: skip


def gathers() -> DataSet:
    rows = [row for row in table("collectives_h200x8_16GiB") if row["collective"] != "all-reduce"]
    size = 2**34
    took = [float(all_gather_s(size, 8, 1, MACHINES["h100"]))] * len(rows)
    said = [float(ring_share(8)) * size / (row["busbw_GBps"] * 1e9) for row in rows]
    japanese = {"all-gather": "all-gather（集める）", "reduce-scatter": "reduce-scatter（足して配る）"}
    labels = [(row["collective"], japanese[row["collective"]]) for row in rows]
    plain = [float(ring_share(8)) * size / 450e9] * len(rows)
    return data_set(
        "gathers", ("8x H200, 16 GiB: all-gather, reduce-scatter", "H200 8基、16 GiB：all-gatherとreduce-scatter"),
        "ml-engineering-network", took, said, labels, role="blind", bar=0.05, baseline=plain,
    )  # fmt: skip


def exchanges(identity: str, exchange: Exchange, role: str, bar: float, texts: tuple[str, str]) -> DataSet:
    predicted, published, labels, flat = [], [], [], []
    for row in table("deepep_v1"):
        if row["mode"] != "lowlat":
            continue
        for column, size, japanese in (
            ("dispatch", DISPATCH_BYTES, "送り出し"),
            ("combine", COMBINE_BYTES, "集め直し"),
        ):
            predicted.append(float(exchange_s(row["ep"], size, exchange)))
            published.append(row[f"{column}_us"] * 1e-6)
            labels.append((f"{column}, {row['ep']:g} GPUs", f"{japanese}、GPU {row['ep']:g}基"))
            flat.append(128 * 7168 * 8 * size / 50e9)
    return data_set(
        identity, texts, "deepep-v1", predicted, published, labels, role=role, bar=bar, baseline=flat
    )  # fmt: skip


def retyped() -> list[DataSet]:
    return [
        *all_reduces(),
        ramp(),
        gathers(),
        exchanges("deepep", FITTED, "fitted", 0.05, ("DeepEP, 8 to 256 GPUs", "DeepEP、GPU 8〜256基")),
        exchanges(
            "deepep-stated", STATED, "blind", 0.12,
            ("DeepEP, 8 to 256 GPUs, from stated rates", "DeepEP、GPU 8〜256基、公称値から"),
        ),
        small_messages(),
    ]  # fmt: skip


def shares(
    identity: str, link: str, law: Callable[[float, float], float], bar: float, texts: tuple[str, str]
) -> DataSet:
    rows = [r for r in extract("simai_efficiency_ratio_1to8nodes") if r["link"] == link and r["nodes"] > 1]
    labels = [size_label(row, row["gpus"]) for row in rows]
    return data_set(
        identity, texts, "simai-ratio", [float(law(row["bytes"], row["gpus"])) for row in rows],
        [row["fraction"] for row in rows], labels, role="fitted", bar=bar, baseline=[0.9] * len(rows),
    )  # fmt: skip


def from_extracts() -> list[DataSet]:
    rows = extract("nccl_allreduce_a100_lut_248")
    inside = [
        all_reduce_set(
            f"vtrain-{gpus}", (f"{gpus}x A100 of one machine", f"A100 {gpus}基、1台の中"), "vtrain-all-reduce",
            [row for row in rows if row["gpus"] == gpus], "a100", role="fitted", bar=0.13,
        )
        for gpus in (2, 4, 8)
    ]  # fmt: skip
    return [
        *inside,
        shares(
            "share-ring", "nic", lambda size, gpus: float(ring_line_share(size, gpus, LINE_BPS)), 0.06,
            ("Share of the line rate, ring, 2 to 8 machines", "回線の使用割合、リング、計算機2〜8台"),
        ),
        shares(
            "share-exchange", "all-to-all", lambda size, _: float(exchange_line_share(size)), 0.12,
            ("Share of the line rate, all-to-all, 2 to 8 machines", "回線の使用割合、all-to-all、計算機2〜8台"),
        ),
    ]  # fmt: skip
