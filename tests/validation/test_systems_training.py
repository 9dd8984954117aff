"""The training step, its memory and its way of counting against published tables, with the bars they must keep."""

from __future__ import annotations

import statistics
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explainers.models.systems.training_layout import Layout, Machine, gpus, megatron_a100, modern
from explainers.models.systems.training_memory import activation_bytes, state_bytes
from explainers.models.systems.training_step import own_parameters, step_time
from explainers.models.systems.transformer import GPT3, Transformer, attention_flop, model_flop
from tests.validation.sets import DataSet, Row, assert_recorded, data_set, extract, recorded, table, write_sets

NAME = "systems-training"
BASELINE = {
    "en": "one MFU for the whole table, its own mean",
    "ja": "表全体に1つのMFU（表自身の平均）",
}
VTRAIN_NIC_BPS = 100e9 / 8  # four 200 Gb/s adapters for the eight GPUs of a node
OLD = Layout(sequence_parallel=False, recompute="full", zero=0, flash=False)  # Megatron-LM before 2022
GIB = 2**30
Case = tuple[Transformer, Layout]


def steps_of(
    identity: str, texts: tuple[str, str], source: str, cases: list[Case], machine: Machine, seconds: list[float],
    *, labels: list[tuple[str, str]], role: str, bar: float | None = None,
) -> DataSet:  # fmt: skip
    """Predicted seconds of each step against published ones; the baseline knows the mean MFU of the table."""
    predicted = [float(step_time(model, layout, machine).total) for model, layout in cases]
    needed = [float(model_flop(m, y.batch * m.sequence) / (gpus(y) * machine.peak_flops)) for m, y in cases]
    mean = statistics.fmean(n / s for n, s in zip(needed, seconds, strict=True))
    return data_set(
        identity,
        texts,
        source,
        predicted,
        seconds,
        labels=labels,
        role=role,
        bar=bar,
        baseline=[n / mean for n in needed],
    )


def named(rows: list[Row], key: str, unit: str = "B") -> list[tuple[str, str]]:
    return [(f"{r[key]:g}{unit}", f"{r[key]:g}{unit}") for r in rows]


def _model(row: Row, **given: Any) -> Transformer:
    sizes = {"layers": row["layers"], "hidden": row["hidden"], "heads": row["heads"]}
    return Transformer(**sizes, **{"sequence": row.get("seq", 2048.0), "vocabulary": 51200.0} | given)


# --- retyped tables -------------------------------------------------------------------------------------------------


def megatron() -> DataSet:
    """Table 1 gives no microbatch; it is taken as 1. Its FLOP count the repeated pass."""
    rows = table("megatron2021_table1")
    cases, seconds = [], []
    for r in rows:
        model = _model(r)
        layout = replace(
            OLD, tensor=r["tp"], pipeline=r["pp"], data=r["gpus"] / (r["tp"] * r["pp"]), batch=r["batch"]
        )  # fmt: skip
        # the paper's own count: 96 B s l h^2 (1 + s / 6h + V / 16 l h)
        layers, hidden = r["layers"], r["hidden"]
        counted = 96 * r["batch"] * 2048 * layers * hidden**2
        counted *= 1 + 2048 / (6 * hidden) + 51200 / (16 * layers * hidden)
        cases.append((model, layout))
        seconds.append(counted / (r["gpus"] * r["tflops_per_gpu"] * 1e12))
    return steps_of(
        "megatron-table1", ("Megatron-LM, 32 to 3,072 A100", "Megatron-LM、A100 32〜3,072基"), "megatron-sc21",
        cases, megatron_a100(), seconds, labels=named(rows, "params_B"), role="fitted", bar=0.05,
    )  # fmt: skip


def megascale(system: str, identity: str, texts: tuple[str, str], **rest: Any) -> DataSet:
    rows = [r for r in table("megascale_table2_batch768") if r["system"] == system]
    model = replace(GPT3, vocabulary=64000)
    cases = [(model, Layout(tensor=8, pipeline=8, interleave=6, data=r["gpus"] / 64, batch=r["batch"])) for r in rows]
    labels = [(f"{r['gpus']:g} GPUs", f"GPU {r['gpus']:g}基") for r in rows]
    return steps_of(
        identity, texts, "megascale-table2", cases, modern("A100"), [r["iter_s"] for r in rows], labels=labels, **rest
    )


def retyped() -> list[DataSet]:
    return [
        megatron(),
        megascale(
            "Megatron-LM", "megascale-megatron",
            ("175B on 256 to 1,024 A100, Megatron-LM", "175B、A100 256〜1,024基、Megatron-LM"), role="blind", bar=0.09,
        ),
        megascale(
            "MegaScale", "megascale-own",
            ("175B on 256 to 1,024 A100, MegaScale's own stack", "175B、A100 256〜1,024基、MegaScale独自の実装"),
            role="failure",
        ),
    ]  # fmt: skip


