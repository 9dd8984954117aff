"""explainers.models.systems.{transformer,training_layer,training_step}: hand arithmetic, limits, laws, shapes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from explainers.models.systems.training_layer import layer_time, tensor_s
from explainers.models.systems.training_layout import Layout, Machine, gpus, megatron_a100, modern
from explainers.models.systems.training_step import StepTime, mfu, own_parameters, step_time, total_s
from explainers.models.systems.transformer import (
    GPT3,
    Transformer,
    attention_flop,
    layer_parameters,
    model_flop,
    parameters,
)

TINY = Transformer(layers=2, hidden=8, heads=2, sequence=4, vocabulary=10)
IDEAL = Machine(peak_flops=1e12, hbm_bps=np.inf, nvlink_bps=np.inf, nic_bps=np.inf, step_s=0.0, attention_share=1.0)
RUN = Layout(tensor=4, pipeline=8, interleave=6, data=32, microbatch=2, batch=3072)
H100 = modern()
EVERY: tuple[dict[str, Any], ...] = (
    {}, {"recompute": "full"}, {"flash": False}, {"flash": False, "recompute": "selective"}, {"zero": 0}, {"zero": 3},
    {"sequence_parallel": False}, {"context": 2}, {"expert": 8}, {"pipeline": 1, "interleave": 1}, {"tensor": 16},
)  # fmt: skip


# --- counting -------------------------------------------------------------------------------------------------------


def test_hand_parameters_of_a_tiny_model() -> None:
    # attention 4 x 8 x 8 = 256, feed-forward 2 x 8 x 32 = 512; two layers and 10 x 8
    assert layer_parameters(TINY) == 768
    assert parameters(TINY) == 2 * 768 + 80


def test_hand_gated_and_grouped() -> None:
    # one key head of two: 2 x 64 + 64 = 192; three matrices of 8 x 24 = 576
    model = replace(TINY, kv_heads=1, gated=True, ffn_hidden=24)
    assert layer_parameters(model) == 192 + 576


def test_hand_experts_count_whole_or_active() -> None:
    model = replace(TINY, experts=8, experts_active=2)
    assert layer_parameters(model) == 256 + 8 * 512
    assert layer_parameters(model, active=True) == 256 + 2 * 512


def test_hand_operations() -> None:
    # 6 for each parameter and token; attention 12 x tokens x layers x sequence x hidden, half of it causal
    assert model_flop(TINY, 1.0, causal=False) == 6 * parameters(TINY) + 12 * 2 * 4 * 8
    assert attention_flop(TINY, 5.0) == 0.5 * attention_flop(TINY, 5.0, causal=False) == 5 * 6 * 2 * 4 * 8


# --- the step -------------------------------------------------------------------------------------------------------


def test_hand_one_ideal_gpu_is_wholly_used() -> None:
    step = step_time(TINY, Layout(batch=3), IDEAL)
    assert step.total == pytest.approx(model_flop(TINY, 3 * 4) / 1e12, rel=1e-14)
    assert step.mfu == pytest.approx(1.0, rel=1e-14)


def test_hand_full_recomputation_takes_a_third_more() -> None:
    model = replace(TINY, vocabulary=0)
    plain = step_time(model, Layout(batch=3), IDEAL)
    again = step_time(model, Layout(batch=3, recompute="full"), IDEAL)
    assert again.total / plain.total == pytest.approx(4 / 3, rel=1e-14)
    assert again.mfu / plain.mfu == pytest.approx(3 / 4, rel=1e-14)


def test_hand_the_bubble() -> None:
    model = replace(TINY, layers=8, vocabulary=0)
    layout = Layout(pipeline=4, interleave=2, batch=12)
    step = step_time(model, layout, IDEAL)
    assert step.bubble / (step.total - step.bubble) == pytest.approx(3 / (2 * 12), rel=1e-14)


def test_hand_an_all_reduce_of_the_tensor_group() -> None:
    # 4 GPUs, 4 tokens x 8 x 2 B = 64 B: 2 x 3/4 x 64 B at 1 B/s = 96 s, four times
    machine = replace(IDEAL, nvlink_bps=1.0)
    assert tensor_s(TINY, Layout(tensor=4), machine) == pytest.approx(4 * 96.0, rel=1e-14)
    assert tensor_s(TINY, Layout(tensor=4, recompute="full"), machine) == pytest.approx(6 * 96.0, rel=1e-14)


def test_hand_replicas_exchange_gradients() -> None:
    # all-reduce: 2 x 3/4 x 4 B; scattered and gathered with ZeRO-1: 3/4 x (4 + 2) B; four replicas share a node's NICs
    machine = replace(IDEAL, nic_bps=1.0, gpus_per_node=2)
    own = parameters(TINY)
    for zero, moved in ((0, 2 * 0.75 * 4), (1, 0.75 * 6)):
        step = step_time(TINY, Layout(data=4, batch=4, zero=zero), machine)
        assert step.data == pytest.approx(moved * own / 2, rel=1e-14)


def test_hand_zero3_is_the_larger_of_computing_and_fetching() -> None:
    machine = replace(IDEAL, nic_bps=1.0, gpus_per_node=1)
    step = step_time(TINY, Layout(data=4, batch=4, zero=3), machine)
    assert step.total == pytest.approx(0.75 * 6 * parameters(TINY), rel=1e-9)


def test_limit_zero3_gains_nothing_from_more_gpus_once_links_rule() -> None:
    count = np.array([512.0, 1024.0, 2048.0])
    machine = modern(nic_bps=6.25e9)
    layout = Layout(data=count, microbatch=3072 / count, batch=3072, zero=3, recompute="full")
    total = step_time(replace(GPT3, layers=40, hidden=6144, heads=48), layout, machine).total
    np.testing.assert_allclose(total, total[0], rtol=0.01)


@pytest.mark.parametrize(("interleave", "microbatches_long"), [(1, 1), (6, 8)])
def test_law_no_more_traffic_is_hidden_than_the_last_microbatches_last(interleave: int, microbatches_long: int) -> None:
    layout = replace(RUN, interleave=interleave)
    slow = replace(H100, nic_bps=np.geomspace(1e7, 1e13, 60))
    bare, hidden = (step_time(GPT3, layout, replace(slow, overlap_data=part)) for part in (0.0, 1.0))
    layer = layer_time(GPT3, layout, H100)
    window = microbatches_long * (layer.gemm + layer.attention + layer.memory) * 96 / 8
    np.testing.assert_allclose(bare.data - hidden.data, np.minimum(bare.data, window), rtol=1e-9)
    assert hidden.data[0] > 0 == hidden.data[-1]
    assert np.all(hidden.total >= bare.data)


def test_hand_fp8_is_for_the_layers_products_alone() -> None:
    assert modern().bf16_share == pytest.approx(989 / 1979)
    assert modern(fp8=False).bf16_share == modern("A100").bf16_share == megatron_a100().bf16_share == 1
    eight, all_eight = (step_time(GPT3, RUN, each) for each in (H100, replace(H100, bf16_share=1.0)))
    assert eight.gemm == all_eight.gemm
    for name in ("attention", "logits"):
        assert getattr(eight, name) / getattr(all_eight, name) == pytest.approx(1979 / 989, rel=1e-12)


def test_limit_one_gpu_sends_nothing() -> None:
    step = step_time(GPT3, Layout(batch=8), modern())
    assert [step.tensor, step.pipeline, step.data, step.context, step.expert, step.bubble] == [0] * 6


def test_limit_of_infinite_bandwidth_latency_remains() -> None:
    endless = replace(H100, nvlink_bps=np.inf, nic_bps=np.inf)
    step = step_time(GPT3, RUN, endless)
    assert step.tensor == pytest.approx(96 / 8 * 48 * 4 * 2 * 3 * H100.step_s, rel=1e-12)
    quiet = step_time(GPT3, RUN, replace(endless, step_s=0.0))
    assert quiet.tensor == quiet.pipeline == quiet.data == 0


def test_limit_no_kernel_floor_is_the_work_alone() -> None:
    layer = layer_time(GPT3, RUN, H100)
    assert layer.total() == layer.work()
    floored = layer_time(GPT3, RUN, replace(H100, kernel_floor_s=1.0))
    assert floored.total() == pytest.approx(3.0, rel=1e-3)  # three passes of one second


def test_law_doubling_every_rate_halves_the_time() -> None:
    twice = replace(
        H100, peak_flops=2 * H100.peak_flops, hbm_bps=2 * H100.hbm_bps, nvlink_bps=2 * H100.nvlink_bps,
        nic_bps=2 * H100.nic_bps, step_s=H100.step_s / 2,
    )  # fmt: skip
    for choice in EVERY:
        layout = replace(RUN, **choice)
        ratio = step_time(GPT3, layout, twice).total / step_time(GPT3, layout, H100).total
        assert ratio == pytest.approx(0.5, rel=1e-12)


@pytest.mark.parametrize("name", ["nic_bps", "nvlink_bps", "hbm_bps", "peak_flops", "e_max"])
def test_law_faster_is_never_slower(name: str) -> None:
    for choice in EVERY:
        factors = np.linspace(0.5, 1.2, 30)
        machine = replace(H100, **{name: factors * getattr(H100, name)})
        assert np.all(np.diff(step_time(GPT3, replace(RUN, **choice), machine).total) <= 0), choice


def test_law_a_larger_batch_uses_more_of_the_machine() -> None:
    for choice in EVERY:
        layout = replace(RUN, batch=np.geomspace(64, 1e5, 40), **choice)
        assert np.all(np.diff(step_time(GPT3, layout, H100).mfu) >= -1e-15), choice


def test_law_mfu_never_exceeds_one() -> None:
    chance = np.random.default_rng(20261124)
    count = 4000
    layout = Layout(
        tensor=2.0 ** chance.integers(0, 5, count), pipeline=2.0 ** chance.integers(0, 6, count),
        interleave=chance.integers(1, 7, count), data=2.0 ** chance.integers(0, 10, count),
        microbatch=2.0 ** chance.integers(0, 4, count), batch=2.0 ** chance.integers(14, 16, count),
    )  # fmt: skip
    best = Machine(
        peak_flops=10 ** chance.uniform(12, 16, count), hbm_bps=10 ** chance.uniform(11, 16, count),
        nvlink_bps=10 ** chance.uniform(9, 16, count), nic_bps=10 ** chance.uniform(8, 16, count), e_max=1.0,
        overlap_tensor=1.0, overlap_data=1.0, attention_share=1.0,
    )  # fmt: skip
    for flash in (True, False):
        used = step_time(GPT3, replace(layout, flash=flash), best).mfu
        assert np.all((used > 0) & (used <= 1 + 1e-12))


@pytest.mark.parametrize("choice", EVERY, ids=str)
@pytest.mark.parametrize("machine", [H100, megatron_a100()], ids=["h100", "a100"])
def test_law_the_parts_add_up(choice: dict[str, Any], machine: Machine) -> None:
    step = step_time(GPT3, replace(RUN, **choice), machine)
    assert sum(step.parts().values()) == pytest.approx(step.total, rel=1e-12)
    assert all(part >= 0 for part in step.parts().values())
    assert set(step.parts()) == {f.name for f in fields(StepTime)} - {"total", "mfu"}


@pytest.mark.parametrize("choice", EVERY, ids=str)
def test_shape_every_number_may_be_an_array(choice: dict[str, Any]) -> None:
    """Arrays give what each alone gives, by parts and in pieces; more numbers than one piece holds."""
    chance, count = np.random.default_rng(7), 10_003
    arrays: dict[str, Any] = {
        "tensor": 2.0 ** chance.integers(0, 4, count),
        "data": 2.0 ** chance.integers(0, 8, count),
    }
    layout = replace(RUN, **{**arrays, **choice})
    machine = replace(H100, nic_bps=chance.uniform(5e9, 2e11, count), kernel_floor_s=chance.uniform(0, 1e-3, count))
    model = replace(GPT3, layers=chance.integers(8, 128, count).astype(float))
    step = step_time(model, layout, machine)
    np.testing.assert_allclose(total_s(model, layout, machine), step.total, rtol=1e-14)
    np.testing.assert_allclose(mfu(model, layout, machine), step.mfu, rtol=1e-14)
    for at in (0, count - 1):
        one = step_time(_one(model, at), _one(layout, at), _one(machine, at))
        assert one.total == pytest.approx(step.total[at], rel=1e-14)


def _one(thing: Any, at: int) -> Any:
    own = {f.name: getattr(thing, f.name) for f in fields(thing)}
    return replace(thing, **{name: float(value[at]) for name, value in own.items() if isinstance(value, np.ndarray)})


def test_shape_of_one_plain_configuration() -> None:
    assert total_s(GPT3, RUN, H100).shape == (1,)
    assert total_s(GPT3, RUN, H100)[0] == pytest.approx(step_time(GPT3, RUN, H100).total, rel=1e-15)


def test_scaling_an_expert_moves_tokens_and_splits_parameters() -> None:
    model = replace(GPT3, experts=64, experts_active=2)
    alone, spread_out = Layout(data=64, batch=64), Layout(data=64, batch=64, expert=64)
    assert own_parameters(model, spread_out) < own_parameters(model, alone) / 30
    assert step_time(model, spread_out, H100).expert > 0


def test_scaling_context_splits_tokens_and_fetches_keys() -> None:
    layout = Layout(context=4, batch=64)
    assert gpus(layout) == 4
    step, whole = step_time(GPT3, layout, H100), step_time(GPT3, Layout(batch=64), H100)
    assert step.attention == pytest.approx(whole.attention / 4, rel=1e-12)
    assert step.context > 0
