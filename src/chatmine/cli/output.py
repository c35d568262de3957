"""Where a table goes: a file, a pipe, or a terminal."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from chatmine import outputs
from chatmine.outputs import PLAIN, Style, Table


@dataclass(frozen=True)
class Destination:
    """The user's choice of output, checked before any work is done.

    Raises:
        UsageError: the format is unknown, or cannot be told from the file's name, or the file cannot be written.
    """

    path: str | None = None
    format: str | None = None
    style: Style = PLAIN

    def __post_init__(self) -> None:
        outputs.writer(self.chosen)
        if self.path and self.path != "-":
            outputs.check_writable(self.path)

    @property
    def chosen(self) -> str:
        """The output format: as asked, else by the file's suffix, else a table for a person and CSV for a pipe."""
        if self.format:
            return self.format
        if self.path and self.path != "-":
            return outputs.format_of(self.path)
        return "table" if sys.stdout.isatty() else "csv"

    def write(self, table: Table) -> None:
        """Put the table out; a file gets its name only when it is whole."""
        with opened(self.path) as stream:
            outputs.writer(self.chosen)(table, stream, self.style)


@contextlib.contextmanager
def opened(path: str | None) -> Iterator[TextIO]:
    """The file to write, or standard output; the bytes are the same on every system, whatever its locale says."""
    if path and path != "-":
        with outputs.replacing(path) as stream:
            yield stream
        return
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
    yield sys.stdout
    sys.stdout.flush()
