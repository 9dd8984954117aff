"""explainers.models.systems: serving a model - shapes, memory, links, passes, prices, one reply."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explainers.models.systems.eager_layer import eager_layer_s
from explainers.models.systems.forward_pass import Group, decode_load, pass_time, prefill_load
from explainers.models.systems.gpu import A100, B200, H100, Gpu
from explainers.models.systems.kv_cache import (
    kept_values,
    kv_bytes_per_token,
    kv_copies,
    sequences_that_fit,
    weight_bytes_on_gpu,
)
from explainers.models.systems.operator_time import SERVING, Engine, work_s
from explainers.models.systems.reply import Request, fibre_round_trip_s, reply
from explainers.models.systems.served_links import (
    ServedLinks,
    all_reduce_s,
    exchange_bound_s,
    exchange_s,
    links_of,
)
from explainers.models.systems.served_model import (
    DEEPSEEK_V3,
    LLAMA_8B,
    LLAMA_70B,
    LLAMA_405B,
    ServedModel,
    active_parameters,
    attention_parameters,
    ffn_parameters,
    total_parameters,
)
from explainers.models.systems.serving import link_share_of_cost, tokens_per_s, usd_per_million_tokens

EVERY = (LLAMA_8B, LLAMA_70B, LLAMA_405B, DEEPSEEK_V3)
LINKS = ServedLinks(nvlink_bps=4e11, nic_bps=5e10, domain=8)
FREE_LINKS = ServedLinks(nvlink_bps=math.inf, nic_bps=math.inf, domain=8, start_s=0.0, step_s=0.0)


def group(gpus: int = 8, gpu: Gpu = H100, links: ServedLinks = LINKS, *, weight_bytes: int = 2) -> Group:
    return Group(gpu=gpu, gpus=gpus, links=links, weight_bytes=weight_bytes)


def faster(gpu: Gpu, factor: float) -> Gpu:
    return replace(
        gpu, bf16_flops=gpu.bf16_flops * factor, fp8_flops=gpu.fp8_flops * factor, hbm_bps=gpu.hbm_bps * factor
    )


def test_hand_a_tiny_model_without_and_with_gates() -> None:
    tiny = ServedModel(layers=1, hidden=4, ffn=8, heads=2, kv_heads=1, head_dim=2, vocabulary=10, gated=False)
    # queries and output 4 x 4 each, keys and values 4 x 2 each; two matrices of 4 x 8; two tables of 10 x 4
    assert attention_parameters(tiny) == 48
    assert ffn_parameters(tiny, 8) == 64
    assert ffn_parameters(replace(tiny, gated=True), 8) == 96
    assert total_parameters(tiny) == 48 + 64 + 80
    assert active_parameters(tiny) == 48 + 64 + 40


@pytest.mark.parametrize(("model", "billions"), [(LLAMA_8B, 8), (LLAMA_70B, 70), (LLAMA_405B, 405), (DEEPSEEK_V3, 671)])
def test_reference_the_number_in_a_models_name(model: ServedModel, billions: float) -> None:
    assert total_parameters(model) == pytest.approx(billions * 1e9, rel=0.01)


def test_reference_a_token_of_deepseek_touches_37_billion() -> None:
    assert active_parameters(DEEPSEEK_V3) == pytest.approx(37e9, rel=0.02)


def test_reference_sizes_of_a_token() -> None:
    assert kv_bytes_per_token(LLAMA_405B) == 516_096
    assert kv_bytes_per_token(DEEPSEEK_V3) == 70_272
    assert kept_values(DEEPSEEK_V3) == 576


def test_hand_memory_of_one_server() -> None:
    # 70.55e9 x 2 B / 8 = 17.6 GB a GPU; 72 - 17.6 = 54.4 GB; x 8 / (327,680 B x 1,500) = 884
    assert weight_bytes_on_gpu(LLAMA_70B, 8, 2) == pytest.approx(17.64e9, rel=1e-3)
    assert sequences_that_fit(LLAMA_70B, 8, 80e9, 1500, 2) == 884


def test_limit_weights_alone_fill_the_memory() -> None:
    assert sequences_that_fit(LLAMA_405B, 8, 80e9, 1500, 2) < 0


def test_law_more_gpus_than_heads_store_copies() -> None:
    assert kv_copies(LLAMA_70B, 8) == 1
    assert kv_copies(LLAMA_70B, 32) == 4
    assert kv_copies(DEEPSEEK_V3, 64) == 1


def test_law_an_operator_takes_the_slower_of_two() -> None:
    ideal = Engine(compute_share=1.0, memory_share=1.0, kernel_s=0.0, kernels_per_layer=0)
    assert work_s(2e12, 1.0, 1e12, 1e12, ideal) == 2.0
    assert work_s(1.0, 3e12, 1e12, 1e12, ideal) == 3.0


def test_limit_one_gpu_needs_no_links() -> None:
    assert all_reduce_s(1e6, 1, LINKS) == 0
    assert exchange_s(32, 8, 7168, 1, LINKS) == 0
    for model in EVERY:
        assert pass_time(model, decode_load(4.0, 100.0), group(1)).link_s == 0


def test_limit_infinite_links_leave_only_their_start() -> None:
    unlimited = ServedLinks(nvlink_bps=math.inf, nic_bps=math.inf, domain=8, start_s=1e-5)
    assert all_reduce_s(1e9, 8, unlimited) == pytest.approx(1e-5, rel=1e-15)
    assert all_reduce_s(1e9, 16, unlimited) == pytest.approx(2e-5, rel=1e-15)  # inside a server and between two
    assert exchange_s(32, 8, 7168, 8, unlimited) == pytest.approx(2e-5, rel=1e-15)
    assert exchange_s(32, 8, 7168, 64, unlimited) == pytest.approx(6e-5, rel=1e-15)


def test_hand_an_all_reduce_of_a_small_and_a_large_message() -> None:
    links = ServedLinks(nvlink_bps=1e11, nic_bps=1e10, domain=8, start_s=1e-5, step_s=1e-6)
    # small: 1.75 x 1e4 B at a fifth of the rate, 0.875 µs; large: 14 steps and 1.75 x 1e9 B at the whole rate
    assert all_reduce_s(1e4, 8, links) == pytest.approx(1e-5 + 0.875e-6, rel=1e-12)
    assert all_reduce_s(1e9, 8, links) == pytest.approx(1e-5 + 14e-6 + 1.75e-2, rel=1e-12)


def test_reference_deepseeks_bound() -> None:
    # (1 B + 2 B) x 32 tokens x 9 experts x 7,000 values / 50 GB/s
    assert exchange_bound_s(32, 9, 7000, 50e9) == pytest.approx(120.96e-6, rel=1e-12)
    assert 2 * 61 * exchange_bound_s(32, 9, 7000, 50e9) == pytest.approx(14.757e-3, rel=1e-4)
    assert 2 * 61 * exchange_bound_s(32, 9, 7000, 900e9) == pytest.approx(0.8198e-3, rel=1e-4)


def test_law_the_exchange_is_never_quicker_than_its_bound() -> None:
    links = ServedLinks(nvlink_bps=4e11, nic_bps=5e10, domain=8, start_s=0.0)
    for gpus in (16, 32, 64, 1024):
        bound_s = float(exchange_bound_s(32, 8, 7168, 5e10)) * (1 - 8 / gpus)
        assert exchange_s(32, 8, 7168, gpus, links) == pytest.approx(bound_s, rel=1e-12)


def test_hand_a_token_of_a_small_model_is_the_time_to_read_it() -> None:
    # one user, no context: every weight but the input table once, at 0.8 of 3.35 TB/s, and 320 kernels of 5 µs
    own = pass_time(LLAMA_8B, decode_load(1.0, 0.0), group(1))
    assert own.work_s == pytest.approx(2 * active_parameters(LLAMA_8B) / (0.8 * 3.35e12), rel=1e-9)
    assert own.kernel_s == pytest.approx(1.6e-3, rel=1e-12)


def test_hand_reading_a_prompt_is_computing() -> None:
    own = pass_time(LLAMA_8B, prefill_load(1.0, 4096.0), group(1))
    table = LLAMA_8B.vocabulary * LLAMA_8B.hidden
    products = 2 * 4096 * (active_parameters(LLAMA_8B) - table)
    looks = 4096**2 / 2 * 4 * 4096 * 32
    last_word_s = 2 * table / (0.8 * 3.35e12)  # of one row: bound by reading its table
    assert own.work_s == pytest.approx((products + looks) / (0.65 * 989e12) + last_word_s, rel=1e-9)


def test_scaling_everything_twice_as_fast_halves_the_work() -> None:
    for model in EVERY:
        for load in (decode_load(16.0, 1000.0), prefill_load(1.0, 1000.0)):
            slow, quick = (pass_time(model, load, group(gpu=gpu)) for gpu in (H100, faster(H100, 2.0)))
            assert quick.work_s == pytest.approx(float(slow.work_s) / 2, rel=1e-12)
            assert quick.link_s == slow.link_s


@pytest.mark.parametrize("model", EVERY)
def test_law_monotone_in_users_links_and_memory(model: ServedModel) -> None:
    users = np.array([1.0, 8.0, 64.0, 512.0])
    here = pass_time(model, decode_load(users, 1000.0), group())
    assert (np.diff(here.total_s) > 0).all()
    assert (np.diff(np.asarray(here.total_s) / users) < 0).all()  # and cheaper for each
    free = pass_time(model, decode_load(users, 1000.0), group(links=FREE_LINKS))
    assert (np.asarray(free.link_s) == 0).all()
    assert (np.asarray(free.total_s) < np.asarray(here.total_s)).all()
    quick = pass_time(model, decode_load(users, 1000.0), group(gpu=replace(H100, hbm_bps=2 * H100.hbm_bps)))
    assert (np.asarray(quick.total_s) <= np.asarray(here.total_s)).all()


@pytest.mark.parametrize("model", EVERY)
def test_shape_vector_equals_scalar(model: ServedModel) -> None:
    users = np.array([1.0, 32.0, 1000.0])
    together = pass_time(model, decode_load(users, 500.0), group())
    alone = [pass_time(model, decode_load(float(one), 500.0), group()) for one in users]
    for name in ("work_s", "kernel_s", "link_s", "total_s"):
        np.testing.assert_allclose(getattr(together, name), [float(getattr(one, name)) for one in alone], rtol=1e-15)


def test_law_eight_bits_use_the_faster_peak_where_there_is_one() -> None:
    assert group(weight_bytes=1).peak_flops == H100.fp8_flops
    assert group(gpu=A100, weight_bytes=1).peak_flops == A100.bf16_flops
    assert group(weight_bytes=2).peak_flops == H100.bf16_flops


def test_hand_kept_values_of_one_byte_are_read_in_half_the_time() -> None:
    free = replace(
        group(1, links=FREE_LINKS),
        engine=Engine(compute_share=1.0, memory_share=1.0, kernel_s=0.0, kernels_per_layer=0),
    )
    loads = (decode_load(1e4, 1e5), decode_load(1e4, 0.0))  # with keys and values, and without
    read_s = [
        [float(pass_time(LLAMA_8B, load, replace(free, kv_value_bytes=size)).work_s) for load in loads]
        for size in (2, 1)
    ]
    # 1e9 tokens of 131,072 B at 3.35 TB/s
    assert read_s[0][0] - read_s[0][1] == pytest.approx(1e9 * kv_bytes_per_token(LLAMA_8B) / H100.hbm_bps, rel=1e-9)
    assert read_s[0][0] - read_s[0][1] == pytest.approx(2 * (read_s[1][0] - read_s[1][1]), rel=1e-9)


def test_law_no_pass_beats_the_peak() -> None:
    for tokens in (100.0, 10_000.0):
        own = pass_time(LLAMA_70B, prefill_load(4.0, tokens), group(links=FREE_LINKS))
        done = 2 * 4 * tokens * (active_parameters(LLAMA_70B) - LLAMA_70B.vocabulary * LLAMA_70B.hidden)
        assert done / (8 * H100.bf16_flops * float(own.total_s)) < SERVING.compute_share


def test_law_the_price_identity() -> None:
    # dollars an hour, over tokens an hour, times a million
    assert usd_per_million_tokens(2.5, 8, 1000.0) == 2.5 * 8 / (3600 * 1000.0) * 1e6
    assert tokens_per_s(32, 500, 1.0, 7.0) == 2000
    assert link_share_of_cost(0.0, 0.0) == 0
    assert link_share_of_cost(1.0, 0.1) == 1


def test_structure_a_reply_is_its_parts() -> None:
    own = reply(LLAMA_70B, Request(input_tokens=1000.0, output_tokens=500.0, users=32.0), group())
    assert own.steps == 499
    step_s = own.step.work_s + own.step.kernel_s + own.step.link_s
    assert own.inside_s == pytest.approx(float(own.prefill.total_s) + 499 * float(step_s), rel=1e-12)
    assert 0 < own.link_s < own.inside_s


def test_limit_a_reply_of_one_token_has_no_steps() -> None:
    own = reply(LLAMA_8B, Request(input_tokens=10.0, output_tokens=1.0, users=1.0), group(1))
    assert own.inside_s == own.prefill.total_s


def test_hand_light_to_the_data_centre_and_back() -> None:
    # 1,000 km, half as long again, both ways, 4.9 ns/m: 14.7 ms
    assert fibre_round_trip_s(1e6, 4.9e-9) == pytest.approx(14.7e-3, rel=1e-12)


def test_law_a_layer_operator_by_operator() -> None:
    model = ServedModel(
        layers=96, hidden=12288, ffn=49152, heads=96, kv_heads=96, head_dim=128, vocabulary=1, gated=False
    )
    one = eager_layer_s(model, 8, 2048, A100, links_of(A100, 8), gpus=1)
    four = eager_layer_s(model, 8, 2048, A100, links_of(A100, 8), gpus=4)
    assert len(one) == 12
    assert one["all-reduce-1"] == 0 < four["all-reduce-1"]
    assert four["ffn-up"] == pytest.approx(one["ffn-up"] / 4, rel=0.01)
    assert one["norm-1"] == four["norm-1"]  # norms are not shared
    step = eager_layer_s(model, 8, 1, A100, links_of(A100, 8), gpus=4, context=3072)
    # a token more: the weights of the feed-forward layer are read once, everything small is a kernel's start
    assert step["ffn-up"] == pytest.approx(30e-6 + 2 * 12288**2 / (0.9 * 2e12), rel=0.01)
    assert step["norm-1"] == pytest.approx(30e-6, rel=0.05)
    assert step["scores"] > eager_layer_s(model, 8, 1, A100, links_of(A100, 8), gpus=4, context=1024)["scores"]
    newer = eager_layer_s(model, 8, 2048, B200, links_of(B200, 72), gpus=4)
    assert all(newer[name] < four[name] for name in four)
