"""The runs of training-step: which model, spread how, on what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explainers.base.parameters import constant
from explainers.models.systems.training_layout import Layout, Machine, megatron_a100, modern
from explainers.models.systems.transformer import GPT3, Transformer

EIGHT = constant(8, unit="1", source="assumption:run-layouts")
FOUR = constant(4, unit="1", source="assumption:run-layouts")
PIECES = constant(6, unit="1", source="assumption:run-layouts")


@dataclass(frozen=True, slots=True)
class Run:
    """A model, how it is spread, and the machine with its own network."""

    model: Transformer
    layout: Layout
    machine: Machine


_H100 = Layout(tensor=FOUR, pipeline=EIGHT, interleave=PIECES, microbatch=2)
_A100 = Layout(tensor=EIGHT, pipeline=EIGHT)
BATCH = constant(3072, unit="1", source="assumption:run-layouts")
RUNS = {
    "h100-1536": Run(
        GPT3, replace(_H100, data=constant(48, unit="1", source="assumption:run-layouts"), batch=BATCH), modern("H100")
    ),
    "h100-256": Run(
        GPT3, replace(_H100, data=EIGHT, batch=constant(2048, unit="1", source="assumption:run-layouts")),
        modern("H100"),
    ),
    "h100-12288": Run(
        GPT3,
        replace(_H100, data=constant(384, unit="1", source="assumption:run-layouts"), microbatch=1, batch=BATCH),
        modern("H100"),
    ),
    "a100-1536": Run(
        replace(GPT3, layers=constant(80, unit="1", source="assumption:run-layouts")),
        replace(
            _A100, data=constant(24, unit="1", source="assumption:run-layouts"), recompute="full", flash=False,
            sequence_parallel=False, zero=0, batch=constant(2304, unit="1", source="assumption:run-layouts"),
        ),
        megatron_a100(),
    ),
    "a100-1024": Run(
        replace(GPT3, vocabulary=constant(64000, unit="1", source="assumption:run-layouts")),
        replace(
            _A100, data=constant(16, unit="1", source="assumption:run-layouts"), interleave=PIECES,
            batch=constant(768, unit="1", source="assumption:run-layouts"),
        ),
        modern("A100"),
    ),
}  # fmt: skip