# --- extracts -------------------------------------------------------------------------------------------------------


def korthikanti() -> DataSet:
    shapes = {r["model"]: r for r in extract("korthikanti2022_configs")}
    cases, seconds, labels = [], [], []
    for r in extract("korthikanti2022_table5"):
        c = shapes[r["model"]]
        full = replace(
            OLD, tensor=c["tp"], pipeline=c["pp"], interleave=c["interleave"], data=c["dp"],
            microbatch=c["microbatch"], batch=c["batch"],
        )  # fmt: skip
        split = replace(full, sequence_parallel=True, recompute="selective")
        for layout, key, words in (
            (full, "full_s", ("full", "全再計算")),
            (split, "seqsel_s", ("selective", "選択的再計算")),
        ):
            cases.append((_model(c), layout))
            seconds.append(r[key])
            labels.append((f"{r['model']}, {words[0]}", f"{r['model']}、{words[1]}"))
    return steps_of(
        "korthikanti-table5", ("Two ways to recompute, 8 to 512 A100", "再計算の2とおり、A100 8〜512基"),
        "korthikanti-2022", cases, megatron_a100(), seconds, labels=labels, role="fitted", bar=0.05,
    )  # fmt: skip


def vtrain(name: str, identity: str, texts: tuple[str, str], **rest: Any) -> DataSet:
    rows = extract(name)
    cases = []
    for r in rows:
        layout = replace(
            OLD, tensor=r["tp"], pipeline=r["pp"], data=r["dp"], microbatch=r["microbatch"], batch=r["batch"]
        )
        cases.append((_model(r), layout))
    labels = [
        (
            f"{r['gpus']:g} GPUs, hidden {r['hidden']:g}, {r['tp']:g} x {r['dp']:g} x {r['pp']:g}, {r['microbatch']:g}",
            f"GPU {r['gpus']:g}基、幅{r['hidden']:g}、{r['tp']:g}×{r['dp']:g}×{r['pp']:g}、{r['microbatch']:g}",
        )
        for r in rows
    ]
    seconds = [r["iter_ms"] * 1e-3 for r in rows]
    return steps_of(
        identity, texts, "vtrain-data", cases, megatron_a100(VTRAIN_NIC_BPS), seconds, labels=labels, **rest
    )


def mlperf() -> DataSet:
    """tp 4, pp 8, microbatch 2 as the logs say; interleaving of 6 is not in them."""
    rows = [r for r in extract("mlperf_v41_gpt3_h100_tpu") if r["chip"] == "H100"]
    cases = [
        (GPT3, Layout(tensor=4, pipeline=8, interleave=6, data=r["chips"] / 32, microbatch=2, batch=r["global_batch"]))
        for r in rows
    ]
    labels = [(f"{r['chips']:g} GPUs", f"GPU {r['chips']:g}基") for r in rows]
    return steps_of(
        "mlperf-gpt3", ("GPT-3 175B in FP8, 256 to 1,536 H100", "GPT-3 175B（FP8）、H100 256〜1,536基"),
        "mlperf-training-41", cases, modern(), [r["step_s"] for r in rows], labels=labels, role="blind", bar=0.05,
    )  # fmt: skip


def memory_formulas() -> DataSet:
    shapes = {r["model"]: r for r in extract("korthikanti2022_configs")}
    predicted, published, labels = [], [], []
    for r in extract("korthikanti2022_fig1_memory"):
        c = shapes[r["model"]]
        model = _model(c, vocabulary=0.0)
        layout = Layout(
            tensor=c["tp"], pipeline=c["pp"], interleave=c["interleave"], microbatch=c["microbatch"], batch=c["batch"],
            sequence_parallel=False, flash=False, zero=0,
        )  # fmt: skip
        split = replace(layout, sequence_parallel=True, recompute="selective")
        predicted += [
            sum(state_bytes(own_parameters(model, layout))), activation_bytes(model, layout),
            activation_bytes(model, split),
        ]  # fmt: skip
        published += [r[k] * GIB for k in ("par_opt_GiB", "act_none_GiB", "act_seqsel_GiB")]
        labels += [
            (f"{r['model']}, {en}", f"{r['model']}、{ja}")
            for en, ja in (("state", "重みなど"), ("activations", "活性化"), ("selective", "選択的再計算"))
        ]
    return data_set(
        "korthikanti-memory", ("Memory of one GPU, formula against formula", "GPU 1基のメモリー（式と式の比較）"),
        "korthikanti-2022", [float(p) for p in predicted], published, labels, role="formula", bar=0.005,
    )  # fmt: skip


