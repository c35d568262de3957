"""What is tagged at once: windows of one conversation, the same whoever tags them."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, Span

from chatmine.nlp.component import COMPONENT
from chatmine.nlp.tagger.component import TAGGER, TaggerComponent
from chatmine.nlp.tagging import tag
from chatmine.nlp.windows import BATCH, PIECE, WINDOW, Batch, Found, Window, tag_in_windows
from chatmine.records import Message


def messages(*spoken: str, conversation: str = "deals") -> list[Message]:
    """`Ann: hello` in one conversation."""
    said = (line.partition(": ") for line in spoken)
    return [Message(conversation, speaker, text) for speaker, _, text in said]


def sent(said: list[Message], wanted: Callable[[Message], bool] = lambda _: True) -> list[list[Window]]:
    """The batches that whoever tags is given."""
    given: list[list[Window]] = []

    def tag_batches(batches: Iterator[Batch]) -> Iterator[list[list[Found]]]:
        for batch in batches:
            given.append(batch)
            yield [[] for window in batch for _ in window.texts]

    assert [message for message, _ in tag_in_windows(said, tag_batches, wanted)] == said
    return given


def test_a_window_is_a_run_of_one_conversation() -> None:
    said = [*messages("Ann: a", "Bob: b"), *messages("Ann: c", conversation="other"), *messages("Bob: d")]
    assert [(window.texts, window.speakers) for window in sent(said)[0]] == [
        (["a", "b"], ["Ann", "Bob"]),
        (["c"], ["Ann"]),
        (["d"], ["Bob"]),
    ]


def test_a_long_run_is_cut_after_256_messages() -> None:
    (batch,) = sent(messages(*(f"Ann: {number}" for number in range(600))))
    assert [len(window.texts) for window in batch] == [WINDOW, WINDOW, 600 - 2 * WINDOW] == [256, 256, 88]


def test_windows_go_out_in_batches() -> None:
    said = messages(*(f"Ann: {number}" for number in range(BATCH + 1)))
    assert [sum(len(window.texts) for window in batch) for batch in sent(said)] == [BATCH, 1]


def test_a_pasted_document_is_sent_in_pieces_that_no_window_holds_all_of() -> None:
    batches = sent(messages("Ann: " + "blah " * 200_000))
    assert "".join(text for batch in batches for window in batch for text in window.texts) == "blah " * 200_000
    assert max(sum(map(len, window.texts)) for batch in batches for window in batch) <= 11 * PIECE


def test_a_window_in_which_nothing_is_wanted_is_not_tagged() -> None:
    said = [*messages("Ann: a", "Bob: b"), *messages("Ann: c", conversation="other")]
    ((first, second),) = sent(said, lambda message: message.speaker == "Bob")
    assert (first.texts, first.wanted) == (["a", "b"], [False, True])
    assert (second.texts, second.wanted) == ([""], [False])


class Neighbours:
    """A tagger to which `pat` is a name after somebody in the same conversation said `Jones`, or is called `pat`."""

    def tag(self, docs: list[Doc], speakers: Iterable[str] = ()) -> None:
        known = "pat" in set(speakers)
        for doc in docs:
            known = known or "Jones" in doc.text
            if known and doc.text.startswith("pat"):
                doc.ents = (Span(doc, 0, 1, "PERSON"),)


def test_names_are_found_with_a_view_to_the_whole_window() -> None:
    nlp = English()
    tagger = nlp.add_pipe(TAGGER)
    assert isinstance(tagger, TaggerComponent)
    tagger._network = Neighbours()  # type: ignore[assignment]
    nlp.add_pipe(COMPONENT)
    said = [
        *messages("Ann: pat it", "Bob: Pat Jones", "Ann: pat it"),
        *messages("Ann: pat it", conversation="other"),
        *messages("pat: pat it", conversation="a third"),
    ]
    names = [[mention.name for mention in mentions] for _, mentions in tag(said, nlp)]
    assert names == [[], [], ["pat"], [], ["pat"]]


def test_a_text_that_comes_again_is_tagged_once(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make_doc = nlp.make_doc

    def noted(text: str) -> Doc:
        made.append(text)
        return make_doc(text)

    monkeypatch.setattr(nlp, "make_doc", noted)
    said = messages("Ann: ask NATO", "Bob: ok", "Ann: ask NATO")
    assert [[mention.name for mention in mentions] for _, mentions in tag(said, nlp)] == [["NATO"], [], ["NATO"]]
    assert sorted(made) == ["ask NATO", "ok"]
