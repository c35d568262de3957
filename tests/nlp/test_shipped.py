"""The shipped pipelines: they load as any spaCy pipeline does, are small, and find what they must find."""

import json

import pytest
import spacy
from tests.conftest import ROOT

from chatmine.nlp.pipeline import load
from chatmine.nlp.routing import Pipeline
from chatmine.nlp.tagging import tag
from chatmine.records import Message

MODELS = ROOT / "models"
LARGEST = {"chat": 30_000_000, "chat_zh": 15_000_000, "fast": 12_000_000}  # bytes
SMOKE = [json.loads(line) for line in (ROOT / "models/assets/smoke.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def shipped() -> Pipeline:
    return load()


@pytest.mark.parametrize("case", SMOKE, ids=lambda case: str(case["text"])[:40])
def test_it_finds_what_it_must_find(shipped: Pipeline, case: dict[str, object]) -> None:
    ((_, mentions),) = tag([Message("deals", "Ann", str(case["text"]))], shipped)
    found = [[mention.start, mention.end, mention.label] for mention in mentions if mention.by == "model"]
    assert found == case["ents"]


def test_the_fast_one_needs_nothing_but_spacy() -> None:
    assert {"PERSON", "ORG"} == set(spacy.load(MODELS / "fast").get_pipe("ner").labels)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", LARGEST)
def test_it_is_small_enough_to_ship(name: str) -> None:
    assert sum(path.stat().st_size for path in (MODELS / name).rglob("*") if path.is_file()) < LARGEST[name]


@pytest.mark.parametrize("name", LARGEST)
def test_it_names_no_file_of_the_machine_that_trained_it(name: str) -> None:
    assert set(spacy.load(MODELS / name).config["paths"].values()) == {None}


@pytest.mark.parametrize("name", LARGEST)
def test_it_works_by_its_name(name: str) -> None:
    ((_, mentions),) = tag([Message("deals", "Ann", "Jens Stoltenberg \u627e\u738b\u5c40")], load(name))
    assert mentions
