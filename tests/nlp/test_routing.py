"""Each message is read by the pipeline of its script, mixed ones by both, and comes back in its place."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from chatmine.nlp.component import COMPONENT, MoneyComponent
from chatmine.nlp.routing import Routing, has_han

NAMES = {
    "en": [("PERSON", "Dana"), ("ORG", "Chatham House"), ("PERSON", "王局")],
    "zh": [("PERSON", "王局"), ("ORG", "网安总队"), ("ORG", "Chatham House"), ("ORG", "NATO")],
}


def pipeline(lang: str, like: Language | None = None) -> Language:
    nlp = spacy.blank("zh", vocab=like.vocab if like else True)  # every character is a token
    ruler = nlp.add_pipe("entity_ruler")
    for label, name in NAMES[lang]:
        ruler.add_patterns([{"label": label, "pattern": name}])  # type: ignore[attr-defined]
    return nlp


@pytest.fixture(scope="module")
def both() -> Routing:
    english = pipeline("en")
    return Routing(english, pipeline("zh", english), MoneyComponent())


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dana pays Chatham House", [("Dana", "PERSON"), ("Chatham House", "ORG")]),
        ("找王局 网安总队", [("王局", "PERSON"), ("网安总队", "ORG")]),
        ("找王局, Dana pays", [("王局", "PERSON"), ("Dana", "PERSON")]),
        ("问 Chatham House", [("Chatham House", "ORG")]),
        ("问 NATO", [("NATO", "ORG")]),  # the Chinese one alone knows it
        ("王局给了50万", [("王局", "PERSON"), ("50万", "MONEY")]),
        ("Dana: £12k", [("Dana", "PERSON"), ("£12k", "MONEY")]),
        ("", []),
    ],
)
def test_a_message_is_read_in_its_script(both: Routing, text: str, names: list[tuple[str, str]]) -> None:
    doc = both(text)
    assert found(doc) == names
    assert all(text[ent.start_char : ent.end_char] == ent.text for ent in doc.ents)


def test_order_is_kept(both: Routing) -> None:
    texts = ["Dana", "王局", "ok", "Dana 王局", "好的", ""] * 7
    for size in (1, 4, 100):
        assert [doc.text for doc in both.pipe(texts, batch_size=size)] == texts


def test_docs_may_be_given(both: Routing) -> None:
    doc = both.make_doc("王局 Dana")
    assert next(both.pipe([doc])) is doc
    assert found(doc) == [("王局", "PERSON"), ("Dana", "PERSON")]


def test_money_is_what_every_doc_passes(both: Routing) -> None:
    assert isinstance(both.get_pipe(COMPONENT), MoneyComponent)
    with pytest.raises(KeyError):
        both.get_pipe("entity_ruler")


@pytest.mark.parametrize(
    ("text", "is_han"), [("〇", True), ("𠮷", True), ("ワン", False), ("왕", False), ("，。", False)]
)
def test_scripts(text: str, is_han: bool) -> None:
    assert has_han(text) == is_han
