"""An opened log: the text of a source, as its format asks for it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from chatmine.formats import Head
from chatmine.reading.decoding import SAMPLE, Encoding
from chatmine.reading.sources import Source

# Names that exporters give to every chat: the folder says more.
_NAMES_NOTHING = re.compile(r"(_?chat|messages?\d*|message_\d+|result|index|data|export|log|meeting_saved_chat)$", re.I)


@dataclass
class OpenedLog:
    """The `Log` of a source in a known encoding.

    `remarks` collects what its format had to decide, `lines_read` is how far the latest pass over its lines came.
    """

    source: Source
    encoding: Encoding
    dayfirst: bool | None = None
    remarks: list[str] = field(default_factory=list)
    lines_read: int = 0

    @property
    def path(self) -> str:
        """What tables show as the place of the log."""
        return self.source.path

    @property
    def conversation(self) -> str:
        """A name for the conversation, for logs that have none of their own: the path below what the user gave."""
        return conversation_of(self.source.name)

    def text(self) -> io.TextIOWrapper:
        """The decoded content; only LF and CRLF end a line, whatever else Unicode calls a line end."""
        stream = cast(io.BufferedReader, self.source.open())
        return io.TextIOWrapper(stream, self.encoding.name, self.encoding.errors, newline="\n")

    def head(self) -> Head:
        """The beginning of the content, for the formats to bid on."""
        with self.text() as text:
            return Head(self.path, text.read(SAMPLE).removeprefix("\ufeff"))

    def lines(self) -> Iterator[tuple[int, str]]:
        """The 1-based number and text of each line, without its line end."""
        with self.text() as text:
            for number, line in enumerate(text, 1):
                self.lines_read = number
                yield number, (line.removeprefix("\ufeff") if number == 1 else line).rstrip("\r\n")

    def binary(self) -> BinaryIO:
        """The content as UTF-8 bytes without a BOM."""
        return io.BufferedReader(_Utf8(self.text()), 1 << 16)

    def beside(self, name: str) -> bytes | None:
        """The content of a neighbour in the same folder tree or archive, if there is one."""
        opener = self.source.find(name)
        if opener is None:
            return None
        with opener() as stream:
            return stream.read()

    def remark(self, text: str) -> None:
        """Keep what the format had to decide, once."""
        if text not in self.remarks:
            self.remarks.append(text)


class _Utf8(io.RawIOBase):
    """A text stream as the UTF-8 bytes that parsers of JSON want, whatever the file's own encoding was."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._rest = b""
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            chunk = self._text.read(1 << 16)
            self._rest = (chunk if self._begun else chunk.removeprefix("\ufeff")).encode("utf-8", "replace")
            self._begun = True
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def close(self) -> None:
        self._text.close()
        super().close()


def conversation_of(name: str) -> str:
    """The conversation that a file's name stands for.

    >>> conversation_of("founding/deal.txt"), conversation_of("Port Team/_chat.txt"), conversation_of("result.json")
    ('founding/deal', 'Port Team', 'result')
    """
    path = PurePosixPath(name.replace("\\", "/"))
    bare = path.with_suffix("") if re.fullmatch(r"\.\w{1,12}", path.suffix) else path
    return str(bare.parent if len(bare.parts) > 1 and _NAMES_NOTHING.match(bare.name) else bare)
