"""Serving against published figures: one measured layer, a serving engine's table, sizes and bounds of DeepSeek."""

from __future__ import annotations

import pytest

from explainers.models.systems.eager_layer import eager_layer_s
from explainers.models.systems.forward_pass import Group, decode_load, pass_time, prefill_load
from explainers.models.systems.gpu import A100
from explainers.models.systems.kv_cache import kv_bytes_per_token
from explainers.models.systems.operator_time import EAGER, SERVING, Engine
from explainers.models.systems.served_links import SERVER_GPUS, ServedLinks, exchange_bound_s, links_of
from explainers.models.systems.served_model import DEEPSEEK_V3, LLAMA_405B, ServedModel
from explainers.models.systems.serving import tokens_per_s
from tests.validation.sets import DataSet, assert_recorded, data_set, extract, recorded, table, write_sets

NAME = "systems-inference"
BASELINE = {
    "en": "roofline: peak compute, full bandwidth, starting a step costs nothing",
    "ja": "ルーフライン（最大の演算性能と帯域幅、処理の開始は時間ゼロ）",
}
IDEAL = Engine(compute_share=1.0, memory_share=1.0, kernel_s=0.0, kernels_per_layer=0)
IDEAL_LINKS = ServedLinks(nvlink_bps=A100.nvlink_bps, nic_bps=A100.nic_bps, domain=SERVER_GPUS, start_s=0.0, step_s=0.0)
GPT3 = ServedModel(
    layers=96, hidden=12288, ffn=4 * 12288, heads=96, kv_heads=96, head_dim=128, vocabulary=50257, gated=False
)
LLAMA_7B = ServedModel(layers=32, hidden=4096, ffn=11008, heads=32, kv_heads=32, head_dim=128, vocabulary=32000)
QWEN_72B = ServedModel(layers=80, hidden=8192, ffn=29568, heads=64, kv_heads=8, head_dim=128, vocabulary=152064)
OPERATORS = {  # the extract's names -> the model's
    "qkv_proj(3 matmuls)": "qkv", "q_mul_k": "scores", "a_mul_v": "values",
    "h_matmul0(attention output)": "attention-output", "h1_matmul1(ffn up)": "ffn-up",
    "h2_matmul2(ffn down)": "ffn-down", "softmax": "softmax", "layernorm_1": "norm-1", "layernorm_2": "norm-2",
    "gelu": "activation", "allreduce_1": "all-reduce-1", "allreduce_2": "all-reduce-2",
}  # fmt: skip
LABELS_JA = {
    "qkv": "QKVの射影", "scores": "注意のスコア", "values": "注意の重み付き和", "attention-output": "注意の出力",
    "ffn-up": "FFNの前半", "ffn-down": "FFNの後半", "softmax": "ソフトマックス", "norm-1": "正規化1",
    "norm-2": "正規化2", "activation": "活性化関数", "all-reduce-1": "全体集約1", "all-reduce-2": "全体集約2",
}  # fmt: skip

STATED = {
    "kv_llama31_405b": ("keys and values, Llama 3.1 405B", "キーとバリュー、Llama 3.1 405B"),
    "kv_qwen25_72b": ("keys and values, Qwen2.5 72B", "キーとバリュー、Qwen2.5 72B"),
    "kv_deepseek_v3": ("keys and values, DeepSeek-V3", "キーとバリュー、DeepSeek-V3"),
    "exchange_50": ("one exchange, 50 GB/s", "やり取り1回、50 GB/s"),
    "token_50": ("one token, 50 GB/s", "1トークン、50 GB/s"),
    "token_900": ("one token, 900 GB/s", "1トークン、900 GB/s"),
}


def layer(engine: Engine, links: ServedLinks) -> dict[str, float]:
    return eager_layer_s(GPT3, 8, 2048, A100, links, gpus=4, engine=engine)


def from_extracts() -> list[DataSet]:
    rows = extract("llm_layer_prefill_a100x4")
    names = [OPERATORS[str(row["operator"])] for row in rows]
    measured = [float(row["seconds"]) for row in rows]
    model, ideal = layer(EAGER, links_of(A100, SERVER_GPUS)), layer(IDEAL, IDEAL_LINKS)
    whole = [[sum(one.values())] for one in (model, ideal)]
    return [
        data_set(
            "prefill-operators",
            ("One GPT-3 layer on four A100, each operator", "A100 4基でのGPT-3の1層、演算ごと"),
            "llmcompass-artifact", [model[n] for n in names], measured, [(n, LABELS_JA[n]) for n in names],
            role="fitted", bar=0.2, baseline=[ideal[n] for n in names],
        ),
        data_set(
            "prefill-layer",
            ("The same layer, all operators together", "同じ層の合計"),
            "llmcompass-artifact", whole[0], [sum(measured)], [("whole layer", "層全体")],
            role="fitted", bar=0.1, baseline=whole[1],
        ),
    ]  # fmt: skip


