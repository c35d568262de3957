"""Precision, recall and F1 by label, for all that is scored, and for the slices that tell where a tagger is weak."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chatmine.evaluation.compared import Compared
from chatmine.evaluation.gold import Span
from chatmine.evaluation.seen import Seen
from chatmine.records import LABELS, MONEY

MICRO = "micro"  # all labels together, each mention counted once
ALL = "all"
SCORE_COLUMNS = ("slice", "label", "precision", "recall", "f1", "gold", "found", "right", "messages")
_DIGITS = 4

Holds = Callable[[Compared, Span], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one label in one slice; `messages` is None where a slice is one of mentions.

    >>> score = Score(ALL, MICRO, gold=4, found=3, right=2)
    >>> score.precision, score.recall, score.f1
    (0.6667, 0.5, 0.5714)
    """

    slice: str
    label: str
    gold: int
    found: int
    right: int
    messages: int | None = None

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return _share(self.right, self.found)

    @property
    def recall(self) -> float | None:
        """The share of what is marked that was found; None where nothing is marked."""
        return _share(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where nothing is marked and nothing was found."""
        return _share(2 * self.right, self.gold + self.found)

    @property
    def row(self) -> tuple[object, ...]:
        """The cells of `SCORE_COLUMNS`."""
        return tuple(getattr(self, column) for column in SCORE_COLUMNS)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, _DIGITS) if whole else None


# Slices of messages, with all that is marked and found in them.
_OF_MESSAGES: dict[str, Callable[[Compared], bool]] = {
    ALL: lambda _: True,
    "lower case": lambda compared: compared.message.text.islower(),
    "no mention": lambda compared: not compared.marked,
}


def score_all(compared: Iterable[Compared], seen: Seen | None = None) -> list[Score]:
    """The scores of every slice that is not empty; without `seen` nobody knows what the pipeline was trained on."""
    results = list(compared)
    scores: list[Score] = []
    for name, takes in _OF_MESSAGES.items():
        taken = [result for result in results if takes(result)]
        scores += _scores(name, taken, lambda _, __: True, len(taken))
    for name, holds in _of_mentions(seen).items():
        scores += _scores(name, results, holds)
    return scores


def _of_mentions(seen: Seen | None) -> dict[str, Holds]:
    """Slices of mentions: the same is asked of what is marked and of what is found."""
    slices: dict[str, Holds] = {"one word": lambda result, span: len(result.name(span).split()) == 1}
    if seen:
        slices["seen"] = lambda result, span: span[2] != MONEY and result.name(span) in seen
        slices["unseen"] = lambda result, span: span[2] != MONEY and result.name(span) not in seen
    return slices


def _scores(name: str, results: list[Compared], holds: Holds, messages: int | None = None) -> Iterator[Score]:
    """A score for each label that occurs, and the one of all together."""
    gold, found, right = (
        Counter(span[2] for result in results for span in spans(result) if holds(result, span))
        for spans in (_marked, _found, _right)
    )
    for label in LABELS:
        if gold[label] or found[label]:
            yield Score(name, label, gold[label], found[label], right[label], messages)
    if gold or found or messages or name == ALL:
        yield Score(name, MICRO, gold.total(), found.total(), right.total(), messages)


def _marked(result: Compared) -> frozenset[Span]:
    return result.marked


def _found(result: Compared) -> frozenset[Span]:
    return result.found


def _right(result: Compared) -> frozenset[Span]:
    return result.marked & result.found
