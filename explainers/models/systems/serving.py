"""A group of GPUs that serves many users: throughput, price, and what part of both belongs to the links.

Assumed: a steady crowd, always as many users; prompts are read one after another between the tokens.
Not modelled: a scheduler, arrivals and departures, users of different length.
"""

from __future__ import annotations

from explainers.base.answer import Numbers
from explainers.base.units import SECONDS_PER_HOUR

Number = float | Numbers

TOKENS = 1e6


def tokens_per_s(users: Number, output_tokens: Number, prefill_s: Number, decode_s: Number) -> Number:
    """Output tokens a second of a group that reads a batch of prompts and then writes the replies.

    Parameters
    ----------
    users : float or array (n,)            Sequences in the batch. [1]
    output_tokens : float or array (n,)    Tokens of each reply. [1]
    prefill_s : float or array (n,)        Time for all prompts. [s]
    decode_s : float or array (n,)         Time for all tokens of the replies. [s]

    Returns
    -------
    float or array (n,)                    Throughput. [token/s]

    Source: definition.
    >>> tokens_per_s(10, 100, 1.0, 4.0)
    200.0
    """
    return users * output_tokens / (prefill_s + decode_s)


def usd_per_million_tokens(usd_per_gpu_hour: Number, gpus: Number, tokens_per_second: Number) -> Number:
    """Price of a million output tokens.

    Parameters
    ----------
    usd_per_gpu_hour : float or array (n,)     Price. [USD/h]
    gpus : float or array (n,)                 GPUs of the group. [1]
    tokens_per_second : float or array (n,)    Throughput. [token/s]

    Returns
    -------
    float or array (n,)                        Price. [USD]

    Source: definition.
    >>> usd_per_million_tokens(3.6, 1, 1000.0)
    1.0
    """
    return usd_per_gpu_hour * gpus / (SECONDS_PER_HOUR * tokens_per_second) * TOKENS


def link_share_of_cost(waiting_share: Number, network_share: Number) -> Number:
    """What part of the price would go if links took neither time nor money.

    Parameters
    ----------
    waiting_share : float or array (n,)    Part of the time that GPUs wait for links. [1]
    network_share : float or array (n,)    Part of a GPU-hour's price that pays for the network. [1]

    Returns
    -------
    float or array (n,)                    Part of the price. [1]

    Source: definition.
    >>> round(link_share_of_cost(0.2, 0.1), 12)
    0.28
    """
    return 1 - (1 - waiting_share) * (1 - network_share)
