"""Tagging: messages in, messages with their mentions out, in the same order, in batches."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import itemgetter

from spacy.tokens import Doc

from chatmine.nlp.component import COMPONENT, MoneyComponent
from chatmine.nlp.routing import Pipeline
from chatmine.nlp.tagger.component import CONVERSATION, SPEAKER, TAGGER, scores
from chatmine.nlp.watch import Watch
from chatmine.nlp.windows import Batch, Found, Tagged, Window, everything, money_parts, tag_in_windows
from chatmine.records import MONEY, ORG, PERSON, Message

# What other pipelines call the two kinds of names.
_LABELS = {"PERSON": PERSON, "PER": PERSON, "persName": PERSON, "ORG": ORG, "orgName": ORG, "ORGANIZATION": ORG}
_AT_ONCE = 256  # texts that a component of the pipeline takes at once: what it makes of them fits the cache


class Tagger:
    """A pipeline, and the user's watch list beside it: windows of texts in, plain values out."""

    def __init__(self, nlp: Pipeline, watch: Watch | None = None) -> None:
        component = nlp.get_pipe(COMPONENT)
        assert isinstance(component, MoneyComponent)  # noqa: S101
        self._nlp, self._watch, self._money = nlp, watch, component
        self._reads_neighbours = TAGGER in nlp.pipe_names

    def __call__(self, batch: Batch) -> list[list[Found]]:
        """What is found in each text of each window, in their order."""
        wanted = (each for window in batch for each in window.wanted)
        docs = self._docs_in_conversation(batch) if self._reads_neighbours else self._docs(batch)
        return [
            self._found(self._watch(doc) if self._watch else doc) if asked else []
            for doc, asked in zip(docs, wanted, strict=True)
        ]

    def _docs(self, batch: Batch) -> Iterator[Doc]:
        """A doc for each text; a text that comes again is not tagged again."""
        texts = [text for window in batch for text in window.texts]
        distinct = dict.fromkeys(texts)
        docs: dict[str, Doc] = dict(zip(distinct, self._nlp.pipe(distinct, batch_size=_AT_ONCE), strict=True))
        return (docs[text] for text in texts)

    def _docs_in_conversation(self, batch: Batch) -> Iterator[Doc]:
        """A doc for each text: beside other neighbours the same text may hold other names."""
        return self._nlp.pipe(chain.from_iterable(map(self._as_docs, batch)), batch_size=_AT_ONCE)

    def _as_docs(self, window: Window) -> Iterator[Doc]:
        conversation = object()
        for text, speaker in zip(window.texts, window.speakers, strict=True):
            doc = self._nlp.make_doc(text)
            doc.user_data[CONVERSATION], doc.user_data[SPEAKER] = conversation, speaker
            yield doc

    def _found(self, doc: Doc) -> list[Found]:
        ents = doc.ents
        if not ents:
            return []
        sure = scores(doc)
        found: list[Found] = [
            (ent.start_char, ent.end_char, _LABELS[ent.label_], "watch", None, ent.kb_id_, None)
            if ent.kb_id_
            else (ent.start_char, ent.end_char, _LABELS[ent.label_], "model", sure.get(ent.start), "", None)
            for ent in ents
            if ent.label_ in _LABELS
        ]
        if any(ent.label_ == MONEY for ent in ents):
            amounts = self._money.amounts(doc)
            found.extend(
                (amount.start, amount.end, MONEY, "money", None, "", money_parts(amount)) for amount in amounts
            )
        return sorted(found, key=itemgetter(0))


def tag(
    messages: Iterable[Message],
    nlp: Pipeline,
    *,
    wanted: Callable[[Message], bool] = everything,
    watch: Watch | None = None,
) -> Iterator[Tagged]:
    """Each message with the mentions in it, in order of appearance; unwanted and empty ones come back with none.

    `watch` finds the names on the user's list beside those that the pipeline finds.
    """
    tagger = Tagger(nlp, watch)
    return tag_in_windows(messages, lambda batches: map(tagger, batches), wanted)
