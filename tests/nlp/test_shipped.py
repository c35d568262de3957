"""The shipped pipeline: it loads as any spaCy pipeline does, is small, and finds what it must find."""

import json

import pytest
import spacy
from spacy.language import Language
from tests.conftest import ROOT

from chatmine.nlp.pipeline import DEFAULT, load
from chatmine.nlp.tagging import tag
from chatmine.records import Message

FOLDER = ROOT / "models" / DEFAULT
SMOKE = [json.loads(line) for line in (ROOT / "models/assets/smoke.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def shipped() -> Language:
    return load()


@pytest.mark.parametrize("case", SMOKE, ids=lambda case: str(case["text"])[:40])
def test_it_finds_what_it_must_find(shipped: Language, case: dict[str, object]) -> None:
    ((_, mentions),) = tag([Message("deals", "Ann", str(case["text"]))], shipped)
    found = [[mention.start, mention.end, mention.label] for mention in mentions if mention.by == "model"]
    assert found == case["ents"]


def test_it_needs_nothing_but_spacy() -> None:
    assert {"PERSON", "ORG"} == set(spacy.load(FOLDER).get_pipe("ner").labels)  # type: ignore[attr-defined]


def test_it_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 12_000_000


def test_it_names_no_file_of_the_machine_that_trained_it() -> None:
    assert set(spacy.load(FOLDER).config["paths"].values()) == {None}
