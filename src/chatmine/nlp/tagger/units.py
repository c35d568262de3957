"""The network behind the Chinese tagger: a message as words of a lexicon, words through ONNX Runtime, scores to names.

spaCy's tokens are single characters there, which alone say little. The lexicon (a unigram vocabulary) cuts the whole
message into units of one to three characters, and a unit is scored as one.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer

from chatmine.han import simplified
from chatmine.nlp.tagger.component import set_names
from chatmine.nlp.tagger.decoding import FIRST, FOLLOWS, LABELS, LAST, decode
from chatmine.nlp.tagger.pieces import BREAKS
from chatmine.nlp.tagger.session import open_session
from chatmine.nlp.tagger.weights import Weights

_FILES = ("tokenizer.json", "model.onnx")
SEPARATOR = "\n"  # between two messages
_LONGEST = 80  # units that are read in one go, as in training
_AT_ONCE = 2048  # units of a batch, padding counted in
Name = tuple[int, int, str, float]  # first token, token after the last, label, score

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Part(NamedTuple):
    """A doc, or a part of a long one: its units, and where each starts and ends in the text."""

    doc: Doc
    units: list[int]
    places: list[tuple[int, int]]


Pack = list[Part]


def folded(text: str) -> str:
    """A text as the lexicon has it: simplified and of half width, character by character, so that every offset holds.

    >>> folded("華為Ｌｔｄ，")
    '华为Ltd,'
    """
    return simplified(text).translate(_HALF_WIDTH)


class UnitNetwork(Weights):
    """Weights, lexicon and folding table of one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _FILES)

    def _load(self, _: Path) -> None:
        self._lexicon = Tokenizer.from_buffer(self._files["tokenizer.json"])
        self._separator = self._lexicon.token_to_id(SEPARATOR) or 0
        self._session = open_session(self._files["model.onnx"])

    def tag(self, docs: list[Doc], _: Iterable[str] = ()) -> None:
        """Set the names of docs that are one conversation, whoever speaks."""
        found: dict[int, list[Name]] = {}
        read = self._lexicon.encode_batch([folded(doc.text) for doc in docs])
        parts = (part for doc, units in zip(docs, read, strict=True) for part in _cut(doc, units.ids, units.offsets))
        for batch in _batches(sorted(_packs(parts), key=_size)):
            for pack, scores in zip(batch, self._scores(batch), strict=True):
                for part, own in _divided(pack, scores):
                    found.setdefault(id(part.doc), []).extend(_names(part, own))
        for doc in docs:
            if names := found.get(id(doc)):
                set_names(doc, list(_apart(names)))

    def _scores(self, batch: list[Pack]) -> NDArray[np.float32]:
        """[packs, units, labels], padded."""
        shape = len(batch), max(map(_size, batch))
        units, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, pack in enumerate(batch):
            together = [unit for part in pack for unit in (*part.units, self._separator)]
            units[row, : len(together)] = together
            mask[row, : len(together)] = 1
        scores: NDArray[np.float32] = self._session.run(None, {"input_ids": units, "attention_mask": mask})[0]
        return scores


def _divided(pack: Pack, scores: NDArray[np.float32]) -> Iterator[tuple[Part, NDArray[np.float32]]]:
    """Each part of a pack with its scores, [units, labels]."""
    start = 0
    for part in pack:
        yield part, scores[start : start + len(part.units)]
        start += len(part.units) + 1


def _names(part: Part, scores: NDArray[np.float32]) -> Iterator[Name]:
    """The names of a part as whole tokens."""
    found = decode(scores)
    shares = _shares(scores) if found else scores
    for start, end, label, _ in found:
        score = _certainty(shares[start:end], label)
        first, last = part.places[start][0], part.places[end - 1][1]
        span = part.doc.char_span(first, last, label, alignment_mode="expand")
        if span is not None:
            yield span.start, span.end, label, score


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probability of each label at each unit, [units, labels], among all well-formed sequences."""
    ahead, behind = [FIRST + scores[0]], [LAST]
    for row in scores[1:]:
        ahead.append(np.logaddexp.reduce(ahead[-1][:, None] + FOLLOWS, axis=0) + row)
    for row in scores[:0:-1]:
        behind.append(np.logaddexp.reduce(FOLLOWS + (row + behind[-1])[None], axis=1))
    both = np.array(ahead) + np.array(behind[::-1])
    shares: NDArray[np.float32] = np.exp(both - np.logaddexp.reduce(both, axis=1, keepdims=True))
    return shares


def _certainty(shares: NDArray[np.float32], label: str) -> float:
    """The probability of the least certain unit of a name."""
    places = "B" + "I" * (len(shares) - 2) + "L" if len(shares) > 1 else "U"
    columns = [LABELS.index(f"{place}-{label}") for place in places]
    return float(min(row[column] for row, column in zip(shares, columns, strict=True)))


def _apart(names: list[Name]) -> Iterator[Name]:
    """Names in order, without those that would share a token with the one before."""
    free = 0
    for name in sorted(names):
        if name[0] >= free:
            yield name
            free = name[1]


def _cut(doc: Doc, units: list[int], places: list[tuple[int, int]]) -> Iterator[Part]:
    """A doc in parts that can be read in one go, broken after a punctuation mark where there is one."""
    start = 0
    while start < len(units):
        end = start + _LONGEST
        if end < len(units):
            pauses = (at for at in range(end, start, -1) if doc.text[places[at - 1][0]] in BREAKS)
            end = next(pauses, end)
        yield Part(doc, units[start:end], places[start:end])
        start = end


def _packs(parts: Iterable[Part]) -> Iterator[Pack]:
    """Parts in a row together, as many as are read in one go: neighbours help to tell a name."""
    pack: Pack = []
    for part in parts:
        if pack and _size(pack) + len(part.units) > _LONGEST:
            yield pack
            pack = []
        pack.append(part)
    if pack:
        yield pack


def _size(pack: Pack) -> int:
    return sum(len(part.units) + 1 for part in pack)


def _batches(packs: Iterable[Pack]) -> Iterator[list[Pack]]:
    """Packs of about the same length together, the shortest first."""
    batch: list[Pack] = []
    for pack in packs:
        if batch and _size(pack) * (len(batch) + 1) > _AT_ONCE:
            yield batch
            batch = []
        batch.append(pack)
    if batch:
        yield batch
