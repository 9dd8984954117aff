"""The ledger is whole: every claim once, in the sentence of the post that makes it, and 42 that a model can test."""

from __future__ import annotations

from tests.data import checks

CLAIMS = checks.read(checks.DATA / "claims.toml")["claim"]
OF_SENTENCE = {  # which claims each sentence of the post makes; S23 is a block of links, which claims nothing
    "S1": (1, 2, 12),
    "S2": (6,),
    "S3": (3, 10, 11),
    "S4": (8, 9, 15, 61),
    "S5": (16, 17),
    "S6": (18, 19, 20),
    "S7": (21,),
    "S8": (22, 23),
    "S9": (24,),
    "S10": (4, 13, 14, 26, 62, 63, 64),
    "S11": (25, 27, 28),
    "S12": (29, 30, 31),
    "S13": (32,),
    "S14": (33, 34, 35, 36, 37, 38, 39),
    "S15": (40, 41, 42, 60),
    "S16": (43, 44),
    "S17": (46, 47, 48, 49),
    "S18": (5, 50, 51, 52, 53),
    "S19": (54, 55),
    "S20": (7, 45, 56, 57, 58),
    "S21": (65, 66, 67),
    "S22": (68, 69),
    "S23": (),
    "S24": (59,),
}


def test_every_claim_is_there_once_and_in_order() -> None:
    assert [claim["id"] for claim in CLAIMS] == [f"C{number}" for number in range(1, 70)]


def test_a_claim_stands_in_the_sentence_that_makes_it() -> None:
    expected = {f"C{number}": sentence for sentence, numbers in OF_SENTENCE.items() for number in numbers}
    assert {claim["id"]: claim["sentence"] for claim in CLAIMS} == expected


def test_forty_two_claims_can_be_tested_by_a_model() -> None:
    assert sum(claim["testable"] for claim in CLAIMS) == 42


def test_the_metaphor_is_called_one() -> None:
    assert [claim["id"] for claim in CLAIMS if claim["verdict_class"] == "metaphor"] == ["C34"]
