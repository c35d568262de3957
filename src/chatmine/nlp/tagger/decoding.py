"""From what the network says of each word to spans: the likeliest sequence of labels that is well formed."""

import numpy as np
from numpy.typing import NDArray

LABELS = ("O", *(f"{place}-{label}" for label in ("PERSON", "ORG") for place in "BILU"))
_NEVER = -1e4

Span = tuple[int, int, str, float]


def _may_follow(before: str, after: str) -> bool:
    inside = before[0] in "BI"
    if inside:
        return after[0] in "IL" and after[2:] == before[2:]
    return after[0] in "OBU"


FOLLOWS = np.array([[0.0 if _may_follow(a, b) else _NEVER for b in LABELS] for a in LABELS], dtype=np.float32)
FIRST = np.array([0.0 if label[0] in "OBU" else _NEVER for label in LABELS], dtype=np.float32)
LAST = np.array([0.0 if label[0] in "OLU" else _NEVER for label in LABELS], dtype=np.float32)


def shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each label is for each word, [words, labels], from raw scores."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    normalised: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return normalised


def decode(scores: NDArray[np.float32]) -> list[Span]:
    """Spans (first word, word after the last, label, score) from [words, labels] of raw scores.

    The score of a span is the probability of the least certain of its words.
    """
    if not scores.argmax(axis=1).any():
        return []
    return _spans(_likeliest(scores), shares(scores))


def _likeliest(scores: NDArray[np.float32]) -> list[int]:
    """Viterbi's way through the words."""
    best = scores[0] + FIRST
    came: list[NDArray[np.intp]] = []
    for row in scores[1:]:
        ways = best[:, None] + FOLLOWS
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int((best + LAST).argmax())]
    for origins in reversed(came):
        path.append(int(origins[path[-1]]))
    return path[::-1]


def _spans(path: list[int], likely: NDArray[np.float32]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for word, number in enumerate(path):
        place, label = LABELS[number][0], LABELS[number][2:]
        if place in "BU":
            start = word
        if place in "LU":
            certain = min(float(likely[at, path[at]]) for at in range(start, word + 1))
            spans.append((start, word + 1, label, certain))
    return spans
