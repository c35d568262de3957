"""What is tagged at once, and what comes back: plain values, so that tagging can be done by another process.

A window is a run of consecutive messages of one conversation, in the order in which they were read: as much as tagging
looks at to judge a name by its neighbours. Windows are handed over in batches. Both depend on the messages alone,
never on who tags them, so that the result does not either.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, NamedTuple

from chatmine.records import Mention, Message, Money

WINDOW = 256  # messages
BATCH = 2048  # messages
# A message longer than this (a pasted document) is tagged in pieces, so that memory does not follow its length.
PIECE = 20_000
_WINDOW_CHARACTERS = 10 * PIECE
_BATCH_CHARACTERS = 400_000

# Start and end in the text, label, who found it, how surely, its name on the user's list, and the fields of a sum.
Found = tuple[int, int, str, str, float | None, str, tuple[Any, ...] | None]
Tagged = tuple[Message, list[Mention]]


class Window(NamedTuple):
    """The texts of a window with their speakers; only where `wanted` is true does anybody ask what was found."""

    texts: list[str]
    speakers: list[str]
    wanted: list[bool]


Batch = list[Window]
TagBatches = Callable[[Iterator[Batch]], Iterator[list[list[Found]]]]  # what was found in each text, batch by batch


class _Piece(NamedTuple):
    """A message or a part of a long one: where it starts in the message, and whether it is its last."""

    message: Message
    wanted: bool
    start: int
    text: str
    is_last: bool


money_parts = attrgetter(*(Money.__slots__))


def everything(_: Message) -> bool:
    """The `wanted` that tags every message."""
    return True


def tag_in_windows(
    messages: Iterable[Message], tag_batches: TagBatches, wanted: Callable[[Message], bool] = everything
) -> Iterator[Tagged]:
    """Each message with the mentions in it, in order of appearance; those that are not wanted come back with none."""
    sent: deque[list[_Piece]] = deque()

    def batches() -> Iterator[Batch]:
        for windows in _batches(_windows(messages, wanted)):
            sent.append(list(chain.from_iterable(windows)))
            yield [_as_sent(window) for window in windows]

    mentions: list[Mention] = []
    for found in tag_batches(batches()):
        for piece, found_in_it in zip(sent.popleft(), found, strict=True):
            if found_in_it:
                mentions.extend(_mention(piece, *each) for each in found_in_it)
            if piece.is_last:
                yield piece.message, mentions
                mentions = []


def _mention(
    piece: _Piece,
    start: int,
    end: int,
    label: str,
    by: str,
    score: float | None,
    listed: str,
    money: tuple[Any, ...] | None,
) -> Mention:
    amount = Money(*money) if money else None
    start, end = start + piece.start, end + piece.start
    name = piece.message.text[start:end]
    return Mention(piece.message, label, start, end, name, by, score, amount, listed)


def _as_sent(window: list[_Piece]) -> Window:
    """A window in which nothing is wanted is not tagged at all."""
    wanted = [piece.wanted for piece in window]
    texts = [piece.text for piece in window] if any(wanted) else [""] * len(window)
    return Window(texts, [piece.message.speaker for piece in window], wanted)


def _batches(windows: Iterator[list[_Piece]]) -> Iterator[list[list[_Piece]]]:
    batch: list[list[_Piece]] = []
    messages = characters = 0
    for window in windows:
        batch.append(window)
        messages += len(window)
        characters += sum(len(piece.text) for piece in window)
        if messages >= BATCH or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, messages, characters = [], 0, 0
    if batch:
        yield batch


def _windows(messages: Iterable[Message], wanted: Callable[[Message], bool]) -> Iterator[list[_Piece]]:
    for _, run in groupby(messages, key=attrgetter("conversation")):
        window: list[_Piece] = []
        characters = 0
        for message in run:
            for piece in _pieces(message, wanted(message)):
                window.append(piece)
                characters += len(piece.text)
                if len(window) == WINDOW or characters >= _WINDOW_CHARACTERS:
                    yield window
                    window, characters = [], 0
        if window:
            yield window


def _pieces(message: Message, wanted: bool) -> Iterator[_Piece]:
    text, start = message.text, 0
    while len(text) - start > PIECE:
        end = max(text.rfind("\n", start, start + PIECE), text.rfind(" ", start, start + PIECE), start)
        end = end if end > start else start + PIECE
        yield _Piece(message, wanted, start, text[start:end], False)
        start = end
    yield _Piece(message, wanted, start, text[start:] if start else text, True)
