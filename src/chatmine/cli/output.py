"""Where a table goes: a file, a pipe, or a terminal."""

import sys
from dataclasses import dataclass

from chatmine import outputs
from chatmine.outputs import PLAIN, Style, Table


@dataclass(frozen=True)
class Destination:
    """The user's choice of output, checked before any work is done.

    Raises:
        UsageError: the format is unknown, or cannot be told from the file's name.
    """

    path: str | None = None
    format: str | None = None
    style: Style = PLAIN

    def __post_init__(self) -> None:
        outputs.writer(self.chosen)

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
        write = outputs.writer(self.chosen)
        if self.path and self.path != "-":
            with outputs.replacing(self.path) as stream:
                write(table, stream, self.style)
            return
        # The bytes are the same on every system: UTF-8, no translated line ends, whatever the locale says.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
        write(table, sys.stdout, self.style)
        sys.stdout.flush()
