"""The tagger: how words are read, how scores become names, and what a conversation adds."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from tests.conftest import ROOT

from chatmine.nlp.pipeline import load
from chatmine.nlp.tagger.component import CONVERSATION, SCORES, SPEAKER, TAGGER, TaggerComponent
from chatmine.nlp.tagger.decoding import LABELS, decode
from chatmine.nlp.tagger.gate import Gate
from chatmine.nlp.tagger.neighbours import Reading, look_again
from chatmine.nlp.tagger.network import LIMIT, Network
from chatmine.nlp.tagger.pieces import shape, style
from chatmine.nlp.tagging import tag
from chatmine.records import Message

FOLDER = ROOT / "models" / "chat"
WEIGHTS = FOLDER / TAGGER


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(FOLDER)


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(WEIGHTS)


def conversation(nlp: Language, *spoken: str) -> list[Doc]:
    """Docs of one conversation, `Ann: hello` each."""
    docs = []
    for line in spoken:
        speaker, text = line.split(": ", 1)
        doc = nlp.make_doc(text)
        doc.user_data[CONVERSATION], doc.user_data[SPEAKER] = "deals", speaker
        docs.append(doc)
    return docs


def names(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


# How words are read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask dana at fcdo", 1),
        ("Ask Dana at FCDO about the long list", 0),
        ("Dana Whitfield Chief Executive Officer", 2),
        ("PAY NOW OR ELSE PLEASE", 2),
        ("ok", 1),
        ("...", 1),
    ],
)
def test_a_message_without_capitals_or_with_little_else_is_known_as_such(text: str, expected: int) -> None:
    assert style([shape(word) for word in text.split()]) == expected


@pytest.mark.parametrize(
    "word",
    [
        "https://example.org/a?b=c",
        "ann@example.org",
        "/usr/share/doc",
        "report.html",
        "3f2a9c81e0b4",
        "10.0.0.254",
        "\n\n",
        "a" * 40,
    ],
)
def test_what_no_name_hides_in_is_one_piece(network: Network, word: str) -> None:
    assert len(network.words.read(word).pieces) == 1


@pytest.mark.parametrize("word", ["Shevardnadze", "o'brien", "eBay", "3M", "U.S."])
def test_a_name_is_read_letter_by_letter_where_it_must_be(network: Network, word: str) -> None:
    assert network.words.read(word).pieces != network.words.read("https://example.org").pieces


def test_a_word_of_no_known_letter_has_a_piece_all_the_same(network: Network) -> None:
    assert len(network.words.read("\u0f00\u0f01").pieces) >= 1


# From scores to names


def scores(*labels: str, sure: float = 8.0) -> NDArray[np.float32]:
    """Scores by which each word has this label; `?ORG` is one that leans that way without being sure."""
    table = np.zeros((len(labels), len(LABELS)), dtype=np.float32)
    for word, label in enumerate(labels):
        if label.startswith("?"):
            table[word, 0], table[word, LABELS.index(f"U-{label[1:]}")] = 1.0, 0.2
        else:
            table[word, LABELS.index(label)] = sure
    return table


def test_labels_become_spans_of_words() -> None:
    found = decode(scores("O", "B-PERSON", "L-PERSON", "U-ORG", "B-ORG", "I-ORG", "L-ORG"))
    assert [name[:3] for name in found] == [(1, 3, "PERSON"), (3, 4, "ORG"), (4, 7, "ORG")]
    assert all(0.9 < name[3] <= 1 for name in found)


def test_no_name_is_left_open_or_changes_its_kind() -> None:
    for labels in (["B-ORG", "O"], ["I-ORG", "L-ORG"], ["B-ORG", "L-PERSON"], ["O", "B-PERSON"]):
        for start, end, label, _ in decode(scores(*labels)):
            assert 0 <= start < end <= len(labels)
            assert label in {"PERSON", "ORG"}


def test_a_name_is_as_sure_as_its_least_sure_word() -> None:
    table = scores("B-PERSON", "L-PERSON")
    table[1] /= 4
    ((_, _, _, score),) = decode(table)
    assert score == pytest.approx(np.exp(2) / (np.exp(2) + len(LABELS) - 1), abs=1e-5)


# What a conversation adds


def reading(text: str, *labels: str) -> Reading:
    words = text.split()
    table = scores(*labels)
    powers = np.exp(table)
    return Reading(Doc(Vocab(), words=words), 0, powers / powers.sum(axis=1, keepdims=True), decode(table))


def found_again(speakers: set[str], *readings: Reading) -> list[list[tuple[str, str]]]:
    look_again(list(readings), speakers)
    return [[(" ".join(each.words[start:end]), label) for start, end, label, _ in each.names] for each in readings]


def test_a_name_that_a_message_leaves_open_is_settled_by_another() -> None:
    assert found_again(set(), reading("petrov", "?PERSON"), reading("Petrov signed", "U-PERSON", "O")) == [
        [("petrov", "PERSON")],
        [("petrov", "PERSON")],
    ]


def test_nobody_is_found_where_no_other_message_names_him() -> None:
    assert found_again(set(), reading("petrov", "?PERSON"), reading("Ivanov signed", "U-PERSON", "O"))[0] == []


def test_a_part_of_a_name_and_a_participant_are_found_again() -> None:
    full = reading("Jens Stoltenberg called", "B-PERSON", "L-PERSON", "O")
    assert found_again(set(), reading("stoltenberg", "?PERSON"), full)[0] == [("stoltenberg", "PERSON")]
    assert found_again({"Dana W"}, reading("thanks dana", "O", "?PERSON")) == [[("dana", "PERSON")]]


def test_a_word_that_is_surely_none_stays_none() -> None:
    assert found_again({"Will"}, reading("i will", "O", "O"))[0] == []


# The gate


def test_the_gate_lets_names_through_and_keeps_chatter_out(network: Network, nlp: Language) -> None:
    gate = Gate.read(WEIGHTS / "gate.npz")
    named = ["ask dana about kpmg", "Jens Stoltenberg called", "did goldman sign"]
    chatter = ["ok", "lol", "what time is it", "yes i think so", "see you there then"]
    passed = gate([network.words.of(nlp.make_doc(text)) for text in [*named, *chatter, ""]]).tolist()
    assert passed[: len(named)] == [True] * len(named)
    assert not any(passed[len(named) :])


def test_a_message_passes_or_not_whatever_is_asked_about_with_it(network: Network, nlp: Language) -> None:
    gate = Gate.read(WEIGHTS / "gate.npz")
    messages = [network.words.of(nlp.make_doc(text)) for text in ("ask dana", "", "ok", "kpmg pays", "fine by me")]
    alone = [float(gate.scores([each])[0]) for each in messages]
    assert gate.scores(messages).tolist() == pytest.approx(alone, abs=1e-4)


# The component


def test_it_works_in_any_pipeline_that_loads_it(nlp: Language) -> None:
    doc = nlp("lao wang says Chatham House wont pay, ask Jens Stoltenberg's office")
    assert names(doc) == [("lao wang", "PERSON"), ("Chatham House", "ORG"), ("Jens Stoltenberg", "PERSON")]
    scores = doc.spans[SCORES].attrs["scores"]
    assert [span.text for span in doc.spans[SCORES]] == [ent.text for ent in doc.ents]
    assert all(0 < score <= 1 for score in scores)


def test_a_mention_says_how_sure_the_tagger_is() -> None:
    ((_, mentions),) = tag([Message("deals", "Ann", "ask Jens Stoltenberg for £12k")], load("chat"))
    assert [mention.label for mention in mentions] == ["PERSON", "MONEY"]
    assert mentions[0].score is not None and 0.5 < mentions[0].score <= 1
    assert mentions[1].score is None


def test_a_conversation_is_read_as_one_whatever_the_batches(nlp: Language) -> None:
    spoken = ["Ann: who signed?", "Bo: Petrov did", "Ann: for KPMG", "Bo: no for Deloitte", "Ann: ok"] * 9
    expected = [names(doc) for doc in nlp.pipe(conversation(nlp, *spoken), batch_size=1000)]
    assert expected[1] == [("Petrov", "PERSON")]
    assert [names(doc) for doc in nlp.pipe(conversation(nlp, *spoken), batch_size=1)] == expected


def test_messages_without_a_conversation_are_read_one_by_one(nlp: Language) -> None:
    texts = ["ask Dana", "KPMG pays", "ok", "Jens Stoltenberg called"]
    assert [names(doc) for doc in nlp.pipe(texts)] == [names(nlp(text)) for text in texts]


def test_a_long_message_is_read_to_its_end(nlp: Language) -> None:
    said = "Dana Whitfield called KPMG. " * LIMIT
    assert names(nlp(said)) == [("Dana Whitfield", "PERSON"), ("KPMG", "ORG")] * LIMIT


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂🙂", "\u200b", "a" * 5000, "@" * 300])
def test_any_text_can_be_read(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_what_is_saved_and_loaded_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    text = "lao wang says Chatham House wont pay"
    assert names(spacy.load(tmp_path / "copy")(text)) == names(nlp(text))


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        TaggerComponent().from_disk(tmp_path)


def test_without_weights_it_says_so(nlp: Language) -> None:
    with pytest.raises(ValueError, match="no weights"):
        TaggerComponent()(nlp.make_doc("ask Dana"))
