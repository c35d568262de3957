"""The network behind the tagger: docs to pieces, pieces through ONNX Runtime, scores to names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.tokens import Doc
from tokenizers import Tokenizer

from chatmine.nlp.tagger.component import set_names
from chatmine.nlp.tagger.decoding import Span, decode, shares
from chatmine.nlp.tagger.gate import Gate
from chatmine.nlp.tagger.neighbours import Reading, look_again
from chatmine.nlp.tagger.pieces import BREAKS, STYLES, Word, Words, style
from chatmine.nlp.tagger.session import open_session
from chatmine.nlp.tagger.weights import Weights

LIMIT = 128  # pieces that the network reads in one go
# The score from which a name counts. It finds people too readily in words that are none, organisations too rarely.
_ENOUGH = {"PERSON": 0.6, "ORG": 0.0}
_FILES = ("tokenizer.json", "model.onnx", "gate.npz")

Part = tuple[Doc, int, list[Word]]  # a doc, or the part of a long one from this word on


class Network(Weights):
    """Weights, vocabulary and gate of one folder."""

    def __init__(self, folder: Path, *, gated: bool = True) -> None:
        super().__init__(folder, _FILES if gated else _FILES[:2])

    def _load(self, folder: Path) -> None:
        self.words = Words(Tokenizer.from_buffer(self._files["tokenizer.json"]))
        self._session = open_session(self._files["model.onnx"])
        self._gate = Gate.read(folder / "gate.npz") if "gate.npz" in self._files else None

    def tag(self, docs: list[Doc], speakers: Iterable[str] = ()) -> None:
        """Set the names of docs that are one conversation, between these speakers."""
        readings = list(self.read(docs))
        look_again(readings, set(speakers))
        found: dict[int, list[Span]] = {}
        for reading in readings:
            names = found.setdefault(id(reading.doc), [])
            names += [
                (reading.first + start, reading.first + end, label, score)
                for start, end, label, score in reading.names
                if score >= _ENOUGH[label]
            ]
        for doc in docs:
            if names := found.get(id(doc), []):
                set_names(doc, names)

    def read(self, docs: list[Doc]) -> Iterator[Reading]:
        """What the network says of docs that are one conversation, where they may hold a name.

        What holds none is read all the same beside what may: neighbours help.
        """
        words = [self.words.of(doc) for doc in docs]
        hopeful = {id(doc) for doc, passes in zip(docs, self._passes(words), strict=True) if passes}
        parts = (part for doc, its_words in zip(docs, words, strict=True) for part in _cut(doc, its_words))
        for pack in _packs(parts):
            if any(id(doc) in hopeful for doc, *_ in pack):
                yield from self._read(pack)

    def _passes(self, messages: list[list[Word]]) -> Iterable[bool]:
        return self._gate(messages).tolist() if self._gate else [True] * len(messages)

    def _read(self, pack: list[Part]) -> Iterator[Reading]:
        """What the network says of each part of a pack."""
        pieces, shapes, firsts = [self.words.start], [0], []
        for _, _, words in pack:
            how = 1 + style([word.shape for word in words])
            for word in words:
                firsts.append(len(pieces))
                pieces += word.pieces
                shapes += [how + STYLES * word.shape] * len(word.pieces)
            pieces.append(self.words.stop)
            shapes.append(0)
        inputs = {"input_ids": pieces, "shape_ids": shapes, "attention_mask": [1] * len(pieces)}
        fed = {name: np.array([values], dtype=np.int64) for name, values in inputs.items()}
        scores = self._session.run(None, fed)[0][0][firsts]
        start = 0
        for doc, first, words in pack:
            of_part = scores[start : start + len(words)]
            yield Reading(doc, first, shares(of_part), decode(of_part))
            start += len(words)


def _cut(doc: Doc, words: list[Word]) -> Iterator[Part]:
    """A doc in parts of at most `LIMIT` pieces, broken after a punctuation mark where one is near."""
    start, size, pause = 0, 2, 0
    for position, word in enumerate(words):
        if size + len(word.pieces) > LIMIT:
            end = pause if pause > start else position
            yield doc, start, words[start:end]
            start, size = end, 2 + sum(len(each.pieces) for each in words[end:position])
        size += len(word.pieces)
        if doc[position].text in BREAKS:
            pause = position + 1
    if start < len(words):
        yield doc, start, words[start:]


def _packs(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts together, as many as fit."""
    pack: list[Part] = []
    size = 1
    for part in parts:
        length = 1 + sum(len(word.pieces) for word in part[2])
        if pack and size + length > LIMIT:
            yield pack
            pack, size = [], 1
        pack.append(part)
        size += length
    if pack:
        yield pack
