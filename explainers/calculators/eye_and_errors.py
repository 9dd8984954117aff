"""From signal-to-noise ratio to the eye, to wrong bits, and to what error correction leaves over."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from explainers.base.answer import Answer, Message, Note, Numbers, Term, Value
from explainers.base.parameters import READER, check_inputs, constant, param
from explainers.calculators.eye_and_errors_charts import Curves, error_ratios, eye
from explainers.calculators.eye_and_errors_published import FOUR_LEVELS, PORT_RATE_BPS, points, published
from explainers.models.links.bursts import (
    Bursts,
    burst_codeword_error_ratio,
    burst_post_fec_ber,
    burst_pre_fec_ber,
    bursts,
)
from explainers.models.links.fec import KP4, KR4, ReedSolomonCode, line_rate_bps
from explainers.models.links.inner_code import (
    inner_codeword_error_ratio,
    inner_post_fec_ber,
    inner_threshold_ber,
)
from explainers.models.links.pam import (
    bit_error_ratio,
    bits_per_symbol,
    q_factor,
    snr_db_for_bit_error_ratio,
    symbol_error_ratio,
)
from explainers.models.links.post_fec import codeword_error_ratio, post_fec_ber, threshold, threshold_ber

SLUG = "eye-and-errors"
MODEL_FILES = (
    "explainers/models/links/pam.py", "explainers/models/links/post_fec.py", "explainers/models/links/bursts.py",
    "explainers/models/links/inner_code.py", "explainers/models/links/inner_code_curve.py",
    "explainers/models/links/fec.py", "explainers/models/links/gaussian.py",
    "explainers/calculators/eye_and_errors_charts.py", "explainers/calculators/eye_and_errors_published.py",
)  # fmt: skip
SOURCES = (
    "assumption:pam-equispaced", "assumption:pam6-bits", "assumption:pam-levels", "assumption:slicer-snr",
    "assumption:inner-threshold", "kp4-codeword", "kr4-codeword", "kr4-lane-rate", "kp4-line-rate-ratio",
    "inner-code-200g", "kp4-pre-fec-ber", "measured-without-dfe", "measured-with-dfe", "fec-fill-800g",
    "assumption:fec-interleave",
)  # fmt: skip

CODES = ("none", "KR4", "KP4", "KP4-inner")
OUTER: Mapping[str, ReedSolomonCode] = {"KR4": KR4, "KP4": KP4, "KP4-inner": KP4}
SAFE_MARGIN_DB = 1.0
Ratio = float | Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One lane at its decision, and the code that protects it."""

    snr_db: float = param(19.0, low=8.0, high=30.0, step=0.1, unit="dB", tier="main", source="assumption:slicer-snr")
    levels: int = param(4, options=(2, 4, 6, 8), unit="1", tier="more", source=READER)
    code: str = param("KP4", options=CODES, tier="more", source=READER)
    burst_continuation: float = param(
        0.75, low=0.0, high=0.9, step=0.01, unit="1", source="assumption:dfe-continuation"
    )
    interleaved: int = param(1, options=(1, 2, 4), unit="1", source="fec-interleave-two")
    target_ber: float = param(
        1e-15, low=1e-17, high=1e-12, unit="ratio", scale="log", source="assumption:post-fec-target"
    )

    def __post_init__(self) -> None:
        check_inputs(self)


PRESETS: Mapping[str, Mapping[str, Any]] = {
    "nrz": {"levels": constant(2, unit="1", source="assumption:pam-levels"), "code": "KR4"},
    "pam4": {"levels": FOUR_LEVELS, "code": "KP4"},
    "cliff": {"snr_db": constant(17.5, unit="dB", source="assumption:slicer-snr")},
    "inner": {"snr_db": constant(15.0, unit="dB", source="assumption:slicer-snr"), "code": "KP4-inner"},
}


@dataclass(frozen=True, slots=True)
class Decoder:
    """What follows the decision, as functions of the share of wrong bits there; NaN stands for "there is none"."""

    codewords: Callable[[Ratio], Ratio]
    bits: Callable[[Ratio], Ratio]
    burst_codewords: Callable[[Ratio], Ratio]
    burst_bits: Callable[[Ratio], Ratio]


def burst_shape(inputs: Inputs) -> Bursts:
    """The bursts of the reader's assumptions.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Bursts             [object]

    Source: explainers.models.links.bursts.
    """
    return bursts(inputs.burst_continuation, KP4.symbol_bits / bits_per_symbol(inputs.levels), inputs.interleaved)


def decoder(inputs: Inputs) -> Decoder:
    """The reader's code.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Decoder            [object]

    Source: explainers.models.links.post_fec, explainers.models.links.bursts, explainers.models.links.inner_code.
    """
    shape = burst_shape(inputs)
    if inputs.code == "none":
        return Decoder(_missing, lambda ber: ber, _missing, lambda ber: burst_pre_fec_ber(ber, shape))
    if inputs.code == "KP4-inner":
        return Decoder(inner_codeword_error_ratio, inner_post_fec_ber, _missing, _missing)
    code = OUTER[inputs.code]
    return Decoder(
        lambda ber: codeword_error_ratio(ber, code),
        lambda ber: post_fec_ber(ber, code),
        lambda ber: burst_codeword_error_ratio(ber, shape, code),
        lambda ber: burst_post_fec_ber(ber, shape, code),
    )


def _missing(ratio: Ratio) -> Ratio:
    return ratio * math.nan