def served(row: dict[str, float | str], engine: Engine) -> float:
    """Tokens a second, or milliseconds of a prompt."""
    group = Group(gpu=A100, gpus=1, links=IDEAL_LINKS, engine=engine)
    batch, tokens_in, tokens_out = (float(row[key]) for key in ("batch", "input_tokens", "output_tokens"))
    prefill_s = float(pass_time(LLAMA_7B, prefill_load(batch, tokens_in), group).total_s)
    if row["kind"] == "prompt":
        return prefill_s * 1e3
    step_s = float(pass_time(LLAMA_7B, decode_load(batch, tokens_in + tokens_out / 2), group).total_s)
    return float(tokens_per_s(batch, tokens_out, prefill_s, (tokens_out - 1) * step_s))


def label(row: dict[str, float | str]) -> tuple[str, str]:
    if row["kind"] == "prompt":
        return f"a prompt of {row['input_tokens']:.0f} tokens", f"{row['input_tokens']:.0f}トークンの依頼"
    sizes = f"{row['batch']:.0f} × ({row['input_tokens']:.0f} + {row['output_tokens']:.0f})"
    return f"{sizes} tokens", f"{sizes} トークン"


def serving_sets() -> list[DataSet]:
    every = table("tensorrt_llama7b_a100")
    short = [row for row in every if row["kind"] == "prompt" and row["input_tokens"] == 128]
    usual = [row for row in every if row not in short]

    def one(identity: str, texts: tuple[str, str], rows: list[dict[str, float | str]], **more: object) -> DataSet:
        return data_set(
            identity, texts, "llm-viewer-issue-4", [served(row, SERVING) for row in rows],
            [float(row["published"]) for row in rows], [label(row) for row in rows],
            baseline=[served(row, IDEAL) for row in rows], **more,  # type: ignore[arg-type]
        )  # fmt: skip

    return [
        one(
            "tensorrt", ("TensorRT-LLM, LLaMA 7B on one A100", "TensorRT-LLM、A100 1基のLLaMA 7B"), usual,
            role="blind", bar=0.15,
        ),
        one(
            "tensorrt-short", ("The same, a prompt of 128 tokens alone", "同じく、128トークンの依頼だけ"), short,
            role="failure",
        ),
    ]  # fmt: skip


def stated() -> dict[str, float]:
    """What DeepSeek states, from the model."""
    fast, slow = (float(exchange_bound_s(32, 9, 7000, rate)) for rate in (900e9, 50e9))
    taking_turns = 2 * DEEPSEEK_V3.layers
    return {
        "kv_llama31_405b": kv_bytes_per_token(LLAMA_405B) / 1e3,
        "kv_qwen25_72b": kv_bytes_per_token(QWEN_72B) / 1e3,
        "kv_deepseek_v3": kv_bytes_per_token(DEEPSEEK_V3) / 1e3,
        "exchange_50": slow * 1e6,
        "token_50": taking_turns * slow * 1e3,
        "token_900": taking_turns * fast * 1e3,
    }


def formula_set() -> DataSet:
    rows, found = table("deepseek_serving"), stated()
    names = [str(row["quantity"]) for row in rows]
    return data_set(
        "deepseek-stated",
        ("Memory of a token and bounds that DeepSeek states", "DeepSeekが示すトークンの大きさと下限"),
        "deepseek-isca-2025", [found[n] for n in names], [float(row["published"]) for row in rows],
        [STATED[n] for n in names], role="formula", bar=0.01,
    )  # fmt: skip


def test_a_measured_layer_within_its_bars() -> None:
    operators, whole = from_extracts()
    assert operators.mean <= 0.2
    assert whole.mean <= 0.1
    assert (operators.n, operators.worst_en) == (12, "scores")
    assert_recorded(NAME, [operators, whole])


def test_a_measured_layer_half_the_error_of_the_baseline() -> None:
    for row in from_extracts():
        assert row.baseline_mean is not None
        assert row.mean <= row.baseline_mean / 2


def test_tensorrt_within_its_bar() -> None:
    usual, _ = serving_sets()
    assert usual.n == 5
    assert usual.mean <= 0.15
    assert usual.worst <= 0.15


def test_tensorrt_half_the_error_of_the_baseline() -> None:
    usual, _ = serving_sets()
    assert usual.baseline_mean is not None
    assert usual.mean <= usual.baseline_mean / 2


ERRORS = (-0.05, -0.04, -0.11, -0.03, 0.15, -0.38)


@pytest.mark.parametrize(
    ("row", "error"), list(zip(table("tensorrt_llama7b_a100"), ERRORS, strict=True)), ids=[str(e) for e in ERRORS]
)
def test_every_error_that_we_report(row: dict[str, float | str], error: float) -> None:
    assert served(row, SERVING) / float(row["published"]) - 1 == pytest.approx(error, abs=0.006)


def test_what_deepseek_states_is_exact() -> None:
    for row in table("deepseek_serving"):
        digits = len(str(row["published"]).split(".")[1])
        assert round(stated()[str(row["quantity"])], digits) == row["published"], row["quantity"]


def test_the_engines_constants_stand_off_their_bounds() -> None:
    # nothing was fitted to the serving table; of the layer's three constants none ends where it may not go
    for engine in (EAGER, SERVING):
        assert 0.3 < engine.compute_share < 0.9
        assert 0.5 < engine.memory_share < 0.96
        assert engine.kernel_s > 0


def test_error_table_is_written() -> None:
    kept = recorded(NAME)
    assert [row.id for row in kept] == ["prefill-operators", "prefill-layer"]
    write_sets(NAME, [*kept, *serving_sets(), formula_set()], BASELINE)
