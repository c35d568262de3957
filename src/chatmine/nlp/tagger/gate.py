"""The gate before the network: which messages may hold a name at all.

Most chat names nobody, and the network is dear. The gate looks at each word with two neighbours on either side through
small tables, far cheaper, and is set so low that it keeps nearly every message in which the network would find a name.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chatmine.nlp.tagger.pieces import STYLES, Word, style

COUNTS = 4  # a word of one piece, two, three, more
_ROWS = ("first", "last", "shapes")
Table = NDArray[np.float32]


def row(word: Word, how: int) -> int:
    """The row of the table of shapes: how the word and the message are written, and in how many pieces."""
    return ((word.shape * STYLES) + how) * COUNTS + min(len(word.pieces), COUNTS) - 1


class Gate:
    """Rows for the first and the last piece of a word and its way of writing, then two layers over neighbours.

    `tables` has `first` and `last` [pieces, columns], `shapes` [ways, columns], `near` [3 columns, width] and `far`
    [3 width, width], which see a word between its neighbours, their `near_bias` and `far_bias`, and `weights` [width],
    which make a word's score.
    """

    def __init__(self, tables: Mapping[str, NDArray[Any]], threshold: float) -> None:
        scales = dict(zip(_ROWS, tables["scales"], strict=True))
        self._tables: dict[str, Table] = {
            name: table.astype(np.float32) * scales.get(name, np.float32(1)) for name, table in tables.items()
        }
        self._threshold = threshold

    @classmethod
    def read(cls, path: Path) -> "Gate":
        """The tables of a file, where those of rows are 8-bit numbers with a scale each."""
        with np.load(path) as tables:
            stored = dict(tables)
        return cls(stored, float(stored.pop("threshold")))

    def __call__(self, messages: list[list[Word]]) -> NDArray[np.bool_]:
        """Whether each message may hold a name."""
        return self.scores(messages) >= self._threshold

    def scores(self, messages: list[list[Word]]) -> Table:
        """The highest score of a word in each message; minus infinity for one without words."""
        scores = np.full(len(messages), -np.inf, dtype=np.float32)
        spoken = [number for number, words in enumerate(messages) if words]
        if spoken:
            lengths = np.array([len(messages[number]) for number in spoken], dtype=np.intp)
            ends = np.cumsum(lengths, dtype=np.intp)
            words = self._words([messages[number] for number in spoken], ends)
            scores[spoken] = np.maximum.reduceat(words, ends - lengths)
        return scores

    def _words(self, messages: list[list[Word]], ends: NDArray[np.intp]) -> Table:
        """The score of each word of all messages in a row."""
        tables = self._tables
        first = [word.pieces[0] for words in messages for word in words]
        last = [word.pieces[-1] for words in messages for word in words]
        shapes = [
            row(word, how) for words in messages for how in [style([word.shape for word in words])] for word in words
        ]
        states = np.maximum(tables["first"][first] + tables["last"][last] + tables["shapes"][shapes], 0)
        for layer in ("near", "far"):
            states = np.maximum(_beside(states, ends) @ tables[layer] + tables[f"{layer}_bias"], 0)
        scores: Table = states @ tables["weights"]
        return scores


def _beside(states: Table, ends: NDArray[np.intp]) -> Table:
    """Each word between its neighbours, [words, 3 columns]; beyond the ends of a message there is nothing."""
    columns = states.shape[1]
    wide = np.zeros((len(states), 3 * columns), dtype=np.float32)
    wide[1:, :columns] = states[:-1]
    wide[:, columns : 2 * columns] = states
    wide[:-1, 2 * columns :] = states[1:]
    wide[ends[:-1], :columns] = 0
    wide[ends - 1, 2 * columns :] = 0
    return wide
