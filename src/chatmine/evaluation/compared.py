"""Beside each other: what is marked in a message and what was found in it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from chatmine.evaluation.gold import Labelled, Span
from chatmine.records import LABELS, Mention, Message


@dataclass(frozen=True, slots=True)
class Compared:
    """A message, the spans that people marked in it, and those that the pipeline found."""

    message: Message
    marked: frozenset[Span]
    found: frozenset[Span]

    def name(self, span: Span) -> str:
        """What stands at a span."""
        return self.message.text[span[0] : span[1]]


def labels_in(gold: Iterable[Labelled]) -> tuple[str, ...]:
    """The labels that are used in the gold, in their usual order; all where there are none.

    Gold that never marks money would otherwise make every sum that is rightly found a false alarm.
    """
    used = {label for labelled in gold for *_, label in labelled.spans}
    return tuple(label for label in LABELS if label in used) or LABELS


def compare(
    gold: Iterable[Labelled], tagged: Iterable[tuple[Message, list[Mention]]], labels: Collection[str] = LABELS
) -> Iterator[Compared]:
    """Each message of the gold with what was found in it; `tagged` has the same messages in the same order."""
    for labelled, (message, mentions) in zip(gold, tagged, strict=True):
        found = ((mention.start, mention.end, mention.label) for mention in mentions)
        yield Compared(
            message,
            frozenset(span for span in labelled.spans if span[2] in labels),
            frozenset(span for span in found if span[2] in labels),
        )
