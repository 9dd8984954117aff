"""What others say about error ratios, beside the models: a published limit, a recalled one, two measurements."""

from __future__ import annotations

import math
from collections.abc import Sequence

from explainers.base.answer import Value
from explainers.base.parameters import constant
from explainers.models.links.bursts import Bursts, burst_post_fec_ber
from explainers.models.links.fec import KP4
from explainers.models.links.inner_code import INNER_BITS, INNER_DATA_BITS
from explainers.models.links.pam import bits_per_symbol, q_factor, snr_db_for_bit_error_ratio
from explainers.models.links.post_fec import post_fec_ber

FOUR_LEVELS = constant(4, unit="1", source="assumption:pam-levels")
PORT_RATE_BPS = constant(800e9, unit="bit/s", source="fec-fill-800g")
PUBLISHED_BER = constant(2.4e-4, unit="ratio", source="kp4-pre-fec-ber")
RECALLED_INNER_BER = constant(4.8e-3, unit="ratio", source="assumption:inner-threshold")
MEASURED = {  # before and after error correction
    "without_dfe": (
        constant(8.69e-5, unit="ratio", source="measured-without-dfe"),
        constant(2.71e-15, unit="ratio", source="measured-without-dfe"),
    ),
    "with_dfe": (
        constant(1.31e-5, unit="ratio", source="measured-with-dfe"),
        constant(1.93e-15, unit="ratio", source="measured-with-dfe"),
    ),
}


def published(levels: int, shape: Bursts) -> list[Value]:
    """The published limit of KP4, and two measured links, beside what the models say of them.

    Parameters
    ----------
    levels : int      Number of levels of the reader's link. [1]
    shape : Bursts    The bursts of the reader's assumptions. [object]

    Returns
    -------
    list of Value     [each in its own unit]

    Source: kp4-pre-fec-ber, measured-without-dfe, measured-with-dfe.
    """
    starts = PUBLISHED_BER / shape.bit_factor  # a receiver counts the followers too
    found = [
        Value("published_ber", PUBLISHED_BER, "ratio"),
        Value("published_raw_errors_per_s", PUBLISHED_BER * PORT_RATE_BPS, "ratio"),
        Value("published_snr_db", snr_db_for_bit_error_ratio(PUBLISHED_BER, levels), "dB"),
        Value("published_post_fec_ber", float(post_fec_ber(PUBLISHED_BER, KP4)), "ratio"),
        Value("published_burst_post_fec_ber", float(burst_post_fec_ber(starts, shape, KP4)), "ratio"),
        Value("published_ser", PUBLISHED_BER * bits_per_symbol(FOUR_LEVELS), "ratio"),
        Value("tdecq_q", q_factor(snr_db_for_bit_error_ratio(PUBLISHED_BER, FOUR_LEVELS), FOUR_LEVELS), "1"),
        Value("inner_rate", INNER_BITS / INNER_DATA_BITS - 1, "1"),
    ]
    for name, (before, after) in MEASURED.items():
        predicted = float(post_fec_ber(before, KP4))
        found += [
            Value(f"measured_{name}_pre_fec_ber", before, "ratio"),
            Value(f"measured_{name}_post_fec_ber", after, "ratio"),
            Value(f"random_{name}_post_fec_ber", predicted, "ratio"),
            Value(f"measured_{name}_decades", math.log10(after / predicted), "1"),
        ]
    return found


def points(levels: int, code: str, limit: tuple[float, float]) -> dict[str, Sequence[tuple[float, float]]]:
    """What is known beside the curves: the computed limit, the published or recalled one, two measured links.

    Parameters
    ----------
    levels : int      Number of levels of the reader's link. [1]
    code : str        The reader's code. [text]
    limit : tuple     The computed limit, signal over noise and share of wrong bits. [dB and 1]

    Returns
    -------
    dict name -> points    x [dB], y [1]

    Source: kp4-pre-fec-ber, assumption:inner-threshold, measured-without-dfe, measured-with-dfe.
    """

    def at(ber: float) -> float:
        return snr_db_for_bit_error_ratio(ber, levels)

    found: dict[str, Sequence[tuple[float, float]]] = {"computed-limit": [limit]}
    if code == "KP4":
        found["published-limit"] = [(at(PUBLISHED_BER), PUBLISHED_BER)]
        if levels == FOUR_LEVELS:
            found["measured"] = [(at(before), after) for before, after in MEASURED.values()]
    if code == "KP4-inner":
        found["recalled-limit"] = [(at(RECALLED_INNER_BER), RECALLED_INNER_BER)]
    return found
