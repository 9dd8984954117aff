"""One reply of a language model as a timeline, the price of a million tokens, and the links' part of both."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from explainers.base.answer import Answer, Chart, Message, Note, Numbers, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.calculators.inference_reply_cases import (
    CASES,
    GROUP_SIZES,
    MODELS,
    NO_BYTES,
    parts_s,
    reply_of,
)
from explainers.calculators.inference_reply_charts import CURVE_POINTS, PARTS, by_users, price_and_speed, timeline
from explainers.models.systems.gpu import GPUS
from explainers.models.systems.kv_cache import kv_bytes_per_token, sequences_that_fit
from explainers.models.systems.reply import Reply, fibre_round_trip_s
from explainers.models.systems.served_links import DOMAINS
from explainers.models.systems.served_model import total_parameters
from explainers.models.systems.serving import link_share_of_cost, tokens_per_s, usd_per_million_tokens

SLUG = "inference-reply"
MODEL_FILES = (
    "explainers/models/systems/served_model.py", "explainers/models/systems/kv_cache.py",
    "explainers/models/systems/operator_time.py", "explainers/models/systems/served_links.py",
    "explainers/models/systems/collectives.py", "explainers/models/systems/gpu.py",
    "explainers/models/systems/forward_pass.py", "explainers/models/systems/serving.py",
    "explainers/models/systems/reply.py", "explainers/calculators/inference_reply_cases.py",
    "explainers/calculators/inference_reply_charts.py",
)  # fmt: skip
FIBRE_S_PER_M = constant(4.9, unit="ns/m", source="fibre-delay") / 1e9
MOST_USERS = constant(4096, unit="1", source="assumption:users-per-group")
SOURCES = (
    "fibre-delay", "assumption:users-per-group", "assumption:gpu-group", "assumption:user-distance",
    "assumption:link-share", "assumption:serving-step", "assumption:serving-start", "assumption:exchange-start",
    "assumption:nvlink-domain", "assumption:serving-gemm-share", "assumption:serving-memory-share",
    "assumption:serving-kernels", "assumption:eager-engine", "assumption:memory-usable", "llama31-8b-shape",
    "llama31-70b-shape", "llama31-405b-shape", "deepseek-v3-shape", "deepseek-v3-latent", "a100-bf16", "a100-nvlink",
    "a100-nic", "assumption:a100-hbm", "assumption:gpu-memory", "h100-bf16", "h100-fp8", "h100-hbm", "h100-nvlink",
    "h100-nic", "b200-bf16", "b200-nvlink", "b200-nic",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One user's request, and the GPUs that many users share."""

    users: int = param(32, low=1, high=4096, unit="1", scale="log", tier="main", source="assumption:users-per-group")
    model: str = param("llama-70b", options=tuple(MODELS), tier="more", source=READER)
    gpus: int = param(8, options=GROUP_SIZES, unit="1", tier="more", source=READER)
    gpu: str = param("H100", options=tuple(GPUS), source=READER)
    link_rate: float = param(1.0, options=(0.1, 0.5, 1.0, 2.0, 10.0), unit="1", source=READER)
    input_tokens: int = param(1000, low=1, high=100_000, unit="token", scale="log", source="assumption:reply-shape")
    output_tokens: int = param(500, low=1, high=100_000, unit="token", scale="log", source="assumption:reply-shape")
    queue_s: float = param(0.3, low=0.0, high=30.0, step=0.1, unit="s", source="assumption:reply-queue")
    distance_km: float = param(
        1000.0, low=10.0, high=20_000.0, unit="km", scale="log", source="assumption:user-distance"
    )
    access_ms: float = param(20.0, low=1.0, high=200.0, step=1.0, unit="ms", source="assumption:access-delay")
    usd_per_gpu_hour: float = param(3.0, low=0.5, high=10.0, step=0.01, unit="USD", source="gpu-hour-price-2026")
    network_share: float = param(0.1, low=0.0, high=0.3, step=0.01, unit="1", source="assumption:network-price-share")
    weight_bytes: int = param(2, options=(1, 2), unit="B", source=READER)
    start_us: float = param(12.0, low=1.0, high=40.0, step=0.5, unit="µs", source="assumption:serving-start")
    kernel_us: float = param(5.0, low=0.0, high=30.0, step=0.5, unit="µs", source="assumption:serving-kernels")

    def __post_init__(self) -> None:
        check_inputs(self)


