"""What the tagger's network reads: each word as pieces of a vocabulary, and how the word is written.

The vocabulary knows no case, so a second number says how each word is written, and whether the whole message is written
without capitals (or with little else): there, a small first letter says nothing.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from tokenizers import Tokenizer

# What no name hides in becomes one piece: some of the vocabulary stand for nothing, and training gives them sense.
_FOLDED = (
    (
        "[unused1]",
        re.compile(
            r"(?:https?://|www\.).*|[^\s@]+@[^\s@.]+\.\S+|[^\s/\\]*[/\\][^\s/\\]*[/\\]\S*"
            r"|\w+\.(?:com|org|net|io|html?|py|txt|log)"
        ),
    ),
    ("[unused2]", re.compile(r"(?=.*\d)[0-9a-f-]{8,}|\S{31,}", re.IGNORECASE)),
    ("[unused3]", re.compile(r"[\d.,:/-]{4,}")),
    ("[unused4]", re.compile(r"\s+")),
)
BREAKS = frozenset(".!?;,\n。！？；，、")  # after one of these a long message is best cut
_LONGEST = 8  # pieces of one word
_KEPT = 60_000  # words whose pieces are remembered

SHAPES = 7
_LOWER, _TITLE, _UPPER, _LETTER, _MIXED, _DIGIT, _OTHER = range(SHAPES)
STYLES = 3  # as people write, without capitals, with nearly nothing else


def shape(word: str) -> int:
    """How a word is written, from 0 to `SHAPES` - 1.

    >>> [shape(word) for word in ("deal", "Dana", "FCDO", "I", "eBay", "3rd", "...")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    if word.isalpha() or word.replace("-", "").replace("'", "").replace(".", "").isalpha():
        if word.islower():
            return _LOWER
        if len(word) == 1:
            return _LETTER if word.isupper() else _LOWER
        if word.isupper():
            return _UPPER
        return _TITLE if word[0].isupper() and word[1:].islower() else _MIXED
    return _DIGIT if any(letter.isdigit() for letter in word) else _OTHER


def style(shapes: Sequence[int]) -> int:
    """How the message is written: 0 as people write, 1 without capitals, 2 with hardly a small word."""
    written = [each for each in shapes if each <= _MIXED]
    capitals = sum(each in {_TITLE, _UPPER, _MIXED} for each in written)
    if not capitals:
        return 1
    return 2 if len(written) > 3 and capitals > 0.7 * len(written) else 0


class Word(NamedTuple):
    """What the network reads of one word."""

    pieces: tuple[int, ...]
    shape: int


class Words:
    """Words to pieces, remembered, since chats say the same words all day."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[int, Word] = {}
        self._unknown = (self._number("[UNK]"),)
        self.start = self._number("[CLS]")
        self.stop = self._number("[SEP]")

    def _number(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise ValueError(f"the vocabulary lacks {piece}")
        return number

    def of(self, doc: "Doc") -> list[Word]:
        """The words of a doc."""
        known = self._known
        return [known.get(orth) or self._remember(orth, doc) for orth in doc.to_array("ORTH").tolist()]

    def _remember(self, orth: int, doc: "Doc") -> Word:
        if len(self._known) >= _KEPT:
            self._known.clear()
        word = self._known[orth] = self.read(doc.vocab.strings[orth])
        return word

    def read(self, word: str) -> Word:
        """The pieces of a word, at least one, and its shape."""
        return Word(self._folded(word) or self._split(word) or self._unknown, shape(word))

    def _folded(self, word: str) -> tuple[int, ...]:
        for piece, pattern in _FOLDED:
            if pattern.fullmatch(word) and (number := self._tokenizer.token_to_id(piece)) is not None:
                return (number,)
        return ()

    def _split(self, word: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[:_LONGEST])
