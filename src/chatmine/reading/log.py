"""An opened log: the text of a source, as its format asks for it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from chatmine.formats import Clean, Head
from chatmine.limits import LIMITS, Limits
from chatmine.reading.decoding import SAMPLE, Encoding
from chatmine.reading.naming import conversation_of
from chatmine.reading.source import Source

_BLOCK = 1 << 16  # characters
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001))))
_FRAME = _BLANK + "\ufeff,[]"  # what stands alone on a line between JSON objects is nothing either
_ENDS = frozenset(("", *_FRAME))  # how such a line ends


@dataclass
class OpenedLog:
    """The `Log` of a source in a known encoding.

    `remarks` collects what its format had to decide and `day_order` how it reads dates; `lines_read` is how far the
    latest pass over its lines came, `undecoded` how many characters could not be read in it, and `empty_lines` how many
    lines had nothing in them. `by_lines` is false once a format asked for bytes: of mark-up not each line is a part.
    """

    source: Source
    encoding: Encoding
    dayfirst: bool | None = None
    remarks: list[str] = field(default_factory=list)
    day_order: str = ""
    lines_read: int = 0
    undecoded: int = 0
    empty_lines: int = 0
    by_lines: bool = True
    limits: Limits = LIMITS

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

    def lines(self, clean: Clean | None = None) -> Iterator[tuple[int, str]]:
        """The 1-based number and text of each line, without its line end, and clean."""
        number = self.undecoded = self.empty_lines = 0
        with self.text() as text:
            for whole in self._blocks(text):
                block = self._lines_of(whole if number else whole.removeprefix("\ufeff"))
                damaged = not self.encoding.checked and "\ufffd" in whole
                touch = clean if clean and clean.is_due(whole) else None
                for number, line in enumerate(block, number + 1):  # noqa: B020  (the count goes on)
                    self.lines_read = number
                    if line[-1:] in _ENDS and not line.strip(_FRAME):
                        self.empty_lines += 1
                    if damaged:
                        self.undecoded += line.count("\ufffd")
                    yield number, touch(line) if touch else line

    @staticmethod
    def _lines_of(whole: str) -> list[str]:
        lines = whole.removesuffix("\n").split("\n")
        return [line.rstrip("\r") for line in lines] if "\r" in whole else lines

    def _blocks(self, text: io.TextIOWrapper) -> Iterator[str]:
        """Whole lines, many at a time: what can be asked of all of them at once need not be asked of each."""
        longest = self.limits.line_characters
        while block := text.read(min(_BLOCK, longest)):
            whole = block if block[-1] == "\n" else block + text.readline(longest)
            start = whole.rfind("\n", 0, -1) + 1
            if len(whole) - start - (whole[-1] == "\n") >= longest:
                self.remark(f"a line of more than {longest:,} characters: the rest of it is left out")
                rest, whole = whole, whole[: start + longest]
                while rest and rest[-1] != "\n":
                    rest = text.readline(longest)
            yield whole

    def binary(self) -> BinaryIO:
        """The content as UTF-8 bytes without a BOM."""
        self.lines_read, self.by_lines = 0, False
        if self.encoding.checked:
            return self.source.open()
        return io.BufferedReader(_Utf8(self), 1 << 16)

    def beside(self, name: str) -> bytes | None:
        """The content of a neighbour in the same folder tree or archive, if there is one."""
        return self.source.beside(name)

    def remark(self, text: str) -> None:
        """Keep what the format had to decide, once."""
        if text not in self.remarks:
            self.remarks.append(text)

    def note_day_order(self, order: str) -> None:
        """Keep in what order the format reads day and month, where that matters."""
        self.day_order = order


class _Utf8(io.RawIOBase):
    """A log's text as the UTF-8 bytes that parsers of JSON want, whatever the file's own encoding was."""

    def __init__(self, log: OpenedLog) -> None:
        self._log, self._text = log, log.text()
        self._rest = b""
        self._begun = False
        log.undecoded = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            chunk = self._text.read(1 << 16)
            self._log.undecoded += chunk.count("\ufffd")
            self._rest = (chunk if self._begun else chunk.removeprefix("\ufeff")).encode("utf-8", "replace")
            self._begun = True
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def close(self) -> None:
        self._text.close()
        super().close()
