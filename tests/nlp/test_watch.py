"""The watch list: what is found, in which case, and what it gives way to."""

import pytest
from spacy.language import Language

from chatmine.nlp.tagging import tag
from chatmine.nlp.watch import Listed, Watch
from chatmine.records import Message

ROWS = [
    Listed("Harbour Fund", "ORG", ("Harbour Fund", "HF Capital")),
    Listed("NATO", "ORG", ("NATO",)),
    Listed("Acme", "ORG", ("Acme",)),
    Listed("Lu", "PERSON", ("Lu",)),
    Listed("Twelve", "ORG", ("£12k",)),
    Listed("IM Trust", "ORG", ("IM Trust",)),
    Listed("Kolo Inc.", "ORG", ("Kolo Inc.",)),
]


def found(nlp: Language, text: str) -> list[tuple[str, str, str, str]]:
    ((_, mentions),) = tag([Message("deals", "Ann", text)], nlp, watch=Watch(ROWS, nlp))
    return [(each.name, each.label, each.by, each.listed) for each in mentions]


@pytest.mark.parametrize("written", ["harbour fund", "HARBOUR FUND", "Harbour Fund", "hf capital"])
def test_in_any_case_and_by_any_alias(nlp: Language, written: str) -> None:
    assert found(nlp, f"ask {written}?") == [(written, "ORG", "watch", "Harbour Fund")]


@pytest.mark.parametrize("written", ["IM Trust", "im trust", "Kolo Inc.", "kolo inc.", "KOLO INC."])
def test_in_a_case_in_which_the_tokenizer_cuts_it_otherwise(nlp: Language, written: str) -> None:
    assert [listed for *_, listed in found(nlp, f"ask {written}, then pay")] == [
        "IM Trust" if "trust" in written.lower() else "Kolo Inc."
    ]


def test_it_wins_over_the_model_on_the_same_words(nlp: Language) -> None:
    assert found(nlp, "so NATO it is") == [("NATO", "ORG", "watch", "NATO")]


def test_a_longer_name_and_a_sum_stay(nlp: Language) -> None:
    assert found(nlp, "Acme Ltd pays £12k to Boss Lu") == [
        ("Acme Ltd", "ORG", "model", ""),
        ("£12k", "MONEY", "money", ""),
        ("Boss Lu", "PERSON", "model", ""),
    ]


def test_part_of_a_word_is_no_name(nlp: Language) -> None:
    assert found(nlp, "natoish acmes luxury") == []


def test_what_is_found_stands_at_its_offsets(nlp: Language) -> None:
    text = "x " * 15_000 + "harbour fund"
    ((message, (mention,)),) = tag([Message("deals", "Ann", text)], nlp, watch=Watch(ROWS, nlp))
    assert message.text[mention.start : mention.end] == mention.name == "harbour fund"
