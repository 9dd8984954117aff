"""One training step as a strip: computing, waiting for memory, talking, standing in an empty pipeline, other waits.

The seconds come from explainers.models.systems.training_step; here they are put together as a GPU spends them, asked
what would change if links were quicker or talk were hidden, and lengthened by what that model leaves out.

Assumed: every GPU waits for the slowest one in each step; a job that stands still stands still as a whole.
Not modelled: contention, uneven stages; what is hidden costs no computing time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explainers.models.systems.training_layout import Layout, Machine, Number
from explainers.models.systems.training_step import StepTime, step_time
from explainers.models.systems.transformer import Transformer


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Parts of one step as a GPU spends it [s]; numbers or arrays of one shape."""

    computing: Number
    memory: Number
    talk_inside: Number
    talk_network: Number
    pipeline: Number
    others: Number

    @property
    def total(self) -> Number:
        """Time of the step.

        Returns
        -------
        float or array (n,)    [s]

        Source: sum of the terms.
        """
        parts = self.computing + self.memory + self.talk_inside + self.talk_network
        return parts + self.pipeline + self.others


def strip(step: StepTime, slow_fraction: Number = 0.0, stall_fraction: Number = 0.0) -> Strip:
    """The parts of a step as a GPU spends them, with the waits that the step's own model leaves out.

    Parameters
    ----------
    step : StepTime                        Parts. [s]
    slow_fraction : float or array (n,)    How much slower the slowest GPU works than the others. [1]
    stall_fraction : float or array (n,)   Part of all time in which the job stands still, below 1. [1]

    Returns
    -------
    Strip                                  [s]

    Source: sum of the terms, assumption:slow-gpu, assumption:stalls.
    """
    computing = step.gemm + step.attention + step.logits + step.kernel_floor
    memory = step.memory + step.optimiser
    for_the_slowest = slow_fraction * (computing + memory)
    running = step.total + for_the_slowest
    return Strip(
        computing=computing, memory=memory, talk_inside=step.tensor + step.context + step.expert,
        talk_network=step.pipeline + step.data, pipeline=step.bubble,
        others=for_the_slowest + running * stall_fraction / (1 - stall_fraction),
    )  # fmt: skip


def work_s(step: StepTime) -> Number:
    """Seconds in which a GPU works for itself, so that talk may run behind them.

    Parameters
    ----------
    step : StepTime        Parts. [s]

    Returns
    -------
    float or array (n,)    Computing and memory. [s]

    Source: sum of the terms.
    """
    return step.gemm + step.attention + step.logits + step.kernel_floor + step.memory + step.optimiser


def partly_hidden(model: Transformer, layout: Layout, machine: Machine) -> tuple[StepTime, Number]:
    """A step whose traffic between replicas is hidden as far as the machine says, and how long the hidden part is.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        Its weights are not split over replicas. [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    (StepTime, hidden)     [s]

    Source: explainers.models.systems.training_step, assumption:hidden-talk.
    """
    step = step_time(model, layout, machine)
    return step, step_time(model, layout, replace(machine, overlap_data=0.0)).data - step.data


def all_hidden(model: Transformer, layout: Layout, machine: Machine) -> StepTime:
    """The same step if talk ran behind computing wherever it fits; only what does not fit remains.

    Parameters
    ----------
    model : Transformer    [see its fields]
    layout : Layout        [see its fields]
    machine : Machine      [see its fields]

    Returns
    -------
    StepTime               what remains of the talk stands under `data` [s]

    Source: explainers.models.systems.training_step.
    """
    raw = step_time(model, layout, replace(machine, overlap_tensor=0.0, overlap_data=0.0))
    hidden = step_time(model, layout, replace(machine, overlap_tensor=1.0, overlap_data=1.0))
    talk = raw.tensor + raw.context + raw.expert + raw.pipeline + raw.data
    left = np.maximum(talk - work_s(raw), 0.0)
    shown = hidden.context + hidden.expert + hidden.pipeline + hidden.data
    nothing = 0.0 * hidden.tensor
    return replace(
        hidden, context=nothing, expert=nothing, pipeline=nothing, data=left, total=hidden.total - shown + left
    )


def sent_bytes(model: Transformer, layout: Layout, machine: Machine) -> tuple[Number, Number]:
    """What one GPU sends in a step over links of its machine and over the network.

    A link of one byte a second and no latency takes as many seconds as it carries bytes.

    Parameters
    ----------
    model : Transformer     [see its fields]
    layout : Layout         [see its fields]
    machine : Machine       Its rates do not count. [see its fields]

    Returns
    -------
    (inside, network)       [B]

    Source: definition.
    """
    slow = replace(machine, nvlink_bps=1.0, nic_bps=1.0, step_s=0.0, overlap_tensor=0.0, overlap_data=0.0)
    step = step_time(model, layout, slow)
    return step.tensor + step.context + step.expert, step.pipeline + step.data