PRESETS: Mapping[str, Mapping[str, Any]] = {
    "one-gpu": {"model": "llama-8b", "gpus": 1},
    "one-server": {"model": "llama-70b", "gpus": constant(8, unit="GPU", source="assumption:gpu-group")},
    "two-servers": {"model": "llama-405b", "gpus": constant(16, unit="GPU", source="assumption:gpu-group")},
    "experts": {
        "model": "deepseek-v3", "gpus": constant(32, unit="GPU", source="assumption:gpu-group"), "weight_bytes": 1,
        "users": 1000,
    },
}  # fmt: skip


def fit_of(inputs: Inputs, gpus: int) -> float:
    """Conversations that fit on so many of the reader's GPUs.

    Parameters
    ----------
    inputs : Inputs    [see its fields]
    gpus : int         GPUs. [1]

    Returns
    -------
    float              Conversations; below zero where not even the weights fit. [1]

    Source: explainers.models.systems.kv_cache.
    """
    tokens = float(inputs.input_tokens + inputs.output_tokens)
    memory_bytes = GPUS[inputs.gpu].memory_bytes
    return float(sequences_that_fit(MODELS[inputs.model], gpus, memory_bytes, tokens, inputs.weight_bytes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a group delivers, also as arrays. rate [token/s]; usd [USD]; waiting : share of the time in links [1]."""

    rate: Any
    usd: Any
    waiting: Any


def prices(inputs: Inputs, own: Reply, users: float | Numbers, *, links: bool = True) -> Prices:
    """Throughput and price of a group, every prompt read before its tokens are written.

    Parameters
    ----------
    inputs : Inputs                [see its fields]
    own : Reply                    One user's reply. [s]
    users : float or array (n,)    Users who share the GPUs. [1]
    links : bool                   Whether links cost time and money. [1]

    Returns
    -------
    Prices                         [see its fields]

    Source: explainers.models.systems.serving.
    """
    waits = users * own.prefill.link_s + own.steps * own.step.link_s
    prefill_s, decode_s = users * own.prefill.total_s, own.steps * own.step.total_s
    rate = tokens_per_s(users, inputs.output_tokens, prefill_s, decode_s if links else decode_s - waits)
    usd = usd_per_million_tokens(inputs.usd_per_gpu_hour, inputs.gpus, rate)
    if not links:
        usd = usd * (1 - inputs.network_share)
    return Prices(rate=rate, usd=usd, waiting=waits / (prefill_s + decode_s))


def _outside(inputs: Inputs) -> dict[str, float]:
    fibre_s = float(fibre_round_trip_s(inputs.distance_km * 1e3, FIBRE_S_PER_M))
    return {"fibre_s": fibre_s, "internet_s": fibre_s + inputs.access_ms / 1e3}


def _bars(inputs: Inputs, now: Reply, fits: float) -> dict[str, dict[str, float]]:
    if fits < inputs.users:
        return {name: dict.fromkeys(PARTS, math.nan) for name in CASES}
    users, internet_s = float(inputs.users), _outside(inputs)["internet_s"]
    start_s = float(reply_of(inputs, NO_BYTES, users).link_s)
    bars = {}
    for name, change in CASES.items():
        own = now if name == "now" else reply_of(inputs, change, users)
        bars[name] = parts_s(own, start_s if change.starts else 0.0, internet_s, inputs.queue_s)
    return bars


def _values(inputs: Inputs, own: Reply, bars: Mapping[str, Mapping[str, float]], fits: float) -> dict[str, Value]:
    outside, there = _outside(inputs), 1.0 if fits >= inputs.users else math.nan
    totals = {name: math.fsum(bars[name].values()) for name in CASES}
    reply_s, step_s = totals["now"], float(own.step.total_s) * there
    saved_s = bars["now"]["link-rate"] - bars["links-twice"]["link-rate"]  # only sending changes
    first_s = outside["internet_s"] + inputs.queue_s + float(own.prefill.total_s)
    found = [
        Value("reply_s", reply_s, "s"),
        Value("first_token_s", first_s * there, "s"),
        Value("per_token_s", step_s, "s"),
        Value("step_link_s", float(own.step.link_s) * there, "s"),
        Value("tokens_per_s_per_user", 1 / step_s, "token/s"),
        Value("link_s", float(own.link_s) * there, "s"),
        Value("link_rate_s", bars["now"]["link-rate"], "s"),
        Value("link_start_s", bars["now"]["link-start"], "s"),
        Value("link_share_of_reply", float(own.link_s) / reply_s, "1"),
        Value("links_twice_reply_s", totals["links-twice"], "s"),
        Value("no_links_reply_s", totals["no-links"], "s"),
        Value("memory_twice_reply_s", totals["memory-twice"], "s"),
        Value("links_twice_saving_s", saved_s, "s"),
        Value("links_twice_saving", saved_s / reply_s, "1"),
        Value("memory_twice_saving", 1 - totals["memory-twice"] / reply_s, "1"),
        Value("prefill_s", float(own.prefill.total_s) * there, "s"),
        Value("decode_s", float(own.steps * own.step.total_s) * there, "s"),
        Value("queue_s", inputs.queue_s, "s"),
        Value("internet_s", outside["internet_s"], "s"),
        Value("fibre_s", outside["fibre_s"], "s"),
        Value("fibre_share", outside["fibre_s"] / reply_s, "1"),
        *_price_values(inputs, own, there),
        *_memory_values(inputs, fits),
        Value("output_tokens", float(inputs.output_tokens), "count"),
        Value("input_tokens", float(inputs.input_tokens), "count"),
    ]
    return {value.name: value for value in found}


def _price_values(inputs: Inputs, own: Reply, there: float) -> list[Value]:
    price = prices(inputs, own, float(inputs.users))
    usd, share = float(price.usd) * there, float(link_share_of_cost(price.waiting, inputs.network_share))
    return [
        Value("tokens_per_s", float(price.rate) * there, "token/s"),
        Value("usd_per_million_tokens", usd, "USD"),
        Value("usd_per_reply", usd * inputs.output_tokens / 1e6, "USD"),
        Value("link_usd_per_million_tokens", usd * share, "USD"),
        Value("waiting_share", float(price.waiting) * there, "1"),
        Value("link_share_of_cost", share * there, "1"),
        Value("network_share", inputs.network_share, "1"),
    ]


def _memory_values(inputs: Inputs, fits: float) -> list[Value]:
    model = MODELS[inputs.model]
    needed = next(size for size in GROUP_SIZES if size == GROUP_SIZES[-1] or fit_of(inputs, size) >= 1)
    per_token = float(kv_bytes_per_token(model))
    return [
        Value("kv_bytes_per_token", per_token, "B"),
        Value("kv_bytes_per_sequence", per_token * (inputs.input_tokens + inputs.output_tokens), "B"),
        Value("weights_bytes", total_parameters(model) * inputs.weight_bytes, "B"),
        Value("sequences_that_fit", max(fits, 0.0), "count"),
        Value("gpus_needed", float(needed), "count"),
        Value("users", float(inputs.users), "count"),
        Value("gpus", float(inputs.gpus), "count"),
    ]


def _headline(inputs: Inputs, values: Mapping[str, Value], fits: float) -> Message:
    if fits < 1:
        key = "too-large"
    elif fits < inputs.users:
        key = "too-many"
    else:
        key = "one-gpu" if inputs.gpus == 1 else "several-gpus"
    return Message(key, (Term("model", inputs.model), Term("gpu", inputs.gpu), *values.values()))


def _charts(inputs: Inputs, bars: Mapping[str, Mapping[str, float]], fits: float) -> tuple[Chart, ...]:
    end = min(max(fits, 2.0), MOST_USERS) if fits >= 1 else MOST_USERS
    users = np.append(np.geomspace(1.0, end, CURVE_POINTS), float(inputs.users))
    now = reply_of(inputs, CASES["now"], users)
    step_s = np.asarray(now.step.total_s)
    without_s = step_s - np.asarray(now.step.link_s)
    usd, free = prices(inputs, now, users).usd, prices(inputs, now, users, links=False).usd
    return (
        timeline(bars),
        by_users(users, step_s, without_s, fits),
        price_and_speed(users, 1 / np.array([step_s, without_s]), np.asarray(usd), np.asarray(free), fits),
    )


def answer(inputs: Inputs) -> Answer:
    """One reply as a timeline, its price, and the links' part of both.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             times [s], prices [USD], sizes [B]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.systems.reply, explainers.models.systems.serving.
    """
    fits = fit_of(inputs, inputs.gpus)
    own = reply_of(inputs, CASES["now"], float(inputs.users))
    bars = _bars(inputs, own, fits)
    values = _values(inputs, own, bars, fits)
    notes = [Note("not-modelled:interrupted")]
    if inputs.gpus > DOMAINS[inputs.gpu]:
        notes.append(Note("beyond-nvlink"))
    return Answer(
        headline=_headline(inputs, values, fits), main="reply_s", values=tuple(values.values()),
        charts=_charts(inputs, bars, fits), notes=tuple(notes),
    )  # fmt: skip
