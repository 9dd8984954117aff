"""One reply as a timeline: over the internet, in the queue, reading the request, writing token by token, and back.

Assumed: the connection is open; the last token travels like the first, so streaming adds nothing but one way.
Not modelled: prompts of other users that interrupt the writing, lost packets, setting up a connection.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainers.base.answer import Numbers
from explainers.base.parameters import constant
from explainers.models.systems.forward_pass import Group, Pass, decode_load, pass_time, prefill_load
from explainers.models.systems.served_model import ServedModel

Number = float | Numbers

ROUTE_FACTOR = constant(1.5, unit="1", source="assumption:user-distance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Tokens in and out [1], users that share the GPUs [1]."""

    input_tokens: Number
    output_tokens: Number
    users: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """prefill and step : passes inside [s]; steps : tokens after the first [1]."""

    prefill: Pass
    step: Pass
    steps: Number

    @property
    def link_s(self) -> Number:
        """Time in links between GPUs, whole reply. [s]

        Source: sum of the terms.
        """
        return self.prefill.link_s + self.steps * self.step.link_s

    @property
    def inside_s(self) -> Number:
        """Time in the GPUs and between them. [s]

        Source: sum of the terms.
        """
        return self.prefill.total_s + self.steps * self.step.total_s


def reply(model: ServedModel, request: Request, group: Group) -> Reply:
    """The part of a reply that happens in the data centre; every step at the mean length of the context.

    Parameters
    ----------
    model : ServedModel    [object]
    request : Request      [object]
    group : Group          [object]

    Returns
    -------
    Reply                  [s]

    Source: this model.
    """
    context = request.input_tokens + request.output_tokens / 2
    return Reply(
        prefill=pass_time(model, prefill_load(1.0, request.input_tokens), group),
        step=pass_time(model, decode_load(request.users, context), group),
        steps=request.output_tokens - 1,
    )


def fibre_round_trip_s(distance_m: Number, delay_s_per_m: Number) -> Number:
    """Light's own time from the user to the data centre and back, along the real way of the fibre.

    Parameters
    ----------
    distance_m : float or array (n,)       Straight line. [m]
    delay_s_per_m : float or array (n,)    Of the fibre. [s/m]

    Returns
    -------
    float or array (n,)                    Time. [s]

    Source: this model.
    >>> round(fibre_round_trip_s(1e6, 4.9e-9) * 1e3, 2)
    14.7
    """
    return 2 * distance_m * ROUTE_FACTOR * delay_s_per_m