@lru_cache(maxsize=100)  # moving the signal-to-noise ratio does not move the limits
def _limits(code: str, target: float, shape: Bursts) -> tuple[float, float]:
    """Highest share of wrong bits at the decision that the code brings to the target: random errors, bursts."""
    if code == "none":
        return target, target / shape.bit_factor
    if code == "KP4-inner":
        return inner_threshold_ber(target), math.nan
    bits = partial(burst_post_fec_ber, found=shape, code=OUTER[code])
    return threshold_ber(target, OUTER[code]), threshold(bits, target)


def _times(inputs: Inputs, codewords: float, bits: float, prefix: str) -> list[Value]:
    """Error ratios as events of an 800G port; an event is a failed codeword, or without a code a wrong bit."""
    code = OUTER.get(inputs.code)
    if code is None:
        events_per_s = bits * PORT_RATE_BPS
    else:
        events_per_s = codewords * line_rate_bps(PORT_RATE_BPS, code) / code.codeword_bits
    return [
        Value(f"{prefix}codeword_error_ratio", codewords, "ratio"),
        Value(f"{prefix}post_fec_ber", bits, "ratio"),
        Value(f"{prefix}errors_per_s", bits * PORT_RATE_BPS, "ratio"),
        Value(f"{prefix}time_between_errors_s", 1 / events_per_s if events_per_s else math.nan, "s"),
    ]


def _values(inputs: Inputs, after: Decoder) -> dict[str, Value]:
    before = bit_error_ratio(inputs.snr_db, inputs.levels)
    shape = burst_shape(inputs)
    random_limit, burst_limit = _limits(inputs.code, inputs.target_ber, shape)
    needed_db = snr_db_for_bit_error_ratio(random_limit, inputs.levels)
    burst_needed_db = math.nan if math.isnan(burst_limit) else snr_db_for_bit_error_ratio(burst_limit, inputs.levels)
    found = [
        Value("snr_db", inputs.snr_db, "dB"),
        Value("levels", inputs.levels, "1"),
        Value("bits_per_symbol", bits_per_symbol(inputs.levels), "1"),
        Value("q", q_factor(inputs.snr_db, inputs.levels), "1"),
        Value("ser", symbol_error_ratio(inputs.snr_db, inputs.levels), "ratio"),
        Value("pre_fec_ber", before, "ratio"),
        Value("raw_errors_per_s", before * PORT_RATE_BPS, "ratio"),
        Value("threshold_ber", random_limit, "ratio"),
        Value("threshold_snr_db", needed_db, "dB"),
        Value("snr_margin_db", inputs.snr_db - needed_db, "dB"),
        Value("missing_db", max(needed_db - inputs.snr_db, 0.0), "dB"),
        *_times(inputs, float(after.codewords(before)), float(after.bits(before)), ""),
        Value("burst_pre_fec_ber", float(burst_pre_fec_ber(before, shape)), "ratio"),
        Value("burst_snr_margin_db", inputs.snr_db - burst_needed_db, "dB"),
        Value("burst_penalty_db", burst_needed_db - needed_db, "dB"),
        *_times(inputs, float(after.burst_codewords(before)), float(after.burst_bits(before)), "burst_"),
        Value("burst_continuation", inputs.burst_continuation, "1"),
        Value("interleaved", inputs.interleaved, "1"),
        Value("target_ber", inputs.target_ber, "ratio"),
        *published(inputs.levels, shape),
    ]
    return {value.name: value for value in found}


def _headline(inputs: Inputs, values: Mapping[str, Value]) -> Message:
    margin_db = values["snr_margin_db"].number
    if inputs.code == "none":
        key = "plain"
    elif margin_db >= SAFE_MARGIN_DB:
        key = "clear"
    else:
        key = "near" if margin_db >= 0 else "beyond"
    names = (
        "snr_db", "levels", "ser", "pre_fec_ber", "raw_errors_per_s", "post_fec_ber", "errors_per_s", "snr_margin_db",
        "missing_db", "threshold_ber", "threshold_snr_db", "target_ber", "burst_post_fec_ber", "burst_penalty_db",
    )  # fmt: skip
    return Message(key, (Term("code", inputs.code), *(values[name] for name in names)))


def _notes(inputs: Inputs, values: Mapping[str, Value]) -> tuple[Note, ...]:
    notes = []
    if inputs.code == "KP4-inner":
        notes.append(Note("not-modelled:inner-bursts", (values["inner_rate"],)))
        if inputs.levels != FOUR_LEVELS:
            notes.append(Note("extrapolated:inner-levels"))
    elif inputs.code != "none":
        notes.append(Note("random-errors-only", (values["burst_continuation"], values["burst_penalty_db"])))
    return tuple(notes)


def answer(inputs: Inputs) -> Answer:
    """The eye and the errors of one lane.

    Parameters
    ----------
    inputs : Inputs    [see its fields]

    Returns
    -------
    Answer             error ratios [ratio], margins [dB], times [s]

    Raises
    ------
    InputError    raised by `Inputs` itself, before this is called

    Source: explainers.models.links.pam, explainers.models.links.post_fec, explainers.models.links.bursts.
    """
    after = decoder(inputs)
    values = _values(inputs, after)
    limit = (values["threshold_snr_db"].number, values["threshold_ber"].number)
    curves = Curves(lambda snr_db: bit_error_ratio(snr_db, inputs.levels), after.bits, after.burst_bits)
    return Answer(
        headline=_headline(inputs, values),
        main="post_fec_ber",
        values=tuple(values.values()),
        charts=(
            eye(inputs.snr_db, inputs.levels),
            error_ratios(
                curves, points(inputs.levels, inputs.code, limit), snr_db=inputs.snr_db, target=inputs.target_ber
            ),
        ),
        notes=_notes(inputs, values),
    )
