"""Exports that overlap, merged: what another file of the same conversation has already given is not counted again.

Two people who say "ok" in the same second are two messages, so a message is not simply looked up: the second "ok" of a
file is a duplicate only where the other files gave two. Where an export has the platform's ids, they tell instead. A
message without a time is never merged: nothing says that it is the same.

A conversation's messages are remembered by 8 bytes each, and nothing is where only one file is read.
"""

from array import array
from collections.abc import Hashable

from chatmine.records import Message

_NEAR = 4096  # different messages among which repetitions within a file are counted
_COPY = 1024  # bytes of a file from which on its copy is a copy; two channels may well log the same single line
_BITS = (1 << 64) - 1


class Keys:
    """A set of 64-bit numbers in 12 to 24 bytes each; a set of Python's takes 60 and more."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0

    def __contains__(self, key: int) -> bool:
        return self._slots[self._place(key)] != 0

    def add(self, key: int) -> None:
        """Put a number in, but 0."""
        place = self._place(key)
        self._count += self._slots[place] == 0
        self._slots[place] = key
        if self._count * 3 > len(self._slots) * 2:
            self._grow()

    def _place(self, key: int) -> int:
        slots, mask = self._slots, len(self._slots) - 1
        place = key & mask
        while slots[place] not in (0, key):
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        before, self._slots, self._count = self._slots, array("Q", bytes(16 * len(self._slots))), 0
        for key in filter(None, before):
            self.add(key)


class _Conversation:
    """What the files before gave of one conversation, and what the current file adds to it."""

    def __init__(self) -> None:
        self.adds = array("Q")
        self._others = Keys()
        self._waiting: list[array[int]] = []

    def has(self, key: int) -> bool:
        """Whether another file gave this."""
        while self._waiting:
            for given in self._waiting.pop():
                self._others.add(given)
        return key in self._others

    def close_file(self) -> None:
        """What the current file added is another's from now on; it is looked at when a next file needs it."""
        if self.adds:
            self._waiting.append(self.adds)
            self.adds = array("Q")


class _Repetitions:
    """How often a message came already among those near it in its file."""

    def __init__(self) -> None:
        self._now: dict[int, int] = {}
        self._before: dict[int, int] = {}

    def count(self, number: int) -> int:
        """How often this number came before; it comes once more now."""
        count = self._now.get(number)
        if count is None:
            count = self._before.get(number, 0)
            if len(self._now) >= _NEAR:
                self._now, self._before = {}, self._now
        self._now[number] = count + 1
        return count


class Merging:
    """What the files of one run have given so far. `begin_file` comes before a file's messages, `is_new` for each."""

    def __init__(self) -> None:
        self._conversations: dict[tuple[str, str], _Conversation] = {}
        self._copies: dict[str, str] = {}
        self._repetitions = _Repetitions()
        self._added_to: list[_Conversation] = []  # by the current file

    def begin_file(self) -> None:
        """From here on messages are a new file's."""
        self._repetitions = _Repetitions()
        for conversation in self._added_to:
            conversation.close_file()
        self._added_to.clear()

    def copied(self, path: str, sha256: str, size: int) -> str:
        """The path of a file with the same bytes that came before, if there is one."""
        first = self._copies.setdefault(sha256, path) if size >= _COPY else path
        return "" if first == path else first

    def is_new(self, form: str, message: Message) -> bool:
        """Whether no other file gave this message of this format."""
        if message.timestamp is None:
            return True
        conversation = self._of(form, message.conversation)
        number = hash(_identity(message))
        key = hash((number, self._repetitions.count(hash((message.conversation, number))))) & _BITS or 1
        if conversation.has(key):
            return False
        if not conversation.adds:
            self._added_to.append(conversation)
        conversation.adds.append(key)
        return True

    def _of(self, form: str, name: str) -> _Conversation:
        found = self._conversations.get((form, name))
        if found is None:
            found = self._conversations[form, name] = _Conversation()
        return found


def _identity(message: Message) -> Hashable:
    if message.id:
        return message.id, message.timestamp
    return message.timestamp, message.speaker, message.text
