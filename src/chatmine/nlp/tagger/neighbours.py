"""The second look: a name found with confidence in a conversation is found where a message alone says too little.

`who signed?` - `petrov` is two messages; the second is a name because the log says elsewhere that `Petrov` is one, or
because somebody of that name takes part. What the network all but took for a name is then taken for one, and a name
taken half-heartedly for a person is an organisation if the rest of the conversation says so.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from chatmine.nlp.tagger.decoding import Span

CONFIDENT = 0.5  # a score from which a name counts as found
NEARLY = 0.25  # how likely a word must be part of a name, where that name, a longer one or a participant's was found
DOUBTFUL = 0.7  # a score below which the rest of the conversation decides between a person and an organisation
_LONGEST = 5
_SHORTEST = 3  # letters of a part that stands for the whole


@dataclass
class Reading:
    """What the network says of a doc, or of the part of a long one from word `first` on.

    `shares` is [words, labels]: how likely each label is.
    """

    doc: Doc
    first: int
    shares: NDArray[np.float32]
    names: list[Span] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """The words read, case folded."""
        last = self.first + len(self.shares)
        return [word.text.casefold() for word in self.doc[self.first : last]]


class Known:
    """The names of a conversation, and how sure they are."""

    def __init__(self, readings: list[Reading], speakers: set[str]) -> None:
        self._votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._parts: set[str] = set()
        for reading in readings:
            if any(score >= CONFIDENT for *_, score in reading.names):
                self._learn(reading)
        for speaker in speakers:
            self._learn_parts(tuple(speaker.casefold().split()))

    def _learn(self, reading: Reading) -> None:
        words = reading.words
        for start, end, label, score in reading.names:
            if score >= CONFIDENT:
                name = tuple(words[start:end])
                self._votes[name][label] += score
                if label == "PERSON":
                    self._learn_parts(name)

    def _learn_parts(self, name: tuple[str, ...]) -> None:
        for part in name:
            if len(part) >= _SHORTEST and part.isalpha():
                self._parts.add(part)

    def __bool__(self) -> bool:
        return bool(self._votes or self._parts)

    def label(self, words: list[str], start: int, end: int) -> str | None:
        """What these words are elsewhere in the conversation."""
        if votes := self._votes.get(tuple(words[start:end])):
            return max(votes, key=lambda label: votes[label])
        return "PERSON" if end == start + 1 and words[start] in self._parts else None

    def weight(self, words: list[str], start: int, end: int, label: str) -> float:
        """How much the conversation says for this label of these words."""
        return self._votes.get(tuple(words[start:end]), {}).get(label, 0.0)


def look_again(readings: list[Reading], speakers: set[str]) -> None:
    """Add to the names of each reading those that its conversation makes likely, and settle doubtful labels."""
    known = Known(readings, speakers)
    if not known:
        return
    for reading in readings:
        words = reading.words
        reading.names = [_settled(known, words, name) for name in reading.names]
        taken = {at for start, end, *_ in reading.names for at in range(start, end)}
        free = (1 - reading.shares[:, 0] >= NEARLY).tolist()
        if any(free[at] and at not in taken for at in range(len(words))):
            reading.names = sorted([*reading.names, *_added(known, words, reading.shares, free, taken)])


def _settled(known: Known, words: list[str], name: Span) -> Span:
    start, end, label, score = name
    other = "ORG" if label == "PERSON" else "PERSON"
    if score < DOUBTFUL and known.weight(words, start, end, other) > known.weight(words, start, end, label):
        return start, end, other, score
    return name


def _added(
    known: Known, words: list[str], shares: NDArray[np.float32], free: list[bool], taken: set[int]
) -> Iterator[Span]:
    start = 0
    while start < len(words):
        end = start
        while end < min(len(words), start + _LONGEST) and free[end] and end not in taken:
            end += 1
        found = next(
            (found for stop in range(end, start, -1) if (found := _here(known, words, shares, start, stop))), None
        )
        if found:
            yield found
        start = found[1] if found else start + 1


def _here(known: Known, words: list[str], shares: NDArray[np.float32], start: int, end: int) -> Span | None:
    label = known.label(words, start, end)
    return (start, end, label, float((1 - shares[start:end, 0]).min())) if label else None