def from_extracts() -> list[DataSet]:
    return [
        korthikanti(),
        vtrain(
            "vtrain_multinode_a100", "vtrain-multi",
            ("Another team's cluster, 64 to 512 A100", "別のチームのクラスター、A100 64〜512基"),
            role="blind", bar=0.12,
        ),
        vtrain(
            "vtrain_singlenode_a100", "vtrain-single",
            ("Small models on one machine of 8 A100", "小さなモデル、A100 8基の1台"), role="fitted", bar=0.10,
        ),
        mlperf(),
        memory_formulas(),
    ]  # fmt: skip


def found(identity: str) -> DataSet:
    return {row.id: row for row in [*retyped(), *recorded(NAME)]}[identity]


@pytest.mark.parametrize(
    "identity", ["megatron-table1", "megascale-megatron", "korthikanti-table5", "vtrain-multi", "vtrain-single",
                 "mlperf-gpt3", "korthikanti-memory"],
)  # fmt: skip
def test_mean_error_within_its_bar(identity: str) -> None:
    row = found(identity)
    assert row.bar is not None
    assert row.mean <= row.bar


def test_eighteen_steps_and_two_constants() -> None:
    fitted = [found("megatron-table1"), found("korthikanti-table5")]
    assert [row.n for row in fitted] == [10, 8]
    assert max(row.mean for row in fitted) <= 0.05


def test_unseen_cluster_is_closer_than_its_own_bar() -> None:
    # further cases of that kind must stay below a tenth
    assert found("vtrain-multi").mean <= 0.10


def test_half_the_error_of_one_mfu_for_all_or_no_worse_where_that_is_small() -> None:
    for row in [*retyped(), *recorded(NAME)]:
        if row.role in {"failure", "formula"}:
            continue
        assert row.baseline_mean is not None
        assert row.mean <= (row.baseline_mean / 2 if row.baseline_mean > 0.09 else row.baseline_mean), row.id


def test_the_known_failure_is_the_tuned_stack() -> None:
    # our defaults describe a usual stack; a tuned one is about a quarter quicker, and the page says so
    own = found("megascale-own")
    assert 0.20 < own.mean < 0.35
    assert own.worst == max(row.worst for row in retyped())


def test_recorded_errors_are_those_of_the_extracts() -> None:
    assert_recorded(NAME, from_extracts())


def test_deepseek_counted_two_ways() -> None:
    """43.7 % counts all of attention, 38.9 % the causal half: the same run, the same second."""
    said = {r["quantity"]: float(r["value"]) for r in table("deepseek_v3_disclosed")}
    # attention of 128 heads, keys of 192 and values of 128: mean width of the two products
    model = Transformer(
        layers=61, hidden=7168, heads=128, sequence=4096, vocabulary=129280, attention_width=128 * (192 + 128) / 2
    )
    tokens = said["tokens_per_day_MPFT"] * 1e9 / 86400 * said["time_per_step_MPFT"]
    gpus_seconds = 2048 * said["time_per_step_MPFT"]
    causal = said["TFLOPS_causal"] * 1e12 * gpus_seconds
    half = float(attention_flop(model, tokens, causal=True))
    assert causal / tokens == pytest.approx(said["train_cost_per_token"] * 1e9, rel=0.005)
    assert (causal + half) / gpus_seconds / 1e12 == pytest.approx(said["TFLOPS_noncausal"], rel=0.005)
    ratio = said["MFU_noncausal"] / said["MFU_causal"]
    assert (causal + half) / causal == pytest.approx(ratio, rel=0.005)


def test_curve_table_of_the_reference_within_a_few_points() -> None:
    """MFU in per cent against NIC and GPUs with the three constants once fitted to three points (not shipped).

    The reference knew one peak for all products. Its columns of slower links are left out: there it hid four fifths of
    the traffic behind a step that is shorter than they are.
    """
    expected = {50: (47.8, 45.9, 41.6, 29.2), 100: (48.6, 46.9, 42.9, 31.1), 200: (48.9, 47.4, 43.6, 32.1)}
    counts = np.array([256.0, 1024.0, 3072.0, 12288.0])
    layout = Layout(tensor=4, pipeline=8, interleave=4, data=counts / 32, microbatch=2, batch=3072, zero=0)
    for nic, row in expected.items():
        machine = replace(modern(nic_bps=nic * 1e9), e_max=0.69, k_mem=1.7, overlap_tensor=0.2, overlap_data=0.8)
        machine = replace(machine, bf16_share=1.0)
        np.testing.assert_allclose(step_time(GPT3, layout, machine).mfu * 100, row, atol=1.5)


def test_table_of_the_page_is_written() -> None:
    rows = [*retyped(), *recorded(NAME)]
    write_sets(NAME, sorted(rows, key=lambda row: row.role == "failure"), BASELINE)
    assert len(rows) == 8
