"""A source that may break while it is read: it ends there, in every pass at the same byte, and the reason is kept.

So whatever lies before the break is read like any log, and the account says why the rest is not.
"""

import hashlib
import io
from collections.abc import Callable
from typing import BinaryIO, cast

from chatmine.errors import InputError

_BUFFER = 1 << 16


class Breakable:
    """Openings of one source. `problem` is why it ends before its end, `end` at which byte."""

    def __init__(self, opener: Callable[[], BinaryIO], problem: str = "") -> None:
        self._opener = opener
        self.problem = problem
        self.end: int | None = None
        self.at = 0  # where the latest pass is

    def open(self) -> BinaryIO:
        """The source from its beginning to its end or to where it breaks.

        Raises:
            InputError, OSError: it cannot be opened.
        """
        return io.BufferedReader(_Part(self, self._opener()), _BUFFER)

    def fingerprint(self) -> tuple[str, int]:
        """The SHA-256 of what can be read, and how many bytes that is; later passes read just that."""
        digest, size = hashlib.sha256(), 0
        with self.open() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
        self.end = size
        return digest.hexdigest(), size


class _Part(io.RawIOBase):
    """One pass over a source."""

    def __init__(self, source: Breakable, stream: BinaryIO) -> None:
        # One read of what is below at a time: what comes before a break is not lost with it.
        self._source, self._stream, self._at = source, cast(io.BufferedReader, stream), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        end = self._source.end
        size = min(len(buffer), _BUFFER)
        if end is not None:
            size = min(size, end - self._at)
        try:
            data = self._stream.read1(size) if size else b""
        except (InputError, OSError, EOFError) as error:
            self._source.problem, self._source.end = one_line(error), self._at
            return 0
        if size and not data and end is not None:
            self._source.problem, self._source.end = "it was cut short while it was read", self._at
        buffer[: len(data)] = data
        self._at += len(data)
        self._source.at = self._at
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def one_line(error: BaseException) -> str:
    """What an error says, in one line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())
