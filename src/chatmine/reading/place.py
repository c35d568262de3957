"""How far reading has come, for whoever waits for it."""

import os
from collections.abc import Iterable
from contextlib import suppress

from chatmine.reading.breaks import Breakable
from chatmine.reading.report import FileReport


class Place:
    """Where reading is: `total` bytes in files, of which some are read, with so many messages in them.

    An archive is read when its last member is; a file that is piped in has no size.
    """

    def __init__(self) -> None:
        self.total = 0
        self._before = self._messages = 0
        self._file = ""
        self._source: Breakable | None = None
        self._account: FileReport | None = None

    def begin(self, paths: Iterable[str]) -> None:
        """Look up how much there is to read."""
        self.total = sum(map(_size, paths))

    def enter(self, source: Breakable, account: FileReport) -> None:
        """From here on it is this source that is read."""
        self._messages, self._source, self._account = self.messages, source, account
        file = account.path if os.path.lexists(account.path) else account.path.partition("!")[0]
        if file != self._file:
            self._before += _size(self._file) if self._file else 0
            self._file = file

    @property
    def messages(self) -> int:
        """How many messages were read."""
        return self._messages + (self._account.messages if self._account else 0)

    @property
    def share(self) -> float | None:
        """How much of all is read, from 0 to 1; None where nobody can know."""
        if not self.total:
            return None
        is_member = self._account is not None and self._account.path != self._file
        here = self._source.at if self._source and not is_member else 0
        return min((self._before + here) / self.total, 1.0)


def _size(path: str) -> int:
    with suppress(OSError, ValueError):
        if not os.path.isdir(path):  # noqa: PTH112  (a Path for each of a million files takes longer than its size)
            return os.path.getsize(path)  # noqa: PTH202
        return sum(_size(os.path.join(parent, name)) for parent, _, names in os.walk(path) for name in names)  # noqa: PTH118
    return 0
