"""Tagging: messages in, messages with their mentions out, in the same order, in batches."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from spacy.language import Language
from spacy.tokens import Doc

from chatmine.nlp.component import COMPONENT, MoneyComponent
from chatmine.nlp.watch import Watch
from chatmine.records import MONEY, ORG, PERSON, Mention, Message, Money

Tagged = tuple[Message, list[Mention]]

# What other pipelines call the two kinds of names.
_LABELS = {"PERSON": PERSON, "PER": PERSON, "persName": PERSON, "ORG": ORG, "orgName": ORG, "ORGANIZATION": ORG}
# A message longer than this (a pasted document) is tagged in pieces, so that memory does not follow its length.
_PIECE = 20_000
_BATCH = 256


def everything(_: Message) -> bool:
    """The `wanted` that tags every message."""
    return True


def tag(
    messages: Iterable[Message],
    nlp: Language,
    *,
    wanted: Callable[[Message], bool] = everything,
    watch: Watch | None = None,
) -> Iterator[Tagged]:
    """Each message with the mentions in it, in order of appearance; unwanted and empty ones come back with none.

    `watch` finds the names on the user's list beside those that the pipeline finds.
    """
    component = nlp.get_pipe(COMPONENT)
    assert isinstance(component, MoneyComponent)  # noqa: S101
    docs = nlp.pipe(_pieces(messages, wanted), as_tuples=True, batch_size=_BATCH)
    for _, pieces in groupby(docs, key=lambda pair: pair[1][0]):
        message: Message | None = None
        mentions: list[Mention] = []
        for doc, (_, message, offset) in pieces:
            mentions.extend(_mentions(message, watch(doc) if watch else doc, offset, component))
        if message is not None:
            yield message, mentions


def _pieces(
    messages: Iterable[Message], wanted: Callable[[Message], bool]
) -> Iterator[tuple[str, tuple[int, Message, int]]]:
    for number, message in enumerate(messages):
        text = message.text if wanted(message) else ""
        start = 0
        while len(text) - start > _PIECE:
            end = max(text.rfind("\n", start, start + _PIECE), text.rfind(" ", start, start + _PIECE), start)
            end = end if end > start else start + _PIECE
            yield text[start:end], (number, message, start)
            start = end
        yield text[start:], (number, message, start)


def _mentions(message: Message, doc: Doc, offset: int, component: MoneyComponent) -> Iterator[Mention]:
    if not doc.ents:
        return
    found: list[tuple[int, int, str, Money | None, str]] = [
        (ent.start_char, ent.end_char, _LABELS[ent.label_], None, ent.kb_id_)
        for ent in doc.ents
        if ent.label_ in _LABELS
    ]
    if any(ent.label_ == MONEY for ent in doc.ents):
        found.extend((amount.start, amount.end, MONEY, amount, "") for amount in component.amounts(doc))
    for start, end, label, amount, listed in sorted(found, key=itemgetter(0)):
        name = doc.text[start:end]
        by = "money" if amount else "watch" if listed else "model"
        yield Mention(message, label, start + offset, end + offset, name, by, money=amount, listed=listed)
