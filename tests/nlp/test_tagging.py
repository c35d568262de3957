"""Tagging: names from the pipeline, sums from the grammar, exact offsets, any pipeline with the usual labels."""

import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from chatmine.errors import UsageError
from chatmine.nlp.component import COMPONENT
from chatmine.nlp.pipeline import load
from chatmine.nlp.tagging import tag
from chatmine.records import Message


def found(nlp: Language, *texts: str) -> list[list[tuple[str, str]]]:
    messages = [Message("deals", "Ann", text) for text in texts]
    return [[(mention.name, mention.label) for mention in mentions] for _, mentions in tag(messages, nlp)]


def test_names_and_sums_come_in_the_order_of_the_text(nlp: Language) -> None:
    assert found(nlp, "pay Acme Ltd $15k, says Boss Lu", "ok", "") == [
        [("Acme Ltd", "ORG"), ("$15k", "MONEY"), ("Boss Lu", "PERSON")],
        [],
        [],
    ]


def test_every_mention_is_what_stands_at_its_offsets(nlp: Language) -> None:
    text = "NATO offered ~£12k (about €14.5k) to Boss Lu's people"
    ((message, mentions),) = tag([Message("deals", "Ann", text)], nlp)
    assert len(mentions) == 4
    assert all(message.text[mention.start : mention.end] == mention.name for mention in mentions)


def test_a_sum_carries_its_amount(nlp: Language) -> None:
    ((_, (mention,)),) = tag([Message("deals", "Ann", "they want $10-15k")], nlp)
    assert mention.money is not None
    assert (mention.by, mention.money.entity) == ("money", "USD 10000-15000")


def test_money_wins_an_overlap(nlp: Language) -> None:
    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "15k USD Bank"}])  # type: ignore[attr-defined]
    other.add_pipe(COMPONENT)
    assert found(other, "send 15k USD Bank") == [[("15k USD", "MONEY")]]


def test_a_models_own_money_is_kept_only_where_the_grammar_reads_it() -> None:
    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler")
    patterns = [{"label": "MONEY", "pattern": "a fortune"}, {"label": "PER", "pattern": "Ann"}]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    other.add_pipe(COMPONENT)
    assert found(other, "Ann paid a fortune") == [[("Ann", "PERSON")]]


def test_unwanted_messages_pass_untagged_in_their_place(nlp: Language) -> None:
    messages = [Message("deals", name, "NATO") for name in ("Ann", "Bob", "Ann")]
    tagged = list(tag(messages, nlp, wanted=lambda message: message.speaker == "Bob"))
    assert [len(mentions) for _, mentions in tagged] == [0, 1, 0]
    assert [message for message, _ in tagged] == messages


def test_a_pasted_document_is_tagged_to_its_end_at_true_offsets(nlp: Language) -> None:
    text = "blah " * 30_000 + "NATO " + "x" * 50_000 + " Acme Ltd"
    ((message, mentions),) = tag([Message("deals", "Ann", text)], nlp)
    assert [message.text[mention.start : mention.end] for mention in mentions] == ["NATO", "Acme Ltd"]


def test_currency_says_what_a_bare_dollar_is(model: str) -> None:
    ((_, (mention,)),) = tag([Message("deals", "Ann", "costs $20")], load(_without_money(model), currency="CAD"))
    assert mention.money is not None
    assert mention.money.currency == "CAD"


def _without_money(model: str) -> str:
    nlp = spacy.load(model)
    nlp.remove_pipe(COMPONENT)
    folder = Path(model).with_name("bare")
    nlp.to_disk(folder)
    return str(folder)


def test_a_missing_pipeline_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(UsageError, match=re.escape("there is no pipeline 'xx_none': install it with pip")):
        load("xx_none")


def test_a_damaged_pipeline_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is damaged or incomplete"):
        load(str(tmp_path))


def test_the_component_survives_saving_and_loading(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert found(spacy.load(tmp_path / "pipeline"), "pay NATO $5") == [[("NATO", "ORG"), ("$5", "MONEY")]]
    assert nlp("pay NATO $5").to_bytes()
