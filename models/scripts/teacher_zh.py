"""What LAC itself finds in a text, as labels for the first lessons of our network.

Its output layer and the weights of its transitions make tags of what its recurrent layers say; persons and bodies among
them become our labels.
"""

import numpy as np
import torch
from lac import Lac
from network_zh import Network
from torch import Tensor

from chatmine.nlp.tagger.decoding import LABELS

OURS = {"PER": "PERSON", "nr": "PERSON", "ORG": "ORG", "nt": "ORG"}


class Teacher:
    """LAC's own output on the recurrent layers of a network that starts from LAC."""

    def __init__(self, lac: Lac, network: Network) -> None:
        self._network = network.eval()
        self._weights = torch.tensor(lac.tensors["fc_4.w_0"])
        self._bias = torch.tensor(lac.tensors["fc_4.b_0"])
        self._first, self._last, self._follows = (lac.tensors["crfw"][rows] for rows in (0, 1, slice(2, None)))
        self._tags = {number: tag for tag, number in lac.tags.items()}

    @torch.no_grad()
    def labels(self, words: Tensor, mask: Tensor) -> list[list[int]]:
        """The label of each word of each message, from [batch, length] words and mask."""
        states = self._network.known(words, mask)
        scores = (states @ self._weights + self._bias).numpy()
        lengths = mask.sum(1).long().tolist()
        return [self._read(rows[:length]) for rows, length in zip(scores, lengths, strict=True)]

    def _read(self, scores: np.ndarray) -> list[int]:
        tags = [self._tags[number].rpartition("-") for number in self._likeliest(scores)]
        labels = ["O"] * len(tags)
        starts = [at for at, (_, _, place) in enumerate(tags) if place == "B" and tags[at][0] in OURS]
        for start in starts:
            kind, end = tags[start][0], start + 1
            while end < len(tags) and tags[end] == (kind, "-", "I"):
                end += 1
            places = "U" if end - start == 1 else "B" + "I" * (end - start - 2) + "L"
            labels[start:end] = [f"{place}-{OURS[kind]}" for place in places]
        return [LABELS.index(label) for label in labels]

    def _likeliest(self, scores: np.ndarray) -> list[int]:
        best, came = self._first + scores[0], []
        for row in scores[1:]:
            ways = best[:, None] + self._follows
            came.append(ways.argmax(axis=0))
            best = ways.max(axis=0) + row
        path = [int((best + self._last).argmax())]
        for origins in reversed(came):
            path.append(int(origins[path[-1]]))
        return path[::-1]
